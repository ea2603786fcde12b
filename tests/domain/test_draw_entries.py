"""Draws in the register, and what they do to a ranking whoever is in it (R-55, R-56)."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.draw import code_chain, draw_order
from evalpanel.domain.draw_check import demand_announcement, record_hand_draw
from evalpanel.domain.draw_entries import (
    DrawCommitment,
    DrawHeld,
    DrawInvitation,
    drawings,
    drawn_orders,
    draws_flaw,
)
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.domain.drawn_ranking import apply_draws, resolve_by_draw, tied_groups
from evalpanel.domain.errors import Refused
from evalpanel.domain.withdrawals import Withdrawal
from tests.domain.test_draw import (
    AFTER,
    BEFORE,
    HELD,
    by_hand,
    drawn,
    notice,
    places,
    ranking_of,
    told,
)

RULES = "ab" * 32
LABELS = st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=6, unique=True)


def invitation(candidates: Sequence[str] = ("K3", "K7"), **changes: Any) -> DrawInvitation:
    base = {
        "reference": "T-1", "lot": "1", "candidates": tuple(candidates), "held_at": HELD,
        "place": "Town hall", "held_by": "Marieke",
        "invited": tuple(told(candidate) for candidate in candidates), "by": "Marieke",
        "at": BEFORE,
    }  # fmt: skip
    return DrawInvitation(**(base | changes))


def commitment(record: DrawRecordV1 | None = None, at: str = BEFORE) -> DrawCommitment:
    found = (record or drawn()).model_copy(update={"reveal": None})
    return DrawCommitment(reference="T-1", record=found, by="Marieke", at=at)


def held(record: DrawRecordV1 | None = None) -> DrawHeld:
    return DrawHeld(reference="T-1", record=record or drawn(), by="Marieke", at=AFTER)


def flaw(*entries: object) -> str:
    return str(draws_flaw(entries, "T-1", RULES))


def test_a_draw_goes_from_invitation_to_order() -> None:
    [asked] = drawings([invitation()])
    assert (asked.record, asked.is_bound(AFTER)) == (None, False)
    [published] = drawings([invitation(), commitment()])
    assert published.record == commitment().record
    assert (published.is_bound(BEFORE), published.is_bound(HELD)) == (False, True)
    [done] = drawings([invitation(), commitment(), held()])
    assert done.record == drawn()
    assert (done.lot, done.candidates) == ("1", ("K3", "K7"))
    assert flaw(invitation(), commitment(), held()) == "None"
    assert {entry.key for entry in (invitation(), commitment(), held())} == {
        ("T-1", "draw_invitation"), ("T-1", "draw_commitment"), ("T-1", "draw_held"),
    }  # fmt: skip


def test_other_entries_and_draws_without_invitation_are_passed_over() -> None:
    other = Withdrawal(reference="T-1", candidate="a", lots=(), reason="R", by="M", at=BEFORE)
    assert drawings([other, commitment(), held()]) == ()
    assert drawn_orders([other, invitation(), commitment()]) == {}
    assert flaw(other, invitation()) == "None"


def test_a_draw_covers_those_who_are_left_of_it() -> None:
    [draw] = drawings([invitation(("K3", "K5", "K7"))])
    assert draw.covers(("K3", "K7"))
    assert not draw.covers(("K3", "K8"))


def test_only_an_order_that_can_be_computed_again_counts() -> None:
    record = drawn(("K1", "K3", "K7"))
    order = draw_order(
        bytes.fromhex(record.reveal.code if record.reveal else ""),
        record.reveal.value if record.reveal else "",
        ("K1", "K3", "K7"),
    )
    assert drawn_orders([held(record)]) == {"1": [order]}
    assert record.reveal is not None
    reveal = record.reveal.model_copy(update={"order": order[::-1]})
    turned = held(record.model_copy(update={"reveal": reveal}))
    assert drawn_orders([turned]) == {}
    assert "follows the order" in flaw(invitation(("K1", "K3", "K7")), commitment(record), turned)


def test_who_was_not_invited_as_published_makes_the_draw_void() -> None:
    assert "without recorded invitations" in flaw(commitment(), held())
    assert "without recorded invitations" in flaw(invitation(place="-"), commitment(), held())
    assert "not published before" in flaw(invitation(), held())
    assert "not published before" in flaw(invitation(), commitment(at=AFTER), held())
    assert "other rules" in str(draws_flaw([held()], "T-1", "cd" * 32))
    assert "another tender" in str(draws_flaw([held()], "T-2", RULES))


def test_a_draw_by_hand_needs_no_publication_but_the_invitations() -> None:
    record = record_hand_draw(notice(), by_hand())
    assert flaw(invitation(), held(record)) == "None"
    assert "without recorded invitations" in flaw(held(record))


def test_a_draw_is_held_once_however_it_is_held() -> None:
    record = record_hand_draw(notice(), by_hand())
    assert "a draw is held once" in flaw(invitation(), held(record), held(record))
    wider = drawn(("K1", "K3", "K7"))
    assert "held once" in flaw(
        invitation(("K1", "K3", "K7")), invitation(), commitment(wider), held(wider), held(record)
    )


def test_a_group_that_grew_is_drawn_anew() -> None:
    """Who came into the tie later was in no draw; the draw between all of them is another one."""
    wider = drawn(("K1", "K3", "K7"))
    entries = (
        invitation(), commitment(), held(),
        invitation(("K1", "K3", "K7")), commitment(wider), held(wider),
    )  # fmt: skip
    assert flaw(*entries) == "None"


def test_a_published_draw_is_not_replaced_once_its_value_can_be_known() -> None:
    late = "2026-06-12T20:30:00+02:00"
    again = notice(made_at=late, held_at=AFTER, invited=(told("K3", late), told("K7", late)))
    record = record_hand_draw(again, by_hand(drawn_at=AFTER))
    asked = invitation(held_at=AFTER, at=late, invited=again.invited)
    assert "could be known already" in flaw(invitation(), commitment(), asked, held(record))
    other_lot = drawn().model_copy(update={"notice": notice(lot="2")})
    assert flaw(invitation(), commitment(other_lot), asked, held(record)) == "None"
    others = drawn(("K8", "K9"))
    assert flaw(invitation(), commitment(others), asked, held(record)) == "None"


def test_an_announcement_without_everybody_is_refused() -> None:
    demand_announcement(notice())
    with pytest.raises(Refused, match="K7 were invited"):
        demand_announcement(notice(invited=(told("K3"),)))


def test_draws_of_the_cut_and_of_the_reserve_are_applied_together() -> None:
    rules, ranking = ranking_of({"a": 9, "b": 9, "c": 7, "d": 7}, select=1, reserve=2)
    done = apply_draws(rules, ranking, [("d", "c"), ("b", "a")])
    assert places(done) == [
        ("b", 1, "selected"), ("a", 2, "reserve"), ("d", 3, "reserve"), ("c", 4, "not_selected"),
    ]  # fmt: skip
    assert apply_draws(rules, ranking, [("a", "z"), ("c", "y")]) == ranking


def test_a_wider_draw_decides_between_those_who_are_left_and_is_named() -> None:
    rules, ranking = ranking_of({"a": 9, "b": 9, "c": 3}, select=1)
    done = apply_draws(rules, ranking, [("x", "b", "a")])
    assert places(done)[:2] == [("b", 1, "selected"), ("a", 2, "not_selected")]
    assert str(done.ranked[0].why[-1]).endswith("a, b, x; it gave the order x, b, a.")


@given(st.data())
def test_another_naming_only_changes_the_names_in_a_drawn_ranking(data: st.DataObject) -> None:
    """R-55: nothing but the draw orders equals; neither their names nor how they came in."""
    totals = data.draw(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 3), min_size=2))
    select, reserve = data.draw(st.integers(1, 3)), data.draw(st.integers(0, 2))
    new = dict(zip(totals, data.draw(st.permutations(["P1", "Q2", "R3", "S4", "T5", "U6", "V7"])),
                   strict=False))  # fmt: skip
    rules, ranking = ranking_of(totals, select, reserve)
    _, other = ranking_of({new[name]: total for name, total in totals.items()}, select, reserve)
    orders = [data.draw(st.permutations(group)) for group in tied_groups(ranking)]
    done = apply_draws(rules, ranking, orders)
    renamed = apply_draws(rules, other, [[new[name] for name in order] for order in orders])
    assert not done.unresolved_tie
    assert sorted((new[name], *rest) for name, *rest in places(done)) == sorted(places(renamed))


@given(st.binary(min_size=1, max_size=40), st.text(max_size=20), LABELS, LABELS, st.randoms())
def test_the_order_of_some_is_the_same_among_any_others(
    secret: bytes, value: str, labels: list[str], others: list[str], any_: Any
) -> None:
    _, code = code_chain(secret, 1)
    everybody = [*labels, *others]
    any_.shuffle(everybody)
    among = [one for one in draw_order(code, value, everybody) if one in labels]
    assert tuple(among) == draw_order(code, value, labels)


def test_a_draw_that_was_held_is_kept_apart_from_its_announcement() -> None:
    asked, published, done = invitation(), commitment(), held()
    [draw] = drawings([asked, published, done])
    assert (draw.invitation, draw.commitment, draw.held) == (asked, published, done)
    assert draw.covers(("K7", "K3"))


def test_why_a_draw_does_not_hold_is_told_word_for_word() -> None:
    start = "The draw between K3, K7 in lot 1 does not hold: "
    assert str(draws_flaw([held()], "T-2", RULES)) == (
        f"{start}It was announced for another tender or other rules."
    )
    assert flaw(held()) == f"{start}It was held without recorded invitations."
    assert flaw(invitation(), held()) == f"{start}It was not published before it was held."
    record = record_hand_draw(notice(), by_hand())
    assert flaw(invitation(), held(record), held(record)) == (
        f"{start}It was drawn before; a draw is held once."
    )


def test_a_published_draw_is_not_replaced_in_the_moment_its_value_is_known() -> None:
    again = notice(made_at=HELD, held_at=AFTER, invited=(told("K3", HELD), told("K7", HELD)))
    record = record_hand_draw(again, by_hand(drawn_at=AFTER))
    asked = invitation(held_at=AFTER, at=HELD, invited=again.invited)
    assert flaw(invitation(), commitment(), asked, held(record)) == (
        "The draw between K3, K7 in lot 1 does not hold: "
        "It replaces a draw whose value could be known already."
    )


@pytest.mark.parametrize(("order", "shown"), [((), "-"), (("b", "c"), "b, c")])
def test_a_draw_of_others_is_named_as_it_is(order: tuple[str, ...], shown: str) -> None:
    rules, ranking = ranking_of({"a": 9, "b": 9, "c": 3}, select=1)
    with pytest.raises(Refused) as error:
        resolve_by_draw(rules, ranking, order)
    assert str(error.value) == (
        f"The draw is of {shown}, and these are not the candidates tied at the cut in lot 1."
    )
