"""What a new key file asks of its owner: a name that shows, and a passphrase of some length."""

from evalpanel.domain.errors import Refused
from evalpanel.domain.text import clean_text, one_line

MIN_PASSPHRASE = 12
"""Characters that a passphrase needs at least (`trust.md` 2.5)."""


def demand_name(name: str) -> None:
    """Refuse no name, and one that would not read as it is.

    Raises:
        Refused: there is none, or it holds a character that does not show.
    """
    if not name:
        raise Refused("A name is required.")
    if clean_text(name) != name or {*"\n\t"} & {*name}:
        raise Refused(
            "The name {name} holds a character that does not show.",
            hint="Type the name anew instead of pasting it.",
            name=one_line(name),
        )


def demand_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise Refused(
            "The passphrase has {count} characters; it needs at least {minimum}.",
            hint="A few words that belong together only for you are easy to remember.",
            count=len(passphrase),
            minimum=MIN_PASSPHRASE,
        )
