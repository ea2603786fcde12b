"""The process in which PDFs of others are read: PDF in on stdin, answer out on stdout.

Called as `python -m evalpanel.exchange.dossier_child text`, `… pages COUNT` or `… survey COUNT`.
`text` answers with JSON, a list of pages, each a list of paragraphs; `pages` with a PDF; `survey`
with JSON of everything that can be searched. The exit status says what was wrong with the file.
"""

import contextlib
import json
import sys

ENCRYPTED = 11
EMPTY = 12
DAMAGED = 13
MEMORY_BYTES = 1 << 30
CPU_SECONDS = 60
OPEN_FILES = 64


def main(arguments: list[str]) -> int:
    """Do what the arguments ask, within limits; gives the exit status."""
    _limit_process()
    data = sys.stdin.buffer.read()
    answer = _answer(data, *arguments)
    if isinstance(answer, int):
        return answer
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def _answer(data: bytes, asked: str, count: str = "0") -> bytes | int:
    if asked == "text":
        return _text(data)
    return _survey(data, int(count)) if asked == "survey" else _pages(data, int(count))


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


def _survey(data: bytes, count: int) -> bytes | int:
    """Everything that can be searched, as JSON, or what is wrong with the file."""
    import pypdfium2

    from evalpanel.exchange.pdf_survey import survey

    reduced = _pages(data, count)
    if isinstance(reduced, int):
        return reduced
    try:
        return json.dumps(survey(data, reduced)).encode()
    except pypdfium2.PdfiumError:
        return DAMAGED


def _limit_process() -> None:
    """Limit what it can use on systems that can: memory, computing time, files, processes.

    It writes to no file, starts no process and leaves no image of its memory. The parent limits
    its time and its answer everywhere.
    """
    try:
        import resource
    except ImportError:
        return
    limits = (
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", OPEN_FILES),
        ("RLIMIT_NPROC", 0),
    )
    for name, most in limits:
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
