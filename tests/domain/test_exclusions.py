"""R-48: who falls out by a threshold, what two persons confirm of it, and when their word is void.

What is confirmed is bound to the figures, so that a changed score asks for a new confirmation.
"""

from typing import Any

from evalpanel.domain.acts import Act
from evalpanel.domain.exclusions import (
    below_thresholds,
    excluded_as,
    exclusions_flaw,
    is_of,
    unconfirmed,
    waiting_act,
)
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.scoring import CellScores
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, an_item, rules_from

RULES = rules_from(
    panel=[a_panel("mean", 1)],
    criterion=[
        a_criterion("C", an_item("X", minimum={"points": "5"})),
        a_criterion("D", an_item("Y")),
    ],
    ranking=a_ranking("20", minimum={"points": "15"}),
    lot=[a_lot("1"), a_lot("2")],
)


def ranked(lot: str = "1", **codes: tuple[str, str]) -> LotRanking:
    cells = {
        (name, item): CellScores({"E": code})
        for name, both in codes.items()
        for item, code in zip("XY", both, strict=True)
    }
    return rank_lot(RULES, lot, list(codes), cells)


LOTS = (ranked(A=("8", "8"), B=("4", "6"), C=("6", "8")), ranked("2", A=("8", "8"), B=("6", "8")))
SUBJECT = {
    "candidate": "B", "lot": "1", "total": "10", "items": "X=4 Y=6", "below": "X=4<5 total=10<15",
}  # fmt: skip


def act(confirmed_by: str = "Ben", **changes: Any) -> Act:
    base = {
        "reference": "T-1", "id": "threshold-B", "kind": "threshold", "subject": SUBJECT,
        "by": "Ann", "by_key": "", "by_signature": "", "at": "now", "confirmed_by": confirmed_by,
    }  # fmt: skip
    return Act.model_validate(base | changes)


def about(lot: str, candidate: str) -> dict[str, str]:
    return excluded_as(lot, below_thresholds(LOTS)[lot, candidate])


def test_everybody_below_a_threshold_is_found_per_lot() -> None:
    found = below_thresholds(LOTS)
    assert list(found) == [("1", "B"), ("1", "C"), ("2", "B")]
    assert [one.candidate for one in found.values()] == ["B", "C", "B"]


def test_what_is_confirmed_holds_every_figure() -> None:
    assert about("1", "B") == SUBJECT
    assert about("1", "C")["below"] == "total=14<15"


def test_a_confirmation_is_of_one_exclusion_by_its_figures() -> None:
    one = below_thresholds(LOTS)["1", "B"]
    assert is_of(act(), "1", one)
    assert is_of(act(subject=SUBJECT | {"reason": "For the letter."}), "1", one)
    assert not is_of(act(kind="gate"), "1", one)
    assert not is_of(act(), "2", one)
    assert not is_of(act(), "1", below_thresholds(LOTS)["1", "C"])
    assert not is_of(act(subject=SUBJECT | {"items": "X=4 Y=8"}), "1", one)


def test_each_exclusion_needs_its_own_confirmation_by_two() -> None:
    others = [act(subject=about("1", "C")), act(subject=about("2", "B"))]
    assert unconfirmed(LOTS, [*others, act()]) == ()
    assert unconfirmed(LOTS, [*others, act(confirmed_by="")]) == (("1", "B"),)
    assert unconfirmed(LOTS, []) == (("1", "B"), ("1", "C"), ("2", "B"))


def test_an_exclusion_that_was_asked_waits_for_its_confirmation() -> None:
    one = below_thresholds(LOTS)["1", "B"]
    waits = act(confirmed_by="")
    assert waiting_act([act(), waits], "1", one) == waits
    assert waiting_act([act()], "1", one) is None
    assert waiting_act([waits], "2", one) is None


def test_the_first_exclusion_without_two_persons_is_named() -> None:
    flaw = exclusions_flaw(LOTS, [act(), act(subject=about("1", "C"))])
    assert str(flaw) == ("That B is below a threshold in lot 2 was not confirmed by two persons.")
    assert exclusions_flaw(LOTS[:1], [act(), act(subject=about("1", "C"))]) is None
