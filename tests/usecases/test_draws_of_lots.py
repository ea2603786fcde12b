"""Draws in several lots, and after somebody has gone (R-55, R-58)."""

from typing import Any

import pytest

from evalpanel.domain.draw_check import verify_draw
from evalpanel.domain.errors import Refused
from evalpanel.usecases import confirming, consensus, drawing, gates, ranking
from evalpanel.usecases.draw_inputs import InvitationInput
from tests import panels
from tests.builders import a_lot, a_ranking
from tests.domain.test_verification import no
from tests.panels import ADMITTED, LEAD, REF, SECOND, Play, person, play
from tests.usecases.test_drawing import SOURCE, VALUE, later, order_of, reported, revealed


def in_two_lots(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Play:
    """Two lots in which all three are equal on everything."""
    rules = {"lot": [a_lot("1"), a_lot("2")]} | changes
    name = f"drawn {rules}"
    monkeypatch.setattr(panels, "VARIANTS", {name: rules})
    found = play("round", name)
    for lot in found.lots:
        for candidate in ADMITTED:
            for item in ("A1", "B1"):
                found.decide(candidate, "6", item, lot=lot)
    consensus.close_meeting(found.lead, REF)
    return found


def hold(found: Play, lot: str, *invited: str) -> tuple[str, ...]:
    """Invite, publish and reveal a draw in a lot; gives the order."""
    given = InvitationInput(
        at=later(found, 48), place="Town hall", by=LEAD, told_by="letter", invited=invited
    )
    drawing.invite_to_draw(found.lead, REF, lot, given)
    found.clock.move(hours=1)
    found.stage = f"drawn in lot {lot}"  # other chance
    drawing.commit_draw(found.lead, REF, lot, SOURCE)
    found.clock.move(hours=47)
    held = drawing.reveal_draw(found.lead, REF, VALUE, lot)
    assert held.record is not None
    return verify_draw(held.record).order


def test_every_lot_has_a_draw_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    found = in_two_lots(monkeypatch)
    with pytest.raises(Refused, match="ties in several lots"):
        drawing.commit_draw(found.lead, REF, "", SOURCE)
    orders = [hold(found, lot, *ADMITTED) for lot in ("1", "2")]
    lots = ranking.rank_lots(found.lead, REF).lots
    assert [tuple(one.candidate for one in lot.ranked) for lot in lots] == orders
    codes = {
        d.record.reveal.code
        for d in drawing.list_draws(found.lead, REF)
        if d.record and d.record.reveal
    }
    assert len(codes) == 2
    assert no(reported(found)) == {}


def test_with_a_limit_only_those_are_drawn_who_can_still_have_the_lot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R-58: who has one lot by a draw is not in the draw for the other."""
    limits = {"max_per_candidate": 1, "allocation": "lot_order"}
    found = in_two_lots(monkeypatch, lots=limits)
    first = hold(found, "1", *ADMITTED)
    [tie] = rank(found).ties
    assert (tie.lot, set(tie.candidates)) == ("2", set(first[1:]))
    with pytest.raises(Refused, match=f"{first[0]} was invited and is not drawn"):
        hold(found, "2", *first)
    second = hold(found, "2", *first[1:])
    ranked = rank(found)
    assert ranked.ties == ()
    assert ranked.is_resolved
    selected = [o.candidate for lot in ranked.lots for o in lot.ranked if o.outcome == "selected"]
    assert selected == [first[0], second[0]]
    assert no(reported(found)) == {}


def rank(found: Play) -> ranking.RankedTender:
    return ranking.rank_lots(found.lead, REF)


def test_who_goes_after_the_draw_leaves_the_order_of_the_others() -> None:
    found = revealed()
    order = [code for code, *_ in order_of(found)]
    names = {code: name for name, code in found.codes.items()}
    act = gates.judge_gate(
        found.lead, REF, names[order[0]], "V-1", "not_accepted", reason="Went bankrupt"
    )
    assert act is not None
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    assert order_of(found) == [(order[1], 1, "selected"), (order[2], 2, "not_selected")]
    assert no(reported(found)) == {}


def test_a_draw_that_the_rules_do_not_announce_is_not_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R-55: without a draw in the rules nothing is drawn; a recorded decision is needed."""
    found = in_two_lots(monkeypatch, ranking=a_ranking("20", tie_break=["B"]))
    with pytest.raises(Refused, match="do not say that a draw decides"):
        hold(found, "1", *ADMITTED)


def test_one_draw_fills_the_place_and_the_reserve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = in_two_lots(monkeypatch, lot=[a_lot("1", reserve=1)])
    [whole] = rank(found).ties
    assert len(whole.candidates) == 3
    order = hold(found, "1", *ADMITTED)
    assert [place[2] for place in order_of(found)] == ["selected", "reserve", "not_selected"]
    assert tuple(place[0] for place in order_of(found)) == order
