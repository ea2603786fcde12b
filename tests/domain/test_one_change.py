"""What one weight or score can turn, against trying them all."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalpanel.domain.errors import HasProblems
from tests.builders import (
    a_criterion,
    a_lot,
    a_scale,
    an_item,
    first_lot,
    scores_of,
)
from tests.domain.studied import CLEAR, CODES, Table, study, tables, two_items


@settings(max_examples=20, deadline=None)
@given(tables(candidates=4), st.sampled_from([1, 2, 3]))
def test_within_the_interval_nobody_overtakes_and_beyond_it_somebody_does(
    table: Table, places: int
) -> None:
    found = study(two_items(lot=[a_lot(select=places)]), table)
    shares = {
        name: [sum(map(Fraction, items[item]), Fraction(0)) / 30 for item in ("X", "Y")]
        for name, items in table.items()
    }

    assert found.weight_intervals is not None
    for own, interval in enumerate(found.weight_intervals):
        for which, count in ((interval.first_exact, 1), (interval.selected_exact, places)):
            assert which is not None
            low, high = map(Fraction, which)
            ahead = _best({n: s[0] * 6 + s[1] * 4 for n, s in shares.items()}, count)

            def holds(t: Fraction, own: int = own, ahead: frozenset[str] = ahead) -> bool:
                totals = {n: t * s[own] + (1 - t) * s[1 - own] for n, s in shares.items()}
                return all(totals[a] >= totals[b] for a in ahead for b in totals if b not in ahead)

            assert 0 <= low <= Fraction(6 - 2 * own, 10) <= high <= 1
            assert holds(low)
            assert holds(high)
            nearby = Fraction(1, 10**6)
            assert low == 0 or not holds(low - nearby)
            assert high == 1 or not holds(high + nearby)


def _best(totals: dict[str, Fraction], count: int) -> frozenset[str]:
    line = sorted(totals.values(), reverse=True)[count - 1]
    return frozenset(name for name, total in totals.items() if total >= line)


def _cheapest(table: Table, values: dict[str, Fraction], codes: Sequence[str], places: int) -> int:
    """The fewest steps of one score after which somebody new is above; 0 for none."""

    def total(items: dict[str, Sequence[str]]) -> Fraction:
        mean = {
            item: sum((values[c] for c in found), Fraction(0)) / 3 for item, found in items.items()
        }
        return mean["X"] * 6 + mean["Y"] * 4

    totals = {name: total(items) for name, items in table.items()}
    ahead = _best(totals, places)
    behind = set(totals) - ahead
    found = []
    for name, items in table.items():
        for item, given_ in items.items():
            for e, code in enumerate(given_):
                for to in codes:
                    changed = {**items, item: [*given_[:e], to, *given_[e + 1 :]]}
                    after = {**totals, name: total(changed)}
                    if any(after[b] > after[a] for a in ahead for b in behind):
                        found.append(abs(codes.index(code) - codes.index(to)))
    return min(found, default=0)


@pytest.mark.parametrize("on_range", [False, True])
@settings(max_examples=25, deadline=None)
@given(tables(candidates=3), st.sampled_from([1, 2]))
def test_the_cheapest_flip_is_what_trying_every_score_finds(
    on_range: bool, table: Table, places: int
) -> None:
    scale = a_scale(from_="2", to="10", step="2") if on_range else a_scale()
    found = study(two_items(scale=[scale], lot=[a_lot(select=places)]), table)
    values = {code: Fraction(code) / 10 for code in CODES}

    for flips, count in ((found.first_place, 1), (found.cut, places)):
        assert (flips.flip.steps if flips and flips.flip else 0) == _cheapest(
            table, values, CODES, count
        )


def test_a_flip_that_is_carried_out_turns_the_outcome() -> None:
    found = study(two_items(), CLEAR)

    assert found.first_place is not None
    assert found.first_place.gap_exact == "2/3"
    flip = found.first_place.flip
    assert flip is not None
    rows = [
        row.model_copy(update={"score": flip.to})
        if (row.evaluator, row.candidate, row.item) == (flip.evaluator, flip.candidate, flip.item)
        else row
        for row in scores_of(CLEAR)
    ]
    assert found.first == (flip.overtaken,)
    assert first_lot(two_items(), rows).ranking[0].candidate == flip.overtakes


def test_a_step_scale_that_does_not_go_down_is_searched_in_full() -> None:
    values = dict(zip(CODES, ("0.5", "1.0", "0.75", "0", "-0.5"), strict=True))
    scale = a_scale()
    for step in scale["steps"]:
        step["value"] = values[step["code"]]
    found = study(two_items(scale=[scale]), CLEAR)
    exact = {code: Fraction(value) for code, value in values.items()}

    assert found.first_place is not None
    assert found.first_place.flip is not None
    assert found.first_place.flip.steps == _cheapest(CLEAR, exact, CODES, 1)


def test_a_criterion_without_weight_is_refused_before_anything_is_divided_by_it() -> None:
    document = two_items(
        criterion=[
            a_criterion("C", an_item("X", None, weight="1"), weight="1"),
            a_criterion("D", an_item("Y", None, weight="1"), weight="0"),
        ]
    )

    with pytest.raises(HasProblems) as caught:
        study(document, CLEAR)
    assert [problem.path for problem in caught.value.problems] == ["criterion[1].weight"]
