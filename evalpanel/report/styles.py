"""How the paper looks: one accent colour, quiet greys, and the styles of its texts."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from evalpanel.report.fonts import BODY, BOLD

ACCENT = HexColor(0x164E63)
ACCENT_SOFT = HexColor(0x8FB3BF)
TINT = HexColor(0xEEF4F6)
INK = HexColor(0x14191C)
GREY = HexColor(0x5B6870)
RULE = HexColor(0xD3DCE0)
WHITE = HexColor(0xFFFFFF)

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_SIDE = 22 * mm
MARGIN_TOP = 26 * mm
MARGIN_BOTTOM = 24 * mm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE

_HEAT_FROM = (0.945, 0.965, 0.972)
_HEAT_TO = (0.086, 0.306, 0.388)
_DARK = 0.55


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    options: dict[str, object] = {"fontName": BODY, "textColor": INK, "splitLongWords": 1}
    options |= {"allowWidows": 0, "allowOrphans": 0, **more}
    return ParagraphStyle(name, fontSize=size, leading=leading, **options)


TITLE = _style("title", 26, 32, fontName=BOLD)
SUBTITLE = _style("subtitle", 13, 18, textColor=GREY)
EYEBROW = _style("eyebrow", 9, 12, textColor=ACCENT, fontName=BOLD)
CHAPTER = _style("chapter", 15.5, 20, fontName=BOLD, spaceBefore=20, spaceAfter=7)
HEADING = _style("heading", 10.8, 14, fontName=BOLD, textColor=ACCENT, spaceBefore=12, spaceAfter=4)
BODY_TEXT = _style("body", 9.2, 13.2, spaceAfter=6)
LEAD = _style("lead", 10.4, 15.2, spaceAfter=8)
SMALL = _style("small", 7.8, 10.8, textColor=GREY, spaceAfter=3)
LISTED = _style("listed", 9.2, 13.2, leftIndent=9.2, firstLineIndent=-9.2, spaceAfter=3)
VOICE = _style("voice", 7.8, 10.8, textColor=GREY, leftIndent=12, spaceAfter=3)
CELL = _style("cell", 8.2, 10.6)
CELL_BOLD = _style("cell-bold", 8.2, 10.6, fontName=BOLD)
CELL_SMALL = _style("cell-small", 6.8, 8.8, textColor=GREY)
CELL_CENTER = _style("cell-center", 8.2, 10.6, alignment=TA_CENTER)
CELL_CENTER_BOLD = _style("cell-center-bold", 8.2, 10.6, fontName=BOLD, alignment=TA_CENTER)
CELL_RIGHT = _style("cell-right", 8.2, 10.6, alignment=TA_RIGHT)
CELL_RIGHT_BOLD = _style("cell-right-bold", 8.2, 10.6, fontName=BOLD, alignment=TA_RIGHT)
CELL_TINY_CENTER = _style("cell-tiny", 6.0, 7.8, alignment=TA_CENTER, textColor=GREY)
HEAD = _style("head", 7.4, 9.4, fontName=BOLD, textColor=ACCENT)
HEAD_CENTER = _style("head-center", 7.4, 9.4, fontName=BOLD, textColor=ACCENT, alignment=TA_CENTER)
HEAD_RIGHT = _style("head-right", 7.4, 9.4, fontName=BOLD, textColor=ACCENT, alignment=TA_RIGHT)
HASH = _style("hash", 5.8, 8.6, textColor=INK)
TOC_ONE = _style("toc-one", 9.6, 14)
TOC_RIGHT = _style("toc-right", 9.6, 14, alignment=TA_RIGHT)


def heat_of(share: float) -> tuple[Color, Color]:
    """Ground and ink of a heat map's cell for a share from 0 (pale) to 1 (deep)."""
    part = min(max(share, 0.0), 1.0)
    mixed = [low + (high - low) * part for low, high in zip(_HEAT_FROM, _HEAT_TO, strict=True)]
    return Color(*mixed), WHITE if part >= _DARK else INK


def inked(ink: Color) -> ParagraphStyle:
    """The style of a heat map's number, in the ink that is read on its ground."""
    return _ON_DARK if ink is WHITE else CELL_CENTER_BOLD


_ON_DARK = _style("on-dark", 8.2, 10.6, fontName=BOLD, alignment=TA_CENTER, textColor=WHITE)
