"""Text of people as paragraphs: every character prints, and none of it is ever markup."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from evalpanel.report.fonts import runs

MAX_CHARS = 20_000
"""A longer text is cut on paper, and says so; the attached record holds all of it."""
CELL_CHARS = 300


def paragraph(text: str, style: ParagraphStyle, limit: int = MAX_CHARS) -> Any:
    """A paragraph of plain text; line breaks stay."""
    return Paragraph(markup(shortened(text, limit), str(style.fontName)), style)


def labelled(label: str, text: str, style: ParagraphStyle, label_font: str) -> Any:
    """A paragraph that begins with a label in another font."""
    body = markup(shortened(text, MAX_CHARS), str(style.fontName))
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
