"""Later rounds: what they cover, how they follow, and which score counts.

R-14, R-15, R-35, R-43.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.consensus import Decision
from evalpanel.domain.counting import counting_decisions, counting_scores, what_counts
from evalpanel.domain.package import Assignment, Cell, PackageV1
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.people import CardV1, RosterEntry, SignedCard
from evalpanel.domain.rounds import (
    HeldRound,
    RoundPlan,
    chain_of_rounds_flaw,
    planned_cells,
    round_flaw,
    turn_flaw,
    unplanned_name,
)
from evalpanel.domain.sheet import Score, SheetV1
from tests.builders import a_panel

A1, B1 = ("1", "K7", "A1"), ("1", "K7", "B1")
A2 = ("1", "M4", "A1")
SCORED = {"ann": (A1, B1), "ben": (A1, B1), "cas": (A1, B1)}


def everybody(cell: Cell) -> dict[str, Sequence[Cell]]:
    """All three score one cell."""
    return {name: [cell] for name in SCORED}


def panel(**changes: Any) -> Panel:
    """Three assessors."""
    return Panel.model_validate(a_panel("consensus", 3, **changes))


def entry(name: str) -> RosterEntry:
    card = CardV1(
        panel_id="p", name=name.title(), organisation="", function="", sign=name, receive="",
        release={}, pdf="", invite="", declaration="",
    )  # fmt: skip
    return RosterEntry(
        signed=SignedCard(card=card, signature=""), roles=("assessor",), panels=("main",)
    )


def package(
    cells: Mapping[str, Sequence[Cell]] = SCORED, roster: Sequence[str] = (), **changes: Any
) -> PackageV1:
    """A package in which each member scores these cells."""
    names = sorted({*cells, *roster})
    return PackageV1(
        signer="lead", organiser="Lead", reference="T-1", panel_id="p", panel="main", round=1,
        revision=1, previous=None, reason="", issued_at="", invite="", rules={}, rules_sha256="",
        roster=tuple(entry(name) for name in names), roster_sha256="", mapping_commitment="",
        assignments=tuple(
            Assignment(member=member, lot=lot, item=item, candidates=(code,))
            for member, found in cells.items() for lot, code, item in found
        ),
        dossiers=(), anchor=Anchor(seq=0, hash=""),
    ).model_copy(update=changes)  # fmt: skip


def later(cells: Mapping[str, Sequence[Cell]], kind: str, **changes: Any) -> PackageV1:
    """The package of round 2."""
    second = {"round": 2, "previous": "one", "reason": "Court", "kind": kind}
    return package(cells, changes.get("keeps", ())).model_copy(update=second | changes)


ALL_A1 = everybody(A1)
REDONE = later(ALL_A1, "reassessment")
REPLACED = later({"dee": [A1, B1]}, "replacement", keeps=("ann", "ben"))


def sheet(member: str, number: int, given: Mapping[Cell, str], panel_id: str = "main") -> SheetV1:
    scores = tuple(
        Score(lot=cell[0], candidate=cell[1], item=cell[2], score=score)
        for cell, score in given.items()
    )
    return SheetV1(
        reference="T-1", panel_id="p", panel=panel_id, round=number, package="", rules_sha256="",
        member=member, scores=scores, order=(), independence="", sealed_at="", salt="",
    )  # fmt: skip


def decision(cell: Cell, number: int, score: str, version: int = 1) -> Decision:
    return Decision(
        reference="T-1", panel="main", round=number, lot=cell[0], candidate=cell[1], item=cell[2],
        version=version, score=score, reason="R", present=(), agrees=(), by="Ann", at="",
    )  # fmt: skip


def held(found: PackageV1, *decided: Cell, is_open: bool = True, closed: bool = True) -> HeldRound:
    return HeldRound(found, is_open, closed, frozenset(decided))


def test_the_latest_round_that_covers_a_cell_counts() -> None:
    """R-35: sheets and decisions of earlier rounds do not count for it any more."""
    counts = what_counts([REDONE, package()])
    assert (counts[A1].round, counts[B1].round) == (2, 1)
    sheets = [sheet(m, 1, {A1: "8", B1: "6"}) for m in SCORED]
    sheets += [sheet(m, 2, {A1: "2"}) for m in SCORED]
    sheets += [sheet("ann", 2, {A1: "4"}, "other"), sheet("ann", 1, {A2: "4"})]
    given = counting_scores(counts, sheets)
    assert given == {
        A1: dict.fromkeys(SCORED, "2"), B1: dict.fromkeys(SCORED, "6"),
    }  # fmt: skip
    decisions = [decision(A1, 2, "2"), decision(A1, 1, "8", 5), decision(B1, 1, "6"),
                 decision(B1, 2, "4"), decision(A2, 1, "4")]  # fmt: skip
    found = counting_decisions(counts, decisions)
    assert {cell: one.score for cell, one in found.items()} == {A1: "2", B1: "6"}


def test_in_a_round_for_a_replacement_the_scores_of_those_who_stay_count() -> None:
    """R-15: kept where the others gave them, and the one who left does not count."""
    counts = what_counts([package(), REPLACED])
    assert counts[A1].rounds == {"ann": 1, "ben": 1, "dee": 2}
    assert counts[A1].names == ("Ann", "Ben", "Dee")
    assert counts[A1].round == 2


def test_a_plan_covers_new_cells_for_a_late_candidate_and_old_ones_otherwise() -> None:
    offered, covered = (A1, B1, A2), {A1, B1}
    assert planned_cells(RoundPlan(), offered, ()) == offered
    assert planned_cells(RoundPlan("late_candidate"), offered, covered) == (A2,)
    assert planned_cells(RoundPlan("reassessment"), offered, covered) == (A1, B1)
    assert planned_cells(RoundPlan("delphi", items=("B1",)), offered, covered) == (B1,)
    assert planned_cells(RoundPlan("delphi", lots=("2",)), offered, covered) == ()
    assert planned_cells(RoundPlan("delphi", candidates=("K7",)), offered, covered) == (A1, B1)


def test_a_name_without_anything_to_score_is_found() -> None:
    assert unplanned_name(RoundPlan(lots=("1", "2")), [A1]) == "2"
    assert unplanned_name(RoundPlan(candidates=("Z9",)), [A1]) == "Z9"
    assert unplanned_name(RoundPlan(items=("A1", "C1")), [A1]) == "C1"
    assert unplanned_name(RoundPlan(lots=("1",), items=("A1",)), [A1]) == ""


@pytest.mark.parametrize(
    ("kind", "before", "says"),
    [
        ("late_candidate", held(package(), is_open=False, closed=False), "not open yet"),
        ("late_candidate", held(package(), closed=False), ""),
        ("replacement", held(package(), A1, closed=False), ""),
        ("reassessment", held(package(), A1, closed=False), "close the meeting"),
        ("reassessment", held(package(), A1, B1), ""),
        ("delphi", held(package(), B1, closed=False), ""),
        ("delphi", held(package(), A1, closed=False), "A1 of K7 in lot 1 is decided"),
    ],
)
def test_a_round_waits_for_its_turn(kind: Any, before: HeldRound, says: str) -> None:
    flaw = turn_flaw(kind, [A1], [before])
    assert says in str(flaw) if says else flaw is None


def test_a_round_that_delphi_replaced_whole_holds_no_re_assessment_up() -> None:
    """R-43: its meeting is that of the later round, so it is never closed itself."""
    first, again = held(package(), closed=False), held(package(), A1, B1)
    part = held(REDONE, A1)
    assert turn_flaw("reassessment", [A1], [first, again]) is None
    assert "close the meeting" in str(turn_flaw("reassessment", [A1], [first, part]))


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (REDONE, ""),
        (REPLACED, ""),
        (later(everybody(A2), "late_candidate"), ""),
        (REDONE.model_copy(update={"round": 3}), "do not follow"),
        (REDONE.model_copy(update={"kind": "first"}), "do not follow"),
        (REDONE.model_copy(update={"previous": "other"}), "follows another package"),
        (REDONE.model_copy(update={"reason": " "}), "Say why"),
        (later(ALL_A1, "late_candidate"), "other cells"),
        (later(everybody(A2), "reassessment"), "other cells"),
        (later({}, "reassessment"), "other cells"),
        (later(ALL_A1, "delphi"), "0 Delphi"),
        (later(ALL_A1, "reassessment", keeps=("ann",)), "scores of others stay"),
        (later({"ann": [A1], "ben": [A1]}, "reassessment"), "2 score in round 2"),
        (later(ALL_A1 | {"dee": [A1]}, "reassessment"), "4 score in round 2"),
        (later({"ann": [A1], "dee": [A1]}, "replacement", keeps=("ben",)), "scores again"),
        (later({"dee": [A1]}, "replacement", keeps=("ann",)), "2 score in round 2"),
        (later({"dee": [A1]}, "replacement", keeps=("ann", "ben", "cas")), "4 score in round 2"),
    ],
)
def test_what_cannot_follow_the_first_round_is_seen(found: PackageV1, says: str) -> None:
    flaw = round_flaw(panel(), found, "one", [package()])
    assert says in str(flaw) if says else flaw is None


def test_a_member_who_is_not_on_the_roster_is_no_member() -> None:
    """R-14: nobody makes a panel of three out of two."""
    found = package()
    two = found.model_copy(update={"roster": found.roster[:2]})
    assert "2 score in round 1" in str(round_flaw(panel(), two, None, []))
    assert round_flaw(panel(), found, None, []) is None


def test_a_smaller_panel_goes_on_where_that_was_announced() -> None:
    """R-12, R-14: never fewer than the announced minimum."""
    least = panel(on_recusal={"continue_if_at_least": 2})
    two, one = {"ann": [A1], "ben": [A1]}, {"ann": [A1]}
    before = [package()]
    assert round_flaw(least, later(two, "reassessment"), "one", before) is None
    assert "1 score" in str(round_flaw(least, later(one, "reassessment"), "one", before))


def test_no_more_delphi_rounds_than_were_announced() -> None:
    """R-43: counted over the cells that are scored again."""
    once = panel(delphi_rounds=1)
    second = later(ALL_A1, "delphi")
    assert round_flaw(once, second, "one", [package()]) is None
    third = later(ALL_A1, "delphi", round=3, previous="two")
    assert "one Delphi" in str(round_flaw(once, third, "two", [package(), second]))
    other = later(everybody(B1), "delphi", round=3, previous="two")
    assert round_flaw(once, other, "two", [package(), second]) is None


def test_a_card_has_eight_keys() -> None:
    rounds = [package()] + [
        later(ALL_A1, "reassessment", round=n, previous=str(n - 1)) for n in range(2, 10)
    ]
    assert "has 8 keys" in str(round_flaw(panel(), rounds[8], "8", rounds[:8]))
    assert round_flaw(panel(), rounds[7], "7", rounds[:7]) is None


def test_no_round_takes_a_key_that_was_given_away() -> None:
    """A revision of the rules has spent the key after that of its round (`trust.md` 2.3)."""
    revised = package().model_copy(update={"rules_revisions": 1})
    second = later(ALL_A1, "reassessment", round=2, previous="1")
    assert "given away before" in str(round_flaw(panel(), second, "1", [revised]))
    fresh = second.model_copy(update={"rules_revisions": 1})
    assert round_flaw(panel(), fresh, "1", [revised]) is None


def test_the_rounds_of_a_record_follow_each_other_in_every_panel() -> None:
    pairs = [("two", REDONE), ("one", package())]
    assert chain_of_rounds_flaw([panel()], pairs) is None
    assert "do not follow" in str(chain_of_rounds_flaw([panel()], pairs[:1]))
    assert "another package" in str(
        chain_of_rounds_flaw([panel()], [pairs[0], ("three", package())])
    )
    assert chain_of_rounds_flaw([panel(id="other")], pairs[:1]) is None
