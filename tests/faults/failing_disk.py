"""A disk that fails at one operation, once or from then on, and how each step takes it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import BinaryIO

from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.file_layer import FileLayer
from tests.faults.figures import Figures
from tests.faults.health import expect_whole
from tests.faults.laptops import Laptop, make_laptop, opened
from tests.faults.reading_back import expect_readable
from tests.faults.steps import STEPS, Step

LOST_BYTES = 0
"""Not an error of the system: the drive gives other bytes back than were written."""
FAULTS = {
    "disk full": errno.ENOSPC,
    "over quota": getattr(errno, "EDQUOT", errno.ENOSPC),
    "failing drive": errno.EIO,
    "no access": errno.EACCES,
    "lost bytes": LOST_BYTES,
}


class FailingLayer(FileLayer):
    """The system's layer, with a fault at operation number `at`; the first is 1, none is 0."""

    def __init__(self, at: int = 0, fault: int = errno.EIO, *, lasting: bool = False) -> None:
        self.at, self.fault, self.lasting = at, fault, lasting
        self.operations: list[str] = []

    def _fails(self, name: str) -> bool:
        self.operations.append(name)
        number = len(self.operations)
        failing = 0 < self.at <= number if self.lasting else number == self.at
        if failing and self.fault != LOST_BYTES:
            raise OSError(self.fault, os.strerror(self.fault))
        return failing

    def create(self, path: Path) -> BinaryIO:
        self._fails("create")
        return super().create(path)

    def write(self, file: BinaryIO, data: bytes) -> None:
        half = len(data) // 2
        super().write(file, data[:half])
        lost = self._fails("write")
        super().write(file, bytes(len(data) - half) if lost else data[half:])

    def sync(self, file: BinaryIO) -> None:
        self._fails("sync")
        super().sync(file)

    def replace(self, source: Path, target: Path) -> None:
        self._fails("replace")
        super().replace(source, target)

    def link(self, source: Path, target: Path) -> None:
        self._fails("link")
        super().link(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._fails("sync_folder")
        super().sync_folder(folder)

    def read(self, path: Path, limit: int) -> bytes:
        lost = self._fails("read")
        data = super().read(path, limit)
        return data[: len(data) // 2] if lost else data

    def remove(self, path: Path) -> None:
        self._fails("remove")
        super().remove(path)

    def pause(self) -> None:
        """Nobody waits in a test."""


@dataclass(frozen=True)
class Case:
    """One fault at one operation of one step, with or without an older file in the way."""

    step: Step
    older: bool
    at: int
    fault: str
    lasting: bool

    def __str__(self) -> str:
        when = "from" if self.lasting else "at"
        where = "over an older file" if self.older else "under a free name"
        return f"{self.step.name}, {where}: {self.fault} {when} operation {self.at}"


def run(share: float, seed: int) -> Figures:
    """Play a share of all cases; raises AssertionError at the first that does harm."""
    chance = Random(seed)  # noqa: S311 - chooses cases, no secrets
    figures = Figures("failing disk")
    with tempfile.TemporaryDirectory() as folder:
        for number, step in enumerate(step for step in STEPS if step.writes):
            template = make_laptop(Path(folder) / f"{number}", step.play(), step.who)
            chosen = [c for c in _cases(step, template, Path(folder)) if chance.random() < share]
            _play_all(chosen, template, Path(folder) / "run", figures)
    return figures


def _play_all(cases: list[Case], template: Laptop, home: Path, figures: Figures) -> None:
    """Play the cases one after the other; a laptop that was not changed serves the next."""
    laptop, older = None, False
    try:
        for case in cases:
            if laptop is None or older != case.older:
                if laptop is not None:
                    laptop.close()
                laptop, older = _fresh(template, home, case.older, case.step), case.older
            if not _play(case, laptop, figures):
                laptop.close()
                laptop = None
    finally:
        if laptop is not None:
            laptop.close()


def _cases(step: Step, template: Laptop, folder: Path) -> Iterator[Case]:
    for older in _before(step, template):
        layer = FailingLayer()
        with opened(_fresh(template, folder / "good", older, step)) as laptop:
            step.act(laptop.desk(layer), laptop)
        for at in range(1, len(layer.operations) + 1):
            reads_back = "create" in layer.operations[: at - 1]
            for fault in FAULTS if reads_back else [*FAULTS][:-1]:
                for lasting in (False, True):
                    yield Case(step, older, at, fault, lasting)


def _before(step: Step, template: Laptop) -> tuple[bool, ...]:
    """Whether an older file of the name is there: without and with, where both may be."""
    if (template.stick / step.writes).exists():
        return (True,)
    return (False, True) if step.may_replace else (False,)


def _fresh(template: Laptop, home: Path, older: bool, step: Step) -> Laptop:
    shutil.rmtree(home, ignore_errors=True)
    laptop = template.copy(home)
    file = laptop.stick / step.writes
    if older and not file.exists():
        file.write_bytes(step.older)
    return laptop


def _play(case: Case, laptop: Laptop, figures: Figures) -> bool:
    """Whether the laptop is as it was."""
    rows, files = laptop.rows(), laptop.files()
    layer = FailingLayer(case.at, FAULTS[case.fault], lasting=case.lasting)
    error = case.step.attempt(laptop.desk(layer), laptop)
    if error is None:
        _expect_written(case, laptop)
        expect_whole(laptop)
        figures.count("survived with the step done")
        return False
    assert laptop.rows() == rows, f"{case}: the database changed"
    assert error.hint, f"{case}: nothing says what to do"
    assert str(laptop.home) in str(error), f"{case}: no file is named"
    _expect_old_files(case, laptop, files, error)
    figures.count("refused with the old state whole")
    return not laptop.leftovers() and laptop.files() == files


def _expect_written(case: Case, laptop: Laptop) -> None:
    written = list(laptop.stick.glob(case.step.writes))
    assert written, f"{case}: no file is there"
    for path in written:
        expect_readable(laptop, path)


def _expect_old_files(case: Case, laptop: Laptop, files: dict[str, str], error: Unreadable) -> None:
    """Nothing changed under a final name; where a dead drive prevents that, it is said."""
    if laptop.files() != files:
        told = "could not be taken back" in str(error) and "Do not hand" in str(error.hint)
        assert case.lasting, f"{case}: a file changed"
        assert told, f"{case}: a file changed and nobody says so"
        _expect_written(case, laptop)
    elif not case.lasting and case.fault != "lost bytes":
        assert laptop.leftovers() == [], f"{case}: a temporary file stays"
