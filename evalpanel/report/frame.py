"""The pages: a cover, then pages with a header, a footer and `page x of y`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Table, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from evalpanel.report import styles
from evalpanel.report.fonts import BODY, BOLD, fitted, width_of
from evalpanel.report.paragraphs import paragraph
from evalpanel.report.stamp import draw_line

_SMALL = 7.2


@dataclass(frozen=True)
class PageWords:
    """What stands at the edges of every page, ready to print."""

    title: str
    left: str
    right: str
    hash_short: str
    page_of: str
    """With `{page}` and `{pages}`."""
    language: str


class ReportTemplate(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A cover page and further pages; knows the number of pages from the pass before."""

    def __init__(self, target: Any, words: PageWords) -> None:
        """A document of A4 pages, the same bytes for the same content."""
        super().__init__(
            target,
            pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
            leftMargin=styles.MARGIN_SIDE,
            rightMargin=styles.MARGIN_SIDE,
            topMargin=styles.MARGIN_TOP,
            bottomMargin=styles.MARGIN_BOTTOM,
            title=words.title,
            author="evalpanel",
            lang=words.language,
            initialFontName=BODY,
            invariant=1,
        )
        self.words = words
        self.pages = 0
        self.outlined = 0
        self.addPageTemplates(
            [
                PageTemplate(
                    id="cover", frames=[_frame()], onPage=_draw_cover, autoNextPageTemplate="text"
                ),
                PageTemplate(id="text", frames=[_frame()], onPage=self._draw_edges),
            ]
        )

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802  reportlab names it
        """Note a chapter for the table of contents and the outline."""
        entry = getattr(flowable, "contents_entry", None)
        if entry is None:
            return
        number, title = entry
        key = f"chapter-{number}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(f"{number}  {title}", key, 0)
        self.notify("TOCEntry", (0, f"{number}\t{title}", self.page))

    def afterPage(self) -> None:  # noqa: N802  reportlab names it
        """Remember how many pages there are, for the next pass."""
        self.counted = self.page

    def beforeDocument(self) -> None:  # noqa: N802  reportlab names it
        """Take over the number of pages of the pass before."""
        self.pages = getattr(self, "counted", 0)

    def _draw_edges(self, canvas: Any, _document: Any) -> None:
        words = self.words
        left, right = styles.MARGIN_SIDE, styles.PAGE_WIDTH - styles.MARGIN_SIDE
        top, bottom = styles.PAGE_HEIGHT - 15 * 2.8346, 13 * 2.8346
        canvas.saveState()
        canvas.setFillColor(styles.GREY)
        room = (right - left) * 0.62
        draw_line(canvas, (left, top), fitted(words.left, BODY, _SMALL, room), BODY, _SMALL)
        _right_aligned(
            canvas, (right, top), fitted(words.right, BOLD, _SMALL, right - left - room), BOLD
        )
        canvas.setStrokeColor(styles.RULE)
        canvas.setLineWidth(0.5)
        canvas.line(left, top - 6, right, top - 6)
        canvas.line(left, bottom + 11, right, bottom + 11)
        draw_line(canvas, (left, bottom), words.hash_short, BODY, _SMALL)
        count = words.page_of.format(page=self.page, pages=self.pages or self.page)
        _right_aligned(canvas, (right, bottom), count, BODY)
        canvas.restoreState()


class Contents(TableOfContents):  # type: ignore[misc]  # reportlab has no types
    """The table of contents: number, title, dots, page; without links."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As tall as its lines, which come from the pass before."""
        entries = self._lastEntries or [(0, "\t…", 0, None)]
        rows = [
            [
                *(paragraph(part, styles.TOC_ONE) for part in text.split("\t")),
                paragraph(str(page), styles.TOC_RIGHT),
            ]
            for _, text, page, _ in entries
        ]
        widths = [22, available_width - 22 - 36, 36]
        rules = [
            ("FONT", (0, 0), (-1, -1), BODY, 9),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, styles.RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
        ]
        self._table = Table(rows, colWidths=widths, style=TableStyle(rules))
        self.width, self.height = self._table.wrapOn(self.canv, available_width, available_height)
        return self.width, self.height


def _frame() -> Frame:
    return Frame(
        styles.MARGIN_SIDE,
        styles.MARGIN_BOTTOM,
        styles.TEXT_WIDTH,
        styles.PAGE_HEIGHT - styles.MARGIN_TOP - styles.MARGIN_BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
        id="text",
    )


def _draw_cover(canvas: Any, _document: Any) -> None:
    canvas.saveState()
    canvas.setFillColor(styles.ACCENT)
    canvas.rect(0, 0, 9, styles.PAGE_HEIGHT, stroke=0, fill=1)
    canvas.restoreState()


def _right_aligned(canvas: Any, place: tuple[float, float], text: str, font: str) -> None:
    draw_line(canvas, (place[0] - width_of(text, font, _SMALL), place[1]), text, font, _SMALL)
