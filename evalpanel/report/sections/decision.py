"""The decision on the outcome: by whom, on which mandate, and the term after it (R-61, R-71)."""

from __future__ import annotations

from evalpanel.domain.selection_decision import (
    DecisionWithdrawal,
    SelectionDecision,
    standing_decision,
)
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer


def add_decision(page: Composer, case: Case) -> None:
    """What was decided outside this report; the report itself is never the decision."""
    words = page.words
    page.chapter(words("Decision, mandate and term"))
    page.text(
        words(
            "This report describes the selection. It is neither the decision nor the record of "
            "the award: those are papers of their own."
        )
    )
    decisions = case.happened(SelectionDecision)
    if not decisions:
        page.text(words("None: no decision was recorded when this report was made."))
    else:
        _add_versions(page, case, decisions)
    page.said(words("Term:"), _term(page, case))


def _add_versions(page: Composer, case: Case, decisions: tuple[SelectionDecision, ...]) -> None:
    words = page.words
    columns = [
        Column(words("Version"), 0.1, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Taken by, on"), 0.27, styles.CELL_BOLD),
        Column(words("Mandate"), 0.3),
        Column(words("Standing"), 0.33),
    ]
    rows = [
        [
            str(decision.version),
            f"{decision.taken_by}\n{page.date(decision.date)}",
            decision.mandate,
            _standing(page, case, decision),
        ]
        for decision in decisions
    ]
    page.table(columns, rows)


def _standing(page: Composer, case: Case, decision: SelectionDecision) -> str:
    """Whether a version stands; a withdrawn one keeps its number and its reason (R-66)."""
    words = page.words
    if case.names_nobody:
        stands = standing_decision(case.register) == decision
        return words("stands") if stands else words("withdrawn or replaced")
    recorded = words("recorded by {name}, {time}", name=decision.by, time=page.date(decision.at))
    for withdrawal in case.happened(DecisionWithdrawal):
        if withdrawal.version == decision.version:
            said = words(
                "withdrawn by {name}, {time}: {reason}",
                name=withdrawal.by,
                time=page.date(withdrawal.at),
                reason=withdrawal.reason,
            )
            return f"{recorded}\n{said}"
    stands = standing_decision(case.register) == decision
    return f"{words('stands') if stands else words('replaced')}\n{recorded}"


def _term(page: Composer, case: Case) -> str:
    """The basis of the term in words, as the rules announce it (R-67)."""
    words, terms = page.words, case.rules.terms
    if terms.basis == "none":
        return words("no term was announced.")
    start = words("It starts the day after the decision was sent to all candidates.")
    days = terms.days
    if terms.basis == "statutory":
        said = words("the statutory standstill term of {days} calendar days.", days=days)
    else:
        said = words(
            "a contractual term of {days} calendar days, as announced; it has no basis in law.",
            days=days,
        )
    if terms.extension == "none":
        return f"{said} {start}"
    moved = words(
        "A last day on a Saturday, Sunday or public holiday moves on to the next working day."
    )
    return f"{said} {start} {moved}"
