"""The consensus meetings: when, who was present, and what did not go by itself (R-47, R-49)."""

from __future__ import annotations

from collections.abc import Sequence

from evalpanel.domain.consensus import Decision
from evalpanel.domain.record import DecisionEntry, OpeningEntry
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Column, Composer


def add_meetings(page: Composer, case: Case) -> None:
    """A row per round of a panel; one line where nothing was agreed in a meeting."""
    words = page.words
    page.chapter(words("Consensus meetings"))
    found: dict[tuple[str, int], list[Decision]] = {}
    for decision in (entry.decision for entry in case.record.entries(DecisionEntry)):
        found.setdefault((decision.panel, decision.round), []).append(decision)
    if not found:
        page.text(words("None: the points follow from the scores by the method of the rules."))
        return
    columns = [
        Column(words("Round"), 0.1, styles.CELL_BOLD),
        Column(words("Sheets opened, by"), 0.22),
        Column(words("First and last decision"), 0.22),
        Column(words("Present"), 0.22),
        Column(words("Decisions"), 0.24),
    ]
    page.table(columns, [_row(page, case, *key, found[key]) for key in sorted(found)])
    page.text(
        words("Minority views, and who did not agree, stand with the reason of the decision."),
        styles.SMALL,
    )


def _row(
    page: Composer, case: Case, panel: str, number: int, decisions: Sequence[Decision]
) -> list[str]:
    words = page.words
    opened = [
        f"{page.date(opening.at)}\n{opening.by}"
        for opening in case.record.entries(OpeningEntry)
        if (opening.panel, opening.round) == (panel, number)
    ]
    times = sorted(decision.at for decision in decisions)
    present = dict.fromkeys(name for decision in decisions for name in decision.present)
    several = len(case.rules.panels) > 1
    return [
        f"{number}\n{words('Panel {panel}', panel=panel)}" if several else str(number),
        "\n".join(opened) or "—",
        f"{page.date(times[0])}\n{page.date(times[-1])}",
        joined(list(present)),
        "\n".join(_counted(page, decisions)),
    ]


def _counted(page: Composer, decisions: Sequence[Decision]) -> list[str]:
    """How many scores were agreed, with a minority view, and changed after that."""
    words = page.words
    cells = {decision.cell for decision in decisions}
    remarks = {decision.cell for decision in decisions if decision.remark}
    changed = sum(decision.version > 1 for decision in decisions)
    lines = [words("{count} scores agreed", count=len(cells))]
    if remarks:
        lines.append(words("{count} with a minority view", count=len(remarks)))
    if changed:
        lines.append(words("{count} changed later", count=changed))
    return lines
