"""Whether the decisions in a record are those that the log tells of, to the byte.

The entry of a decision holds its hash. Nobody signs a decision by itself, so that one that was
changed afterwards shows here (R-47, R-93). An entry of before names no hash, and then tells only
that there was a decision. Who rewrites the log as well is found by the heads that others hold, as
far as they reach.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from evalpanel.domain.audit import Event
from evalpanel.domain.errors import Sentence
from evalpanel.domain.record import DecisionEntry, RecordV1
from evalpanel.domain.selection_decision import DecisionWithdrawal, SelectionDecision

HASH = "sha256"
"""What an entry calls the hash of the canonical bytes of its decision."""
AGREED, TAKEN, WITHDRAWN = "consensus.record", "decision.record", "decision.withdraw"
_WHATS = frozenset({AGREED, TAKEN, WITHDRAWN})
_Place = tuple[str, str]
"""What happened, and to what: the cell or the version of the decision."""


class _Recorded(NamedTuple):
    """A decision in the record; those in a row were recorded one after another."""

    row: tuple[object, ...]
    place: _Place
    sha256: str


def decision_log_flaw(record: RecordV1, events: tuple[Event, ...]) -> Sentence | None:
    """The first decision that the log tells otherwise, not at all or in another order, or None."""
    told = [(_place(event), _hash(event)) for event in events if event.what in _WHATS]
    found = {sha256: number for number, (_, sha256) in enumerate(told) if sha256}
    bare = Counter(place for place, sha256 in told if not sha256)
    last: dict[tuple[object, ...], int] = {}
    for one in (*_agreed(record), *_taken(record)):
        number = found.pop(one.sha256, None)
        if number is None and bare[one.place]:
            bare[one.place] -= 1
        elif number is None or told[number][0] != one.place or number < last.get(one.row, 0):
            return _told_otherwise(one.place)
        else:
            last[one.row] = number
    lost = next(iter(found.values()), None)
    return None if lost is None else _told_otherwise(told[lost][0])


def _place(event: Event) -> _Place:
    return event.what, event.subject


def _hash(event: Event) -> str:
    """The hash in an entry, or nothing in one of before."""
    return str(event.details.get(HASH, ""))


def _agreed(record: RecordV1) -> Iterator[_Recorded]:
    """What the panels agreed on, the versions of a cell in a row."""
    decisions = [entry.decision for entry in record.entries(DecisionEntry)]
    for found in sorted(decisions, key=lambda decision: decision.version):
        yield _Recorded(
            (found.key, found.cell), (AGREED, " ".join(found.cell)), found.fingerprint()
        )


def _taken(record: RecordV1) -> Iterator[_Recorded]:
    """The decisions on the outcome and their withdrawals, in one row."""
    taken = [
        (entry.version, TAKEN if isinstance(entry, SelectionDecision) else WITHDRAWN, entry)
        for entry in record.register()
        if isinstance(entry, SelectionDecision | DecisionWithdrawal)
    ]
    for version, what, entry in sorted(taken, key=lambda one: one[:2]):
        yield _Recorded((), (what, str(version)), entry.fingerprint())


def _told_otherwise(place: _Place) -> Sentence:
    what, subject = place
    if what == AGREED:
        return Sentence(
            "Of the decisions on {cell} the log tells others than the record.", cell=subject
        )
    return Sentence(
        "Of version {version} of the decision on the outcome the log tells something else than "
        "the record.",
        version=subject,
    )
