"""Receipt, opening and anonymity: who opened what and when, who joined names (R-21, R-30)."""

from __future__ import annotations

from evalpanel.domain.acts import Act, ActKind
from evalpanel.domain.record import ActEntry
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Composer

_DEADLINE = "deadline"


def add_opening(page: Composer, case: Case) -> None:
    """The opening record in brief; the applications themselves follow."""
    words = page.words
    page.chapter(words("Receipt, opening and anonymity"))
    applications = [entry.application for entry in case.applications]
    late = [application.name for application in applications if application.late]
    unopened = [a.name for a in applications if not a.is_opened_with_others]
    page.facts(
        [
            (words("Last moment of receipt"), _deadline(page, case)),
            (words("Applications received"), str(len(applications))),
            (words("Received too late"), joined(late) or words("none")),
            (words("Not opened"), joined(unopened) or words("none")),
            (words("Opened by"), _two_persons(page, case, "opening")),
            *_anonymity(page, case),
        ]
    )


def _deadline(page: Composer, case: Case) -> str:
    """As planned at the end: the last shift counts."""
    planned = {milestone.id: milestone.planned for milestone in case.rules.milestones}
    planned |= {shift.milestone: shift.planned for shift in case.tender.shifts}
    return page.date(planned.get(_DEADLINE, ""))


def _anonymity(page: Composer, case: Case) -> list[tuple[str, str]]:
    words, rules = page.words, case.rules.anonymity
    if not rules.candidates:
        return [(words("Anonymity"), words("the panel knew the names of the candidates"))]
    said = {
        "per_tender": words("one code for each candidate, drawn at the opening"),
        "per_lot": words("a code for each candidate in each lot, drawn at the opening"),
    }[rules.codes]
    return [
        (words("Anonymity"), said),
        (words("Names joined to codes by"), _two_persons(page, case, "identify")),
    ]


def _two_persons(page: Composer, case: Case, kind: ActKind) -> str:
    """Who did the act of two persons, with its time."""
    act = _act(case, kind)
    if act is None:
        return page.words("not recorded")
    return page.words(
        "{name} and {other}, {time}",
        name=act.by,
        other=act.confirmed_by,
        time=page.date(act.confirmed_at),
    )


def _act(case: Case, kind: ActKind) -> Act | None:
    acts = (entry.act for entry in case.record.entries(ActEntry))
    return next((act for act in acts if act.kind == kind and act.is_confirmed), None)
