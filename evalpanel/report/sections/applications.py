"""The applications: receipt, requirements and their judgements (R-20 to R-25)."""

from __future__ import annotations

from collections.abc import Sequence

from evalpanel.domain.application import Entity, GateJudgement, latest
from evalpanel.domain.record import ApplicationEntry
from evalpanel.domain.rules import Gate
from evalpanel.language.vocabulary import (
    entity_word,
    gate_kind_word,
    gate_sign,
    gate_word,
)
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Column, Composer
from evalpanel.report.paragraphs import paragraph
from evalpanel.report.sections.handed_in import add_dossiers
from evalpanel.report.sections.names import add_names
from evalpanel.report.sections.outcomes import add_outcomes
from evalpanel.report.sections.papers import add_papers
from evalpanel.report.sections.requests import add_requests, add_same_entities

_GATES_BESIDE = 8
_WORST_FIRST = ("failed", "not_accepted", "not_judged", "repair", "comparable", "met", "accepted")
_PLAIN = frozenset({"met", "accepted"})


def add_applications(page: Composer, case: Case) -> None:
    """Who applied and when, how the requirements were judged, and what was handed in."""
    words = page.words
    page.chapter(words("Applications and requirements"))
    _add_received(page, case)
    _add_gates(page, case)
    _add_remarks(page, case)
    add_papers(page, case)
    add_requests(page, case)
    add_same_entities(page, case)
    add_outcomes(page, case)
    add_dossiers(page, case)
    add_names(page, case)


def _add_received(page: Composer, case: Case) -> None:
    words = page.words
    columns = [
        Column(words("Candidate"), 0.28, styles.CELL_BOLD),
        Column(words("Code"), 0.08),
        Column(words("Received"), 0.25),
        Column(words("Lots"), 0.11),
        Column(words("Legal entities"), 0.28),
    ]
    page.table(columns, [_received_row(page, entry) for entry in case.applications])


def _received_row(page: Composer, entry: ApplicationEntry) -> list[str]:
    application = entry.application
    received = page.date(application.received)
    late = page.words("after the deadline: not opened")
    if application.admitted_at:
        day = page.date(application.admitted_at)
        late = page.words("after the deadline; let in by two persons on {day}", day=day)
    return [
        application.name,
        joined(application.codes) or "—",
        f"{received}\n✗ {late}" if application.late else received,
        joined(application.lots),
        "\n".join(
            _entity(page, entity, alone=len(application.entities) == 1)
            for entity in application.entities
        ),
    ]


def _entity(page: Composer, entity: Entity, *, alone: bool) -> str:
    role = "" if alone else entity_word(page.words, entity.role)
    about = joined([role, entity.registration])
    return f"{entity.name} ({about})" if about else entity.name


def _add_gates(page: Composer, case: Case) -> None:
    """A matrix of candidates and requirements: a sign and a word in every cell."""
    words, gates = page.words, case.rules.gates
    page.heading(words("Requirements"), room=120)
    if not gates:
        page.text(words("The rules name no requirements."))
        return
    legend = [f"{gate.id} {gate.title} ({gate_kind_word(words, gate.kind)})" for gate in gates]
    page.text("; ".join(legend) + ".", styles.SMALL)
    for start in range(0, len(gates), _GATES_BESIDE):
        _add_gate_matrix(page, case, gates[start : start + _GATES_BESIDE])


def _add_gate_matrix(page: Composer, case: Case, gates: Sequence[Gate]) -> None:
    share = 0.78 / max(len(gates), 5)
    columns = [
        Column(page.words("Candidate"), 0.22, styles.CELL),
        *(Column(gate.id, share, styles.CELL_CENTER, styles.HEAD_CENTER) for gate in gates),
    ]
    rows = [
        [entry.application.name, *(_gate_cell(page, entry, gate) for gate in gates)]
        for entry in case.applications
    ]
    tight = [(f"{side}PADDING", (1, 0), (-1, -1), 1) for side in ("LEFT", "RIGHT")]
    page.table(columns, rows, [("VALIGN", (0, 1), (-1, -1), "MIDDLE"), *tight])


def _gate_cell(page: Composer, entry: ApplicationEntry, gate: Gate) -> object:
    if entry.application.late and not entry.application.admitted_at:
        return paragraph("—", styles.CELL_CENTER)
    found = [j.outcome for j in latest(entry.judgements).values() if j.gate == gate.id]
    expected = max(1, len(entry.application.entities)) if gate.per_entity else 1
    if len(found) < expected:
        found.append("not_judged")
    worst = min(found, key=_WORST_FIRST.index)
    sign, word = gate_sign(worst), gate_word(page.words, worst)
    return [paragraph(sign, styles.CELL_CENTER), paragraph(word, styles.CELL_TINY_CENTER)]


def _add_remarks(page: Composer, case: Case) -> None:
    """Every judgement that says more than that a requirement is met."""
    words = page.words
    rows = [
        _remark_row(page, entry, judgement)
        for entry in case.applications
        for judgement in latest(entry.judgements).values()
        if judgement.outcome not in _PLAIN or judgement.evidence_reason
    ]
    if not rows:
        return
    page.heading(words("Judgements with a remark"), room=170)
    columns = [
        Column(words("Candidate"), 0.2, styles.CELL_BOLD),
        Column(words("Requirement"), 0.15),
        Column(words("Outcome"), 0.15),
        Column(words("Reason"), 0.3),
        Column(words("Judged and confirmed by"), 0.2),
    ]
    page.table(columns, rows)
    page.text(words("All judgements with their reasons are in the attached record."), styles.SMALL)


def _remark_row(page: Composer, entry: ApplicationEntry, judgement: GateJudgement) -> list[str]:
    entity = "" if judgement.entity == "*" else judgement.entity
    return [
        entry.application.name,
        "\n".join(part for part in (judgement.gate, entity) if part),
        f"{gate_sign(judgement.outcome)} {gate_word(page.words, judgement.outcome)}",
        _reasons(page, judgement),
        joined([judgement.by, judgement.confirmed_by]),
    ]


def _reasons(page: Composer, judgement: GateJudgement) -> str:
    """The reason, why a facultative ground is proportionate, and why evidence may lack (R-25)."""
    words = page.words
    more = [
        (words("Proportionate because:"), judgement.proportionality),
        (words("Although evidence lacks:"), judgement.evidence_reason),
    ]
    return "\n".join([judgement.reason, *(f"{name} {text}" for name, text in more if text)])
