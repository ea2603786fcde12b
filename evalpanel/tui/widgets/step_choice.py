"""Choosing one step of a scale; at first none is chosen."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class StepChoice(Widget, can_focus=True):
    """`( ) 10  (●) 8  ( ) 6`: arrows move the choice, typing a code chooses it."""

    DEFAULT_CSS = """
    StepChoice { height: auto; width: 1fr; background: $panel; padding: 0 1; }
    StepChoice:focus { background: $block-cursor-blurred-background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down", "move(1)", show=False),
        Binding("left,up", "move(-1)", show=False),
    ]

    chosen = reactive("", layout=True)
    """Code of the chosen step, empty while none is chosen."""

    class Changed(Message):
        """Another step was chosen."""

        def __init__(self, code: str) -> None:
            """Carry the code."""
            super().__init__()
            self.code = code

    def __init__(self, codes: Sequence[str], chosen: str = "", *, id: str | None = None) -> None:
        """Offer these codes."""
        super().__init__(id=id)
        self._codes = tuple(codes)
        self._typed = ""
        self.set_reactive(StepChoice.chosen, chosen)

    def offer(self, codes: Sequence[str], chosen: str = "") -> None:
        """Offer other codes."""
        self._codes, self._typed = tuple(codes), ""
        self.chosen = chosen
        self.refresh(layout=True)

    def render(self) -> Content:
        """All steps, the chosen one marked."""
        needed = sum(len(code) + len("( )   ") for code in self._codes)
        gap = " " if self.size.width < needed else "  "
        return Content(gap).join([self._step(code) for code in self._codes])

    def action_move(self, by: int) -> None:
        """Choose the next or the previous step; the first one where none is chosen."""
        self._typed = ""
        if self.chosen in self._codes:
            last = len(self._codes) - 1
            place = min(max(self._codes.index(self.chosen) + by, 0), last)
        else:
            place = 0
        self._choose(self._codes[place])

    def on_key(self, event: events.Key) -> None:
        """Choose the step whose code is typed; a single digit may be followed by more."""
        if event.character is None or not event.is_printable or event.character == " ":
            return
        for typed in (self._typed + event.character, event.character):
            fitting = [code for code in self._codes if code.lower().startswith(typed.lower())]
            if fitting:
                self._typed = typed
                exact = [code for code in fitting if code.lower() == typed.lower()]
                if exact or len(fitting) == 1:
                    self._choose((exact or fitting)[0])
                event.stop()
                return

    def _choose(self, code: str) -> None:
        if code != self.chosen:
            self.chosen = code
            self.post_message(self.Changed(code))

    def _step(self, code: str) -> Content:
        if code == self.chosen:
            return Content(f"(●)\u00a0{code}").stylize("bold $accent")
        return Content(f"( )\u00a0{code}")
