"""`panel`: invite, take cards in, compare their codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.panel import (
    InvitationAnswer,
    MemberAnswer,
    MemberListAnswer,
    MemberPart,
)
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, OutFolder, PanelName, Reference
from evalpanel.cli.output import give, note, table
from evalpanel.cli.session import session_of
from evalpanel.domain.people import Member
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import roles_text
from evalpanel.usecases.inviting import invite_panel
from evalpanel.usecases.panel import add_member, confirm_card, list_members

app = noun("The panel: invite members and take their cards in.")


@app.command()
def invite(
    context: typer.Context, reference: Reference, out: OutFolder, as_json: AsJson = False
) -> None:
    """Write the invitation and give the code to tell by voice."""
    made = invite_panel(session_of(context).desk(), reference, out)
    note(_("Hand the file to every member; tell them this code by voice, never in writing."))
    lines = [str(made.file), _("Code: {code}", code=made.code)]
    give(InvitationAnswer(file=str(made.file), code=made.code), lines, as_json=as_json)


@app.command()
def add(
    context: typer.Context,
    reference: Reference,
    card: Annotated[Path, typer.Argument(metavar="CARD", help="The card of the member.")],
    role: Annotated[
        str,
        typer.Option(
            metavar="ROLE",
            help="process_lead, chair, assessor, alternate, secretary or observer.",
        ),
    ],
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Take a card in, or give its member another role."""
    desk = session_of(context).desk()
    with speaking_of(card):
        member = add_member(desk, reference, desk.files.read(card), role, panel)
    part = _part(member)
    lines = [
        _("{name}: {roles}", name=part.name, roles=roles_text(spoken(), part.roles)),
        _("Card code, to compare by voice: {code}", code=part.card_code),
    ]
    give(MemberAnswer(member=part), lines, as_json=as_json)


@app.command()
def confirm(
    context: typer.Context,
    reference: Reference,
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="The name of the member.")],
    as_json: AsJson = False,
) -> None:
    """Note that the card's code was compared by voice or in person."""
    part = _part(confirm_card(session_of(context).desk(), reference, member))
    line = _("The card of {name} is confirmed: {code}", name=part.name, code=part.card_code)
    give(MemberAnswer(member=part), [line], as_json=as_json)


@app.command("list")
def list_panel(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List all members with their roles and card codes."""
    found = tuple(_part(member) for member in list_members(session_of(context).desk(), reference))
    heads = (_("Name"), _("Roles"), _("Card code"), _("Compared"), _("Interests"))
    rows = [
        (
            m.name,
            roles_text(spoken(), m.roles),
            m.card_code,
            _("yes") if m.confirmed else _("no"),
            "; ".join(m.conflicts) or "-",
        )
        for m in found
    ]
    give(MemberListAnswer(members=found), table(heads, rows), as_json=as_json)


def _part(member: Member) -> MemberPart:
    card = member.entry.signed.card
    return MemberPart(
        name=card.name,
        organisation=card.organisation,
        function=card.function,
        roles=member.entry.roles,
        panels=member.entry.panels,
        card_code=member.entry.signed.code,
        confirmed=member.confirmed,
        conflicts=tuple(
            f"{conflict.name}: {conflict.what}"
            for conflict in member.declaration.declaration.conflicts
        ),
        handed_out=member.handed_out,
    )
