"""The keys that work now, as many as fit; help and the list of all commands always do."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_KEPT = ("command('GoBack')", "command('ShowHelp')")
"""The actions that no other key may push out."""
_GAP = 2


class KeyFooter(Footer):
    """Leaves out the last keys of a screen where the line is too short for all of them."""

    def compose(self) -> ComposeResult:
        """The keys that fit beside the list of all commands, which `^p` opens."""
        found = list(super().compose())
        left_out = keys_too_many(found, self.app.size.width)
        yield from (key for key in found if key not in left_out)

    def on_resize(self, event: events.Resize) -> None:
        """Choose anew for another width."""
        del event
        self.call_after_refresh(self.recompose)


def keys_too_many(found: list[Widget], width: int) -> list[Widget]:
    """Which of these keys have to go, the last ones of the screen first."""
    keys = [key for key in found if isinstance(key, FooterKey)]
    can_go = [key for key in keys if not (_is_palette(key) or key.action in _KEPT)]
    excess = sum(map(_width, keys)) - 1 - width
    left_out: list[Widget] = []
    while excess > 0 and can_go:
        key = can_go.pop()
        left_out.append(key)
        excess -= _width(key)
    return left_out


def _is_palette(key: FooterKey) -> bool:
    return key.has_class("-command-palette")


def _width(key: FooterKey) -> int:
    return Content(f"{key.key_display} {key.description}").cell_length + _GAP
