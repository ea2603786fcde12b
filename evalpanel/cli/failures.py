"""The one table from what went wrong to exit status and sentence."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from evalpanel.cli.output import note, show_trace
from evalpanel.domain.errors import EvalPanelError, HasProblems, WrongUsage
from evalpanel.language import _, say
from evalpanel.language.moments import times_in_words

REFUSED, WRONG_USAGE, UNREADABLE = 1, 2, 3


@contextmanager
def speaking_of(file: Path) -> Iterator[None]:
    """Let every error in this block name the file, unless it is about the command itself."""
    try:
        yield
    except WrongUsage:
        raise
    except EvalPanelError as error:
        error.add_note(str(file))
        raise


def report_failure(error: BaseException, *, debug: bool) -> int:
    """Say on standard error what happened and what to do next; gives the exit status."""
    if debug:
        show_trace("".join(traceback.format_exception(error)))
    lines, status = _told(error)
    for line in lines:
        note(line)
    return status


def _told(error: BaseException) -> tuple[list[str], int]:
    if isinstance(error, EvalPanelError):
        return _known(error), error.exit_status
    if isinstance(error, typer.TyperException):
        command = getattr(getattr(error, "ctx", None), "command_path", "evalpanel")
        return [error.format_message(), _("See: {command} --help", command=command)], WRONG_USAGE
    if isinstance(error, (typer.Abort, KeyboardInterrupt)):
        return [_("Stopped. What was saved before stays saved.")], REFUSED
    if isinstance(error, OSError):
        what = error.strerror or type(error).__name__
        place = error.filename or "-"
        return [_("The system refused {file}: {what}.", file=place, what=what)], UNREADABLE
    return [
        _(
            "Something went wrong that should not happen: {kind}. What was saved stays saved. "
            "Run the command again with --debug to see where.",
            kind=type(error).__name__,
        )
    ], UNREADABLE


def _known(error: EvalPanelError) -> list[str]:
    first = times_in_words(say(error.sentence))
    named = {str(value) for value in error.sentence.values.values()}
    for file in getattr(error, "__notes__", []):
        if not {file, Path(file).name} & named:
            first = f"{file}: {first}"
    lines = [first]
    if isinstance(error, HasProblems):
        lines += [
            f"  {problem.path}: {say(problem.sentence)}"
            if problem.path
            else f"  {say(problem.sentence)}"
            for problem in error.problems
        ]
    if error.hint:
        lines.append(say(error.hint))
    return lines
