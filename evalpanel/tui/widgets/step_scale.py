"""The steps of a scale with their meaning; exactly one can be chosen."""

import textwrap
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from evalpanel.domain.criterion_rules import Scale, Step
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.msgids import msgid

LETTERS = "abcdefghilpst"
"""Keys beside the steps; the letters left out are commands of the scoring screen."""
_INDENT = 7


class StepChosen(Message):
    """A member chose this code of the scale."""

    def __init__(self, code: str) -> None:
        """Carry the code."""
        super().__init__()
        self.code = code


class StepScale(Static, can_focus=True):
    """Arrow keys look at the steps, enter chooses; letters and codes choose from elsewhere."""

    DEFAULT_CSS = "StepScale { height: auto; padding: 0; } StepScale:focus { background: $panel; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "look(-1)", msgid("Better"), show=False),
        Binding("down", "look(1)", msgid("Worse"), show=False),
        Binding("enter,space", "choose", msgid("Choose"), show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        """Show nothing yet."""
        super().__init__(id=id, markup=False)
        self.steps: tuple[Step, ...] = ()
        self.chosen = ""
        self.is_roomy = False
        """Whether there is room for the meaning of every step, not only of one."""
        self._looked_at = 0

    def show(self, scale: Scale, chosen: str) -> None:
        """Show the steps of a scale, one of them chosen."""
        self.steps = scale.steps
        self.chosen = chosen
        codes = [step.code for step in self.steps]
        self._looked_at = codes.index(chosen) if chosen in codes else -1
        self._draw()

    def make_roomy(self, roomy: bool) -> None:
        """Show the meaning of every step, or only of the chosen one."""
        if roomy != self.is_roomy:
            self.is_roomy = roomy
            self._draw()

    def code_for(self, letter: str) -> str:
        """The code beside a letter, empty if there is none."""
        place = LETTERS.find(letter)
        return self.steps[place].code if 0 <= place < len(self.steps) else ""

    def action_look(self, direction: int) -> None:
        """Look at the meaning of another step."""
        self._looked_at = min(max(self._looked_at + direction, 0), len(self.steps) - 1)
        self._draw()

    def action_choose(self) -> None:
        """Choose the step that is looked at."""
        if 0 <= self._looked_at < len(self.steps):
            self.post_message(StepChosen(self.steps[self._looked_at].code))

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        self.log.debug(event.size)
        self._draw()

    def _draw(self) -> None:
        lines: list[Content] = []
        for place, step in enumerate(self.steps):
            lines.append(self._step_line(place, step))
            if self.is_roomy:
                lines += self._meaning(step, "$foreground" if self._is_chosen(step) else "$quiet")
        if not self.is_roomy:
            lines += self._one_meaning()
        self.update(Content("\n").join(lines))

    def _one_meaning(self) -> list[Content]:
        if 0 <= self._looked_at < len(self.steps):
            step = self.steps[self._looked_at]
            return self._meaning(step, "$foreground" if self._is_chosen(step) else "$quiet")
        return [Content(_("No score yet.")).stylize("$quiet")]

    def _is_chosen(self, step: Step) -> bool:
        return step.code == self.chosen

    def _step_line(self, place: int, step: Step) -> Content:
        letter = LETTERS[place] if place < len(LETTERS) else " "
        dot = "●" if self._is_chosen(step) else "○"
        arrow = "►" if place == self._looked_at and self.has_focus else " "
        text = f"{dot}{arrow}{step.code:>3} {one_line(step.label)}"
        style = "bold $accent" if self._is_chosen(step) else "$foreground"
        return Content(f"{letter} ").stylize("$secondary") + Content(text).stylize(style)

    def _meaning(self, step: Step, style: str) -> list[Content]:
        width = max(12, self.size.width - (_INDENT if self.is_roomy else 1))
        indent = "\u00a0" * (_INDENT if self.is_roomy else 1)
        wrapped = textwrap.wrap(one_line(step.definition), width)
        return [Content(indent + line).stylize(style) for line in wrapped]

    def on_focus(self) -> None:
        """Show the arrow."""
        self._looked_at = max(self._looked_at, 0)
        self._draw()

    def on_blur(self) -> None:
        """Hide the arrow and show the chosen step again."""
        codes = [step.code for step in self.steps]
        self._looked_at = codes.index(self.chosen) if self.chosen in codes else -1
        self._draw()
