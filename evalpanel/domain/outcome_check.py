"""Whether the outcome of every application in a record is the one that follows from it (R-20)."""

from collections.abc import Iterable

from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.reconciliation import LotOutcome, places_in, reconcile
from evalpanel.domain.record import ApplicationEntry, OutcomeV1, RecordV1
from evalpanel.domain.record_chain import standing
from evalpanel.domain.rules import RuleSet


def outcomes_flaw(
    record: RecordV1, rules: RuleSet, rankings: Iterable[LotRanking]
) -> Sentence | None:
    """The first outcome that was changed, left out or added, or None.

    The reason is a sentence in the language of the report; what was filled in must be in it.
    """
    entries = record.entries(ApplicationEntry)
    if twofold := _twofold(entries):
        return twofold
    settled = reconcile(
        rules,
        [standing(record, e, rules, lot) for e in entries for lot in e.application.lots],
        places_in([e.application for e in entries], rankings),
    )
    for pair in settled.open:
        return Sentence(
            "{candidate} has no outcome in lot {lot}: {why}",
            candidate=pair.candidate,
            lot=pair.lot,
            why=pair.why,
        )
    return next(
        (flaw for e in entries if (flaw := _flaw(e, settled.of(e.application.id)))),
        None,
    )


def _twofold(entries: Iterable[ApplicationEntry]) -> Sentence | None:
    """An application that stands twice, maybe under another name."""
    known = set[str]()
    for entry in entries:
        if entry.application.id in known:
            return Sentence(
                "{name} does not have one outcome in each of its lots.",
                name=entry.application.name,
            )
        known.add(entry.application.id)
    return None


def _flaw(entry: ApplicationEntry, computed: tuple[LotOutcome, ...]) -> Sentence | None:
    name = entry.application.name
    recorded = {found.lot: found for found in entry.outcomes}
    if len(recorded) < len(entry.outcomes) or recorded.keys() != {one.lot for one in computed}:
        return Sentence("{name} does not have one outcome in each of its lots.", name=name)
    for one in computed:
        found = recorded[one.lot]
        if found.outcome != one.outcome:
            return Sentence(
                "The outcome of {name} in lot {lot} is {outcome}; the record says {other}.",
                name=name,
                lot=one.lot,
                outcome=one.outcome,
                other=found.outcome,
            )
        if not _says(found, one):
            return Sentence(
                "The reason of the outcome of {name} in lot {lot} was changed.",
                name=name,
                lot=one.lot,
            )
    return None


def _says(found: OutcomeV1, computed: LotOutcome) -> bool:
    return all(str(value) in found.reason for value in computed.reason.values.values())
