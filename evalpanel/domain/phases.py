"""How far a tender is, from draft to archived, and what it lacks to go on.

Several panels or rounds are as far as the one that is least far; a step of one panel is asked
about the facts of that panel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

from evalpanel.domain.errors import Sentence

Phase = Literal[
    "draft",
    "locked",
    "received",
    "opened",
    "sealing",
    "sealed",
    "meeting",
    "decided",
    "identified",
    "reported",
    "concluded",
    "archived",
]
"""`sealing`: issued, and seals are still to come; `decided`: every score stands, so the ranking
can be seen; `concluded`: the authority has decided."""
PHASES: tuple[Phase, ...] = get_args(Phase)


@dataclass(frozen=True)
class Facts:
    """What is true of a tender now, as far as a step depends on it."""

    reference: str = ""
    locked: bool = False
    received: int = 0
    """How many applications came in."""
    deadline: str = ""
    deadline_passed: bool = True
    opened_at: str = ""
    waiting_acts: tuple[str, ...] = ()
    """Acts that wait for a second person."""
    issued: bool = False
    sealers: int = 0
    """How many persons must seal in the rounds that are not open yet."""
    waiting_for: tuple[str, ...] = ()
    """Names of those whose seals miss in a round that is not open yet."""
    unopened: int = 0
    """Rounds that are not open yet."""
    unclosed: int = 0
    """Open rounds whose consensus meeting is not closed."""
    closed_at: str = ""
    """When the last meeting was closed."""
    identified: bool = False
    report_version: int = 0
    concluded_at: str = ""
    """When the decision was recorded that holds now."""
    suspended_at: str = ""
    suspended_why: str = ""
    archived_at: str = ""

    def values(self) -> dict[str, object]:
        """The facts as the places of a sentence; names stand in a row."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {k: ", ".join(v) if isinstance(v, tuple) else v for k, v in found.items()}


def phase_of(facts: Facts) -> Phase:
    """How far a tender is."""
    lacking: tuple[tuple[Phase, bool], ...] = (
        ("draft", not facts.locked),
        ("locked", not facts.received),
        ("received", not facts.opened_at),
        ("opened", not facts.issued),
        ("sealing", bool(facts.waiting_for)),
        ("sealed", bool(facts.unopened)),
        ("meeting", bool(facts.unclosed)),
        ("decided", not facts.identified),
    )
    late: Phase = "reported" if facts.report_version else "identified"
    late = "concluded" if facts.concluded_at else late
    reached = next((phase for phase, lacks in lacking if lacks), late)
    return "archived" if facts.archived_at else reached


LACKING: Mapping[Phase, tuple[Sentence, Sentence]] = {
    "draft": (
        Sentence("The rule set of {reference} is not locked yet."),
        Sentence("Lock it first: evalpanel tender lock {reference}"),
    ),
    "locked": (
        Sentence("Nothing was received yet for {reference}."),
        Sentence("Register what came in: evalpanel receive {reference} CANDIDATES.toml"),
    ),
    "received": (
        Sentence("The applications of {reference} are not opened yet."),
        Sentence("Open them with two persons: evalpanel opening {reference}"),
    ),
    "opened": (
        Sentence("Nothing of {reference} was issued to a panel yet."),
        Sentence("Issue the package first: evalpanel issue {reference}"),
    ),
    "sealing": (
        Sentence("Not everybody has sealed; nothing can be opened. Waiting for: {waiting_for}."),
        Sentence("Merge the missing seals first: evalpanel merge {reference} FILE…"),
    ),
    "sealed": (
        Sentence("The round of {reference} is not open yet."),
        Sentence("Open it once everybody has sealed: evalpanel consensus open {reference}"),
    ),
    "meeting": (
        Sentence("The consensus meeting of {reference} is not closed yet."),
        Sentence("Close it after the last decision: evalpanel consensus close {reference}"),
    ),
    "decided": (
        Sentence("The candidates of {reference} are not identified yet."),
        Sentence("Identify them with two persons: evalpanel identify {reference}"),
    ),
}
"""What a tender in a phase lacks to go on; the last phases lack only the decision."""
NO_DECISION = (
    Sentence("No decision on {reference} is recorded yet."),
    Sentence("Record it: evalpanel decision record {reference}"),
)
