"""Small lots to study, and what is asked of them."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from evalpanel.domain.robustness import robustness
from evalpanel.domain.robustness_answer import LotRobustness
from tests.builders import (
    a_criterion,
    a_panel,
    a_ranking,
    a_rule_set,
    an_item,
    scores_of,
)

Table = dict[str, dict[str, Sequence[str]]]
CODES = ("10", "8", "6", "4", "2")
METHODS = ("mean", "median", "trimmed_mean", "rank_sum")
ROUNDED = [
    {"stage": "item", "digits": 1, "mode": "half_even"},
    {"stage": "weighted", "digits": 1, "mode": "half_up"},
    {"stage": "total", "digits": 0, "mode": "half_up"},
]


def two_items(method: str = "mean", evaluators: int = 3, **changes: Any) -> dict[str, Any]:
    """Items X of 6 and Y of 4 points, one place."""
    usual = {
        "panel": [a_panel(method, evaluators)],
        "criterion": [a_criterion("C", an_item("X", "6"), an_item("Y", "4"))],
        "ranking": a_ranking("10", **changes.pop("ranking", {})),
    }
    return a_rule_set(**(usual | changes))


def study(document: dict[str, Any], table: Table, draws: int = 50) -> LotRobustness:
    return robustness(document, scores_of(table), draws).lots[0]


def tables(evaluators: int = 3, candidates: int = 3) -> st.SearchStrategy[Table]:
    """A code of every evaluator for every candidate on X and Y."""
    cell: st.SearchStrategy[Sequence[str]] = st.lists(
        st.sampled_from(CODES), min_size=evaluators, max_size=evaluators
    )
    row = st.fixed_dictionaries({"X": cell, "Y": cell})
    return st.fixed_dictionaries(dict.fromkeys("ABCD"[:candidates], row))


CLEAR: Table = {
    "A": {"X": ("10", "10", "8"), "Y": ("8", "6", "8")},
    "B": {"X": ("6", "8", "8"), "Y": ("10", "8", "8")},
    "C": {"X": ("2", "4", "4"), "Y": ("4", "2", "4")},
}
