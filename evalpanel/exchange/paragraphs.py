"""Paragraphs from the printed lines of a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NORMAL_LEADING = 1.2
_WIDER = 1.25
"""A gap so many times the page's closest line distance begins a new paragraph."""
_SAME_LINE = 0.3
_OTHER_SIZE = 0.08
_SHORT = 0.8
_SENTENCE_END = (".", "?", "!", ":", ";")
_BULLET = re.compile(r"([•▪■◦‣·●○✓]|\d{1,2}(\.\d{1,2})*[.)]|[a-z]\)|\(\w{1,2}\))\s")
_DASH = re.compile(r"[-\u2013\u2014*]\s")
_BROKEN_WORD = ("\u0002", "\u00ad", "\ufffe")
"""How pdfium and others mark a hyphen at a line end."""
_HYPHEN_END = re.compile(r"\w-$")
_AFTER_SHARED_END = ("en", "of", "and", "or")
"""What follows the hyphen in `in- en uitgang`, which stays."""


@dataclass(frozen=True)
class Line:
    """A printed line: its text, left and right edge, baseline (points, upwards), size and font.

    `font` is empty where the line begins and ends in different fonts.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str


def paragraphs(lines: Sequence[Line]) -> tuple[str, ...]:
    """The paragraphs and headings of a page, each with its wrapped lines joined."""
    if not lines:
        return ()
    leading = _closest_leading(lines)
    right = max(line.right for line in lines)
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _begins(before, line, leading, right):
            groups.append([line])
        else:
            groups[-1].append(line)
    joined = (_joined(group) for group in groups)
    return tuple(text for text in joined if text)


def _closest_leading(lines: Sequence[Line]) -> float:
    """Distance of lines in one paragraph, in units of their size: the lower quartile."""
    ratios = sorted(
        (before.baseline - line.baseline) / line.size
        for before, line in pairwise(lines)
        if _same_style(before, line) and before.baseline - line.baseline > _SAME_LINE * line.size
    )
    return ratios[len(ratios) // 4] if ratios else _NORMAL_LEADING


def _begins(before: Line, line: Line, leading: float, right: float) -> bool:
    """Whether `line` begins a paragraph of its own after `before`."""
    gap = (before.baseline - line.baseline) / line.size
    if abs(gap) < _SAME_LINE:
        return False
    if not _same_style(before, line) or gap > _WIDER * leading or _BULLET.match(line.text):
        return True
    is_short = before.right - before.left < _SHORT * (right - before.left)
    ends = before.text.rstrip().endswith(_SENTENCE_END)
    if _DASH.match(line.text) and (is_short or ends):
        return True
    return ends and (is_short or gap < 0)


def _same_style(a: Line, b: Line) -> bool:
    if abs(a.size - b.size) > _OTHER_SIZE * a.size:
        return False
    return not a.font or not b.font or a.font == b.font


def _joined(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        text = _continued(text, line.text.strip())
    for mark in _BROKEN_WORD:
        text = text.replace(mark, "")
    return " ".join(text.split())


def _continued(text: str, more: str) -> str:
    """The text with the next line: a hyphen that only the line end made goes, others stay."""
    is_mark = text.endswith(_BROKEN_WORD)
    if not is_mark and not _HYPHEN_END.search(text):
        return f"{text} {more}"
    bare, first = text[:-1], more.split(" ", 1)[0]
    if first in _AFTER_SHARED_END:
        return f"{bare}- {more}"
    is_made = is_mark and (more[:1].islower() or text.endswith("\u00ad"))
    return bare + more if is_made else f"{bare}-{more}"
