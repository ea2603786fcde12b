"""The panel, and what its members declared (R-10)."""

from __future__ import annotations

from evalpanel.domain.record import MemberEntry
from evalpanel.language.vocabulary import roles_text
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer


def add_people(page: Composer, case: Case) -> None:
    """Everybody with a role, the code of the card, and the declarations."""
    words = page.words
    page.chapter(words("The panel"))
    columns = [
        Column(words("Name"), 0.22, styles.CELL_BOLD),
        Column(words("Function and organisation"), 0.3),
        Column(words("Role"), 0.18),
        Column(words("Code of the card"), 0.3),
    ]
    page.table(columns, [_member_row(page, member) for member in case.members])
    _add_declarations(page, case)


def _member_row(page: Composer, member: MemberEntry) -> list[str]:
    words, card = page.words, member.entry.signed.card
    checked = words("confirmed by voice") if member.confirmed else words("not confirmed")
    return [
        card.name,
        "\n".join(part for part in (card.function, card.organisation) if part),
        roles_text(words, member.entry.roles),
        f"{member.entry.signed.code}\n{'✓' if member.confirmed else '○'} {checked}",
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
