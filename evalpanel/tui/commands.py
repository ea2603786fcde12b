"""What a person can do, declared once per command: keys, footer, palette and help follow."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from evalpanel.language import _
from evalpanel.tui.msgids import msgid


class Command(Message):
    """Something a person can do on a screen; the screen that offers it handles the message."""

    key: ClassVar[str] = ""
    """A key outside text fields, such as `m`; may be empty. Several with a comma between."""
    anywhere: ClassVar[str] = ""
    """A function or ctrl key that also works inside text fields; may be empty."""
    label: ClassVar[str] = ""
    """One or two words for footer and palette (English, translated when shown)."""
    help: ClassVar[str] = ""
    """One sentence for palette and help screen (English, translated when shown)."""
    in_footer: ClassVar[bool] = True
    """Whether the footer shows it; the palette and F1 always do."""
    comes_first: ClassVar[bool] = False
    """Whether it stands before the others in the footer, which leaves out the last ones."""
    shown_key: ClassVar[str] = ""
    """How the keys look in footer and help, where the names of Textual are no good."""

    @classmethod
    def keys(cls) -> str:
        """The keys as the help screen shows them."""
        names = [cls.shown_key or cls.key, cls.anywhere]
        return "  ".join(_(readable_key(name)) for name in names if name)


def readable_key(key: str) -> str:
    """A key as people write it: `F1`, `^p`, `esc`."""
    names = {"escape": "esc", "left_square_bracket": "[", "right_square_bracket": "]"}
    parts = (names.get(part, part) for part in key.split(","))
    return " ".join(
        part.replace("ctrl+", "^") if not _is_function_key(part) else part.upper() for part in parts
    )


def bindings_of(offers: Iterable[type[Command]]) -> list[Binding]:
    """The key bindings of commands; the action carries the name of the command."""
    return [binding for command in offers for binding in _bindings(command)]


def _bindings(command: type[Command]) -> list[Binding]:
    action = f"command('{command.__name__}')"
    keys = ((command.key, command.shown_key), (command.anywhere, ""))
    return [
        Binding(
            key,
            action,
            command.label,
            show=command.in_footer,
            key_display=shown or readable_key(key.split(",")[0]),
            priority=_works_everywhere(key),
            id=f"{command.__name__}.{number}",
        )
        for number, (key, shown) in enumerate(keys)
        if key
    ]


def _works_everywhere(key: str) -> bool:
    """Whether the key is taken before a text field sees it."""
    return key.startswith("ctrl+") or _is_function_key(key)


def _is_function_key(key: str) -> bool:
    return key[:1] == "f" and key[1:].isdigit()


class ShowHelp(Command):
    """Explain this screen."""

    anywhere = "f1"
    label = msgid("Help")
    help = msgid("Explain this screen and show its keys.")


class SwitchLook(Command):
    """Change between dark and light."""

    anywhere = "ctrl+t"
    label = msgid("Dark or light")
    help = msgid("Change between dark and light colours.")
    in_footer = False


class Quit(Command):
    """End the app."""

    anywhere = "ctrl+q"
    label = msgid("Quit")
    help = msgid("Save everything and end evalpanel.")
    in_footer = False


class LockNow(Command):
    """Hide everything until the passphrase is given."""

    anywhere = "f12"
    label = msgid("Lock now")
    help = msgid("Save everything and hide it until your passphrase is given again.")
    in_footer = False


class GoBack(Command):
    """Leave the text field, or go back to the screen before."""

    key = "escape"
    label = msgid("Back")
    help = msgid("Leave a text field; outside text fields go back to the screen before.")
