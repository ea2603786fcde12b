"""A member's own scores: draft, gaps, sheet and its hash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.sheet import (
    OpenedSheet,
    Score,
    SheetV1,
    gaps,
    sheet_commitment,
    sheet_flaw,
    sheets_sha256,
    state_of,
)
from tests.panels import ASSESSORS, play
from tests.usecases.test_opening_package import issued

CELL = ("1", "K7", "A1")


def a_score(**changes: str) -> Score:
    return Score(lot="1", candidate="K7", item="A1", **changes)


@pytest.mark.parametrize(
    ("score", "state"),
    [
        (None, "open"),
        (a_score(), "open"),
        (a_score(reason="  "), "open"),
        (a_score(question="Why?"), "draft"),
        (a_score(score="8"), "draft"),
        (a_score(score="8", reason="only two"), "draft"),
        (a_score(reason="three words here"), "draft"),
        (a_score(score="8", reason="three words here"), "complete"),
    ],
)
def test_a_cell_is_open_draft_or_complete(score: Score | None, state: str) -> None:
    assert state_of(score, 3) == state


def test_a_gap_says_what_is_lacking() -> None:
    [gap] = gaps([CELL], {CELL: a_score(score="8", reason="one")}, 3)
    assert (gap.cell, gap.lacks_score, gap.words_missing) == (CELL, False, 2)
    [gap] = gaps([CELL], {}, 3)
    assert (gap.lacks_score, gap.words_missing) == (True, 3)
    assert gaps([CELL], {CELL: a_score(score="8")}, 0) == ()


def opened(member: str, inner: str) -> OpenedSheet:
    return OpenedSheet(
        reference="T", panel="main", round=1, member=member, inner=inner, signature=""
    )


@given(st.permutations(range(5)))
def test_the_hash_of_all_sheets_does_not_know_their_order(order: list[int]) -> None:
    sheets = [opened(f"m{n}", f"sheet {n}") for n in range(5)]
    assert sheets_sha256(sheets[n] for n in order) == sheets_sha256(sheets)
    assert sheets_sha256(sheets[:4]) != sheets_sha256(sheets)


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_a_commitment_is_of_one_sheet(one: bytes, other: bytes) -> None:
    assert (sheet_commitment(one) == sheet_commitment(other)) == (one == other)


def test_a_sheet_is_committed_to_by_its_canonical_bytes() -> None:
    sheet = SheetV1(
        reference="T", panel_id="p", panel="main", round=1, package="", rules_sha256="",
        member="m", scores=(a_score(score="8"),), order=(), independence="", sealed_at="", salt="",
    )  # fmt: skip
    assert sheet.commitment() == sheet_commitment(sheet.canonical())
    other = sheet.model_copy(update={"scores": (a_score(score="6"),)})
    assert sheet.commitment() != other.commitment()


def test_a_sheet_of_an_honest_member_is_whole() -> None:
    found = play("round")
    package, _ = issued(found)
    with found.lead.work() as work:
        sheets = work.sheets.of("T-1")
    assert len(sheets) == len(ASSESSORS[:3])
    for sheet in sheets:
        assert sheet_flaw(package, sheet.sheet) is None
