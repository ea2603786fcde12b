"""The scores of all members on the scale: a line per member, lowest score on the left."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from evalpanel.domain.criterion_rules import Scale
from evalpanel.domain.scale import codes_of, value_of

_MOST_COLUMNS = 11
"""With more scores than this the line is a measure, with the score written behind it."""
_MEASURE = 21
_LEAST = 24


@dataclass(frozen=True)
class MemberMark:
    """What one member gave."""

    letter: str
    name: str
    score: str


class ScoreMarks(Widget):
    """Draws the marks to its own width."""

    DEFAULT_CSS = "ScoreMarks { height: auto; margin-bottom: 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        """Show nothing yet."""
        super().__init__(id=id)
        self._shown: tuple[Scale, tuple[MemberMark, ...]] | None = None

    def show(self, scale: Scale, given: Sequence[MemberMark]) -> None:
        """Show what members gave on a scale."""
        self._shown = (scale, tuple(given))
        self.refresh(layout=True)

    def render(self) -> Content:
        """The scale on top and a line per member."""
        if self._shown is None:
            return Content("")
        return marks(*self._shown, max(_LEAST, self.size.width))


def marks(scale: Scale, given: Sequence[MemberMark], width: int) -> Content:
    """The scale on top and a line per member, within a width in columns."""
    codes = tuple(reversed(codes_of(scale)))
    if scale.range is not None or len(codes) > _MOST_COLUMNS:
        return _measure(scale, codes, given, width)
    step = max(3, min(5, (width - 12) // len(codes)))
    names = max(6, width - step * len(codes))
    head = Content(" " * names + "".join(code.rjust(step) for code in codes)).stylize("$quiet")
    lines = [_columns(mark, codes, names, step) for mark in given]
    return Content("\n").join([head, *lines])


def _columns(mark: MemberMark, codes: Sequence[str], names: int, step: int) -> Content:
    line = Content(_name(mark, names))
    for code in codes:
        if code == mark.score:
            line += Content("─" * (step - 1)).stylize("$border-blurred")
            line += Content("●").stylize("bold $accent")
        else:
            line += Content("─" * (step - 1) + "·").stylize("$border-blurred")
    return line


def _measure(
    scale: Scale, codes: Sequence[str], given: Sequence[MemberMark], width: int
) -> Content:
    names = max(6, width - _MEASURE - 8)
    ends = codes[0] + codes[-1].rjust(_MEASURE - len(codes[0]))
    low, high = value_of(scale, codes[0]), value_of(scale, codes[-1])
    lines = [Content(" " * names + ends).stylize("$quiet")]
    for mark in given:
        share = (value_of(scale, mark.score) - low) / (high - low) if high != low else 0
        place = int(share * (_MEASURE - 1))
        lines.append(
            Content(_name(mark, names))
            + Content("─" * place).stylize("$border-blurred")
            + Content("●").stylize("bold $accent")
            + Content("─" * (_MEASURE - 1 - place)).stylize("$border-blurred")
            + Content(f" {mark.score}")
        )
    return Content("\n").join(lines)


def _name(mark: MemberMark, width: int) -> str:
    text = f"{mark.letter} {mark.name}"
    return (text if len(text) < width else text[: width - 2] + "…").ljust(width)
