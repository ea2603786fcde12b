"""The root command: global options, and the terminal app when no command is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from evalpanel import __version__
from evalpanel.cli.commands import Commands, translate_help
from evalpanel.cli.failures import report_failure
from evalpanel.cli.passphrases import given_passphrase
from evalpanel.cli.session import Session, language_in_use, workspace_at
from evalpanel.domain.errors import WrongUsage
from evalpanel.language import LANGUAGES, use
from evalpanel.settings import Workspace

OpenApp = Callable[[Workspace, str, str], None]
"""Opens the app on a workspace, in a language, with a passphrase or an empty text to ask for it."""


def run(arguments: Sequence[str], open_app: OpenApp) -> int:
    """Carry out a command line and give the exit status (`contract.md`, Commands)."""
    use(language_in_use(_asked_language(arguments), os.environ))
    command = get_command(_root(open_app))
    translate_help(command)
    try:
        _demand_text(arguments)
        status = command.main(list(arguments), prog_name="evalpanel", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        return report_failure(error, debug="--debug" in arguments)
    return status if isinstance(status, int) else 0


def finish(*, done: bool) -> None:
    """End the command: 0 when it is done or the answer is yes, 1 when the answer is no."""
    if not done:
        raise typer.Exit(1)


def _demand_text(arguments: Sequence[str]) -> None:
    """Refuse what no file could hold: bytes of a name or file name that are no characters."""
    for argument in arguments:
        if not argument.isascii() and any("\ud800" <= char <= "\udfff" for char in argument):
            raise WrongUsage(
                "{argument} holds bytes that are no text in UTF-8.",
                hint="Type it anew, or rename the file.",
                argument=argument,
            )


def _asked_language(arguments: Sequence[str]) -> str:
    """The language asked for, known before the command line is parsed so that help speaks it."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang":
            return "".join(arguments[place + 1 : place + 2])
    return ""


def _show_version(value: bool) -> None:
    if value:
        sys.stdout.write(f"{__version__}\n")
        raise typer.Exit


def _root(open_app: OpenApp) -> typer.Typer:
    app = typer.Typer(cls=Commands, rich_markup_mode=None, add_completion=False)

    @app.callback(invoke_without_command=True)
    def evalpanel(
        context: typer.Context,
        home: Annotated[
            Path | None, typer.Option(metavar="DIR", help="The workspace to work in.")
        ] = None,
        lang: Annotated[str, typer.Option(metavar="nl|en", help="The language to speak.")] = "",
        passphrase_file: Annotated[
            Path | None,
            typer.Option(metavar="FILE", help="A file with the passphrase on its first line."),
        ] = None,
        force: Annotated[
            bool,
            typer.Option(
                "--force", help="Use a workspace on a network share or stick all the same."
            ),
        ] = False,
        debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
        version: Annotated[  # noqa: ARG001 - handled by its callback
            bool, typer.Option("--version", callback=_show_version, is_eager=True)
        ] = False,
    ) -> None:
        """Score dossiers fairly with a panel, offline, and prove it afterwards.

        Without a command the terminal app opens.
        """
        session = _session(home, lang, passphrase_file, is_forced=force, debug=debug)
        context.obj = session
        if context.invoked_subcommand is None:
            open_app(session.workspace, session.language, given_passphrase(passphrase_file) or "")

    return app


def _session(
    home: Path | None, lang: str, passphrase_file: Path | None, *, is_forced: bool, debug: bool
) -> Session:
    if lang and lang not in LANGUAGES:
        raise WrongUsage(
            "evalpanel does not speak {language}.",
            hint="Choose one of: {known}.",
            language=lang,
            known=", ".join(LANGUAGES),
        )
    return Session(
        workspace=workspace_at(home, is_forced=is_forced),
        language=language_in_use(lang, os.environ),
        asked_language=lang,
        passphrase_file=passphrase_file,
        debug=debug,
    )
