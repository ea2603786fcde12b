"""`declare`: a member answers the invitation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.panel import DeclaredAnswer, InvitedPart, InviteShownAnswer
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, made_folder
from evalpanel.cli.output import give, note
from evalpanel.cli.passphrases import read_passphrase
from evalpanel.cli.session import session_of
from evalpanel.domain.errors import Refused, WrongUsage
from evalpanel.domain.people import Conflict, InviteV1
from evalpanel.language import _
from evalpanel.usecases.declaring import STATEMENT, read_invite
from evalpanel.usecases.declaring import declare as declare_interests
from evalpanel.usecases.file_kinds import INVITATION, demand_kind

app = verbs()


@app.command()
def declare(
    context: typer.Context,
    invitation: Annotated[Path, typer.Argument(metavar="FILE.evinvite", help="The invitation.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", callback=made_folder, help="Where the card goes."),
    ] = None,
    conflict: Annotated[
        list[str] | None,
        typer.Option("--conflict", metavar='"NAME: what"', help="An interest; may be repeated."),
    ] = None,
    code: Annotated[str, typer.Option(metavar="CODE", help="The code that was told.")] = "",
    code_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file with the code that was told.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Only show what it says.")] = False,
    as_json: AsJson = False,
) -> None:
    """Declare your interests and secrecy against the names, and make your card."""
    desk = session_of(context).desk()
    demand_kind(invitation, INVITATION)
    with speaking_of(invitation):
        invite = read_invite(desk, desk.files.read(invitation), _code(code, code_file))
    if show:
        give(_shown(invite), _invite_lines(invite), as_json=as_json)
        return
    if out is None:
        raise WrongUsage("Where should the card go?", hint="Name a folder: --out DIR")
    _let_read(invite)
    card = declare_interests(desk, invite, [_conflict(text) for text in conflict or ()], out)
    lines = [
        _("Hand this card to {organiser}: {file}", organiser=invite.organiser, file=card.file),
        _("Card code, to compare by voice: {code}", code=card.code),
    ]
    give(DeclaredAnswer(file=str(card.file), code=card.code), lines, as_json=as_json)


def _code(code: str, file: Path | None) -> str:
    if code:
        return code
    if file:
        return read_passphrase(file)
    if not sys.stdin.isatty():
        raise WrongUsage(
            "The invitation opens with the code that was told.",
            hint="Give it with --code or --code-file.",
        )
    return str(typer.prompt(_("Code that was told"), err=True))


def _conflict(text: str) -> Conflict:
    name, separator, what = text.partition(":")
    if not (separator and name.strip() and what.strip()):
        raise WrongUsage(
            "The interest {text} does not say in whom and what.",
            hint='Write it as "NAME: what", such as "Zonnewende Zorg: former employer".',
            text=text,
        )
    return Conflict(name=name.strip(), what=what.strip())


def _let_read(invite: InviteV1) -> None:
    """On a terminal nothing is declared before the names and the statement were read."""
    if not sys.stdin.isatty():
        return
    for line in _invite_lines(invite):
        note(line)
    if not typer.confirm(_("I declare this"), err=True):
        raise Refused("Nothing was declared; no card was made.")


def _shown(invite: InviteV1) -> InviteShownAnswer:
    return InviteShownAnswer(
        reference=invite.reference,
        title=invite.title,
        organiser=invite.organiser,
        organisation=invite.organisation,
        candidates=tuple(
            InvitedPart(name=found.name, entities=found.entities) for found in invite.candidates
        ),
        statement=STATEMENT[invite.language],
    )


def _invite_lines(invite: InviteV1) -> list[str]:
    lines = [
        f"{invite.reference}  {invite.title}",
        _("From {name}, {organisation}", name=invite.organiser, organisation=invite.organisation),
        _("Candidates and their legal entities:"),
    ]
    for found in invite.candidates:
        lines.append(f"  {found.name}")
        lines += [f"    {entity}" for entity in found.entities if entity != found.name]
    return [*lines, STATEMENT[invite.language]]
