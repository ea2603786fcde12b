"""The small evaluation that `panels` plays: rules in several variants, candidates and scores.

Six applications: three reach the panel, one fails a gate, one has a gate that nobody judged, one
came late.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.builders import a_criterion, a_lot, a_panel, a_ranking, a_rule_set, an_item
from tests.gated import GATED
from tests.panel_tools import toml_file

REF = "T-1"
LEAD, SECOND, STRANGER = "Lena Lead", "Sam Second", "Xavier Stranger"
ASSESSORS = ("Ann One", "Ben Two", "Cas Three", "Dee Four", "Eva Five")
ADMITTED = ("alpha", "bravo", "charlie")
FAILED, UNJUDGED, LATE = "delta", "echo", "foxtrot"
REASON = "measured and well founded"
SECRET = "SECRET-OPPORTUNITY"
VARIANTS: Mapping[str, dict[str, Any]] = {
    "consensus": {},
    "five": {"panel": [a_panel("consensus", 5)]},
    "mean": {"panel": [a_panel("mean", 3)]},
    "discussed": {"panel": [a_panel("consensus", 3, delphi_rounds=1)]},
    "delphi": {"panel": [a_panel("mean", 3, delphi_rounds=1)]},
    "majority": {"panel": [a_panel("consensus", 3, fallback="majority")]},
    "by_mean": {"panel": [a_panel("consensus", 3, fallback="mean")]},
    "chair_scores": {"panel": [a_panel("consensus", 2, chair_scores=True)]},
    "panels": {
        "panel": [
            a_panel("consensus", 3, criteria=["A"]),
            a_panel("consensus", 3, id="second", criteria=["B"]),
        ]
    },
    "places": {"lot": [a_lot("1", 5)]},
    "lots": {"lot": [a_lot("1"), a_lot("2")]},
    "per_lot": {
        "lot": [a_lot("1"), a_lot("2")],
        "anonymity": {"candidates": True, "codes": "per_lot", "on_identifying": "ask"},
        "criterion": [
            a_criterion("A", an_item("A1"), scope="tender"),
            a_criterion("B", an_item("B1")),
        ],
    },
    "dutch": {"language": "nl"},
    "gates": dict(GATED),
    "recusal": {"panel": [a_panel("consensus", 3, on_recusal={"continue_if_at_least": 2})]},
    "recusal_mean": {"panel": [a_panel("mean", 3, on_recusal={"continue_if_at_least": 2})]},
}
SCORES: Mapping[str, Sequence[str]] = {
    "alpha": ("8", "6", "10", "8", "8"),
    "bravo": ("6", "6", "6", "4", "6"),
    "charlie": ("2", "10", "4", "6", "2"),
}
"""What each assessor gives a candidate, the same on every item."""


def the_rules(**changes: Any) -> dict[str, Any]:
    """The rule set: items A1 and B1 of 10 points on steps 10 to 2, one of three is chosen."""
    base: dict[str, Any] = {
        "reference": REF,
        "panel": [a_panel("consensus", 3)],
        "criterion": [a_criterion("A", an_item("A1")), a_criterion("B", an_item("B1"))],
        "ranking": a_ranking("20", tie_break=["B", "draw"]),
        "dossier": [
            {"id": "plan", "title": "Plan", "max_pages": 2, "on_excess": "withhold"},
            {"id": "chances", "title": "Chances", "scored": False},
        ],
        "milestone": [
            {"id": "deadline", "title": "Deadline", "planned": "2026-11-20T12:00:00+01:00"}
        ],
    }
    return a_rule_set(**(base | changes))


def an_application(name: str, **changes: Any) -> dict[str, Any]:
    """A candidate with two entities, all gates met and three dossiers."""
    entities = [f"{name} Ltd", f"{name} Care"]
    gates = [{"gate": "G-1", "entity": e, "outcome": "met", "reason": "Signed"} for e in entities]
    gates.append({"gate": "V-1", "outcome": "accepted", "reason": "Agreed"})
    return {
        "id": name, "name": name.title(), "received": "2026-11-19T10:00:00+01:00", "lots": ["1"],
        "entity": [
            {"name": entities[0], "role": "lead", "registration": f"{name}-1"},
            {"name": entities[1], "role": "member", "registration": f"{name}-2"},
        ],
        "evidence": [{"kind": "uea", "entity": entities[0], "file": f"{name}/uea.txt"}],
        "gate": gates,
        "dossiers": {"plan": f"{name}/plan.md", "chances": f"{name}/chances.md"},
    } | changes  # fmt: skip


def the_applications(lots: Sequence[str] = ("1",)) -> list[dict[str, Any]]:
    """All six, in the order of receipt."""
    found = [an_application(name, lots=list(lots)) for name in ADMITTED]
    failed = an_application(FAILED, lots=list(lots))
    failed["gate"][0] |= {"outcome": "failed", "reason": "No statement"}
    unjudged = an_application(UNJUDGED, lots=list(lots))
    unjudged["gate"] = unjudged["gate"][:2]
    late = an_application(LATE, lots=list(lots), received="2026-11-20T12:00:01+01:00")
    return [*found, failed, unjudged, late]


def candidates_file(found: Sequence[dict[str, Any]]) -> bytes:
    """The applications as a file."""
    return toml_file({"schema": "evalpanel/candidates/1", "candidate": list(found)})
