"""Gates: evidence, proportionality, comparable evidence and lots of their own (R-22 to R-27)."""

from typing import Any

import pytest

from evalpanel.domain.errors import HasProblems, Refused
from evalpanel.domain.evidence import Evidence
from evalpanel.usecases import applications, confirming, evidence, gate_lines, gates
from evalpanel.usecases.reconciling import list_standings
from tests.panels import IN, LEAD, REF, SECOND, Play, candidates_file, person, play

ONE, OTHER = "Alpha Ltd", "Beta Ltd"


def uea(entity: str) -> dict[str, Any]:
    return {"kind": "uea", "entity": entity, "dated": "2026-11-01"}


def gva(entity: str, dated: str = "2025-11-01") -> dict[str, Any]:
    return {"kind": "GVA", "entity": entity, "dated": dated}


def a_combination(**changes: Any) -> dict[str, Any]:
    return {
        "id": "alpha", "name": "Alpha", "received": "2026-11-19T10:00:00+01:00",
        "lots": ["1", "2"],
        "entity": [
            {"name": ONE, "role": "lead", "registration": "1"},
            {"name": OTHER, "role": "member", "registration": "2"},
        ],
        "evidence": [uea(ONE), uea(OTHER), gva(ONE), gva(OTHER), {"kind": "contract"}],
        "dossiers": {"plan": "alpha/plan.md"},
    } | changes  # fmt: skip


def opened(*given: dict[str, Any]) -> Play:
    found = play("locked", "gates")
    data = candidates_file(given or [a_combination()])
    applications.receive_applications(found.lead, REF, data, IN)
    applications.ask_opening(found.lead, REF)
    confirming.confirm(found.lead, REF, "opening", person(SECOND))
    return found


def met(found: Play, gate: str, entity: str = "*", **more: Any) -> None:
    gates.judge_gate(
        found.lead, REF, "alpha", gate, "met", reason="In order", entity=entity, **more
    )


def outcomes(found: Play, candidate: str = "alpha") -> list[str]:
    [standings] = [
        standings
        for applicant, standings in list_standings(found.lead, REF)
        if applicant.application.id == candidate
    ]
    return [f"{each.outcome} {each.reason}".strip() for each in standings]


def test_a_combination_is_admitted_with_evidence_per_member() -> None:
    """R-27: each member its own exclusion evidence; the contract may be joint."""
    found = opened()
    met(found, "U-1", ONE)
    met(found, "U-1", OTHER)
    met(found, "U-2")
    assert outcomes(found) == ["open Gate S-1 is not judged."] * 2
    met(found, "S-1")
    assert outcomes(found) == ["admitted", "admitted"]


@pytest.mark.parametrize(
    ("pieces", "says"),
    [
        ([uea(ONE), uea(OTHER), gva(ONE)], "GVA is missing"),
        ([uea(ONE), uea(OTHER), gva(ONE), gva(OTHER, "2024-11-18")], "GVA expired on 2026-11-18"),
        ([uea(ONE), uea(OTHER), gva(ONE), {"kind": "GVA", "entity": OTHER}], "GVA has no date"),
    ],
)
def test_incomplete_evidence_is_not_met(pieces: list[dict[str, Any]], says: str) -> None:
    """R-27, R-100, R-106: missing, expired or undated evidence blocks `met` and names it."""
    found = opened(a_combination(evidence=[*pieces, {"kind": "contract"}]))
    met(found, "U-1", ONE)
    with pytest.raises(Refused, match=f"U-1 of alpha is incomplete.*{says}.*{OTHER}"):
        met(found, "U-1", OTHER)
    met(found, "U-1", OTHER, evidence_reason="A Belgian statement says the same (2.89(4))")
    last = gates.list_judgements(found.lead, REF)[-1]
    assert last.evidence_reason == "A Belgian statement says the same (2.89(4))"


def test_a_gva_of_exactly_two_years_is_still_good() -> None:
    """R-106: dated 2 years before the submission it is good, a day earlier it is not."""
    found = opened(a_combination(evidence=[uea(ONE), gva(ONE, "2024-11-19")]))
    met(found, "U-1", ONE)


def test_evidence_that_comes_later_completes_a_gate() -> None:
    """R-24: what comes in on a request counts like what came with the application."""
    found = opened(a_combination(evidence=[uea(ONE)]))
    with pytest.raises(Refused, match="GVA is missing"):
        met(found, "U-1", ONE)
    piece = Evidence(
        kind="GVA", entity=ONE, dated="2026-11-22", valid_until="", sha256=None, received=""
    )
    got = evidence.receive_evidence(
        found.lead, REF, "alpha", piece, reason="Answer to request 1", data=b"scan"
    )
    assert (got.evidence.received, got.evidence.sha256 is None) == ("2026-11-23", False)
    met(found, "U-1", ONE)
    assert found.log()[-2:] == ["evidence.receive", "gate.set"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"entity": "Nobody"}, "no entity Nobody"),
        ({"received": "2026-11-24"}, "has not come yet"),
        ({"dated": "1-2-2026"}, "is not a day"),
    ],
)
def test_evidence_is_registered_as_it_can_be(change: dict[str, str], says: str) -> None:
    found = opened()
    base = {"kind": "GVA", "entity": ONE, "dated": "", "valid_until": "2027-01-01", "received": ""}
    piece = Evidence(sha256=None, **(base | change))
    with pytest.raises(Refused, match=says):
        evidence.receive_evidence(found.lead, REF, "alpha", piece, reason="Asked")
    with pytest.raises(Refused, match="no opened application zulu"):
        evidence.receive_evidence(found.lead, REF, "zulu", piece, reason="Asked")


def test_comparable_needs_a_reason_and_no_paper_of_the_kind_asked() -> None:
    """Seed 2.9: "of vergelijkbaar" is accepted only with a reason, and only where announced."""
    found = opened(a_combination(evidence=[uea(ONE)]))
    judge: dict[str, Any] = {"reference": REF, "candidate": "alpha", "outcome": "comparable"}
    with pytest.raises(Refused, match="A reason is required"):
        gates.judge_gate(found.lead, gate_id="S-1", reason=" ", **judge)
    with pytest.raises(Refused, match="cannot have the outcome comparable"):
        gates.judge_gate(found.lead, gate_id="U-2", reason="Like it", **judge)
    assert gates.judge_gate(found.lead, gate_id="S-1", reason="Same care", **judge) is None


def test_a_facultative_ground_needs_a_reason_why_it_is_proportionate() -> None:
    """R-25: failing it takes a proportionality reason beside the reason, and a second person."""
    found = opened()
    fail: dict[str, Any] = {
        "reference": REF,
        "candidate": "alpha",
        "outcome": "failed",
        "reason": "Grave fault",
    }
    with pytest.raises(Refused, match="say why excluding is proportionate"):
        gates.judge_gate(found.lead, gate_id="U-2", **fail)
    act = gates.judge_gate(
        found.lead, gate_id="U-2", proportionality="Twice, and nothing was mended", **fail
    )
    assert act is not None
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    last = gates.list_judgements(found.lead, REF)[-1]
    assert last.proportionality == "Twice, and nothing was mended"
    assert (last.by, last.confirmed_by) == (LEAD, SECOND)
    assert outcomes(found) == ["excluded U-2: Grave fault"] * 2


def test_a_mandatory_ground_needs_none() -> None:
    """R-25: only facultative grounds are weighed for proportionality."""
    act = gates.judge_gate(
        opened().lead, REF, "alpha", "U-1", "failed", reason="Convicted", entity=ONE
    )
    assert act is not None
    assert "proportionality" not in act.subject


def test_a_stated_failure_of_a_facultative_ground_is_checked_when_it_comes_in() -> None:
    """R-25: the candidates file names the field that lacks."""
    stated = {"gate": "U-2", "outcome": "failed", "reason": "Grave fault"}
    with pytest.raises(HasProblems, match=r"candidate\[0\]\.gate\[0\]\.proportionality"):
        opened(a_combination(gate=[stated]))
    found = opened(a_combination(gate=[stated | {"proportionality": "Twice"}]))
    found.confirm_all()
    assert gates.list_judgements(found.lead, REF)[-1].proportionality == "Twice"


def test_what_was_stated_as_met_without_evidence_stays_open() -> None:
    """R-27: a statement in the file is not evidence; the gate is incomplete and is listed so."""
    stated = [
        {"gate": "U-1", "entity": ONE, "outcome": "met", "reason": "Signed"},
        {"gate": "S-1", "outcome": "met", "reason": "Seen", "evidence_reason": "Shown on screen"},
    ]
    found = opened(a_combination(evidence=[uea(ONE)], gate=stated))
    by_gate = {j.gate: j for j in gates.list_judgements(found.lead, REF)}
    assert by_gate["U-1"].outcome == "not_judged"
    assert by_gate["U-1"].reason == (
        f"Stated as met; evidence is incomplete: GVA is missing ({ONE})."
    )
    assert by_gate["S-1"].outcome == "met"
    assert "gate.incomplete" in found.log()


def lines(found: Play) -> list[tuple[str, str, str, str]]:
    return [
        (x.need.gate, x.need.entity, x.lot, x.judgement.outcome if x.judgement else "-")
        for x in gate_lines.list_gates(found.lead, REF, "alpha")
    ]


def test_the_list_stands_in_the_legal_order_with_evidence() -> None:
    """R-22: exclusion before selection, whatever the order of the rule set."""
    found = opened(a_combination(evidence=[uea(ONE)]))
    assert lines(found) == [
        ("U-1", ONE, "*", "-"), ("U-1", OTHER, "*", "-"), ("U-2", "*", "*", "-"),
        ("S-1", "*", "*", "-"),
    ]  # fmt: skip
    states = [
        [each.state for each in line.evidence]
        for candidate, line in gate_lines.list_all_gates(found.lead, REF)
        if candidate == "alpha"
    ]
    assert states == [["valid", "missing"], ["missing", "missing"], [], ["missing"]]


def test_a_lot_with_its_own_judgement_has_a_line_of_its_own() -> None:
    found = opened()
    met(found, "U-2")
    met(found, "S-1", lot="2")
    assert lines(found)[2:] == [
        ("U-2", "*", "*", "met"), ("S-1", "*", "*", "-"), ("S-1", "*", "2", "met"),
    ]  # fmt: skip
    met(found, "S-1", lot="1")
    assert lines(found)[3:] == [("S-1", "*", "1", "met"), ("S-1", "*", "2", "met")]
    met(found, "S-1")
    assert lines(found)[3:] == [("S-1", "*", "*", "met")]
    act = gates.judge_gate(found.lead, REF, "alpha", "S-1", "failed", reason="No", lot="2")
    assert act is not None
    waiting = {
        x.lot: gate_lines.sign_of(x)
        for x in gate_lines.list_gates(found.lead, REF, "alpha")
        if x.need.gate == "S-1"
    }
    assert waiting == {"*": "passed", "2": "waits"}


def test_who_is_not_in_the_pool_is_listed_and_stays_closed() -> None:
    """R-109: refused with a reason, never opened, still in the list."""
    outsider = a_combination(id="outsider", name="Outsider", admitted_to_pool=False)
    found = opened(a_combination(admitted_to_pool=True), outsider)
    assert (
        outcomes(found, "outsider") == ["not_admitted It is not admitted to the supplier pool."] * 2
    )
    assert found.codes["outsider"] == ""
    assert found.codes["alpha"] != ""
    with pytest.raises(Refused, match="no opened application outsider"):
        gates.judge_gate(found.lead, REF, "outsider", "U-2", "met", reason="Fine")


def test_the_watch_list_is_of_the_planned_award() -> None:
    """R-108: which evidence will not do on the award; R-106: the UEA is confirmed anew."""
    found = opened(a_combination(evidence=[uea(ONE), gva(ONE, "2024-12-01"), {"kind": "contract"}]))
    day, listed = evidence.list_expiry(found.lead, REF)
    assert day.isoformat() == "2027-01-31"
    assert [
        (each.gate, each.found.entity, each.found.kind, each.found.state) for each in listed
    ] == [
        ("U-1", ONE, "uea", "to_confirm"),
        ("U-1", ONE, "GVA", "expired"),
        ("U-1", OTHER, "uea", "missing"),
        ("U-1", OTHER, "GVA", "missing"),
    ]
    _day, sooner = evidence.list_expiry(found.lead, REF, "2026-12-01")
    assert "expired" not in {each.found.state for each in sooner}
    with pytest.raises(Refused, match="is not a day"):
        evidence.list_expiry(found.lead, REF, "soon")


def test_without_a_planned_award_a_day_must_be_given() -> None:
    """R-108: the planned day is not guessed."""
    with pytest.raises(Refused, match="does not say when the award is"):
        evidence.list_expiry(play("opened").lead, REF)
