"""`identity`: make, show, restore, and choose another passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.bootstrap import (
    change_passphrase,
    has_identity,
    new_desk,
    receive_secret,
    restore_desk,
    suggest_passphrase,
)
from evalpanel.cli.answers.identity import IdentityAnswer, SecretKeyAnswer
from evalpanel.cli.groups import noun
from evalpanel.cli.old_keys import old_key_lines
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give, note
from evalpanel.cli.passphrases import (
    ask,
    checked,
    new_passphrase,
    passphrase_from,
    read_passphrase,
    recovery_code_from,
)
from evalpanel.cli.session import Session, session_of
from evalpanel.domain.errors import Refused
from evalpanel.language import _, say
from evalpanel.usecases.beginning_anew import lost_memory
from evalpanel.usecases.ports import Desk

app = noun("Your keys and the passphrase that opens them.")

Name = Annotated[str, typer.Option("--name", metavar="N", help="Your name, as others know you.")]
Organisation = Annotated[
    str, typer.Option("--organisation", metavar="O", help="Whom you work for.")
]
Function = Annotated[str, typer.Option("--function", metavar="F", help="What you do there.")]
RecoveryOut = Annotated[
    Path | None,
    typer.Option("--recovery-file", metavar="F", help="Write the recovery code to this file."),
]
RecoveryIn = Annotated[
    Path | None,
    typer.Option("--recovery-file", metavar="F", help="A file with the recovery code."),
]
NewPassphraseFile = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", metavar="F", help="A file with the new passphrase."),
]


@app.command()
def new(
    context: typer.Context,
    name: Name,
    organisation: Organisation = "",
    function: Function = "",
    recovery_file: RecoveryOut = None,
    as_json: AsJson = False,
) -> None:
    """Set up a workspace: your keys, your encrypted database, your recovery code."""
    session = session_of(context)
    _demand_new_file(recovery_file)
    _demand_free(session)
    passphrase = new_passphrase(session.passphrase_file, suggest_passphrase())
    desk, code = new_desk(session.workspace, name, organisation, function, passphrase)
    if recovery_file:
        desk.files.write(recovery_file, f"{code}\n".encode())
    answer = _answer(session, desk, code, recovery_file)
    give(answer, [*_lines(answer), *_recovery_lines(answer)], as_json=as_json)


@app.command()
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show who owns this workspace and their public keys."""
    session = session_of(context)
    answer = _answer(session, session.desk())
    give(answer, _lines(answer), as_json=as_json)


@app.command()
def keys(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the secret with which stock age opens the files that came for you."""
    session = session_of(context)
    secret = receive_secret(session.workspace, passphrase_from(session.passphrase_file))
    note(
        _(
            "Whoever has this key reads everything that is encrypted to you. "
            "Keep it on paper or in a file of your own, and delete the file after use."
        )
    )
    give(SecretKeyAnswer(receive_secret=secret), [secret], as_json=as_json)


@app.command()
def restore(
    context: typer.Context,
    name: Name,
    organisation: Organisation = "",
    function: Function = "",
    recovery_file: RecoveryIn = None,
    as_json: AsJson = False,
) -> None:
    """Make the key file again from the recovery code, with a new passphrase."""
    session = session_of(context)
    code = recovery_code_from(recovery_file)
    passphrase = new_passphrase(session.passphrase_file, suggest_passphrase())
    desk = restore_desk(session.workspace, code, name, organisation, function, passphrase)
    lost = lost_memory(desk)
    if lost is not None:
        note(say(lost))
    answer = _answer(session, desk)
    give(answer, [*_lines(answer), *old_key_lines(session.workspace)], as_json=as_json)


@app.command()
def passphrase(
    context: typer.Context,
    new_passphrase_file: NewPassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Choose another passphrase; the keys stay the same."""
    session = session_of(context)
    old = passphrase_from(session.passphrase_file)
    wanted = (
        checked(read_passphrase(new_passphrase_file))
        if new_passphrase_file
        else checked(ask(_("New passphrase: ")))
    )
    if not new_passphrase_file and ask(_("The same again: ")) != wanted:
        raise Refused("The two passphrases are not the same; nothing was changed.")
    change_passphrase(session.workspace, old, wanted)
    from evalpanel.bootstrap import open_desk

    answer = _answer(session, open_desk(session.workspace, wanted))
    note(
        _(
            "The passphrase was changed; the recovery code stays the same. Backups and copies of "
            "your key file from before still open with the old passphrase: make a new backup, and "
            "destroy the old ones if somebody may know the old passphrase."
        )
    )
    give(answer, [*_lines(answer), *old_key_lines(session.workspace)], as_json=as_json)


def _demand_new_file(file: Path | None) -> None:
    if file and file.exists():
        raise Refused(
            "The file {file} exists already; a recovery code is never written over anything.",
            hint="Choose another name.",
            file=file,
        )


def _demand_free(session: Session) -> None:
    """Refuse before a passphrase is asked for."""
    if has_identity(session.workspace):
        raise Refused(
            "The workspace {folder} is somebody's already.",
            hint="Open it with its passphrase, or choose another folder with --home.",
            folder=session.workspace.home,
        )


def _answer(
    session: Session, desk: Desk, code: str | None = None, recovery_file: Path | None = None
) -> IdentityAnswer:
    me = desk.me
    return IdentityAnswer(
        name=me.name,
        organisation=me.organisation,
        function=me.function,
        home=str(session.workspace.home),
        file=str(session.workspace.identity),
        sign_key=me.sign_key,
        receive_key=me.receive_key,
        pdf_key=me.pdf_key,
        recovery_code=None if recovery_file else code,
        recovery_file=str(recovery_file) if recovery_file else None,
    )


def _lines(answer: IdentityAnswer) -> list[str]:
    who = ", ".join(part for part in (answer.name, answer.function, answer.organisation) if part)
    return [
        who,
        _("Workspace: {home}", home=answer.home),
        _("Signing key: {key}", key=answer.sign_key),
    ]


def _recovery_lines(answer: IdentityAnswer) -> list[str]:
    if answer.recovery_file:
        return [
            _(
                "The recovery code is in {file}: print it, keep it apart, and delete the file.",
                file=answer.recovery_file,
            )
        ]
    return [
        _("Recovery code; write it down now, it is not kept on this laptop:"),
        f"  {answer.recovery_code}",
    ]
