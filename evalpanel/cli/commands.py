"""The commands and the modules that hold them; a module is loaded when its command is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from evalpanel.language import spoken

_NOUNS = {
    "identity": "identity",
    "tender": "tender",
    "candidate": "candidates",
    "gate": "gates",
    "clarify": "clarify",
    "panel": "panel",
    "score": "scores",
    "consensus": "consensus",
    "draw": "draw",
    "tie": "tie",
    "lot": "lots",
    "decision": "decision",
    "dates": "dates",
}
_VERBS = {
    "receive": "applications",
    "opening": "applications",
    "confirm": "applications",
    "declare": "members",
    "issue": "packages",
    "open": "packages",
    "seal": "seals",
    "merge": "seals",
    "excuse": "excuses",
    "step-in": "excuses",
    "rank": "ranking",
    "threshold": "ranking",
    "identify": "ranking",
    "report": "papers",
    "sign": "papers",
    "verify": "papers",
    "calculate": "calculate",
    "analyse": "analyse",
    "robustness": "robustness",
    "log": "log",
    "fsck": "fsck",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "demo": "demo",
}
_ORDER = (
    "demo", "identity", "tender", "receive", "opening", "confirm", "candidate", "gate", "clarify",
    "panel", "declare", "issue", "open", "score", "seal", "excuse", "step-in", "merge",
    "consensus", "rank", "lot",
    "threshold", "identify", "decision", "report", "sign", "verify", "calculate", "analyse",
    "robustness", "draw", "tie", "dates", "log", "fsck",
    "backup", "restore", "doctor",
)  # fmt: skip
_WITH_VALUE = frozenset({"--home", "--lang", "--passphrase-file"})
_FLAGS = frozenset({"--debug", "--force"})


class Commands(TyperGroup):
    """The root: global options may stand before or after the command."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework's signature
        """The names of all commands, in the order of the work."""
        return list(_ORDER)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as above
        """The command with this name, loaded now, or None."""
        return load_command(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse with the global options in front, wherever they stood."""
        return super().parse_args(ctx, with_globals_first(args))


def load_command(name: str) -> Any:
    """A command in the language in use, or None if there is none with this name."""
    if name in _NOUNS:
        command: Any = get_command(_app_in(_NOUNS[name]))
        command.name = name
    elif name in _VERBS:
        command = get_group(_app_in(_VERBS[name])).commands[name]
    else:
        return None
    translate_help(command)
    return command


def with_globals_first(args: list[str]) -> list[str]:
    """The arguments with global options and their values moved to the front."""
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(args)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument in _WITH_VALUE:
            first += [argument, *[value for value in [next(waiting, None)] if value is not None]]
        elif argument in _FLAGS or argument.partition("=")[0] in _WITH_VALUE:
            first.append(argument)
        else:
            rest.append(argument)
    return [*first, *rest]


def _app_in(module: str) -> typer.Typer:
    app = import_module(f"evalpanel.cli.{module}").app
    if not isinstance(app, typer.Typer):
        raise TypeError(module)
    return app


def _no_type(ctx: Any) -> None:
    """Nothing of the program's own types, such as `<list[Path]>`, in the help of an argument."""


def translate_help(command: Any) -> None:
    """Let the help of a command, its parameters and its verbs speak the language in use."""
    words = spoken()
    command.help = words(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = words(parameter.help)
        if parameter.param_type_name == "argument" and parameter.metavar:
            parameter.display_type_rich = _no_type
    for inner in getattr(command, "commands", {}).values():
        translate_help(inner)
