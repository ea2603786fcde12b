"""What a signature shows on the page: name, note and claimed time, in the report's font."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from evalpanel.domain.text import one_line
from evalpanel.report.fonts import BODY, BOLD, fitted, register_fonts, runs

_INSET = 8.0
_HEADLINE = 10.5
_LINE = 7.5
_LEADING = 11.0
_ACCENT = (0.086, 0.306, 0.388)
_PALE = (0.94, 0.96, 0.965)


def stamp_pdf(headline: str, lines: Sequence[str], size: tuple[float, float]) -> bytes:
    """A one-page PDF of the given size (points) with a headline and lines below it."""
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, initialFontName=BODY, invariant=1)
    _draw_frame(canvas, size)
    width = size[0] - 2 * _INSET
    height = size[1] - _INSET - _HEADLINE
    canvas.setFillColorRGB(0.07, 0.09, 0.11)
    draw_line(
        canvas,
        (_INSET, height),
        fitted(one_line(headline), BOLD, _HEADLINE, width),
        BOLD,
        _HEADLINE,
    )
    for number, line in enumerate(lines):
        place = (_INSET, height - 3 - _LEADING * (number + 1))
        draw_line(canvas, place, fitted(one_line(line), BODY, _LINE, width), BODY, _LINE)
    canvas.save()
    return buffer.getvalue()


def draw_line(canvas: Any, place: tuple[float, float], text: str, font: str, size: float) -> None:
    """Draw text at a place, character by character in the font that has it."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    x, y = place
    for name, part in runs(text, font):
        canvas.setFont(name, size)
        canvas.drawString(x, y, part)
        x += stringWidth(part, name, size)


def _draw_frame(canvas: Any, size: tuple[float, float]) -> None:
    canvas.setFillColorRGB(*_PALE)
    canvas.rect(0, 0, size[0], size[1], stroke=0, fill=1)
    canvas.setFillColorRGB(*_ACCENT)
    canvas.rect(0, 0, 2.5, size[1], stroke=0, fill=1)
