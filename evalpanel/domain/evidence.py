"""Evidence: which is needed for a gate, by whom, and whether it is valid on a day (R-27, R-106)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evalpanel.domain.errors import Sentence
from evalpanel.domain.evidence_rules import AWARD_MILESTONES, EvidenceRules
from evalpanel.domain.model import Model
from evalpanel.domain.registered_event import RegisteredEvent

_MONTHS = 12
_MONTH_TEXT = len("2026-06")
_DAY_TEXT = len("2026-06-01")


class Evidence(Model):
    """A piece of evidence as registered."""

    kind: str
    entity: str
    dated: str
    valid_until: str
    sha256: str | None
    received: str = ""
    """The day it came in; empty where it came with the application."""


class EvidenceReceived(RegisteredEvent):
    """Evidence that came in after the application: on a request, or from the intended winner."""

    kind: Literal["evidence_received"] = "evidence_received"
    candidate: str
    evidence: Evidence
    reason: str


EvidenceState = Literal["valid", "missing", "expired", "undated", "to_confirm"]
LACKING: frozenset[EvidenceState] = frozenset({"missing", "expired", "undated"})
"""States in which a gate is incomplete: nobody can say that it is met without a reason."""


@dataclass(frozen=True)
class EvidenceDays:
    """The days on which validity is measured; the award may not be planned yet."""

    submission: date
    award: date | None = None

    def of(self, rules: EvidenceRules, piece: Evidence) -> date | None:
        """The day on which this piece must be valid; None where it is not known yet."""
        measured = rules.measured_at_of(piece.kind)
        if measured == "award":
            return self.award
        if measured == "receipt" and piece.received:
            return date.fromisoformat(piece.received)
        return self.submission


@dataclass(frozen=True)
class EvidenceFound:
    """What there is of one kind of evidence for one entity; `entity` is `*` where it is joint."""

    kind: str
    entity: str
    state: EvidenceState
    expires: date | None = None
    """The last day on which it is good; None where it has no end."""


def judge_evidence(
    rules: EvidenceRules,
    kinds: Sequence[str],
    entity: str,
    pieces: Iterable[Evidence],
    days: EvidenceDays,
    *,
    only_entity: bool,
) -> tuple[EvidenceFound, ...]:
    """The state of every kind of evidence that a gate asks of an entity, or of all together.

    Each member of a combination brings its own evidence where a gate is judged per entity; other
    evidence may be joint (R-27). A piece that names nobody is that of `only_entity`.
    """
    at_hand = [p for p in pieces if entity in ("*", p.entity) or (only_entity and not p.entity)]
    return tuple(
        _best(rules, kind, entity, [p for p in at_hand if p.kind == kind], days) for kind in kinds
    )


def evidence_at_award(
    rules: EvidenceRules, needed: Sequence[str], entity: str, pieces: Iterable[Evidence], on: date,
    *, only_entity: bool,
) -> tuple[EvidenceFound, ...]:  # fmt: skip
    """The same as it will be on the day of the award, whatever the day of measuring (R-108).

    What has to be confirmed anew is `to_confirm` until a piece came in after the application.
    """
    kept = tuple(pieces)
    whenever = rules.model_copy(
        update={
            "measured_at": "award",
            "kinds": tuple(k.model_copy(update={"measured_at": None}) for k in rules.kinds),
        }
    )
    found = judge_evidence(
        whenever, needed, entity, kept, EvidenceDays(on, on), only_entity=only_entity
    )
    fresh = {p.kind for p in kept if p.received and (entity in ("*", p.entity) or only_entity)}
    return tuple(
        EvidenceFound(each.kind, each.entity, "to_confirm", each.expires)
        if each.state == "valid" and each.kind in rules.reconfirm and each.kind not in fresh
        else each
        for each in found
    )


def lack_of(found: EvidenceFound) -> Sentence:
    """What is said of evidence that does not do."""
    said = {
        "valid": Sentence("{kind} is valid", kind=found.kind),
        "missing": Sentence("{kind} is missing", kind=found.kind),
        "expired": Sentence("{kind} expired on {day}", kind=found.kind, day=found.expires),
        "undated": Sentence("{kind} has no date", kind=found.kind),
        "to_confirm": Sentence("{kind} is to be confirmed anew", kind=found.kind),
    }[found.state]
    if found.entity == "*":
        return said
    return Sentence("{lack} ({entity})", lack=said, entity=found.entity)


def last_good_day(rules: EvidenceRules, piece: Evidence) -> date | None:
    """The last day on which a piece is good, by its age and its own end date; None for no end."""
    ends = []
    age = rules.max_age_of(piece.kind)
    if age is not None and piece.dated:
        ends.append(months_after(date.fromisoformat(piece.dated), age))
    if piece.valid_until:
        ends.append(date.fromisoformat(piece.valid_until))
    return min(ends, default=None)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of the month if it has none."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def award_day(rules: EvidenceRules, planned: Iterable[tuple[str, str]]) -> date | None:
    """The planned day of the award, from milestones with their moments; a month is its last day."""
    moments = dict(planned)
    names = (rules.award,) if rules.award else AWARD_MILESTONES
    moment = next((moments[name] for name in names if name in moments), "")
    if not moment:
        return None
    if len(moment) == _MONTH_TEXT:
        year, month = int(moment[:4]), int(moment[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(moment[:_DAY_TEXT])


def _best(
    rules: EvidenceRules, kind: str, entity: str, pieces: Sequence[Evidence], days: EvidenceDays
) -> EvidenceFound:
    """The best that there is: valid before expired, and of those the one that lasts longest."""
    found = [_state_of(rules, entity, piece, days) for piece in pieces]
    order: dict[EvidenceState, int] = {"valid": 0, "expired": 1, "undated": 2}
    found.sort(key=lambda each: (order[each.state], -(each.expires or date.max).toordinal()))
    return found[0] if found else EvidenceFound(kind, entity, "missing")


def _state_of(
    rules: EvidenceRules, entity: str, piece: Evidence, days: EvidenceDays
) -> EvidenceFound:
    if rules.max_age_of(piece.kind) is not None and not piece.dated:
        return EvidenceFound(piece.kind, entity, "undated")
    expires = last_good_day(rules, piece)
    on = days.of(rules, piece)
    is_past = expires is not None and on is not None and on > expires
    return EvidenceFound(piece.kind, entity, "expired" if is_past else "valid", expires)
