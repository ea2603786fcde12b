"""The roles of people in words."""

from collections.abc import Iterable

from evalpanel.language import _
from evalpanel.tui.msgids import msgid

ROLE_WORDS = {
    "process_lead": msgid("process lead"),
    "chair": msgid("chair"),
    "assessor": msgid("assessor"),
    "alternate": msgid("alternate"),
    "secretary": msgid("secretary"),
    "observer": msgid("observer"),
}


def roles_text(roles: Iterable[str]) -> str:
    """Such as `process lead, chair`."""
    return ", ".join(_(ROLE_WORDS[role]) for role in roles)
