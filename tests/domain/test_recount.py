"""Counting again: neither names of candidates nor the order of members change a figure."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalpanel.domain.consensus import Decision
from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.package import PackageV1
from evalpanel.domain.recount import Count, count_evaluation, rank_evaluation
from evalpanel.domain.sheet import Score, SheetV1
from tests.conftest import heavy
from tests.panels import play
from tests.usecases.test_opening_package import issued

MEAN, _ = issued(play("issued", "mean"))
BY_CONSENSUS, _ = issued(play("issued"))
CODES = ("A2", "B3", "C4", "D5")
ITEMS = ("A1", "B1")
STEPS = ("10", "8", "6", "4", "2")
Table = dict[tuple[str, str], tuple[str, str, str]]
"""What three members gave, per candidate and item."""

TABLES = st.fixed_dictionaries(
    {(code, item): st.tuples(*[st.sampled_from(STEPS)] * 3) for code in CODES for item in ITEMS}
)


def covering(package: PackageV1, codes: Iterable[str]) -> PackageV1:
    """The package for these candidates."""
    found = tuple(
        one.model_copy(update={"candidates": tuple(sorted(codes))}) for one in package.assignments
    )
    return package.model_copy(update={"assignments": found})


def sheets_of(package: PackageV1, table: Table) -> list[SheetV1]:
    return [
        SheetV1(
            reference="T-1", panel_id=package.panel_id, panel="main", round=1, package="",
            rules_sha256="", member=entry.key, order=(), independence="", sealed_at="", salt="",
            scores=tuple(
                Score(lot="1", candidate=code, item=item, score=given_[number])
                for (code, item), given_ in table.items()
            ),
        )
        for number, entry in enumerate(package.scoring_members())
    ]  # fmt: skip


def decided(package: PackageV1, table: Table) -> list[Decision]:
    names = tuple(entry.name for entry in package.scoring_members())
    return [
        Decision(
            reference="T-1", panel="main", round=1, lot="1", candidate=code, item=item, version=1,
            score=given_[0], reason="So", present=names, agrees=names, by="Lena", at="now",
        )
        for (code, item), given_ in table.items()
    ]  # fmt: skip


def count(package: PackageV1, table: Table) -> LotRanking:
    codes = {code for code, _ in table}
    [lot] = rank_evaluation(
        package.rule_set,
        [covering(package, codes)],
        sheets_of(package, table),
        decided(package, table),
        dict.fromkeys(codes, ("1",)),
    )
    return lot


def figures(lot: LotRanking) -> dict[str, tuple[int | None, Fraction, str]]:
    return {one.candidate: (one.rank, one.total, one.outcome) for one in lot.ranked}


@settings(max_examples=heavy(400))
@given(TABLES, st.permutations(CODES), st.sampled_from([MEAN, BY_CONSENSUS]))
def test_other_codes_give_the_same_figures(
    table: Table, others: list[str], package: PackageV1
) -> None:
    renamed = dict(zip(CODES, (f"Z{code}" for code in others), strict=True))
    again = count(package, {(renamed[code], item): g for (code, item), g in table.items()})
    assert {renamed[c]: f for c, f in figures(count(package, table)).items()} == figures(again)


@settings(max_examples=heavy(400))
@given(TABLES, st.permutations(range(3)))
def test_another_order_of_members_gives_the_same_mean(table: Table, order: list[int]) -> None:
    turned = {cell: (g[order[0]], g[order[1]], g[order[2]]) for cell, g in table.items()}
    assert figures(count(MEAN, table)) == figures(count(MEAN, turned))


@settings(max_examples=heavy(400))
@given(TABLES)
def test_the_order_of_sheets_and_decisions_changes_nothing(table: Table) -> None:
    sheets, decisions = sheets_of(BY_CONSENSUS, table), decided(BY_CONSENSUS, table)
    lots = dict.fromkeys(CODES, ("1",))
    rules, package = BY_CONSENSUS.rule_set, covering(BY_CONSENSUS, CODES)
    [one] = rank_evaluation(rules, [package], sheets, decisions, lots)
    [other] = rank_evaluation(rules, [package], sheets[::-1], decisions[::-1], lots)
    assert one == other


@settings(max_examples=heavy(400))
@given(TABLES)
def test_a_total_lies_within_the_points_and_equals_share_a_rank(table: Table) -> None:
    found = figures(count(MEAN, table)).values()
    for rank, total, _ in found:
        assert Fraction(4) <= total <= Fraction(20)
        above = sum(other > total for _, other, _ in found)
        assert rank is not None
        assert rank >= above + 1


def test_a_decision_that_is_missing_stops_the_count() -> None:
    table: Table = {(code, item): ("8", "8", "8") for code in CODES for item in ITEMS}
    with pytest.raises(Refused, match="missing"):
        rank_evaluation(
            BY_CONSENSUS.rule_set, [covering(BY_CONSENSUS, CODES)], sheets_of(BY_CONSENSUS, table),
            decided(BY_CONSENSUS, table)[1:], dict.fromkeys(CODES, ("1",)),
        )  # fmt: skip


def test_who_is_in_no_lot_is_in_no_ranking() -> None:
    table: Table = {(code, item): ("8", "8", "8") for code in CODES for item in ITEMS}
    package = covering(MEAN, CODES)
    [lot] = rank_evaluation(MEAN.rule_set, [package], sheets_of(MEAN, table), [], {"A2": ("1",)})
    assert [one.candidate for one in lot.ranked] == ["A2"]


@settings(max_examples=heavy(200))
@given(TABLES, st.permutations(CODES), st.permutations(CODES))
def test_draws_are_counted_under_any_codes(
    table: Table, others: list[str], order: list[str]
) -> None:
    """R-55, R-56: a tie is broken by the draw that was held for it, whatever the codes are."""
    new = dict(zip(CODES, others, strict=True))
    renamed = {(new[code], item): given_ for (code, item), given_ in table.items()}
    before = counted(table)
    drawn = {"1": [[code for code in order if code in tie.candidates] for tie in before.ties]}
    done = counted(table, drawn)
    assert done.ties == ()
    assert not done.lots[0].unresolved_tie
    anew = counted(renamed, {"1": [[new[code] for code in group] for group in drawn["1"]]})
    assert {new[code]: figure for code, figure in figures(done.lots[0]).items()} == figures(
        anew.lots[0]
    )
    tied = {code for tie in before.ties for code in tie.candidates}
    assert all(
        figures(done.lots[0])[code] == figure
        for code, figure in figures(before.lots[0]).items()
        if code not in tied
    )


def counted(table: Table, draws: Mapping[str, Sequence[Sequence[str]]] | None = None) -> Count:
    codes = {code for code, _ in table}
    return count_evaluation(
        MEAN.rule_set,
        [covering(MEAN, codes)],
        sheets_of(MEAN, table),
        [],
        dict.fromkeys(codes, ("1",)),
        draws or {},
    )


def test_a_draw_that_was_not_announced_is_refused() -> None:
    """R-55: the tie-break must end in a draw."""
    table: Table = {(code, item): ("6", "6", "6") for code in CODES for item in ITEMS}
    ranking_rules = MEAN.rule_set.ranking.model_copy(update={"tie_break": ("B",)})
    rules = MEAN.rule_set.model_copy(update={"ranking": ranking_rules})
    with pytest.raises(Refused, match="do not say that a draw decides"):
        count_evaluation(
            rules,
            [covering(MEAN, CODES)],
            sheets_of(MEAN, table),
            [],
            dict.fromkeys(CODES, ("1",)),
            {"1": [CODES]},
        )
