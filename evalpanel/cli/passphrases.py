"""Where passphrases come from: a file, the environment, or a hidden prompt."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from evalpanel.cli.failures import speaking_of
from evalpanel.domain.errors import Refused, Unreadable, WrongUsage
from evalpanel.language import _
from evalpanel.settings import PASSPHRASE_VARIABLE
from evalpanel.usecases.identities import demand_passphrase

MAX_SHEET_BYTES = 64 << 10
"""A recovery sheet is a page of text."""


def passphrase_from(file: Path | None) -> str:
    """The passphrase of the owner of the workspace.

    Raises:
        WrongUsage: no file, no variable, and nobody to ask.
    """
    given = given_passphrase(file)
    return given if given is not None else ask(_("Passphrase: "))


def passphrase_of_other(file: Path | None) -> str:
    """The passphrase of the second person; never taken from the environment."""
    return read_passphrase(file) if file else ask(_("Passphrase of the second person: "))


def new_passphrase(file: Path | None, suggestion: str) -> str:
    """A passphrase for a new key file; asked twice, never shown.

    Raises:
        Refused: too short, or not the same twice.
    """
    given = given_passphrase(file)
    if given is None:
        given = _asked_twice(suggestion)
    return checked(given)


def checked(passphrase: str) -> str:
    """The passphrase, if it is long enough; said before it is asked for a second time."""
    demand_passphrase(passphrase)
    return passphrase


def read_passphrase(file: Path) -> str:
    """The first line of a passphrase file; raises Unreadable."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(
            "The passphrase file {file} could not be read.",
            hint="Check its name and whether you may read it.",
            file=file,
        ) from error
    if not lines or not lines[0]:
        raise Unreadable(
            "The passphrase file {file} is empty.",
            hint="Write the passphrase on its first line.",
            file=file,
        )
    return lines[0]


def recovery_code_from(file: Path | None) -> str:
    """A recovery code from a file, bare or on a saved sheet, or as typed; raises Unreadable."""
    from evalpanel.bootstrap import checked_recovery_code, stateless_tools

    if file is None:
        return checked_recovery_code(ask(_("Recovery code: ")))
    with speaking_of(file):
        text = stateless_tools().files.read(file, MAX_SHEET_BYTES)
        return checked_recovery_code(text.decode("utf-8", "replace").strip())


def ask(question: str) -> str:
    """Ask on the terminal without showing what is typed.

    Raises:
        WrongUsage: there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise WrongUsage(
            "A passphrase is needed and there is no terminal to ask for it.",
            hint="Give --passphrase-file FILE (before or after the command) or set {variable}; "
            "a second person has --identity-passphrase-file.",
            variable=PASSPHRASE_VARIABLE,
        )
    return getpass.getpass(question, stream=sys.stderr)


def given_passphrase(file: Path | None) -> str | None:
    """The passphrase from a file or from the environment, or None where neither has one."""
    if file is not None:
        return read_passphrase(file)
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def _asked_twice(suggestion: str) -> str:
    if sys.stdin.isatty():
        sys.stderr.write(_("A good passphrase is a few words, such as: {words}", words=suggestion))
        sys.stderr.write("\n")
    first = checked(ask(_("New passphrase: ")))
    if ask(_("The same again: ")) != first:
        raise Refused("The two passphrases are not the same; nothing was made.", hint="Try again.")
    return first
