"""Who must score, whose scores count and which lot waits (R-11, R-12, R-14, R-15, R-39)."""

from collections.abc import Sequence
from typing import Any

import pytest

from evalpanel.domain.conflicts import Effect
from evalpanel.domain.consensus import Decision
from evalpanel.domain.package import Assignment, PackageV1
from evalpanel.domain.panel_changes import Change, Recusal, Replacement, changes_of, members_needed
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.quorum import counts_after, short_cells, untainted
from evalpanel.domain.rules import Panel
from evalpanel.domain.seats import (
    has_left,
    holder_of,
    holders,
    lots_without,
    seats_of,
    short_lots,
)
from tests.builders import a_panel
from tests.domain.conflict_cases import a_case
from tests.panels import play
from tests.usecases.test_opening_package import issued

PACKAGE, _ = issued(play("issued"))
SEATS = ("a", "b", "c", "d")
LOTS = ("1", "2")


def panel(assessors: int = 4, least: int = 0) -> Panel:
    changed = {"on_recusal": {"continue_if_at_least": least}} if least else {}
    return Panel.model_validate(a_panel("consensus", assessors, **changed))


def gone(member: str, *lots: str, effect: Effect = "void", owed: bool = False) -> Recusal:
    return Recusal(
        reference="T", member=member, lots=lots, reason="R", approved_by="L", effect=effect,
        must_replace=owed, by="L", at="now",
    )  # fmt: skip


def instead(old: str, new: str, *lots: str, effect: Effect = "void") -> Replacement:
    return Replacement(
        reference="T", old=old, new=new, lots=lots, reason="R", approved_by="L",
        candidates_informed=True, effect=effect, by="L", at="now",
    )  # fmt: skip


def entry(key: str, *roles: str) -> RosterEntry:
    one = PACKAGE.roster[0]
    card = one.signed.card.model_copy(update={"sign": key, "name": key.upper()})
    signed = one.signed.model_copy(update={"card": card})
    return one.model_copy(update={"signed": signed, "roles": roles or ("assessor",)})


def package(number: int = 1, *who: tuple[str, str], keeps: Sequence[str] = ()) -> PackageV1:
    """A round in which each (lot, member) scores candidate X on item I."""
    found = who or tuple((lot, key) for lot in LOTS for key in SEATS)
    changed: dict[str, Any] = {
        "round": number,
        "keeps": tuple(keeps),
        "roster": tuple(entry(key) for key in (*SEATS, "e")),
        "assignments": tuple(
            Assignment(member=key, lot=lot, item="I", candidates=("X",)) for lot, key in found
        ),
    }
    return PACKAGE.model_copy(update=changed)


@pytest.mark.parametrize(
    ("changes", "first", "second", "shared"),
    [
        ((), "abcd", "abcd", "abcd"),
        ((gone("a", "1"),), "bcd", "abcd", "bcd"),
        ((gone("a"),), "bcd", "bcd", "bcd"),
        ((gone("a", "1"), instead("a", "e", "1")), "ebcd", "abcd", "ebcd"),
        ((instead("a", "e"), instead("e", "f", "2")), "ebcd", "fbcd", "fbcd"),
        ((instead("a", "e"), gone("e", "1")), "bcd", "ebcd", "bcd"),
        ((instead("a", "e"), instead("e", "a")), "bcd", "bcd", "bcd"),
    ],
)
def test_a_seat_is_held_by_its_member_or_a_replacement_or_nobody(
    changes: tuple[Change, ...], first: str, second: str, shared: str
) -> None:
    """R-12: per lot or whole; what is scored once for all lots is touched by any (`*`)."""
    found = ["".join(holders(SEATS, changes, lot)) for lot in ("1", "2", "*")]
    assert found == [first, second, shared]


def test_who_takes_over_a_seat_brings_none_along() -> None:
    """R-14: the announced number of seats, not of people who ever sat."""
    roster = [entry("a"), entry("b"), entry("e"), entry("f", "alternate")]
    assert seats_of(panel(2), roster, [instead("a", "e")]) == ("a", "b")
    assert holder_of("a", [instead("a", "e")], "1") == "e"


def test_who_left_for_good_and_did_nothing_else_receives_nothing() -> None:
    """R-11: no code reaches somebody with an interest."""
    left: list[Change] = [gone("a")]
    part: list[Change] = [gone("a", "1"), instead("b", "e")]
    assert has_left(entry("a"), left)
    assert not has_left(entry("a", "assessor", "process_lead"), left)
    assert not has_left(entry("a"), part)
    assert has_left(entry("b"), part)


def test_a_lot_is_short_of_what_was_announced() -> None:
    """R-12, R-14: four announced; three go on only where that was announced too."""
    out = (gone("a", "1"),)
    [short] = short_lots(panel(), LOTS, SEATS, out)
    assert (short.lot, short.found, short.needed) == ("1", 3, 4)
    assert "Lot 1 has 3 of 4 members" in str(short.sentence)
    assert short_lots(panel(least=3), LOTS, SEATS, out) == ()
    assert len(short_lots(panel(least=3), LOTS, SEATS, (gone("a"), gone("b")))) == 2
    assert short_lots(panel(), LOTS, SEATS, (*out, instead("a", "e", "1"))) == ()


def test_a_replacement_that_was_decided_is_owed_whatever_was_announced() -> None:
    """R-11: the measure `replacement` asks for somebody else."""
    owed = gone("a", owed=True)
    assert members_needed(panel(least=3), [owed], "1") == 4
    assert members_needed(panel(least=3), [owed, instead("a", "e")], "1") == 3
    assert members_needed(panel(least=9), [], "1") == 4


def test_removing_one_of_four_blocks_until_a_replacement_has_scored() -> None:
    """R-12, edge case 11: the scores found tainted after the reveal count no more."""
    changes: list[Change] = [gone("a", "1")]
    rounds = [package()]
    [short] = short_cells([panel()], counts_after(rounds, changes), changes)
    assert (short.lot, short.found) == ("1", 3)
    changes.append(gone("b", "1"))
    assert short_cells([panel()], counts_after(rounds, changes), changes)[0].found == 2
    changes.pop()
    changes_after: tuple[Change, ...] = (*changes, instead("a", "e", "1"))
    rounds.append(package(2, ("1", "e"), keeps="bcd"))
    counts = counts_after(rounds, changes_after)
    assert short_cells([panel()], counts, changes_after) == ()
    assert dict(counts[("1", "X", "I")].rounds) == {"b": 1, "c": 1, "d": 1, "e": 2}
    assert counts[("2", "X", "I")].names == ("A", "B", "C", "D")


def test_a_lot_is_named_once_with_what_it_lacks_most() -> None:
    """R-12."""
    worse = package(1, ("1", "a"), ("1", "b")).model_copy(
        update={
            "assignments": (
                Assignment(member="b", lot="1", item="I", candidates=("X",)),
                Assignment(member="b", lot="1", item="J", candidates=("X",)),
                Assignment(member="c", lot="1", item="I", candidates=("X",)),
            )
        }
    )
    [short] = short_cells([panel()], counts_after([worse], ()), ())
    assert (short.panel, short.lot, short.found, short.needed) == ("main", "1", 1, 4)
    first = worse.model_copy(update={"assignments": worse.assignments[1:2]})
    for assigned in (worse.assignments, worse.assignments[1:2] + worse.assignments[::2]):
        again = first.model_copy(update={"assignments": assigned})
        assert short_cells([panel()], counts_after([again], ()), ()) == (short,)


def test_a_member_that_is_owed_in_one_lot_is_lacking_in_that_lot() -> None:
    """R-11, R-12."""
    owed = [gone("a", "1", owed=True)]
    [short] = short_cells([panel(least=3)], counts_after([package()], owed), owed)
    assert (short.panel, short.lot, short.found, short.needed) == ("main", "1", 3, 4)


def test_who_left_one_lot_decides_in_the_others() -> None:
    """R-12, R-46: the names of those who must agree, per cell."""
    counts = counts_after([package()], [gone("a", "1", effect="kept")])
    assert counts["1", "X", "I"].names == ("B", "C", "D")
    assert counts["2", "X", "I"].names == ("A", "B", "C", "D")
    apart = counts_after([package(1, ("1", "a"), ("1", "b"), ("2", "b"))], ())
    assert apart["1", "X", "I"].names == ("A", "B")
    assert apart["2", "X", "I"].names == ("B",)


def test_scores_that_are_kept_count_though_their_member_is_gone() -> None:
    """R-15, edge case 9: ill between the lone scores and the meeting."""
    changes = [gone("a", effect="kept")]
    found = counts_after([package()], changes)[("1", "X", "I")]
    assert set(found.rounds) == set(SEATS)
    assert found.names == ("B", "C", "D")
    assert short_cells([panel()], counts_after([package()], changes), changes) == ()


def test_a_replaced_members_scores_are_void_unless_kept() -> None:
    """R-15."""
    for effect, counted in (("void", False), ("kept", True)):
        changes = [instead("a", "e", effect="kept" if effect == "kept" else "void")]
        assert ("a" in counts_after([package()], changes)[("1", "X", "I")].rounds) is counted


def test_a_decision_with_somebody_whose_scores_are_void_is_taken_anew() -> None:
    """Edge case 11: who had an interest took part in it."""
    decision = Decision(
        reference="T", panel="main", round=1, lot="1", candidate="X", item="I", version=1,
        score="8", reason="R", present=("A", "B"), agrees=("A", "B"), by="L", at="now",
    )  # fmt: skip
    assert untainted([decision], [package()], [gone("a", "2")]) == (decision,)
    assert untainted([decision], [package()], [gone("a", "1")]) == ()
    assert untainted([decision], [package()], [gone("a", effect="kept")]) == (decision,)


def test_without_changes_everything_counts() -> None:
    assert set(counts_after([package()], ())[("1", "X", "I")].rounds) == set(SEATS)


def test_a_member_sees_from_which_lots_he_or_she_is_recused_and_no_code() -> None:
    """R-12: the lots only."""
    found = package(1, ("1", "b"), ("2", "a"), ("2", "b"))
    assert lots_without(found, "a") == ("1",)
    assert lots_without(found, "b") == ()


def test_a_case_decided_as_recusal_or_replacement_changes_the_panel() -> None:
    """R-11: the latest decision on a case counts."""
    recused = a_case("a", measure="recusal", lots=("1",))
    assert [c.lots for c in changes_of([recused])] == [("1",)]
    [owed] = changes_of([a_case("a", measure="replacement")])
    assert isinstance(owed, Recusal)
    assert owed.must_replace
    assert changes_of([recused, a_case("a", measure="none", at="later")]) == ()
    other = gone("b")
    assert changes_of([a_case("a", measure="exclusion"), other, object()]) == (other,)
    assert {c.key for c in (other, instead("a", "e"))} == {("T", "recusal"), ("T", "replacement")}
