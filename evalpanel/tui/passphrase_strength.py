"""How strong a passphrase is, in a word and a bar."""

from evalpanel.tui.msgids import msgid
from evalpanel.usecases.identities import MIN_PASSPHRASE

LEVELS = (
    msgid("too short"),
    msgid("weak: easy to guess"),
    msgid("fair"),
    msgid("good"),
    msgid("strong"),
)
"""From not accepted to strong."""
_WORD_LETTERS = 3
_FEW_SIGNS = 6
_LONG = 20
_MANY_WORDS = 4


def strength_of(passphrase: str) -> int:
    """A place in `LEVELS`: length, different signs and number of words count."""
    if len(passphrase) < MIN_PASSPHRASE:
        return 0
    signs = set(passphrase.lower())
    if len(signs) < _FEW_SIGNS:
        return 1
    words = {word for word in passphrase.lower().split() if len(word) >= _WORD_LETTERS}
    points = 2 + (len(passphrase) >= _LONG) + (len(words) >= _MANY_WORDS)
    return min(points, len(LEVELS) - 1)


def strength_bar(passphrase: str) -> str:
    """Such as `████░░`: two blocks for each level reached."""
    most = 2 * (len(LEVELS) - 1)
    filled = 2 * strength_of(passphrase) if passphrase else 0
    return "█" * filled + "░" * (most - filled)
