"""`panel`: invite, take cards in, compare their codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli import conflicts
from evalpanel.cli.acts import give_act
from evalpanel.cli.answers.conflicts import PanelChangeAnswer
from evalpanel.cli.answers.exceptions import ReopenAnswer
from evalpanel.cli.answers.panel import (
    InvitationAnswer,
    MemberAnswer,
    MemberListAnswer,
    MemberPart,
)
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import noun
from evalpanel.cli.options import (
    ApprovedBy,
    AsJson,
    Effect,
    Lots,
    MemberName,
    OutFolder,
    PanelName,
    Reason,
    Reference,
)
from evalpanel.cli.output import give, note, table
from evalpanel.cli.session import session_of
from evalpanel.cli.unsigned import unsigned
from evalpanel.domain.acts import Act
from evalpanel.domain.panel_changes import Change
from evalpanel.domain.people import Member
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import roles_text
from evalpanel.usecases.file_kinds import CARD, demand_kind
from evalpanel.usecases.inviting import invite_panel
from evalpanel.usecases.panel import add_member, confirm_card, list_members
from evalpanel.usecases.panel_changes import effect_of, recuse_member, replace_member
from evalpanel.usecases.reopening import reopen_seal

app = noun("The panel: invite members, take their cards in, recuse and replace.")
app.add_typer(conflicts.app, name="conflict")
app.command()(unsigned)


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
    expertise: Annotated[
        list[str] | None,
        typer.Option(
            metavar='"CRITERION: what"', help="Why the member can judge it; may be repeated."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take a card in, or give its member another role."""
    desk = session_of(context).desk()
    demand_kind(card, CARD)
    with speaking_of(card):
        data = desk.files.read(card)
        member = add_member(desk, reference, data, role, panel, expertise or ())
    part = _part(member)
    lines = [
        _("{name}: {roles}", name=part.name, roles=roles_text(spoken(), part.roles)),
        _("Card code, to compare by voice: {code}", code=part.card_code),
    ]
    if not part.confirmed:
        lines.append(
            _("Next, once it is the same: evalpanel panel confirm {reference} '{name}'",
              reference=reference, name=part.name)
        )  # fmt: skip
    give(MemberAnswer(member=part), lines, as_json=as_json)


@app.command()
def confirm(
    context: typer.Context,
    reference: Reference,
    member: MemberName,
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


@app.command()
def recuse(
    context: typer.Context,
    reference: Reference,
    member: MemberName,
    reason: Reason,
    lot: Lots = None,
    approved_by: ApprovedBy = "",
    effect: Effect = "void",
    as_json: AsJson = False,
) -> None:
    """Let a member score no more, in some lots or in the whole panel."""
    done = recuse_member(
        session_of(context).desk(), reference, member, reason=reason, lots=lot or (),
        approved_by=approved_by, effect=effect_of(effect),
    )  # fmt: skip
    if isinstance(done, Act):
        give_act(done, as_json=as_json)
        return
    line = _("{name} is recused; lots: {lots}.", name=member, lots=_lots_text(done))
    _give_change(done, member, None, line, as_json=as_json)


@app.command()
def replace(
    context: typer.Context,
    reference: Reference,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The name of the member who leaves.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The name of the member who comes.")],
    reason: Reason,
    lot: Lots = None,
    approved_by: ApprovedBy = "",
    informed: Annotated[
        bool, typer.Option("--candidates-informed", help="The candidates were told.")
    ] = False,
    effect: Effect = "void",
    as_json: AsJson = False,
) -> None:
    """Let a member whose card is in, such as an alternate, take the seat of another."""
    done = replace_member(
        session_of(context).desk(), reference, old, new, reason=reason, lots=lot or (),
        approved_by=approved_by, candidates_informed=informed, effect=effect_of(effect),
    )  # fmt: skip
    if isinstance(done, Act):
        give_act(done, as_json=as_json)
        return
    line = _(
        "{new} takes the seat of {old}; lots: {lots}.", new=new, old=old, lots=_lots_text(done)
    )
    _give_change(done, old, new, line, as_json=as_json)


@app.command()
def reopen(
    context: typer.Context,
    reference: Reference,
    member: MemberName,
    reason: Reason,
    out: OutFolder,
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Take a seal back before the round is opened, so that its member can change the sheet."""
    desk = session_of(context).desk()
    made = reopen_seal(desk, reference, member, out, reason=reason, panel=panel)
    lines = [
        _("Hand this file to {name}: {file}", name=made.member, file=made.file),
        _("The seal with code {code} is taken back; both versions stay on record.",
          code=made.code),
    ]  # fmt: skip
    answer = ReopenAnswer(file=str(made.file), member=made.member, code=made.code)
    give(answer, lines, as_json=as_json)


def _lots_text(change: Change) -> str:
    return ", ".join(change.lots) or _("all")


def _give_change(change: Change, member: str, new: str | None, line: str, *, as_json: bool) -> None:
    answer = PanelChangeAnswer(
        member=member,
        replaced_by=new,
        lots=change.lots,
        effect=change.effect,
        reason=change.reason,
        approved_by=change.approved_by,
        at=change.at,
    )
    give(answer, [line], as_json=as_json)


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
        expertise=member.expertise,
    )
