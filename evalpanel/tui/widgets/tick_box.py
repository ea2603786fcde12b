"""A box to tick: on and off differ in sign, not only in colour."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from evalpanel.domain.text import one_line


class TickBox(Widget, can_focus=True):
    """`[✓] present` or `[ ] present`; space, enter and the mouse change it, ↑ and ↓ leave it."""

    DEFAULT_CSS = """
    TickBox { width: auto; height: 1; margin-right: 2; }
    TickBox:focus { background: $accent; color: $background; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "tick", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    value = reactive(False, layout=True)

    class Changed(Message):
        """The box was ticked or emptied."""

        def __init__(self, box: "TickBox") -> None:
            """Carry the box."""
            super().__init__()
            self.box = box

    def __init__(self, label: str, value: bool = False, *, id: str | None = None) -> None:
        """Show a box with a label."""
        super().__init__(id=id)
        self._label = one_line(label)
        self.set_reactive(TickBox.value, value)

    def render(self) -> Content:
        """Box and label."""
        return Content(f"[{'✓' if self.value else ' '}] {self._label}")

    def action_tick(self) -> None:
        """Tick or empty the box."""
        self.value = not self.value
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        """Tick or empty the box."""
        self.action_tick()
