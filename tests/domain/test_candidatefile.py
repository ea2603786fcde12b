"""A candidates file: read into applications, with every problem at once."""

from typing import Any

import pytest

from evalpanel.domain.candidatefile import read_candidates
from evalpanel.domain.errors import HasProblems
from evalpanel.domain.rulefile import parse_rules, read_rules
from tests.builders import THUISPLUSFLATS, rules_from


def an_application(**changes: Any) -> dict[str, Any]:
    return {
        "id": "ann", "name": "Ann", "received": "2026-05-28T10:14:00+02:00", "lots": ["1"],
        "entity": [{"name": "Ann BV", "role": "lead"}],
        "dossiers": {"plan": "ann/plan.md", "plan@1": "ann/plan-1.md", "chances": "ann/c.md"},
        "evidence": [{"kind": "uea", "entity": "Ann BV", "dated": "2026-05-20"}],
        "gate": [
            {"gate": "G-1", "entity": "Ann BV", "outcome": "met", "reason": "Fine"},
            {"gate": "V-1", "outcome": "accepted"},
        ],
    } | changes  # fmt: skip


def a_file(*applications: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "evalpanel/candidates/1", "candidate": list(applications)}


def problems_of(*applications: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(HasProblems) as caught:
        read_candidates(a_file(*applications), rules_from())
    return {problem.path: str(problem.sentence) for problem in caught.value.problems}


def test_an_application_is_read() -> None:
    (entry,) = read_candidates(a_file(an_application()), rules_from())
    assert (entry.id, entry.lots, entry.entities[0].name) == ("ann", ("1",), "Ann BV")
    assert entry.received_at.utcoffset() is not None
    assert entry.dossiers["plan@1"] == "ann/plan-1.md"


def test_the_fixture_is_sound() -> None:
    rules = parse_rules(read_rules((THUISPLUSFLATS / "rules.toml").read_bytes()))
    assert len(read_candidates((THUISPLUSFLATS / "candidates.toml").read_bytes(), rules)) >= 6


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"received": "2026-05-28T10:14:00"}, "received"),
        ({"received": "yesterday"}, "received"),
        ({"lots": ["2"]}, "lots[0]"),
        ({"lots": []}, "lots"),
        ({"lots": ["1", "1"]}, "lots[1]"),
        ({"colour": "red"}, "colour"),
        ({"dossiers": {"letter": "x.md"}}, "dossiers.letter"),
        ({"dossiers": {"plan@2": "x.md"}}, "dossiers.plan@2"),
        ({"dossiers": {"plan": "../x.md"}}, "dossiers.plan"),
        ({"dossiers": {"plan": "/etc/passwd"}}, "dossiers.plan"),
        ({"dossiers": {"plan": "C:\\x.md"}}, "dossiers.plan"),
        ({"entity": [{"name": "Ann BV", "role": "member"}]}, "entity"),
        ({"entity": [{"name": "Ann BV", "role": "boss"}]}, "entity[0].role"),
        (
            {"entity": [{"name": "Ann BV", "role": "lead"}, {"name": "Ann BV", "role": "member"}]},
            "entity[1].name",
        ),
        (
            {"entity": [{"name": "Ann BV", "role": "lead"}, {"name": "Bo BV", "role": "lead"}]},
            "entity",
        ),
        ({"evidence": [{"kind": "uea", "entity": "Bo BV"}]}, "evidence[0].entity"),
        ({"gate": [{"gate": "Z", "outcome": "met"}]}, "gate[0].gate"),
        ({"gate": [{"gate": "G-1", "outcome": "met"}]}, "gate[0].entity"),
        ({"gate": [{"gate": "G-1", "entity": "Bo BV", "outcome": "met"}]}, "gate[0].entity"),
        ({"gate": [{"gate": "V-1", "outcome": "met"}]}, "gate[0].outcome"),
        ({"gate": [{"gate": "V-1", "outcome": "not_accepted"}]}, "gate[0].reason"),
        ({"gate": [{"gate": "V-1", "outcome": "accepted"}] * 2}, "gate[1]"),
        ({"gate": [{"gate": "V-1", "outcome": "accepted", "lot": "9"}]}, "gate[0].lot"),
    ],
)
def test_a_problem_stands_at_its_path(changes: dict[str, Any], path: str) -> None:
    assert f"candidate[0].{path}" in problems_of(an_application(**changes))


@pytest.mark.parametrize(
    ("gate", "outcome", "needed"),
    [({}, "failed", True), ({"mandatory": True}, "failed", False), ({}, "met", False),
     ({"kind": "suitability"}, "failed", False)],
)  # fmt: skip
def test_a_facultative_ground_is_proportionate_with_a_reason(
    gate: dict[str, Any], outcome: str, needed: bool
) -> None:
    """R-25: who is excluded on a ground that may be waived is told why it is proportionate."""
    ground = {"id": "G-9", "kind": "exclusion", "title": "Tax"} | gate
    judged = {"gate": "G-9", "outcome": outcome, "reason": "Owes tax."}
    document, rules = a_file(an_application(gate=[judged])), rules_from(gate=[ground])
    if needed:
        with pytest.raises(HasProblems, match="proportionate") as caught:
            read_candidates(document, rules)
        assert caught.value.problems[0].path == "candidate[0].gate[0].proportionality"
        judged["proportionality"] = "The debt is large."
    read_candidates(document, rules)


def test_all_problems_at_once() -> None:
    found = problems_of(
        an_application(), an_application(lots=["9"]), an_application(id="bo", received="now")
    )
    assert set(found) == {"candidate[1].id", "candidate[1].lots[0]", "candidate[2].received"}


def test_without_rules_only_the_file_itself_is_tested() -> None:
    document = a_file(an_application(lots=["9"], dossiers={"letter": "x.md"}))
    (entry,) = read_candidates(document)
    assert entry.lots == ("9",)
    with pytest.raises(HasProblems):
        read_candidates(a_file(an_application(lots=["9", "9"])))


def test_a_time_without_quotes_is_told() -> None:
    text = b"schema='evalpanel/candidates/1'\n[[candidate]]\nreceived = 2026-05-28T10:14:00+02:00\n"
    with pytest.raises(HasProblems) as caught:
        read_candidates(text)
    assert any("between quotes" in str(problem) for problem in caught.value.problems)


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(HasProblems):
        read_candidates({"schema": "evalpanel/tender/1"})
