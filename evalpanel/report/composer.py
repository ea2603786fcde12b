"""The vocabulary of the page: chapters, headings, texts, lists of facts and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import CondPageBreak, Spacer, Table, TableStyle

from evalpanel.language import Words
from evalpanel.report import styles
from evalpanel.report.dates import in_words
from evalpanel.report.fonts import BODY, BOLD
from evalpanel.report.paragraphs import TITLE_CHARS, cell, labelled, paragraph

_ROOM_FOR_CHAPTER = 130
_ROOM_FOR_HEADING = 110
_TITLE_HEIGHT = 47
"""How high a chapter's title is, with the white above and beneath it."""
CELL_PADDING = 4.0
_NAMES_SHARE = 0.27
"""How much of the width the names of a list of facts take."""


class Gap(Spacer):  # type: ignore[misc]  # reportlab has no types
    """White space between two things; none at the top of a page."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As high as was asked, except where nothing stands above it."""
        frame = getattr(self, "_frame", None)
        if frame is not None and frame._atTop:
            return 0.0, 0.0
        width, height = super().wrap(available_width, available_height)
        return float(width), float(height)


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width and how its cells are set."""

    head: str
    share: float
    style: Any = styles.CELL
    head_style: Any = styles.HEAD


@dataclass
class Composer:
    """Collects what is printed, in the words of one language; numbers the chapters."""

    words: Words
    story: list[Any] = field(default_factory=list)
    chapters: dict[str, int] = field(default_factory=dict)
    """The number of every chapter so far, by its title."""
    _last_title: Any = None

    def add(self, *flowables: Any) -> None:
        """Put something on the page as it is."""
        self.story.extend(flowables)

    def chapter(self, title: str, room: float = _ROOM_FOR_CHAPTER) -> None:
        """Begin a numbered chapter, which the table of contents names.

        `room` is the height in points of the heading and what must stand with it on one page.
        """
        number = len(self.chapters) + 1
        self.chapters[title] = number
        heading = paragraph(f"{number}\u2002{title}", styles.CHAPTER, TITLE_CHARS)
        heading.contents_entry = (f"{number}", title)
        self._title(heading, room)

    def heading(self, title: str, room: float = _ROOM_FOR_HEADING) -> None:
        """A heading within a chapter, with at least `room` points of what follows it."""
        self._title(paragraph(title, styles.HEADING, TITLE_CHARS), room)

    def _title(self, heading: Any, room: float) -> None:
        """Put a heading above `room` points; one right beneath another keeps both together."""
        if self.story and self.story[-1] is self._last_title:
            above = self.story[-2]
            above.height = max(above.height, room + _TITLE_HEIGHT)
        self.add(CondPageBreak(room), heading)
        self._last_title = heading

    def text(self, text: str, style: Any = styles.BODY_TEXT) -> None:
        """A paragraph."""
        self.add(paragraph(text, style))

    def said(self, label: str, text: str, style: Any = styles.BODY_TEXT) -> None:
        """A paragraph that begins with a bold label."""
        self.add(labelled(label, text, style, BOLD))

    def item_line(self, left: str, right: str, room: float) -> None:
        """A line with a title at the left and a figure at the right, above `room` points."""
        width = styles.TEXT_WIDTH
        widths = [width * 0.76, width * 0.24]
        row = [
            cell(left, styles.CELL_BOLD, widths[0]),
            cell(right, styles.CELL_RIGHT_BOLD, widths[1]),
        ]
        style = TableStyle(
            [
                *_every_table(),
                ("BACKGROUND", (0, 0), (-1, -1), styles.TINT),
                ("LINEBEFORE", (0, 0), (0, -1), 2, styles.ACCENT),
            ]
        )
        line = Table([row], colWidths=widths, style=style)
        self.add(CondPageBreak(room), line, Gap(1, 4))

    def space(self, points: float) -> None:
        """White space."""
        self.add(Gap(1, points))

    def date(self, moment: str) -> str:
        """A date or time in this language."""
        return in_words(moment, self.words.language)

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """A list of names and values; a pair without a value is left out."""
        widths = [styles.TEXT_WIDTH * _NAMES_SHARE, styles.TEXT_WIDTH * (1 - _NAMES_SHARE)]
        rows = [
            [cell(name, styles.HEAD, widths[0]), cell(value, styles.CELL, widths[1])]
            for name, value in pairs
            if value
        ]
        self.add(Table(rows, colWidths=widths, style=_plain()), Gap(1, 6))

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        extra: Sequence[tuple[Any, ...]] = (),
    ) -> None:
        """A table whose head is repeated on every page; cells are texts or flowables.

        `extra` are further reportlab style commands; row 0 is the head.
        """
        shares = sum(column.share for column in columns)
        widths = [styles.TEXT_WIDTH * column.share / shares for column in columns]
        head = [
            cell(column.head, column.head_style, width)
            for column, width in zip(columns, widths, strict=True)
        ]
        body = [
            [
                cell(value, column.style, width) if isinstance(value, str) else value
                for value, column, width in zip(row, columns, widths, strict=True)
            ]
            for row in rows
        ]
        style = TableStyle([*_ruled(), *extra])
        self.add(Table([head, *body], colWidths=widths, repeatRows=1, style=style), Gap(1, 8))


def band_rules(rows: Sequence[int]) -> list[tuple[Any, ...]]:
    """Style commands for rows that name what follows them, across the whole width."""
    rules: list[tuple[Any, ...]] = []
    for row in rows:
        rules += [
            ("SPAN", (0, row), (-1, row)),
            ("BACKGROUND", (0, row), (-1, row), styles.TINT),
            ("NOSPLIT", (0, row), (-1, row + 1)),
        ]
    return rules


def _plain() -> TableStyle:
    return TableStyle(
        [
            *_every_table(),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, styles.RULE),
        ]
    )


def _ruled() -> list[tuple[Any, ...]]:
    return [
        *_every_table(),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, styles.ACCENT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, styles.RULE),
    ]


def _every_table() -> list[tuple[Any, ...]]:
    """Every table names the embedded font: reportlab's own default is Helvetica."""
    return [
        ("FONT", (0, 0), (-1, -1), BODY, 8),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 3.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.6),
        ("NOSPLIT", (0, -2), (-1, -1)),
    ]
