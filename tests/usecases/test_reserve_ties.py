"""R-60, R-55: a place that comes free after the ranking, and equals in the reserve for it."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import (
    confirming,
    consensus,
    deciding,
    deciding_ties,
    ranking,
    reporting,
    withdrawing,
)
from tests import panels
from tests.builders import a_lot, a_ranking
from tests.domain.test_verification import no
from tests.panels import LEAD, REF, REPORT, SECOND, Play, person, play
from tests.usecases.test_draws_of_lots import hold, rank


def left(monkeypatch: pytest.MonkeyPatch, *tie_break: str) -> Play:
    """Alpha was chosen and withdrew after the names were known; bravo and charlie are equal."""
    rules = {
        "lot": [a_lot("1", reserve=2)], "ranking": a_ranking("20", tie_break=list(tie_break)),
    }  # fmt: skip
    monkeypatch.setattr(panels, "VARIANTS", {f"left {rules}": rules})
    found = play("round", f"left {rules}")
    for name, score in (("alpha", "8"), ("bravo", "6"), ("charlie", "6")):
        for item in ("A1", "B1"):
            found.decide(name, score, item)
    consensus.close_meeting(found.lead, REF)
    ranking.ask_identify(found.lead, REF)
    confirming.confirm(found.lead, REF, "identify", person(SECOND))
    found.clock.move(minutes=5)
    withdrawing.withdraw_candidate(found.lead, REF, "alpha", reason="Another contract")
    return found


def conclude(found: Play) -> None:
    deciding.record_decision(
        found.lead, REF, taken_by="Director", mandate="Register 4.2", day="2026-12-01"
    )


def outcomes(found: Play) -> dict[str, str]:
    names = {code: name for name, code in found.codes.items()}
    [lot] = rank(found).lots
    return {names[one.candidate]: one.outcome for one in lot.ranked}


def test_neither_report_nor_decision_is_made_while_the_place_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = left(monkeypatch, "B", "draw")
    [tie] = rank(found).ties
    assert set(tie.candidates) == {found.codes["bravo"], found.codes["charlie"]}
    for step in (
        lambda: reporting.make_report(found.lead, REF, REPORT),
        lambda: conclude(found),
    ):
        with pytest.raises(Refused, match="tie across the cut in lot 1"):
            step()


def test_a_draw_says_who_of_the_reserve_takes_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    found = left(monkeypatch, "B", "draw")
    with pytest.raises(Refused, match="rules say what decides"):
        deciding_ties.ask_tie_decision(
            found.lead, REF, rank(found).ties[0].candidates, lot="1", reason="R", ground="G"
        )
    names = {code: name for name, code in found.codes.items()}
    first, second = (names[code] for code in hold(found, "1", "bravo", "charlie"))
    assert outcomes(found) == {"alpha": "withdrawn", first: "selected", second: "reserve"}
    assert rank(found).ties == ()
    reporting.make_report(found.lead, REF, REPORT)
    assert no(found.record()) == {}
    found.clock.move(minutes=5)
    withdrawing.withdraw_candidate(found.lead, REF, first, reason="No capacity")
    assert outcomes(found)[second] == "selected"
    conclude(found)
    reporting.make_report(found.lead, REF, REPORT)
    assert no(found.record()) == {}


def test_without_an_announced_draw_two_persons_say_who(monkeypatch: pytest.MonkeyPatch) -> None:
    found = left(monkeypatch, "B")
    with pytest.raises(Refused, match="do not say that a draw decides"):
        hold(found, "1", "bravo", "charlie")
    order = (found.codes["charlie"], found.codes["bravo"])
    deciding_ties.ask_tie_decision(
        found.lead, REF, order, lot="1", reason="Begins first", ground="Guide 7.3"
    )
    found.confirm_all()
    assert outcomes(found) == {"alpha": "withdrawn", "charlie": "selected", "bravo": "reserve"}
    [lot] = rank(found).lots
    assert f"{LEAD} and {SECOND} decided between" in " ".join(map(str, lot.why))
    reporting.make_report(found.lead, REF, REPORT)
    assert no(found.record()) == {}


def test_who_withdraws_after_the_decision_asks_for_a_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R-66: a decision never stands on another outcome; version 2 goes to everybody."""
    found = left(monkeypatch, "B", "draw")
    hold(found, "1", "bravo", "charlie")
    conclude(found)
    before = outcomes(found)
    with pytest.raises(Refused, match="decision on T-1 was recorded"):
        withdrawing.withdraw_candidate(found.lead, REF, "bravo", reason="No capacity")
    assert outcomes(found) == before
    deciding.withdraw_decision(found.lead, REF, "Bravo withdrew")
    withdrawing.withdraw_candidate(found.lead, REF, "bravo", reason="No capacity")
    conclude(found)
    reporting.make_report(found.lead, REF, REPORT)
    assert no(found.record()) == {}
