"""Where a member stands: a list beside the dossier, or a strip of marks above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from evalpanel.domain.sheet import State

SIGNS: dict[State, str] = {"open": "·", "draft": "~", "complete": "✓"}
_CODE = 8


@dataclass(frozen=True)
class CellMark:
    """One place in the list: its name (a code or an item), state and score."""

    name: str
    state: State
    score: str


class CellList(OptionList):
    """A line per candidate (or item): sign, name, score; the highlighted one is shown."""

    def __init__(self, *, id: str) -> None:
        """Begin empty."""
        super().__init__(id=id, classes="pane", markup=False)
        self._marks: tuple[CellMark, ...] = ()

    def show(self, marks: Sequence[CellMark], here: int) -> None:
        """Show the marks with one highlighted; only what changed is drawn anew."""
        same_names = [m.name for m in marks] == [m.name for m in self._marks]
        if same_names:
            for index, (old, new) in enumerate(zip(self._marks, marks, strict=True)):
                if old != new:
                    self.replace_option_prompt_at_index(index, _line(new))
        else:
            self.clear_options()
            self.add_options([Option(_line(mark)) for mark in marks])
        self._marks = tuple(marks)
        if self.highlighted != here:
            self.highlighted = here


class CellStrip(Static):
    """The marks side by side on one line, for narrow terminals."""

    def __init__(self, *, id: str) -> None:
        """Begin empty."""
        super().__init__(id=id, markup=False)

    def show(self, marks: Sequence[CellMark], here: int) -> None:
        """Show as many marks as fit around the present one."""
        parts = [f"{SIGNS[m.state]}{m.name} {m.score or '–'}" for m in marks]
        first = last = here
        room = (self.size.width or 80) - len(parts[here]) - 8
        while room > 0 and (first > 0 or last < len(parts) - 1):
            if last < len(parts) - 1:
                last += 1
                room -= len(parts[last]) + 3
            if first > 0 and room > len(parts[first - 1]) + 3:
                first -= 1
                room -= len(parts[first]) + 3
            elif last == len(parts) - 1:
                break
        shown = [
            Content(f"►{parts[index]}").stylize("bold $accent") if index == here
            else Content(f" {parts[index]}")
            for index in range(first, last + 1)
        ]  # fmt: skip
        before, after = "… " if first else " ", " …" if last < len(parts) - 1 else ""
        self.update(Content(before) + Content("  ").join(shown) + Content(after))


def _line(mark: CellMark) -> Content:
    name = mark.name if len(mark.name) <= _CODE else mark.name[: _CODE - 1] + "…"
    return Content(f"{SIGNS[mark.state]} {name:<{_CODE}} {mark.score or '–':>4}")
