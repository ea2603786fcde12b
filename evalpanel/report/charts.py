"""Drawings within the text: the bar of a total, and the place for a signature."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from reportlab.platypus import Flowable

from evalpanel.report import styles
from evalpanel.report.fonts import BODY, fitted
from evalpanel.report.pades import Field
from evalpanel.report.stamp import draw_line

_BAR_HEIGHT = 9.0
_LABEL_HEIGHT = 15.0
SIGNATURE_HEIGHT = 62.0


class Bar(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A horizontal bar on a pale track: `share` of the highest total that can be reached."""

    def __init__(self, share: Fraction, strong: bool) -> None:
        """A bar that is deep of colour where `strong`."""
        super().__init__()
        self.share = min(max(share, Fraction(0)), Fraction(1))
        self.strong = strong

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """As wide as its cell."""
        self.width, self.height = available_width, _BAR_HEIGHT + 1
        return self.width, self.height

    def draw(self) -> None:
        """The track, and the bar on it."""
        canvas = self.canv
        canvas.setFillColor(styles.TINT)
        canvas.roundRect(0, 0, self.width, _BAR_HEIGHT, 1.5, stroke=0, fill=1)
        length = round(self.width * float(self.share), 2)
        if length:
            canvas.setFillColor(styles.ACCENT if self.strong else styles.ACCENT_SOFT)
            canvas.roundRect(0, 0, length, _BAR_HEIGHT, min(1.5, length / 2), stroke=0, fill=1)


class SignaturePlace(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A frame in which somebody signs; tells where on which page it came to stand."""

    def __init__(self, name: str, label: str, placed: Callable[[Field], None]) -> None:
        """A frame for the field `name`, with a label above it."""
        super().__init__()
        self.name, self.label, self.placed = name, label, placed

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """As wide as its cell."""
        self.width, self.height = available_width, SIGNATURE_HEIGHT + _LABEL_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """The label, the frame, and the report of the place."""
        canvas: Any = self.canv
        canvas.setFillColor(styles.INK)
        label = fitted(self.label, BODY, 8, self.width)
        draw_line(canvas, (0, SIGNATURE_HEIGHT + 4), label, BODY, 8)
        canvas.setStrokeColor(styles.ACCENT_SOFT)
        canvas.setLineWidth(0.6)
        canvas.setDash(2, 2)
        canvas.rect(0, 0, self.width, SIGNATURE_HEIGHT, stroke=1, fill=0)
        canvas.setDash()
        left, bottom = canvas.absolutePosition(0, 0)
        box = (left + 1, bottom + 1, left + self.width - 1, bottom + SIGNATURE_HEIGHT - 1)
        self.placed(Field(self.name, self.label, canvas.getPageNumber() - 1, box))
