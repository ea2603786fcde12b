"""The fonts of the paper: a text family, and a fallback for the signs and scripts it lacks.

Every font is embedded; Helvetica and the other built-in fonts are never named, because PDF/A
forbids fonts that are not in the file.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from evalpanel.domain.text import clean_text

BODY = "EvalPanelSans"
BOLD = "EvalPanelSans-Bold"
ITALIC = "EvalPanelSans-Italic"
FALLBACK = "EvalPanelFallback"
FALLBACK_BOLD = "EvalPanelFallback-Bold"

_FILES = {
    BODY: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    FALLBACK: "DejaVuSans.ttf",
    FALLBACK_BOLD: "DejaVuSans-Bold.ttf",
}
_FOLDER = Path(__file__).parent / "fonts"
_FALLBACK_OF = {BODY: FALLBACK, ITALIC: FALLBACK, BOLD: FALLBACK_BOLD}
_LAYOUT = {0x0A, 0x09}


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the fonts known to reportlab, once per process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(_FOLDER / file)))
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@lru_cache(maxsize=len(_FILES))
def code_points(font: str) -> frozenset[int]:
    """The characters for which a font has a glyph of its own."""
    from reportlab.pdfbase import pdfmetrics

    register_fonts()
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


@lru_cache(maxsize=len(_FILES))
def printable(font: str) -> frozenset[int]:
    """The characters that print in a font or in its fallback."""
    return code_points(font) | code_points(_FALLBACK_OF[font])


def safe_text(text: str, font: str = BODY) -> str:
    """Text of which every character prints; what has no glyph shows as ⟨U+5B57⟩."""
    return clean_text(text, printable(font))


def runs(text: str, font: str = BODY) -> tuple[tuple[str, str], ...]:
    """Clean text in pieces of (font, text), so that a missing glyph comes from the fallback."""
    own = code_points(font)
    pieces: list[tuple[str, str]] = []
    for char in safe_text(text, font):
        chosen = font if ord(char) in own or ord(char) in _LAYOUT else _FALLBACK_OF[font]
        if pieces and pieces[-1][0] == chosen:
            pieces[-1] = (chosen, pieces[-1][1] + char)
        else:
            pieces.append((chosen, char))
    return tuple(pieces)


def width_of(text: str, font: str, size: float) -> float:
    """Width in points of text on one line."""
    from reportlab.pdfbase import pdfmetrics

    return float(sum(pdfmetrics.stringWidth(part, name, size) for name, part in runs(text, font)))


def fitted(text: str, font: str, size: float, width: float) -> str:
    """The text, or as much of it as fits a width in points, ended by an ellipsis."""
    if width_of(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
