"""The ranking: hidden until everything is decided, named only by two persons."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import confirming, consensus, gates, ranking, reporting
from evalpanel.usecases.acts import ask_act
from tests.panels import LEAD, REF, REPORT, SECOND, Play, person, play


def ranks(found: Play) -> dict[str, int | None]:
    names = {code: name for name, code in found.codes.items()}
    [lot] = ranking.rank_lots(found.lead, REF).lots
    return {names[one.candidate]: one.rank for one in lot.ranked}


@pytest.mark.parametrize("stage", ["issued", "sealed", "merged", "round", "decided"])
def test_no_rank_shows_before_the_meeting_is_closed(stage: str) -> None:
    with pytest.raises(Refused):
        ranking.rank_lots(play(stage).lead, REF)


def test_before_the_issue_there_is_nothing_to_rank() -> None:
    with pytest.raises(Refused, match="was issued"):
        ranking.rank_lots(play("carded").lead, REF)


def test_codes_are_ranked_without_names() -> None:
    found = play("closed")
    assert ranks(found) == {"alpha": 1, "bravo": 2, "charlie": 3}
    ranked = ranking.rank_lots(found.lead, REF)
    assert ranked.names == {}
    assert ranked.is_resolved


def test_the_mean_of_a_panel_without_consensus_shows_once_it_is_open() -> None:
    found = play("round", "mean")
    assert ranks(found) == {"alpha": 1, "bravo": 2, "charlie": 3}


def test_one_lot_can_be_asked_for() -> None:
    found = play("closed", "lots")
    assert [lot.lot for lot in ranking.rank_lots(found.lead, REF).lots] == ["1", "2"]
    assert [lot.lot for lot in ranking.rank_lots(found.lead, REF, "2").lots] == ["2"]
    with pytest.raises(Refused, match="no lot 3"):
        ranking.rank_lots(found.lead, REF, "3")


def test_who_falls_out_by_two_persons_is_not_ranked() -> None:
    found = play("closed")
    act = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Withdrew")
    assert act is not None
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    assert ranks(found) == {"bravo": 1, "charlie": 2}


def test_names_take_two_persons() -> None:
    found = play("closed")
    ranking.ask_identify(found.lead, REF)
    assert ranking.rank_lots(found.lead, REF).names == {}
    with pytest.raises(Refused, match="needs two persons"):
        confirming.confirm(found.lead, REF, "identify", person(LEAD))
    confirming.confirm(found.lead, REF, "identify", person(SECOND))
    names = ranking.rank_lots(found.lead, REF).names
    assert names[found.codes["alpha"]] == "Alpha"
    with pytest.raises(Refused, match="identified already"):
        ranking.ask_identify(found.lead, REF)


def test_names_wait_for_the_ranking() -> None:
    with pytest.raises(Refused):
        ranking.ask_identify(play("decided").lead, REF)


def tied() -> Play:
    found = play("round")
    for candidate in ("alpha", "bravo", "charlie"):
        for item in ("A1", "B1"):
            found.decide(candidate, "6", item)
    consensus.close_meeting(found.lead, REF)
    return found


def test_equals_share_their_rank_and_a_tie_across_the_cut_stops() -> None:
    """R-53: equals share a rank until the tie-break tells them apart."""
    found = tied()
    assert set(ranks(found).values()) == {1}
    ranked = ranking.rank_lots(found.lead, REF)
    assert not ranked.is_resolved
    assert {one.outcome for one in ranked.lots[0].ranked} == {"tied_at_cut"}
    with pytest.raises(Refused, match=r"tie.*lot 1"):
        ranking.ask_identify(found.lead, REF)


def test_a_report_waits_for_names_and_for_every_act() -> None:
    with pytest.raises(Refused, match="not identified"):
        reporting.make_report(play("closed").lead, REF, REPORT)
    found = play("identified")
    with found.lead.work() as work:
        ask_act(found.lead, work, REF, "late-act", "erratum", what="nothing")
        work.commit()
    with pytest.raises(Refused, match="late-act"):
        reporting.make_report(found.lead, REF, REPORT)
