"""What the global options say: workspace, language, where the passphrase comes from."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalpanel.cli.output import note
from evalpanel.cli.passphrases import passphrase_from
from evalpanel.language import LANGUAGES, say
from evalpanel.language.moments import times_in_words
from evalpanel.settings import FORCE_VARIABLE, HOME_VARIABLE, Workspace, default_home

if TYPE_CHECKING:
    import typer

    from evalpanel.usecases.ports import Desk

LANGUAGE_VARIABLE = "EVALPANEL_LANG"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    workspace: Workspace
    language: str
    """The language that the terminal speaks."""
    asked_language: str
    """The language named with `--lang`, or empty: then papers follow the tender."""
    passphrase_file: Path | None
    debug: bool

    def desk(self) -> Desk:
        """The workspace, opened with the passphrase of its owner."""
        from evalpanel.bootstrap import open_desk, warning_of_place
        from evalpanel.usecases.journal import clock_warning

        warning = warning_of_place(self.workspace)
        if warning:
            note(say(warning))
        desk = open_desk(self.workspace, passphrase_from(self.passphrase_file))
        warning = clock_warning(desk)
        if warning:
            note(times_in_words(say(warning)))
        return desk


def session_of(context: typer.Context) -> Session:
    """The session that the root command put in the context."""
    session = context.find_object(Session)
    if session is None:
        raise LookupError("the root command was not run")
    return session


def workspace_at(home: Path | None, *, is_forced: bool = False) -> Workspace:
    """The workspace named by option or environment, or the one of this user."""
    named = home or os.environ.get(HOME_VARIABLE)
    is_forced = is_forced or os.environ.get(FORCE_VARIABLE, "") not in ("", "0")
    return Workspace(Path(named).expanduser() if named else default_home(), is_forced)


def language_in_use(asked: str, environment: Mapping[str, str]) -> str:
    """The language to speak: as asked, else as the environment or the system says."""
    for named in (asked, environment.get(LANGUAGE_VARIABLE, "")):
        if named in LANGUAGES:
            return named
    return "nl" if _system_locale(environment).lower().startswith("nl") else "en"


def _system_locale(environment: Mapping[str, str]) -> str:
    for variable in _LOCALE_VARIABLES:
        if environment.get(variable):
            return environment[variable]
    return locale.getlocale()[0] or ""
