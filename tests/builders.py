"""Readable test data: rule sets, scores and candidates with only what a test is about."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from evalpanel.domain.calculation import Calculation, LotResult, calculate
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scorefile import DecisionRow, ScoreRow

PROJECT = Path(__file__).resolve().parent.parent
THUISPLUSFLATS = PROJECT / "fixtures" / "thuisplusflats"
STEPS = ("10", "1.0"), ("8", "0.8"), ("6", "0.6"), ("4", "0.4"), ("2", "0.2")
TENTHS = {"from": "0", "to": "10", "step": "0.25"}


def a_scale(scale_id: str = "scale", **range_: str) -> dict[str, Any]:
    """The five steps 10 to 2, or a range where its keys are given."""
    if range_:
        return {"id": scale_id, "range": {key.rstrip("_"): text for key, text in range_.items()}}
    steps = [{"code": c, "value": v, "label": c, "definition": f"Means {c}."} for c, v in STEPS]
    return {"id": scale_id, "steps": steps}


def an_item(item_id: str, points: str | None = "10", **changes: Any) -> dict[str, Any]:
    """An item on the dossier `plan`; a change to None takes the key away."""
    item = {
        "id": item_id, "title": f"Item {item_id}", "text": f"Describe {item_id}.",
        "source": "guide §1", "dossiers": ["plan"], "scale": "scale", "points": points,
    }  # fmt: skip
    return {key: value for key, value in (item | changes).items() if value is not None}


def a_criterion(criterion_id: str, *items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A criterion with its items."""
    base = {"id": criterion_id, "title": f"Criterion {criterion_id}", "kind": "dossier"}
    return base | {"item": list(items)} | changes


def a_lot(lot_id: str = "1", select: Any = 1, **changes: Any) -> dict[str, Any]:
    """A lot in which one candidate is chosen."""
    return {"id": lot_id, "title": f"Lot {lot_id}", "select": select} | changes


def a_panel(method: str = "mean", assessors: int = 3, **changes: Any) -> dict[str, Any]:
    """A panel for everything."""
    return {
        "id": "main", "assessors": assessors, "alternates": 0, "chair_scores": False,
        "method": method, "fallback": "none", "on_recusal": "replace", "discuss_from_steps": 2,
        "reason_min_words": 3, "delphi_rounds": 0,
    } | changes  # fmt: skip


def a_ranking(total_points: str = "40", **changes: Any) -> dict[str, Any]:
    """An exact ranking with a draw at the end."""
    base = {"rounding": [], "tie_on": "exact", "tie_break": ["draw"]}
    return base | {"total_points": total_points} | changes


def a_rule_set(**changes: Any) -> dict[str, Any]:
    """The document of a sound rule set: criteria A (A1, A2) and B (B1, B2), 10 points each."""
    document: dict[str, Any] = {
        "schema": "evalpanel/tender/1", "reference": "T-1", "title": "Test", "language": "en",
        "authorities": ["Town"], "procedure": "sas-zemvi2", "goals": ["One", "Two"],
        "source": [{"id": "guide", "title": "Guide"}],
        "terms": {"basis": "contractual", "days": 20, "extension": "atw"},
        "anonymity": {"candidates": True, "codes": "per_tender", "on_identifying": "ask"},
        "panel": [a_panel()], "scale": [a_scale()],
        "dossier": [
            {"id": "plan", "title": "Plan"}, {"id": "chances", "title": "C", "scored": False},
        ],
        "criterion": [
            a_criterion("A", an_item("A1"), an_item("A2")),
            a_criterion("B", an_item("B1"), an_item("B2")),
        ],
        "ranking": a_ranking(), "lot": [a_lot()],
        "gate": [
            {
                "id": "G-1", "kind": "exclusion", "title": "Exclusion", "mandatory": True,
                "per_entity": True,
            },
            {"id": "V-1", "kind": "condition", "title": "Condition"},
        ],
    }  # fmt: skip
    return deepcopy(document | changes)


def rules_from(**changes: Any) -> RuleSet:
    """The rule set that `a_rule_set` describes."""
    return parse_rules(a_rule_set(**changes))


def one_item_rules(method: str = "mean", assessors: int = 3, **changes: Any) -> dict[str, Any]:
    """A rule set with one item X of 10 points on the range 0 to 10 in steps of 0.25."""
    return (
        a_rule_set(
            panel=[a_panel(method, assessors)],
            scale=[{"id": "scale", "range": dict(TENTHS)}],
            criterion=[a_criterion("C", an_item("X"))],
            ranking=a_ranking("10"),
        )
        | changes
    )


def scores_of(
    table: Mapping[str, Mapping[str, Sequence[str]]], lot: str = "1"
) -> tuple[ScoreRow, ...]:
    """Rows from candidate → item → the codes of evaluators E1, E2, …; an empty code is a hole."""
    return tuple(
        ScoreRow(evaluator=f"E{n}", lot=lot, candidate=candidate, item=item, score=code)
        for candidate, items in table.items()
        for item, codes in items.items()
        for n, code in enumerate(codes, 1)
    )


def decisions_of(table: Mapping[str, Mapping[str, str]], lot: str = "1") -> tuple[DecisionRow, ...]:
    """Decisions from candidate → item → agreed code."""
    return tuple(
        DecisionRow(lot=lot, candidate=candidate, item=item, score=code, reason="Agreed.")
        for candidate, items in table.items()
        for item, code in items.items()
    )


def first_lot(document: dict[str, Any], *args: Any, **kwargs: Any) -> LotResult:
    """The result of the first lot of a calculation."""
    found: Calculation = calculate(document, *args, **kwargs)
    return found.lots[0]


def standings(lot: LotResult) -> dict[str, tuple[int | None, str]]:
    """Rank and outcome by candidate."""
    return {one.candidate: (one.rank, one.outcome) for one in lot.ranking}
