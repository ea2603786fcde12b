"""Interests as cases, and the lots of a recusal (R-11, R-12; `product.md`, never 9)."""

import pytest

from evalpanel.domain.conflicts import Allegation, cases_of, recused_lots
from evalpanel.usecases import applications, panel
from tests.domain.conflict_cases import a_case
from tests.panels import REF, play

ALPHA, BRAVO, CHARLIE = (
    found.application
    for found in applications.list_applicants(play("opened").lead, REF)
    if found.application.id in {"alpha", "bravo", "charlie"}
)
LOTS = ("1", "2", "3")


def lots_of(name: str, where: dict[str, tuple[str, ...]], *also: str, open_: bool = False) -> str:
    found = [
        one.model_copy(update={"lots": where[one.id]})
        for one in (ALPHA, BRAVO, CHARLIE)
        if one.id in where
    ]
    lots = recused_lots(name, found, also, LOTS, anonymous=not open_)
    return "".join(lots) or "all"


@pytest.mark.parametrize("name", ["Alpha", "alpha Care"])
def test_a_recusal_is_for_every_lot_that_the_candidate_applied_for(name: str) -> None:
    """R-12: by candidate or by legal entity; nobody can forget a lot."""
    where = {"alpha": ("1", "2"), "bravo": ("1",), "charlie": ("3",)}
    assert lots_of(name, where) == "12"
    assert lots_of(name, where, "3") == "all"


def test_a_recusal_from_some_lots_that_would_betray_the_code_is_for_all() -> None:
    """Never 9: only one code stands in no other lot than these."""
    where = {"alpha": ("1", "2"), "bravo": ("1", "3"), "charlie": ("3",)}
    assert lots_of("Alpha", where) == "all"
    assert lots_of("Alpha", where, open_=True) == "12"


def test_of_two_candidates_in_the_same_lots_neither_is_betrayed() -> None:
    assert lots_of("Alpha", {"alpha": ("2",), "bravo": ("2",), "charlie": ("1",)}) == "2"


def test_with_one_lot_a_recusal_is_for_the_whole_panel() -> None:
    assert recused_lots("Alpha", [ALPHA, BRAVO], (), ("1",), anonymous=True) == ()


def test_declared_and_alleged_interests_are_cases_until_they_are_decided() -> None:
    """R-11."""
    members = panel.list_members(play("carded").lead, REF)
    key, name = members[0].entry.key, members[0].entry.name
    alleged = Allegation(
        reference=REF, member=key, name="Alpha", what="Shares", alleged_by="Bravo", by="L", at="n"
    )
    assert alleged.key == (REF, "allegation")
    [case] = cases_of(members, [alleged])
    assert (case.member_name, case.alleged_by, case.is_open) == (name, "Bravo", True)
    first, second = a_case(key), a_case(key, measure="recusal")
    [decided] = cases_of(members, [alleged, first, second])
    assert decided.decided == second
    assert first.key == ("T", "conflict_case")
