"""The panel: what its members can and what they declared (R-10, R-13)."""

from __future__ import annotations

from evalpanel.domain.record import MemberEntry
from evalpanel.domain.renewals import Renewal
from evalpanel.language.vocabulary import roles_text
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer


def add_people(page: Composer, case: Case) -> None:
    """Everybody with a role, the code of the card, expertise and declarations."""
    words = page.words
    page.chapter(words("The panel"))
    columns = [
        Column(words("Name"), 0.22, styles.CELL_BOLD),
        Column(words("Function and organisation"), 0.3),
        Column(words("Role"), 0.18),
        Column(words("Code of the card"), 0.3),
    ]
    page.table(columns, [_member_row(page, member) for member in case.members])
    _add_expertise(page, case)
    _add_declarations(page, case)
    _add_renewals(page, case)


def _member_row(page: Composer, member: MemberEntry) -> list[str]:
    words, card = page.words, member.entry.signed.card
    checked = words("confirmed by voice") if member.confirmed else words("not confirmed")
    return [
        card.name,
        "\n".join(part for part in (card.function, card.organisation) if part),
        roles_text(words, member.entry.roles),
        f"{member.entry.signed.code}\n{'✓' if member.confirmed else '○'} {checked}",
    ]


def _add_expertise(page: Composer, case: Case) -> None:
    """What makes each member fit to judge each criterion."""
    words = page.words
    titles = {criterion.id: criterion.title for criterion in case.rules.criteria}
    rows = [
        [
            member.entry.name,
            "\n".join(
                f"{name} {titles.get(name, '')}: {text}" for name, text in member.expertise.items()
            ),
        ]
        for member in case.members
        if member.expertise
    ]
    page.heading(words("Expertise"))
    if not rows:
        page.text(words("No expertise was recorded."))
        return
    columns = [
        Column(words("Name"), 0.22, styles.CELL_BOLD),
        Column(words("Expertise per criterion"), 0.78),
    ]
    page.table(columns, rows)


def _add_renewals(page: Composer, case: Case) -> None:
    """Declarations that a newer one took the place of."""
    words = page.words
    renewals = case.happened(Renewal)
    if not renewals:
        return
    page.heading(words("Declared again"))
    columns = [
        Column(words("Name"), 0.22, styles.CELL_BOLD),
        Column(words("Interests in the declaration before"), 0.36),
        Column(words("Code of the card before"), 0.22),
        Column(words("Taken in by"), 0.2),
    ]
    page.table(columns, [_renewal_row(page, renewal) for renewal in renewals])


def _renewal_row(page: Composer, renewal: Renewal) -> list[str]:
    before = renewal.declaration.declaration
    conflicts = [f"{conflict.name}: {conflict.what}" for conflict in before.conflicts]
    return [
        renewal.before.name,
        "\n".join([*(conflicts or [page.words("none")]), page.date(before.declared_at)]),
        renewal.before.signed.code,
        f"{renewal.by}\n{page.date(renewal.at)}",
    ]


def _add_declarations(page: Composer, case: Case) -> None:
    words = page.words
    page.heading(words("Declarations of interests and secrecy"))
    columns = [
        Column(words("Name"), 0.22, styles.CELL_BOLD),
        Column(words("Declared, claimed time"), 0.28),
        Column(words("Interests in a candidate"), 0.5),
    ]
    rows = []
    for member in case.members:
        declaration = member.declaration.declaration
        conflicts = [f"{conflict.name}: {conflict.what}" for conflict in declaration.conflicts]
        version = words("version {number}", number=declaration.version)
        rows.append(
            [
                member.entry.name,
                f"{page.date(declaration.declared_at)}, {version}",
                "\n".join(conflicts) or words("none"),
            ]
        )
    page.table(columns, rows)
    statements = dict.fromkeys(member.declaration.declaration.statement for member in case.members)
    for statement in statements:
        if statement:
            page.said(words("Each of them declared:"), statement, styles.SMALL)
