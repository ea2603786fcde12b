"""`backup` and `restore`: a workspace in one file, and back again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalpanel.cli.answers.backup import BackupAnswer, RestoreAnswer
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.old_keys import old_key_lines
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give, note
from evalpanel.cli.passphrases import new_passphrase, passphrase_from, recovery_code_from
from evalpanel.cli.session import Session, session_of
from evalpanel.language import _
from evalpanel.language.moments import times_in_words

if TYPE_CHECKING:
    from evalpanel.bootstrap.backups import Restored

app = verbs()


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write, or the folder for it.")
    ],
    as_json: AsJson = False,
) -> None:
    """Copy the whole workspace, encrypted, to one file that passphrase or recovery code opens."""
    from evalpanel.bootstrap.backups import back_up

    session = session_of(context)
    desk = session.desk()
    note(_("Copying the database, encrypting it and reading it back …"))
    made = back_up(session.workspace, desk, file)
    said = made.manifest
    answer = BackupAnswer(
        file=str(made.file),
        at=said.at,
        tenders=said.tenders,
        bytes=made.size,
        log_seq=said.anchor.seq,
        log_hash=said.anchor.hash,
    )
    lines = [
        _("Backup: {file}", file=made.file),
        _("Tenders in it: {count}, as they were at {time}.", count=said.tenders,
          time=times_in_words(said.at)),
        _("Your passphrase of today opens it, and so does your recovery code. Keep it apart from "
          "this computer."),
    ]  # fmt: skip
    give(answer, lines, as_json=as_json)


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    recovery_file: Annotated[
        Path | None,
        typer.Option(
            "--recovery-file",
            metavar="F",
            help="A file with the recovery code, for a new passphrase.",
        ),
    ] = None,
    recovery: Annotated[
        bool,
        typer.Option("--recovery", help="Ask for the recovery code, and for a new passphrase."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Go on from a backup, by its passphrase or the recovery code; what was here is kept."""
    session = session_of(context)
    code = recovery_code_from(recovery_file) if recovery or recovery_file else ""
    with speaking_of(file):
        restored = _by_code(session, file, code) if code else _by_passphrase(session, file)
    said = restored.manifest
    answer = RestoreAnswer(
        name=restored.desk.me.name,
        home=str(session.workspace.home),
        at=said.at,
        tenders=said.tenders,
        log_seq=said.anchor.seq,
        log_hash=said.anchor.hash,
        kept=str(restored.kept) if restored.kept else None,
    )
    give(answer, [*_lines(answer), *old_key_lines(session.workspace)], as_json=as_json)


def _by_passphrase(session: Session, file: Path) -> Restored:
    from evalpanel.bootstrap.backups import restore_with_passphrase

    passphrase = passphrase_from(session.passphrase_file)
    _note_progress()
    return restore_with_passphrase(session.workspace, file, passphrase)


def _by_code(session: Session, file: Path, code: str) -> Restored:
    from evalpanel.bootstrap import suggest_passphrase
    from evalpanel.bootstrap.backups import restore_with_code

    passphrase = new_passphrase(session.passphrase_file, suggest_passphrase())
    _note_progress()
    return restore_with_code(session.workspace, file, code, passphrase)


def _note_progress() -> None:
    note(_("Opening the backup and checking every page of the database …"))


def _lines(answer: RestoreAnswer) -> list[str]:
    lines = [
        _("The workspace of {name} in {home} goes on from the backup.",
          name=answer.name, home=answer.home),
        _("Tenders in it: {count}, as they were at {time}; what happened after that is not in it.",
          count=answer.tenders, time=times_in_words(answer.at)),
    ]  # fmt: skip
    if answer.kept:
        lines.append(_("The database that was here before is kept: {file}", file=answer.kept))
    return lines
