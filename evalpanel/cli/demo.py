"""`demo`: the whole main job with invented people, each in a workspace of their own."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.papers import DemoAnswer, DemoPersonPart
from evalpanel.cli.demo_papers import Papers
from evalpanel.cli.demo_people import DemoPerson, read_people, seat
from evalpanel.cli.demo_play import Play, play_all
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give, note
from evalpanel.cli.shipped import shipped
from evalpanel.domain.errors import Unreadable, WrongUsage
from evalpanel.language import _

app = verbs()

DEFAULT_CASE = "thuisplusflats"
DEFAULT_FOLDER = Path("evalpanel-demo")


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new or empty folder for everything.")
    ] = DEFAULT_FOLDER,
    case: Annotated[
        str, typer.Option(metavar="CASE", help="thuisplusflats or welzijn.")
    ] = DEFAULT_CASE,
    as_json: AsJson = False,
) -> None:
    """Play the whole main job with invented people; ends with a signed report that verifies."""
    begun = time.monotonic()
    play = _prepare(folder, case)
    play_all(play, _tell)
    answer = DemoAnswer(
        report=str(play.report),
        people=tuple(_part(someone) for someone in play.people),
        seals=tuple(str(seal) for seal in play.seals),
        package=str(play.package),
        seconds=round(time.monotonic() - begun, 1),
    )
    give(answer, _closing(play, answer), as_json=as_json)


def cases() -> tuple[str, ...]:
    """The cases that ship with the program and have people to play them, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in shipped("fixtures").glob("*/people.toml")))


def _prepare(folder: Path, case: str) -> Play:
    known = cases()
    if case not in known:
        raise WrongUsage(
            "The case {case} is not in this version.",
            hint="Choose one of: {known}.",
            case=case,
            known=", ".join(known),
        )
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUsage(
            "The folder {folder} is not empty; the demo writes over nothing.",
            hint="Name a new folder: evalpanel demo DIR",
            folder=folder,
        )
    papers = folder / "papers"
    try:
        shutil.copytree(shipped("fixtures") / case, papers)
    except OSError as error:
        raise Unreadable(
            "The papers of the case cannot be copied to {folder}: {why}.",
            hint="Choose a folder where you may write.",
            folder=papers,
            why=error.strerror or type(error).__name__,
        ) from error
    for name in ("passphrases", "travelling-files"):
        (folder / name).mkdir()
    note(_("Everybody makes keys and a passphrase; that takes a moment by design."))
    people = seat(read_people(papers / "people.toml"), folder, _seated)
    return Play(papers=Papers(papers), folder=folder, people=people)


def _seated(name: str) -> None:
    note(f"        {name}")


def _tell(number: int, count: int, line: str, seconds: float) -> None:
    note(f"[{number:2}/{count}] {line} ({seconds:.1f} s)")


def _part(someone: DemoPerson) -> DemoPersonPart:
    return DemoPersonPart(
        name=someone.person.name,
        role=someone.person.roles[0],
        roles=someone.person.roles,
        home=str(someone.workspace.home),
        passphrase_file=str(someone.passphrase_file),
    )


def _closing(play: Play, answer: DemoAnswer) -> list[str]:
    found = play.verification
    lines = [
        _("Done in {seconds} seconds.", seconds=answer.seconds),
        _("The signed report: {file}", file=answer.report),
    ]
    if found:
        lines.append(
            _(
                "It verifies, with {signed} of {expected} signatures. Check it yourself:",
                signed=found.signed,
                expected=found.expected,
            )
        )
    lines += [f"  evalpanel verify {_quoted(play.report)}", ""]
    lines.append(_("Open the app as an assessor, whose sheet is sealed:"))
    lines += _door(play.assessors[0])
    lines.append(_("Open the app as process lead and chair, with the meeting and the ranking:"))
    lines += _door(play.lead)
    lines.append(_("Everybody else:"))
    lines += [
        f"  {someone.person.name}: --home {_quoted(someone.workspace.home)}"
        for someone in play.people
        if someone not in (play.assessors[0], play.lead)
    ]
    lines.append(_("Every passphrase is in {folder}.", folder=play.folder / "passphrases"))
    return lines


def _door(someone: DemoPerson) -> list[str]:
    return [
        f"  evalpanel --home {_quoted(someone.workspace.home)}"
        f" --passphrase-file {_quoted(someone.passphrase_file)}",
        _(
            "  {name}, passphrase: {passphrase}",
            name=someone.person.name,
            passphrase=someone.passphrase,
        ),
    ]


def _quoted(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text
