"""R-66: a correction is a withdrawal and a new decision; every version stays."""

from evalpanel.domain.selection_decision import (
    DecisionWithdrawal,
    SelectionDecision,
    next_version,
    standing_decision,
)


def _taken(version: int) -> SelectionDecision:
    return SelectionDecision(
        reference="T-1", version=version, taken_by="Director", mandate="4.2", date="2026-06-01",
        by="Lena", at="2026-06-01T10:00:00Z",
    )  # fmt: skip


def _withdrawn(version: int) -> DecisionWithdrawal:
    return DecisionWithdrawal(
        reference="T-1", version=version, reason="A score was wrong", by="Lena",
        at="2026-06-02T10:00:00Z",
    )  # fmt: skip


def test_nothing_stands_before_a_decision() -> None:
    assert standing_decision(()) is None
    assert next_version(()) == 1


def test_a_decision_stands_until_it_is_withdrawn() -> None:
    taken = [_taken(1)]
    assert standing_decision(taken) == _taken(1)
    assert standing_decision([*taken, _withdrawn(1)]) is None


def test_the_next_decision_gets_the_next_version_and_stands() -> None:
    course = [_taken(1), _withdrawn(1)]
    assert next_version(course) == 2
    assert standing_decision([*course, _taken(2)]) == _taken(2)
