"""Equals that the rules do not tell apart: what two persons decided instead (R-55)."""

from __future__ import annotations

from evalpanel.domain.tie_decisions import TieDecision
from evalpanel.report import styles
from evalpanel.report.case import Case, joined, named
from evalpanel.report.composer import Column, Composer


def add_tie_decisions(page: Composer, case: Case) -> None:
    """A row per decision with its order, reason and ground; nothing where there was none."""
    words = page.words
    decisions = case.happened(TieDecision)
    if not decisions:
        return
    page.heading(words("Decided where the rules do not"), room=130)
    columns = [
        Column(words("Between"), 0.24, styles.CELL_BOLD),
        Column(words("Order decided"), 0.22),
        Column(words("Reason"), 0.32),
        Column(words("Decided by"), 0.22),
    ]
    page.table(columns, [_row(page, case, decision) for decision in decisions])


def _row(page: Composer, case: Case, decision: TieDecision) -> list[str]:
    """Codes become names; an order of lots stays as it is."""
    words = page.words
    about = [named(case, code) for code in decision.candidates]
    if decision.lot:
        about.append(words("Lot {lot}", lot=decision.lot))
    order = (f"{place}. {_shown(case, decision, one)}"
             for place, one in enumerate(decision.order, 1))  # fmt: skip
    return [
        "\n".join(about),
        "\n".join(order),
        f"{decision.reason}\n{words('Ground: {ground}', ground=decision.ground)}",
        f"{joined([decision.by, decision.confirmed_by])}\n{page.date(decision.at)}",
    ]


def _shown(case: Case, decision: TieDecision, one: str) -> str:
    if decision.lot:
        return named(case, one)
    return f"{one} {case.rules.lot(one).title}"
