"""The words of a PDF, read by pdfium; runs in a process of its own, never in the program."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from evalpanel.exchange.paragraphs import Line, paragraphs

_LINE_ENDS = (0x0A, 0x0D)
_BROKEN_WORD = 0x02
"""What pdfium gives in place of a hyphen and the line end after it."""
_FONT_NAME_BYTES = 256


class EncryptedError(Exception):
    """The PDF asks for a password."""


def pages_of(data: bytes) -> list[tuple[str, ...]]:
    """The paragraphs of each page.

    Raises:
        EncryptedError: a password is needed.
        PdfiumError: the file or one of its pages cannot be read.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError from error
        raise
    return [paragraphs(_lines(document[number])) for number in range(len(document))]


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    text_page = page.get_textpage()
    lines = [_line(text_page, indexes) for indexes in _line_indexes(text_page)]
    text_page.close()
    page.close()
    return lines


def _line_indexes(text_page: pypdfium2.PdfTextPage) -> Iterator[list[int]]:
    """The character indexes of each line that has something to read."""
    line: list[int] = []
    has_ink = False
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page.raw, index)
        if code in _LINE_ENDS:
            if has_ink:
                yield line
            line, has_ink = [], False
        elif code:
            line.append(index)
            has_ink = has_ink or _is_ink(code)
        if code == _BROKEN_WORD and has_ink:
            yield line
            line, has_ink = [], False
    if has_ink:
        yield line


def _line(text_page: pypdfium2.PdfTextPage, indexes: list[int]) -> Line:
    codes = [pdfium.FPDFText_GetUnicode(text_page.raw, index) for index in indexes]
    inked = [index for index, code in zip(indexes, codes, strict=True) if not chr(code).isspace()]
    first, last = inked[0], inked[-1]
    fonts = {_font(text_page, first), _font(text_page, last)}
    left, baseline = _origin(text_page, first)
    return Line(
        text=_text(codes),
        left=left,
        right=float(text_page.get_charbox(last)[2]),
        baseline=baseline,
        size=max(_size(text_page, first), 1.0),
        font=fonts.pop() if len(fonts) == 1 else "",
    )


def _is_ink(code: int) -> bool:
    return code != _BROKEN_WORD and not chr(code).isspace()


def _text(codes: list[int]) -> str:
    """Characters of UTF-16 units or code points; a lone surrogate becomes U+FFFD."""
    joined = "".join(chr(code) for code in codes)
    return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _origin(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
    return x.value, y.value


def _size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    """The printed height of the font: its nominal size may be 1 under a scaling matrix."""
    box = text_page.get_charbox(index, loose=True)
    return float(box[3] - box[1])


def _font(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page.raw, index, name, _FONT_NAME_BYTES, flags)
    return name.value.decode("utf-8", "replace")
