"""Who sees what, and since when (`domain.md` 3.4); who may take which step stands in `lifecycle`.

The table is about what the app shows, on whosever laptop. Somebody with several roles sees what
any of them allows, except where a limit holds for everybody who scores: a chair who scores sees
nothing of the others any earlier than they do (R-41).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.errors import Sentence
from evalpanel.domain.people import ROLES, Role

Sight = Literal[
    "dossiers",
    "identity",
    "evidence",
    "unscored_dossier",
    "own_scores",
    "completeness",
    "all_scores",
    "consensus_log",
    "declarations",
    "ranking",
]
"""Something that can be seen; `identity` is the name behind a code, `unscored_dossier` is a
dossier that is handed in but not assessed, `completeness` is who has sealed and never what."""

Since = Literal["never", "always", "issued", "opening", "decided", "identified"]
"""The moment from which something shows; `opening` is the opening of the round by all seals."""


@dataclass(frozen=True)
class Group:
    """Roles that may do the same, and what they are called in a sentence."""

    roles: frozenset[Role]
    words: Sentence


LEAD = Group(frozenset({"process_lead"}), Sentence("the process lead"))
CHAIR = Group(frozenset({"process_lead", "chair"}), Sentence("the process lead or the chair"))
ANYBODY = Group(frozenset(ROLES), Sentence("anybody with a role"))

_PANEL: Mapping[Role, Since] = {"assessor": "issued", "alternate": "issued", "chair": "issued"}
_TOGETHER: Mapping[Role, Since] = dict.fromkeys(ROLES, "opening")

SEES: Mapping[Sight, Mapping[Role, Since]] = {
    "dossiers": {**_PANEL, "process_lead": "always", "secretary": "issued", "observer": "issued"},
    "identity": {**dict.fromkeys(ROLES, "identified"), "process_lead": "always"},
    "evidence": {"process_lead": "always", "observer": "identified"},
    "unscored_dossier": {"process_lead": "always", "observer": "identified"},
    "own_scores": {"assessor": "always", "alternate": "always", "chair": "always"},
    "completeness": {"process_lead": "issued", "chair": "issued"},
    "all_scores": _TOGETHER,
    "consensus_log": _TOGETHER,
    "declarations": {"process_lead": "always", "chair": "always", "observer": "always"},
    "ranking": dict.fromkeys(ROLES, "decided"),
}
"""Since when each role sees something; a role that is not named never does."""


@dataclass(frozen=True)
class Moments:
    """Which of the moments of `Since` have come."""

    issued: bool = False
    opening: bool = False
    decided: bool = False
    identified: bool = False


def may_see(sight: Sight, roles: Collection[Role], moments: Moments) -> bool:
    """Whether somebody with these roles sees it now."""
    return any(_has_come(SEES[sight].get(role, "never"), moments) for role in roles)


def acting_roles(own: Collection[Role], others: Collection[Role]) -> tuple[Role, ...]:
    """The roles in which the owner of an organiser's workspace acts; several add up.

    The owner is process lead, with or without a card, unless somebody else's card has that role.
    """
    lead: tuple[Role, ...] = () if own and "process_lead" in others else ("process_lead",)
    return tuple(role for role in ROLES if role in (*own, *lead))


def _has_come(since: Since, moments: Moments) -> bool:
    match since:
        case "always":
            return True
        case "never":
            return False
    return bool(getattr(moments, since))
