"""The evidence of every entity with its date, and whether it was valid when measured (R-27)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from evalpanel.domain.application import Application, gate_needs
from evalpanel.domain.evidence import (
    Evidence,
    EvidenceDays,
    EvidenceReceived,
    award_day,
    judge_evidence,
    last_good_day,
)
from evalpanel.language.vocabulary import evidence_kind_word, evidence_word
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer, band_rules
from evalpanel.report.paragraphs import TITLE_CHARS, paragraph

_DAY = len("2026-06-01")
_SIGNS = {"valid": "✓", "expired": "✗", "missing": "✗"}


def add_papers(page: Composer, case: Case) -> None:
    """A row for every paper that was handed in or that a requirement asks in vain."""
    words = page.words
    rows: list[list[Any]] = []
    bands = []
    for application in (entry.application for entry in case.applications):
        found = list(_rows(page, case, application))
        if found and application.is_opened_with_others:
            rows.append([paragraph(application.name, styles.CELL_BOLD, TITLE_CHARS), *[""] * 4])
            bands.append(len(rows))
            rows.extend(found)
    if not rows:
        return
    page.heading(words("Evidence"), room=130)
    columns = [
        Column(words("Legal entity"), 0.244),
        Column(words("Evidence"), 0.2),
        Column(words("Dated"), 0.178),
        Column(words("Good until"), 0.178),
        Column(words("When measured"), 0.2),
    ]
    page.table(columns, rows, band_rules(bands))


def _rows(page: Composer, case: Case, application: Application) -> Iterator[list[str]]:
    later = [e for e in case.happened(EvidenceReceived) if e.candidate == application.id]
    reasons = {entry.evidence: entry.reason for entry in later}
    pieces = [*application.evidence, *reasons]
    for piece in pieces:
        yield _row(page, case, application, piece, reasons.get(piece, ""))
    lacking = f"✗ {evidence_word(page.words, 'missing')}"
    for entity, kinds in _missing(case, application, pieces).items():
        name = page.words("all together") if entity == "*" else entity
        told = "\n".join(evidence_kind_word(page.words, kind) for kind in kinds)
        yield [name, told, "—", "—", lacking]


def _row(
    page: Composer, case: Case, application: Application, piece: Evidence, reason: str
) -> list[str]:
    words, rules = page.words, case.rules.evidence
    days = _days(case, application)
    [found] = judge_evidence(
        rules, [piece.kind], piece.entity or "*", [piece], days, only_entity=True
    )
    good, on = last_good_day(rules, piece), days.of(rules, piece)
    state = f"{_SIGNS.get(found.state, '○')} {evidence_word(words, found.state)}"
    measured = f"{state}, {page.date(on.isoformat())}" if on else state
    kind = evidence_kind_word(words, piece.kind)
    came = words("came in on {day}", day=page.date(piece.received)) if piece.received else ""
    return [
        piece.entity or words("all together"),
        "\n".join(part for part in (kind, came, reason) if part),
        page.date(piece.dated),
        page.date(good.isoformat() if good else ""),
        measured,
    ]


def _missing(
    case: Case, application: Application, pieces: list[Evidence]
) -> dict[str, dict[str, None]]:
    """Per entity the kinds that a requirement asks and nobody handed in, each once."""
    rules, days = case.rules, _days(case, application)
    alone = len(application.entities) == 1
    lacking: dict[str, dict[str, None]] = {}
    for need in (need for lot in application.lots for need in gate_needs(rules, application, lot)):
        asked = rules.gate(need.gate).evidence
        for found in judge_evidence(
            rules.evidence, asked, need.entity, pieces, days, only_entity=alone
        ):
            if found.state == "missing":
                lacking.setdefault(need.entity, {})[found.kind] = None
    return lacking


def _days(case: Case, application: Application) -> EvidenceDays:
    planned = [(m.id, m.planned) for m in case.rules.milestones]
    moved = [(shift.milestone, shift.planned) for shift in case.tender.shifts]
    award = award_day(case.rules.evidence, [*planned, *moved])
    return EvidenceDays(date.fromisoformat(application.received[:_DAY]), award)
