"""Who reaches the panel: judged in the legal order, the latest judgement counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.application import (
    Application,
    Entity,
    GateJudgement,
    admission,
    gate_needs,
    latest,
)
from evalpanel.domain.gates import (
    PASSING,
    REFUSING,
    GateOutcome,
    needs_proportionality,
    outcomes_of,
)
from tests.builders import a_lot, rules_from

GATES = [
    {"id": "S", "kind": "selection", "title": "Selection"},
    {"id": "V", "kind": "condition", "title": "Condition", "lots": ["2"]},
    {"id": "U", "kind": "exclusion", "title": "Exclusion", "per_entity": True},
    {"id": "G", "kind": "suitability", "title": "Suitability"},
]
RULES = rules_from(gate=GATES, lot=[a_lot("1"), a_lot("2")])
ENTITIES = ("Lead", "Member")
NEEDED = [("U", "Lead"), ("U", "Member"), ("G", "*"), ("S", "*")]


def an_application(*, late: bool = False) -> Application:
    return Application(
        reference="T-1", id="a", name="A", received="", late=late, lots=("1", "2"),
        entities=tuple(Entity(name=n, role="lead", registration="") for n in ENTITIES),
        evidence=(), forbidden_words=(), dossiers=(), code="K7",
    )  # fmt: skip


def judged(gate: str, entity: str, outcome: GateOutcome, lot: str = "*") -> GateJudgement:
    return GateJudgement(
        reference="T-1", candidate="a", gate=gate, entity=entity, lot=lot, outcome=outcome,
        reason=f"{gate} {outcome}", by="Ann", confirmed_by="", at="now",
    )  # fmt: skip


def all_met() -> list[GateJudgement]:
    return [judged(gate, entity, "met") for gate, entity in NEEDED]


def standing(*judgements: GateJudgement, lot: str = "1", late: bool = False) -> tuple[str, str]:
    application = an_application(late=late)
    found = admission(application, lot, gate_needs(RULES, application, lot), judgements)
    return found.standing, found.gate


def test_the_needs_stand_in_the_legal_order_per_entity_and_lot() -> None:
    needs = gate_needs(RULES, an_application(), "1")
    assert [(need.gate, need.entity) for need in needs] == NEEDED
    assert "V" in {need.gate for need in gate_needs(RULES, an_application(), "2")}


def test_all_met_is_admitted_and_nothing_judged_is_open() -> None:
    assert standing(*all_met()) == ("admitted", "")
    assert standing() == ("open", "U")
    assert standing(*all_met(), lot="2") == ("open", "V")


def test_late_is_late_whatever_was_judged() -> None:
    assert standing(*all_met(), late=True) == ("late", "")


@pytest.mark.parametrize("missing", range(4))
def test_one_gate_that_is_not_judged_keeps_it_from_the_panel(missing: int) -> None:
    judgements = all_met()
    gone = judgements.pop(missing)
    assert standing(*judgements) == ("open", gone.gate)


@pytest.mark.parametrize("outcome", ["not_judged", "repair"])
def test_an_outcome_that_is_none_yet_is_open(outcome: GateOutcome) -> None:
    assert standing(*all_met(), judged("G", "*", outcome)) == ("open", "G")


def test_the_first_failed_gate_gives_the_reason() -> None:
    assert standing(judged("S", "*", "failed"), judged("U", "Member", "failed")) == (
        "excluded", "U",
    )  # fmt: skip


def test_the_latest_judgement_counts_for_one_lot_or_for_all() -> None:
    met, failed = judged("G", "*", "met", lot="1"), judged("G", "*", "failed")
    assert standing(*all_met(), met, failed) == ("excluded", "G")
    assert standing(*all_met(), failed, met) == ("admitted", "")
    assert standing(*all_met(), judged("G", "*", "failed", lot="2")) == ("admitted", "")
    assert latest([met, failed]) == {met.place: met, failed.place: failed}


@given(st.lists(st.tuples(st.sampled_from(NEEDED), st.sampled_from(
    ["not_judged", "met", "comparable", "repair", "failed"])), max_size=12))  # fmt: skip
def test_nobody_is_admitted_but_by_every_gate(
    given_: list[tuple[tuple[str, str], GateOutcome]],
) -> None:
    judgements = [judged(*place, outcome) for place, outcome in given_]
    last = {place: outcome for place, outcome in given_}  # noqa: C416  # the later one counts
    found, _ = standing(*judgements)
    passes = all(last.get(place) in PASSING for place in NEEDED)
    assert (found == "admitted") == passes
    assert (found == "excluded") == any(outcome in REFUSING for outcome in last.values())


def test_only_what_a_kind_of_gate_can_come_to_is_offered() -> None:
    """R-22, R-25: conditions are accepted or not; comparable evidence only where announced."""
    gates = {gate.id: gate for gate in RULES.gates}
    assert outcomes_of(gates["V"]) == ("accepted", "not_accepted", "not_judged")
    assert outcomes_of(gates["S"]) == ("met", "repair", "failed", "not_judged")
    open_to_more = gates["S"].model_copy(update={"comparable": True})
    assert "comparable" in outcomes_of(open_to_more)


def test_only_failing_a_facultative_ground_needs_proportionality() -> None:
    """R-25: mandatory grounds, other kinds and other outcomes do not."""
    gates = {gate.id: gate for gate in RULES.gates}
    facultative = gates["U"]
    assert needs_proportionality(facultative, "failed")
    assert not needs_proportionality(facultative, "met")
    assert not needs_proportionality(facultative.model_copy(update={"mandatory": True}), "failed")
    assert not needs_proportionality(gates["G"], "failed")
