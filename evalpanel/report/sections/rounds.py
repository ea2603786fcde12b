"""Later rounds: what each was for, and the scores of earlier rounds that it took the place of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from evalpanel.domain.excuses import sealing_members
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.record import OpeningEntry
from evalpanel.domain.rules import ALL_LOTS
from evalpanel.domain.standby import with_step_ins
from evalpanel.language.vocabulary import round_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined, named
from evalpanel.report.composer import Column, Composer


def add_rounds(page: Composer, case: Case) -> None:
    """A line per round with its reason, then what was given before; nothing after one round."""
    words = page.words
    packages = sorted((p for _, p in case.packages), key=lambda p: (p.panel, p.round))
    if not any(package.round > 1 for package in packages):
        return
    page.chapter(words("Rounds"))
    page.text(
        words(
            "Something was scored in more than one round. Every round is kept; for each item of a "
            "candidate the latest round that covers it counts."
        )
    )
    columns = [
        Column(words("Round"), 0.17, styles.CELL_BOLD),
        Column(words("Why"), 0.23),
        Column(words("What it covers"), 0.2),
        Column(words("Who scored in it"), 0.21),
        Column(words("Opened, claimed time"), 0.19),
    ]
    page.table(columns, [_round_row(page, case, package) for package in packages])
    _add_earlier_scores(page, case)


def _round_row(page: Composer, case: Case, package: PackageV1) -> list[str]:
    words = page.words
    number = words("{round}: {kind}", round=package.round, kind=round_word(words, package.kind))
    if len(case.rules.panels) > 1:
        number = f"{words('Panel {panel}', panel=package.panel)}\n{number}"
    openings = [
        opening
        for opening in case.record.entries(OpeningEntry)
        if (opening.panel, opening.round) == (package.panel, package.round)
    ]
    return [
        number,
        package.reason or "—",
        "\n".join(_covered(page, case, package)),
        joined(_who_scored(case, package)),
        "\n".join(f"{page.date(opening.at)}\n{opening.by}" for opening in openings),
    ]


def _who_scored(case: Case, package: PackageV1) -> list[str]:
    """Those whose sheets were opened: not who stepped back, and the alternates who stepped in."""
    [counted] = with_step_ins([package], case.register)
    return [entry.name for entry in sealing_members(case.register, counted)]


def _covered(page: Composer, case: Case, package: PackageV1) -> list[str]:
    """The lots, candidates and items that were scored, in the order of the rules."""
    words, cells = page.words, package.cells()
    lots, items = {cell[0] for cell in cells}, {cell[2] for cell in cells}
    codes = sorted({cell[1] for cell in cells})
    lines = [
        words("Items: {items}", items=joined([i.id for i in case.rules.items if i.id in items])),
        words("Candidates: {codes}", codes=joined(codes)),
    ]
    if len(case.rules.lots) > 1:
        names = [words("all at once") if lot == ALL_LOTS else lot for lot in case.rules.score_lots]
        found = [
            name for lot, name in zip(case.rules.score_lots, names, strict=True) if lot in lots
        ]
        lines.insert(0, words("Lots: {lots}", lots=joined(found)))
    return lines


def _add_earlier_scores(page: Composer, case: Case) -> None:
    """The scores that the same member gave again later."""
    words = page.words
    rows = [
        [lot, named(case, code), item, case.member_name(member), str(number), old, new]
        for (lot, code, item), member, number, old, new in _given_again(case)
    ]
    if not rows:
        return
    page.heading(words("Scores that were given again"), room=110)
    columns = [
        Column(words("Lot"), 0.1),
        Column(words("Candidate"), 0.25),
        Column(words("Item"), 0.11),
        Column(words("Member"), 0.24),
        Column(words("Round"), 0.1, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Gave"), 0.1, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Later"), 0.1, styles.CELL_CENTER, styles.HEAD_CENTER),
    ]
    page.table(columns, rows)


def _given_again(case: Case) -> Iterator[tuple[Cell, str, int, str, str]]:
    """Cell, member, round, the score then, and the one that the member gave in the next."""
    given: dict[tuple[Cell, str], list[tuple[int, str]]] = {}
    for _, sheet in case.sheets:
        for score in sheet.scores:
            given.setdefault((score.cell, sheet.member), []).append((sheet.round, score.score))
    for (cell, member), found in sorted(given.items()):
        for (number, old), (_, new) in pairwise(found):
            yield cell, member, number, old, new
