"""Text of people as paragraphs: every character prints, and none of it is ever markup."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from evalpanel.report.fonts import runs, safe_text

MAX_CHARS = 20_000
"""A longer text is cut on paper, and says so; the attached record holds all of it."""
TITLE_CHARS = 300
_CELL_LINES = 24
_CHARS_PER_POINT = 3.0
"""A page holds 56 lines of a cell, and the widest letter is 8 points wide."""


def paragraph(text: str, style: ParagraphStyle, limit: int = MAX_CHARS) -> Any:
    """A paragraph of plain text; line breaks stay."""
    font = str(style.fontName)
    return Paragraph(markup(shortened(safe_text(text, font), limit), font), style)


def cell(text: str, style: ParagraphStyle, width: float) -> Any:
    """A paragraph in a cell of a table: short enough for a row to fit on a page, come what may."""
    lines = text.strip().split("\n")
    if len(lines) > _CELL_LINES:
        lines = [*lines[:_CELL_LINES], f"… (+{len(lines) - _CELL_LINES})"]
    return paragraph("\n".join(lines), style, limit=int(width * _CHARS_PER_POINT))


def labelled(label: str, text: str, style: ParagraphStyle, label_font: str) -> Any:
    """A paragraph that begins with a label in another font."""
    font = str(style.fontName)
    body = markup(shortened(safe_text(text, font), MAX_CHARS), font)
    return Paragraph(f'<font name="{label_font}">{markup(label, label_font)}</font> {body}', style)


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning and how much was left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]} … (+{len(text) - limit})"


def markup(text: str, font: str) -> str:
    """Plain text in reportlab's own markup, with the fallback font where a glyph lacks."""
    pieces = []
    for name, part in runs(text.strip(), font):
        safe = escape(part).replace("\t", "    ").replace("\n", "<br/>")
        pieces.append(safe if name == font else f'<font name="{name}">{safe}</font>')
    return "".join(pieces)
