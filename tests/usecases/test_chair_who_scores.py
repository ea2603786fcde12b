"""A chair who also scores does so on the organiser's workspace, as blind as everybody (R-41)."""

import json

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import merging, ranking, rounds, scoring, sealing
from evalpanel.usecases.meeting import open_meeting
from tests.panels import LEAD, OUT, REF, Play, play

OWN = "A reason that only the chair wrote"
THEIRS = "A reason that only somebody else wrote"
CELLS = 6


def scored_by_all_but_the_chair() -> Play:
    """Everybody else sealed and was merged; the chair has a draft of one cell."""
    found = play("open", "chair_scores")
    for name in found.assessors:
        for score in found.scores(name):
            theirs = score.model_copy(update={"reason": THEIRS})
            scoring.save_score(found.desk(name), REF, theirs)
        sealing.seal_sheet(found.desk(name), REF, OUT)
    merging.merge_seals(found.lead, REF, [found.seal(name) for name in found.assessors])
    first = found.scores(LEAD)[0]
    scoring.save_score(found.lead, REF, first.model_copy(update={"reason": OWN}))
    return found


def stored(found: Play, name: str) -> str:
    """Whatever stands in the clear in a person's database, as text."""
    state = found.databases[name].state
    bodies = [body for shelf in state.shelves.values() for body in shelf.values()]
    bodies += [body for ledger in state.ledgers.values() for _, body in ledger]
    log = [json.dumps(entry.event.to_json()) for entry in state.log]
    return "\n".join([*(body.decode() for body in bodies), *log])


def test_with_the_own_sheet_open_the_chair_sees_nothing_of_the_others() -> None:
    found = scored_by_all_but_the_chair()
    desktop = scoring.open_desktop(found.lead, REF)
    assert len(desktop.cells) == CELLS
    assert len(desktop.gaps) == CELLS - 1
    for ask in (
        lambda: open_meeting(found.lead, REF),
        lambda: rounds.open_round(found.lead, REF),
        lambda: ranking.rank_lots(found.lead, REF),
    ):
        with pytest.raises(Refused):
            ask()
    with found.lead.work() as work:
        assert work.sheets.of(REF) == ()
    known = stored(found, LEAD)
    assert OWN in known
    assert THEIRS not in known


def test_what_is_known_of_the_others_is_only_that_they_sealed() -> None:
    found = scored_by_all_but_the_chair()
    lines = merging.merge_status(found.lead, REF)
    assert {one.name: bool(one.seal_code) for one in lines if one.scores} == {
        LEAD: False,
        **dict.fromkeys(found.assessors, True),
    }
    with pytest.raises(Refused, match=f"Waiting for: {LEAD}"):
        rounds.open_round(found.lead, REF)


def test_the_draft_of_the_chair_is_in_nothing_that_others_get() -> None:
    found = scored_by_all_but_the_chair()
    assert not [file for file, data in found.files.content.items() if OWN.encode() in data]
    for name in found.assessors:
        assert OWN not in stored(found, name)
    with found.lead.work() as work:
        assert OWN not in "".join(str(entry.event) for entry in work.log.entries())


def test_the_sheet_of_the_chair_is_sealed_and_opened_with_all_others() -> None:
    found = scored_by_all_but_the_chair()
    for score in found.scores(LEAD):
        scoring.save_score(found.lead, REF, score)
    sealing.seal_sheet(found.lead, REF, OUT)
    with pytest.raises(Refused):
        open_meeting(found.lead, REF)
    with pytest.raises(Refused):
        scoring.save_score(found.lead, REF, found.scores(LEAD)[0])
    merging.merge_seals(found.lead, REF, [found.seal(LEAD)])
    rounds.open_round(found.lead, REF)
    assert set(open_meeting(found.lead, REF).members.values()) == {LEAD, *found.assessors}
