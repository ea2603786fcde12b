"""Scores that nobody here made: the published totals come out to the last digit."""

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from evalpanel.domain.calculation import calculate
from evalpanel.domain.scorefile import read_scores
from tests.builders import PROJECT, a_criterion, a_lot, a_panel, a_ranking, a_rule_set, an_item

DATA = PROJECT.parent / "shared" / "data" / "isu-worlds-2017"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published scores are not here")


def published(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("segment", ["ladies-short", "men-short"])
def test_the_published_totals_come_out(segment: str) -> None:
    rows = published(DATA / f"{segment}.published.csv")
    factors = {row["item"]: Fraction(row["factor"]) for row in rows}
    points = {item: str(float(factor * 10)) for item, factor in factors.items()}
    stages = ("item", "weighted")
    document = a_rule_set(
        panel=[a_panel("trimmed_mean", assessors=9)],
        scale=[{"id": "scale", "range": {"from": "0", "to": "10", "step": "0.25"}}],
        criterion=[a_criterion("C", *(an_item(item, points[item]) for item in sorted(factors)))],
        ranking=a_ranking(
            str(float(sum(factors.values()) * 10)),
            rounding=[{"stage": s, "digits": 2, "mode": "half_up"} for s in stages],
        ),
        lot=[a_lot(segment, "all")],
    )
    scores = read_scores((DATA / f"{segment}.scores.csv").read_bytes())
    (lot,) = calculate(document, scores).lots
    found = {one.candidate: Fraction(one.total_exact) for one in lot.ranking}
    expected = defaultdict(Fraction) | {
        row["candidate"]: Fraction(row["published_component_total"]) for row in rows
    }
    assert lot.complete
    assert found == expected
