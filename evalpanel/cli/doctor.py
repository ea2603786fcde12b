"""`doctor`: is everything here fit for the work?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from shutil import get_terminal_size

import typer

from evalpanel.cli.answers.doctor import CheckPart, DoctorAnswer
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give
from evalpanel.cli.passphrases import given_passphrase
from evalpanel.cli.run import finish
from evalpanel.cli.session import Session, session_of
from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.language import say, spoken
from evalpanel.language.check_names import health_check
from evalpanel.language.moments import times_in_words
from evalpanel.usecases.health import HealthCheck, Machine, check_clock, examine

app = verbs()
_MARKS = {True: "✓", False: "✗", None: "·"}


@app.command()
def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Check this computer and the workspace; with a passphrase also whether the database opens."""
    from evalpanel.exchange.machine import look_at

    session = session_of(context)
    columns = get_terminal_size().columns if sys.stdout.isatty() else 0
    machine = look_at(session.workspace, session.language, columns)
    checks = (*examine(machine), *_behind_the_passphrase(session, machine))
    answer = DoctorAnswer(
        fit=all(found.ok is not False for found in checks),
        home=str(session.workspace.home),
        checks=tuple(
            CheckPart(check=found.check, ok=found.ok, sentence=say(found.sentence))
            for found in checks
        ),
    )
    lines = [
        f"{_MARKS[one.ok]} {health_check(spoken(), one.check)}: {times_in_words(one.sentence)}"
        for one in answer.checks
    ]
    give(answer, lines, as_json=as_json)
    finish(done=answer.fit)


def _damaged(flaw: Sentence) -> Sentence:
    return Sentence(
        "{flaw} See what it hits: evalpanel fsck. Then go on from a backup: evalpanel restore FILE",
        flaw=flaw,
    )


def _behind_the_passphrase(session: Session, machine: Machine) -> Iterator[HealthCheck]:
    """Whether the database opens and the clock is not before its log, if a passphrase is given."""
    passphrase = given_passphrase(session.passphrase_file)
    if passphrase is None or not machine.has_identity:
        said = Sentence("The database was not opened: give the passphrase to check it as well.")
        yield HealthCheck("database", None, said)
        return
    from evalpanel.bootstrap import open_desk

    try:
        desk = open_desk(session.workspace, passphrase)
        with desk.work() as work:
            flaw = next(work.inspection.database(), None)
            head = work.log.head()
    except EvalPanelError as error:
        yield HealthCheck("database", False, error.sentence)
        return
    if flaw is not None:
        yield HealthCheck("database", False, _damaged(flaw))
        return
    yield HealthCheck("database", True, Sentence("The database opens and its file is whole."))
    if head is not None:
        last = check_clock(machine.now, datetime.fromisoformat(head.event.at))
        yield HealthCheck("clock_and_log", last.ok, last.sentence)
