"""Reports of others are taken apart in a child with limits; the answer is the same as without."""

import sys
from collections.abc import Sequence
from functools import cache

import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.child_process import run_child
from evalpanel.report.document import print_report
from evalpanel.report.isolated import CHILD, IsolatedPaper
from evalpanel.report.paper import ReportPaper
from evalpanel.report.revision import MAX_PDF_BYTES
from tests.exchange.hostile_pdfs import ACTIVE, GREEDY
from tests.report.case_fixtures import make_case

HOSTILE = (
    "half", "noise", "locked", "page tree in a circle", "two billion pages", "deep arrays",
    "table that points at itself", "drawing of itself",
)  # fmt: skip


@cache
def report() -> bytes:
    return print_report(make_case(), "en")


def paper(code: str = "", seconds: float = 60) -> IsolatedPaper:
    """A paper whose child is the real one, or runs this code."""
    command: Sequence[str] = (sys.executable, "-c", code) if code else CHILD
    return IsolatedPaper(run_child, command, seconds)


def test_a_child_finds_what_is_found_without_it() -> None:
    assert paper().inspect(report()) == ReportPaper().inspect(report())


def test_a_damaged_report_is_told_with_the_same_sentence() -> None:
    damaged = report()[:-900] + b"/ByteRange"
    with pytest.raises(Unreadable) as inside:
        ReportPaper().inspect(b"no PDF")
    with pytest.raises(Unreadable) as outside:
        paper().inspect(b"no PDF")
    assert str(outside.value) == str(inside.value)
    assert paper().inspect(damaged).flaw == ReportPaper().inspect(damaged).flaw


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_no_report_and_takes_nothing_down(kind: str) -> None:
    with pytest.raises(Unreadable):
        paper().inspect(GREEDY[kind]())


def test_what_acts_in_a_file_is_never_run() -> None:
    with pytest.raises(Unreadable, match="no record"):
        paper().inspect(ACTIVE["attachment"])


def test_a_child_that_hangs_is_stopped() -> None:
    with pytest.raises(Unreadable, match="too much time or memory"):
        paper("import threading; threading.Event().wait()", 0.3).inspect(b"%PDF-")


def test_a_child_that_answers_nonsense_is_told() -> None:
    with pytest.raises(Unreadable, match="not a readable PDF"):
        paper("print('nonsense')").inspect(b"%PDF-")


def test_a_file_that_is_too_large_is_not_given_to_a_child() -> None:
    with pytest.raises(Unreadable, match="not a readable PDF"):
        paper("raise SystemExit(1)").inspect(bytes(MAX_PDF_BYTES + 1))
