"""Random changes of every kind of file: each is refused with a sentence, soon, and does nothing."""

import time
from collections.abc import Callable, Mapping
from random import Random

from evalpanel.domain.errors import EvalPanelError
from tests.faults.exception_kinds import EXCEPTIONS
from tests.faults.figures import Figures
from tests.faults.file_kinds import FileKind
from tests.faults.usual_kinds import USUAL

KINDS: Mapping[str, Callable[[], FileKind]] = {**USUAL, **EXCEPTIONS}
MOST_SECONDS = 2.0


def run(name: str, count: int, seed: int) -> Figures:
    """That many changes of a kind; AssertionError where one is accepted or does harm."""
    return _damage(KINDS[name](), count, seed)


def _damage(kind: FileKind, count: int, seed: int) -> Figures:
    chance = Random(f"{seed} {kind.name}")  # noqa: S311 - chooses changes, no secrets
    figures = Figures(f"changes of {kind.name}")
    before, slowest = kind.state(), 0.0
    for number in range(count):
        level, data = kind.changed(chance)
        case = f"{kind.name}, change {number} of {level}"
        started = time.process_time()
        _expect_refused(kind, data, case)
        slowest = max(slowest, time.process_time() - started)
        assert slowest < MOST_SECONDS, f"{case}: {slowest:.1f} s"
        assert kind.state() is before, f"{case}: the workspace changed"
        figures.count(f"of the {level}" if level != "bytes" else "of the bytes outside")
        figures.count("refused")
    figures.count("accepted", 0)
    figures.note(f"slowest {slowest * 1000:.0f} ms")
    return figures


def _expect_refused(kind: FileKind, data: bytes, case: str) -> None:
    try:
        kind.read(data)
    except EvalPanelError as error:
        said = str(error)
    except Exception as error:
        raise AssertionError(f"{case}: {type(error).__name__}: {error}") from error
    else:
        raise AssertionError(f"{case}: accepted")
    assert said, f"{case}: refused without a word"
