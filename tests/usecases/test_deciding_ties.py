"""R-55: a tie that the rules leave open stops everything until two persons have decided."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import (
    confirming,
    consensus,
    deciding_ties,
    ranking,
    withdrawing,
)
from evalpanel.usecases.acts import list_open_acts
from tests import panels
from tests.builders import a_lot, a_ranking
from tests.domain.test_verification import no
from tests.panels import ADMITTED, LEAD, REF, SECOND, Play, person, play
from tests.usecases.test_drawing import reported, tied
from tests.usecases.test_draws_of_lots import in_two_lots

GROUND = "Guide, 7.3: the director decides"
WHY = "The other begins later"
NO_END = a_ranking("20", tie_break=["B"])


def equal(monkeypatch: pytest.MonkeyPatch, **changes: object) -> Play:
    """All three are equal on everything, and the rules do not say what decides."""
    rules = {"ranking": NO_END, "lot": [a_lot("1", reserve=1)]} | changes
    return in_two_lots(monkeypatch, **rules)


def codes(found: Play, *names: str) -> tuple[str, ...]:
    return tuple(found.codes[name] for name in names)


def ask(found: Play, *order: str, lot: str = "1", candidate: str = "", reason: str = WHY) -> None:
    deciding_ties.ask_tie_decision(
        found.lead, REF, order, lot=lot, candidate=candidate, reason=reason, ground=GROUND
    )


def decide(found: Play, *names: str) -> tuple[str, ...]:
    order = codes(found, *names)
    ask(found, *order)
    found.confirm_all()
    return order


def places(found: Play) -> list[tuple[str, int | None, str]]:
    [lot, *_] = ranking.rank_lots(found.lead, REF).lots
    return [(one.candidate, one.rank, one.outcome) for one in lot.ranked]


def test_everything_stops_until_two_persons_have_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    found = equal(monkeypatch)
    with pytest.raises(Refused, match="tie across the cut"):
        ranking.ask_identify(found.lead, REF)
    order = codes(found, "bravo", "charlie", "alpha")
    ask(found, *order)
    assert not ranking.rank_lots(found.lead, REF).is_resolved
    with pytest.raises(Refused, match="needs two persons"):
        confirming.confirm(found.lead, REF, "tie-1", person(LEAD))
    confirming.confirm(found.lead, REF, "tie-1", person(SECOND))
    assert places(found) == [
        (order[0], 1, "selected"), (order[1], 2, "reserve"), (order[2], 3, "not_selected"),
    ]  # fmt: skip
    [lot] = ranking.rank_lots(found.lead, REF).lots
    for one in lot.ranked:
        assert f"{LEAD} and {SECOND} decided between" in str(one.why[-1])
        assert f"Reason: {WHY} Ground: {GROUND}" in str(one.why[-1])
    assert "tie.decide" in found.log()
    assert no(reported(found)) == {}


def test_a_decision_is_of_a_tie_that_is_open_and_taken_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = equal(monkeypatch)
    a, b, c = codes(found, *ADMITTED)
    for order in ((a, b), (a, b, c, "Z9"), (a, a, b)):
        with pytest.raises(Refused, match="not the order of equals that wait"):
            ask(found, *order)
    for reason in ("", " "):
        with pytest.raises(Refused, match="reason is required"):
            ask(found, a, b, c, reason=reason)
    with pytest.raises(Refused, match="Name either the lot"):
        ask(found, a, b, c, candidate=a)
    with pytest.raises(Refused, match="not the order of equals"):
        ask(found, "1", "2", lot="", candidate=a)
    decide(found, "bravo", "charlie", "alpha")
    with pytest.raises(Refused, match="not the order of equals that wait"):
        ask(found, a, b, c)


def test_a_decision_about_a_tie_that_went_away_has_no_effect_and_waits_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = equal(monkeypatch)
    a, b, c = codes(found, *ADMITTED)
    ask(found, a, b, c)
    withdrawing.withdraw_candidate(found.lead, REF, "charlie", reason="No capacity")
    with pytest.raises(Refused, match="not the order of equals"):
        confirming.confirm(found.lead, REF, "tie-1", person(SECOND))
    withdrawing.withdraw_candidate(found.lead, REF, "bravo", reason="No capacity")
    with pytest.raises(Refused, match="not the order of equals"):
        ask(found, a, b, c)
    assert list_open_acts(found.lead, REF) == ()


def test_where_a_draw_was_announced_nobody_decides() -> None:
    found = tied()
    with pytest.raises(Refused, match="rules say what decides between equals: draw"):
        ask(found, *codes(found, *ADMITTED))


def test_two_persons_say_which_of_equal_lots_a_candidate_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R-58: `best_score` cannot choose between equal totals, whatever ends the tie-break."""
    rules = {
        "lot": [a_lot("1"), a_lot("2")], "ranking": a_ranking("20", tie_break=["B", "draw"]),
        "lots": {"max_per_candidate": 1, "allocation": "best_score"},
    }  # fmt: skip
    monkeypatch.setattr(panels, "VARIANTS", {f"best {rules}": rules})
    found = play("round", f"best {rules}")
    for lot in found.lots:
        for name, score in (("alpha", "8"), ("bravo", "6"), ("charlie", "4")):
            for item in ("A1", "B1"):
                found.decide(name, score, item, lot=lot)
    consensus.close_meeting(found.lead, REF)
    alpha, bravo, _ = codes(found, *ADMITTED)
    [choice] = ranking.rank_lots(found.lead, REF).choices
    assert (choice.candidate, choice.lots, choice.number) == (alpha, ("1", "2"), 1)
    with pytest.raises(Refused, match="tie across the cut"):
        ranking.ask_identify(found.lead, REF)
    ask(found, "2", "1", lot="", candidate=alpha)
    found.confirm_all()
    selected = {
        lot.lot: one.candidate
        for lot in ranking.rank_lots(found.lead, REF).lots
        for one in lot.ranked
        if one.outcome == "selected"
    }
    assert selected == {"1": bravo, "2": alpha}
    assert no(reported(found)) == {}
