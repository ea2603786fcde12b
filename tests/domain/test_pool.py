"""R-109: `calculate` ranks only who was admitted to the supplier pool, and says who was not."""

from evalpanel.domain.calculation import calculate
from evalpanel.domain.candidatefile import CandidateEntry
from tests.builders import one_item_rules, scores_of


def entry(name: str, admitted: bool | None) -> CandidateEntry:
    return CandidateEntry.model_validate(
        {"id": name, "name": name, "received": "2026-05-28T10:14:00+02:00", "lots": ("1",),
         "admitted_to_pool": admitted, "entity": ({"name": name, "role": "lead"},)}
    )  # fmt: skip


def test_who_is_not_in_the_pool_is_not_ranked_and_no_score_misses() -> None:
    scores = scores_of({"A": {"X": ["8"] * 3}, "B": {"X": ["6"] * 3}})
    entries = [entry("A", admitted=True), entry("B", admitted=None), entry("C", admitted=False)]
    [lot] = calculate(one_item_rules(), scores, None, entries).lots
    assert lot.complete
    assert [one.candidate for one in lot.ranking] == ["A", "B"]
    assert "C is not admitted to the supplier pool and is not ranked." in lot.why


def test_who_was_scored_all_the_same_was_let_in() -> None:
    """As with who came late: two persons can let in who was kept out."""
    [lot] = calculate(
        one_item_rules(), scores_of({"A": {"X": ["8"] * 3}}), None, [entry("A", admitted=False)]
    ).lots
    assert [one.candidate for one in lot.ranking] == ["A"]
