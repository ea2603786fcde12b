"""The process in which PDFs of others are read: PDF in on stdin, answer out on stdout.

Called as `python -m evalpanel.exchange.dossier_child text` or `… pages COUNT`. `text` answers
with JSON, a list of pages, each a list of paragraphs; `pages` with a PDF. The exit status says
what was wrong with the file.
"""

import contextlib
import json
import sys

ENCRYPTED = 11
EMPTY = 12
DAMAGED = 13
MEMORY_BYTES = 1 << 30
CPU_SECONDS = 60


def main(arguments: list[str]) -> int:
    """Do what the arguments ask, within limits; gives the exit status."""
    _limit_process()
    data = sys.stdin.buffer.read()
    answer = _text(data) if arguments[0] == "text" else _pages(data, int(arguments[1]))
    if isinstance(answer, int):
        return answer
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def _text(data: bytes) -> bytes | int:
    """The pages as JSON; what pdfium refuses, qpdf may still know the reason of."""
    import pypdfium2

    from evalpanel.exchange.pdf_text import EncryptedError, pages_of

    try:
        pages = pages_of(data)
    except EncryptedError:
        return ENCRYPTED
    except pypdfium2.PdfiumError:
        answer = _pages(data, 1)
        return answer if isinstance(answer, int) else DAMAGED
    return json.dumps(pages).encode() if pages else EMPTY


def _pages(data: bytes, count: int) -> bytes | int:
    """The first pages as a PDF, or what is wrong with it."""
    import pikepdf

    from evalpanel.exchange.pdf_pages import NoPagesError, first_pages

    try:
        return first_pages(data, count)
    except NoPagesError:
        return EMPTY
    except pikepdf.PasswordError:
        return ENCRYPTED
    except pikepdf.PdfError:
        return DAMAGED


def _limit_process() -> None:
    """Limit memory and computing time on systems that can; the parent limits the rest."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
