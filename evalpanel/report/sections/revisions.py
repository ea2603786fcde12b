"""Packages that were revised before their round was opened, and who received the seals."""

from __future__ import annotations

from evalpanel.domain.crockford import short_code
from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import Revision, joined, left
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.case import joined as in_a_row
from evalpanel.report.composer import Column, Composer


def add_revisions(page: Composer, case: Case) -> None:
    """Every revision with its reason, the seals that were in, and what was carried over."""
    words, revisions = page.words, case.happened(Revision)
    offices = {(p.panel, p.records_office.name) for _, p in case.packages if p.records_office}
    if not revisions and not offices:
        return
    page.chapter(words("Packages and seals"))
    for panel, name in sorted(offices):
        page.text(
            words(
                "Beside the organiser, {name} could receive the seals of panel {panel}; a seal "
                "alone opens no sheet.",
                name=name,
                panel=panel,
            )
        )
    if revisions:
        _add_revisions(page, case, revisions)
        _add_carried_over(page, case)


def _add_revisions(page: Composer, case: Case, revisions: tuple[Revision, ...]) -> None:
    words = page.words
    page.heading(words("Revised before the round was opened"))
    page.text(
        words(
            "A sheet that was sealed stays as it is when only the panel is revised: its member "
            "seals the same sheet again, under the same code. After an erratum a new sheet takes "
            "its place, and the old one does not count."
        )
    )
    columns = [
        Column(words("Revision"), 0.16, styles.CELL_BOLD),
        Column(words("Why"), 0.26),
        Column(words("What changed"), 0.3),
        Column(words("Sealed before, by code"), 0.28),
    ]
    page.table(columns, [_revision_row(page, case, found) for found in revisions])


def _revision_row(page: Composer, case: Case, found: Revision) -> list[str]:
    words, before = page.words, found.package
    after = _after(case, found)
    number = words("{number}, round {round}", number=before.revision + 1, round=found.round)
    if len(case.rules.panels) > 1:
        number = f"{words('Panel {panel}', panel=found.panel)}\n{number}"
    seals = [f"{_name(before, seal.member)}: {short_code(seal.commitment)}" for seal in found.seals]
    return [
        number,
        f"{found.reason}\n{found.by}, {page.date(found.at)}",
        "\n".join(_changes(page, found, before, after)) or "—",
        "\n".join(seals) or words("nobody yet"),
    ]


def _after(case: Case, found: Revision) -> PackageV1:
    """The revision that took the place of the package in an entry."""
    issued = [*(p for _, p in case.packages), *(r.package for r in case.happened(Revision))]
    lineage = (*found.package.lineage, found.sha256)
    return next(package for package in issued if package.lineage == lineage)


def _changes(page: Composer, found: Revision, before: PackageV1, after: PackageV1) -> list[str]:
    words, lines = page.words, []
    if found.changes == "rules":
        lines.append(words("The rules, by an erratum; see the chapter on errata."))
    gone = [_name(before, key) for key in left(before, after)]
    come = [_name(after, key) for key in joined(before, after)]
    if gone:
        lines.append(words("Left: {names}", names=in_a_row(gone)))
    if come:
        lines.append(words("Came: {names}", names=in_a_row(come)))
    return lines


def _add_carried_over(page: Composer, case: Case) -> None:
    """How many scores each member took over after an erratum, as the member signed it."""
    words = page.words
    rows = [
        [case.member_name(sheet.member), str(len(sheet.carried_over)), str(len(sheet.scores))]
        for _, sheet in case.sheets
        if sheet.carried_over
    ]
    if not rows:
        return
    page.heading(words("Carried over after an erratum"), room=110)
    page.text(
        words(
            "Item, scale and dossier of these scores were not changed; each member confirmed them "
            "on his or her own laptop."
        )
    )
    columns = [
        Column(words("Member"), 0.4, styles.CELL_BOLD),
        Column(words("Carried over"), 0.3, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Scores in all"), 0.3, styles.CELL_CENTER, styles.HEAD_CENTER),
    ]
    page.table(columns, rows)


def _name(package: PackageV1, key: str) -> str:
    entry = package.entry_of(key)
    return entry.name if entry else key[:16]
