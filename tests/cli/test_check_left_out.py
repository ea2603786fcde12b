"""The stand-alone checker sees who is in no ranking, or in two (R-20)."""

from pathlib import Path

import pytest

from evalpanel.domain.record import ApplicationEntry, Leaf, RankingEntry, RecordV1
from tests.cli.test_check_record import DIFFERENT, EQUAL, status_of
from tests.domain.test_verification import at, no, rerooted, the_record
from tests.panels import ADMITTED


def _left_out(record: RecordV1, **changes: object) -> RecordV1:
    """The best of a lot with other outcomes, and in the ranking no more; the others move up."""
    [alpha] = [e for e in record.entries(ApplicationEntry) if e.application.id == "alpha"]
    changed = alpha.model_copy(update=changes)
    leaves = tuple(
        leaf.model_copy(update={"entry": changed}) if leaf.entry == alpha else leaf
        for leaf in record.leaves
    )
    record = rerooted(record, leaves)
    [entry] = record.entries(RankingEntry)
    code = alpha.application.code
    rows = [row for row in entry.result.ranking if row.candidate != code]
    moved = [row.model_copy(update={"rank": n}) for n, row in enumerate(rows, 1)]
    best = moved[0].model_copy(update={"outcome": "selected"})
    return at(RankingEntry, "result.ranking", (best, *moved[1:]))(record)


@pytest.mark.parametrize("said", [(), "excluded", "not_admitted", "withdrawn"])
def test_nobody_who_was_scored_can_be_left_out(said: object, tmp_path: Path) -> None:
    """R-20: who is in no ranking has a gate that failed, or withdrew."""
    record = the_record()
    [alpha] = [e for e in record.entries(ApplicationEntry) if e.application.id == "alpha"]
    other = tuple(one.model_copy(update={"outcome": said}) for one in alpha.outcomes if said)
    assert status_of(_left_out(record, outcomes=other), tmp_path) == DIFFERENT


def test_a_lot_is_ranked_once(tmp_path: Path) -> None:
    """A second ranking, or a second row of somebody, could be read as the one that counts."""
    record = the_record()
    [entry] = record.entries(RankingEntry)
    second = (Leaf(salt="0" * 32, entry=entry), *record.leaves)
    assert status_of(rerooted(record, second), tmp_path) == DIFFERENT
    rows = (entry.result.ranking[1], *entry.result.ranking)
    changed = at(RankingEntry, "result.ranking", rows)(record)
    assert status_of(changed, tmp_path) == DIFFERENT


def test_what_became_of_an_application_is_what_the_ranking_says(tmp_path: Path) -> None:
    changed = at(ApplicationEntry, "outcomes.0.outcome", "reserve")(the_record())
    assert status_of(changed, tmp_path) == DIFFERENT


@pytest.mark.parametrize("name", ["lots", "per_lot"])
@pytest.mark.parametrize("who", ADMITTED)
def test_a_lot_that_was_scored_cannot_be_struck(name: str, who: str, tmp_path: Path) -> None:
    """R-20: nor with its outcome and its row, and whoever else moves up in that lot."""
    record = the_record(name)
    assert status_of(record, tmp_path) == EQUAL
    struck = _without_lot(record, who, "2")
    assert no(struck)
    assert status_of(struck, tmp_path) == DIFFERENT


def _without_lot(record: RecordV1, who: str, lot: str) -> RecordV1:
    """As if somebody had never applied for a lot: in the application, outcomes and ranking."""
    codes = dict[str, int]()
    for nth, entry in enumerate(record.entries(ApplicationEntry)):
        own = entry.application
        code = own.lot_codes.get(lot, own.code) or ""
        codes[code] = nth
        if own.id == who:
            gone = code
            lots = tuple(one for one in own.lots if one != lot)
            outcomes = tuple(one for one in entry.outcomes if one.lot != lot)
            record = at(ApplicationEntry, "application.lots", lots, nth)(record)
            record = at(ApplicationEntry, "outcomes", outcomes, nth)(record)
    rankings = record.entries(RankingEntry)
    [place] = [n for n, one in enumerate(rankings) if one.result.lot == lot]
    before = rankings[place].result.ranking
    left = [row for row in before if row.candidate != gone]
    assert len(left) == len(before) - 1
    rows = [
        row.model_copy(update={"rank": old.rank, "outcome": old.outcome})
        for row, old in zip(left, before, strict=False)
    ]
    for row in rows:
        outcomes = tuple(
            one.model_copy(update={"outcome": row.outcome}) if one.lot == lot else one
            for one in record.entries(ApplicationEntry)[codes[row.candidate]].outcomes
        )
        record = at(ApplicationEntry, "outcomes", outcomes, codes[row.candidate])(record)
    return at(RankingEntry, "result.ranking", tuple(rows), place)(record)
