"""Withdrawals, suspension and archive as they stand in the register (edge cases 7 and 13)."""

from typing import Any

from evalpanel.domain.archive import Archival, archived_by
from evalpanel.domain.suspension import Resumption, Suspension, suspended_by
from evalpanel.domain.withdrawals import (
    Withdrawal,
    before_ranking,
    left_places,
    withdrawn_from,
)

AT: Any = {"reference": "T-1", "by": "Lena", "at": "2026-11-23T09:00:00Z"}


def gone(candidate: str, *lots: str, late: bool = False) -> Withdrawal:
    return Withdrawal(candidate=candidate, lots=lots, reason="Wish", after_ranking=late, **AT)


def test_a_withdrawal_is_from_the_lots_it_names_or_from_all() -> None:
    found = (gone("alpha", "1"), gone("bravo"))
    assert withdrawn_from(found, "alpha", "1") == found[0]
    assert withdrawn_from(found, "alpha", "2") is None
    assert withdrawn_from(found, "bravo", "2") == found[1]
    assert withdrawn_from(found, "charlie", "1") is None
    assert found[0].key == ("T-1", "withdrawal")


def test_a_place_is_left_only_after_the_ranking() -> None:
    early, late = gone("alpha"), gone("bravo", late=True)
    assert before_ranking((early, late)) == (early,)
    applied = {"alpha": {"1": "K1", "2": "K3"}, "bravo": {"1": "K2", "2": "K4"}}
    assert left_places((early, late), applied) == {("1", "K2"), ("2", "K4")}
    assert left_places([gone("bravo", "2", late=True)], applied) == {("2", "K4")}
    assert left_places([gone("unknown", late=True)], applied) == frozenset()


def test_a_suspension_holds_until_it_is_lifted() -> None:
    first, again = Suspension(reason="Complaint", **AT), Suspension(reason="Court", **AT)
    on = Resumption(reason="Settled", **AT)
    assert suspended_by(()) is None
    assert suspended_by((gone("alpha"), first)) == first
    assert suspended_by((first, on)) is None
    assert suspended_by((first, on, again)) == again
    assert (first.key, on.key) == (("T-1", "suspension"), ("T-1", "resumption"))


def test_what_ended_a_procedure_is_kept() -> None:
    end = Archival(stopped=True, reason="No funds", **AT)
    assert archived_by((gone("alpha"), end)) == end
    assert archived_by(()) is None
    assert end.key == ("T-1", "archival")
