"""kill -9 at random moments: nothing that was acknowledged is lost, nothing is half done.

A child that is forked from this process works on a real workspace and says so after each change
that a use case returned from. It dies at a random time, by its parent, or at a random operation
on files or database, by its own hand. Then the workspace is opened again and looked at.
"""

import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

from sqlalchemy import Engine, event

from evalpanel.exchange.file_layer import FileLayer
from tests.faults.errands import ROTA, Errand
from tests.faults.figures import Figures
from tests.faults.health import expect_whole
from tests.faults.laptops import Laptop, make_laptop, opened
from tests.faults.reading_back import expect_readable

CAN_FORK = hasattr(os, "fork")
_TRIED = 0.9
"""A child that is killed at a time lives up to this share of a whole run, and no longer."""
_PAUSE = 0.1
"""Seconds that a change is taken to last where that is not measured."""


class Fuse(FileLayer):
    """Counts operations on files and database, and kills the process at one of them."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.number = at, 0

    def burn(self, *_: Any) -> None:
        """Count one operation."""
        self.number += 1
        if self.number == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        """Count what happens in a database as well."""
        for moment in ("before_cursor_execute", "commit", "rollback"):
            event.listen(engine, moment, self.burn)

    def create(self, path: Path) -> BinaryIO:
        self.burn()
        return super().create(path)

    def write(self, file: BinaryIO, data: bytes) -> None:
        super().write(file, data[: len(data) // 2])
        self.burn()
        super().write(file, data[len(data) // 2 :])

    def sync(self, file: BinaryIO) -> None:
        self.burn()
        super().sync(file)

    def link(self, source: Path, target: Path) -> None:
        self.burn()
        super().link(source, target)

    def replace(self, source: Path, target: Path) -> None:
        self.burn()
        super().replace(source, target)
        self.burn()

    def sync_folder(self, folder: Path) -> None:
        self.burn()
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        self.burn()
        super().remove(path)


@dataclass(frozen=True)
class Course:
    """How an errand goes when nobody is killed."""

    errand: Errand
    template: Laptop
    seconds: float
    operations: int


@dataclass(frozen=True)
class Death:
    """When a child dies: at an operation, or after so many changes were said and a delay."""

    operation: int = 0
    changes: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        if self.operation:
            return f"killed at operation {self.operation}"
        return f"killed {self.seconds * 1000:.1f} ms after change {self.changes}"


def run(count: int, seed: int, rota: Sequence[Errand] = ROTA) -> Figures:
    """Kill that many children, spread over the errands; AssertionError at the first harm."""
    chance = Random(seed)  # noqa: S311 - chooses moments, no secrets
    figures = Figures("kill -9")
    with tempfile.TemporaryDirectory() as folder:
        courses: dict[str, Course] = {}
        for errand in cycle(rota):
            if figures.counts["kills"] == count:
                break
            if errand.name not in courses:
                courses[errand.name] = _course(errand, Path(folder))
            course = courses[errand.name]
            _kill_once(course, Path(folder) / "run", _death(course, chance), figures)
    return figures


def _course(errand: Errand, folder: Path) -> Course:
    template = make_laptop(folder / errand.name, errand.play(), errand.who)
    if errand.only_by_changes:
        return Course(errand, template, _PAUSE * errand.changes, 0)
    fuse, home = Fuse(), folder / "good"
    with opened(template.copy(home)) as laptop:
        fuse.watch(laptop.open())
        started = time.perf_counter()
        errand.work(laptop.desk(fuse), laptop, _nobody)
        seconds = time.perf_counter() - started
        _expect_all(errand, laptop)
    shutil.rmtree(home)
    return Course(errand, template, seconds, fuse.number)


def _death(course: Course, chance: Random) -> Death:
    """A moment, drawn: at an operation, within the whole course, or between two changes."""
    kind = 2 if course.errand.only_by_changes else chance.randrange(3)
    if kind == 0:
        return Death(operation=chance.randrange(1, course.operations + 1))
    if kind == 1:
        return Death(seconds=chance.random() * course.seconds * _TRIED)
    one = course.seconds / course.errand.changes
    return Death(changes=chance.randrange(course.errand.changes), seconds=chance.random() * one)


def _nobody(_: int) -> None:
    """Hears what was changed."""


def _kill_once(course: Course, home: Path, death: Death, figures: Figures) -> None:
    laptop = course.template.copy(home)
    case = f"{course.errand.name}, {death}"
    said, killed = _live_and_die(course.errand, laptop, death)
    try:
        with opened(laptop):
            expect_whole(laptop)
            for name in laptop.files():
                expect_readable(laptop, laptop.stick / name)
            kept = course.errand.kept(laptop)
            assert kept >= said, f"{said} were acknowledged, {kept} are there"
            figures.count("leftovers to sweep", len(laptop.leftovers()))
            if not course.errand.only_by_changes:
                course.errand.work(laptop.desk(), laptop, _nobody)
                _expect_all(course.errand, laptop)
    except Exception as error:
        raise AssertionError(f"{case}: {error}") from error
    shutil.rmtree(home)
    figures.count(f"while {course.errand.name}")
    figures.count("kills" if killed else "children that ended first")
    figures.count("acknowledged changes", said)
    figures.count("lost", max(0, said - kept))


def _expect_all(errand: Errand, laptop: Laptop) -> None:
    """The errand is done, and its files are those that the database knows."""
    assert errand.kept(laptop) == errand.changes, "doing it again did not complete it"
    for name in laptop.files():
        expect_readable(laptop, laptop.stick / name)


def _live_and_die(errand: Errand, laptop: Laptop, death: Death) -> tuple[int, bool]:
    """The number of changes that the child acknowledged, and whether it was killed."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ear)
        _live(errand, laptop, death.operation, lambda number: _say(mouth, number))
    os.close(mouth)
    with os.fdopen(ear, "rb") as heard:
        first = b"".join(heard.readline() for _ in range(death.changes + 1))
        if not death.operation:
            time.sleep(death.seconds)
            os.kill(child, signal.SIGKILL)
        said = [int(line) for line in (first + heard.read()).splitlines()]
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, "the child failed"
    return max(said), killed


def _live(errand: Errand, laptop: Laptop, at: int, say: Callable[[int], None]) -> None:
    """What the child does until it dies; says 0 when it begins."""
    status = 1
    try:
        fuse = Fuse(at)
        fuse.watch(laptop.open())
        desk = laptop.desk(fuse)
        say(0)
        errand.work(desk, laptop, say)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _say(mouth: int, number: int) -> None:
    os.write(mouth, f"{number}\n".encode())
