"""Text that people typed reaches the terminal as text: no control, no forged line, no formula.

Issue 4, item 9: every free text of a whole evaluation is hostile here.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from evalpanel.bootstrap import new_desk
from evalpanel.cli import session
from evalpanel.cli.run import run
from evalpanel.domain.csv_table import Columns, read_table, write_table
from evalpanel.domain.errors import Refused
from evalpanel.domain.scorefile import read_scores
from evalpanel.domain.text import clean_text
from evalpanel.settings import Workspace
from evalpanel.usecases import scoring
from evalpanel.usecases.ports import Desk
from tests import panels
from tests.hostile_panel import hostile_names, hostile_play, plain_play
from tests.hostile_texts import (
    DIRECTIONS,
    ESCAPES,
    FLOODS,
    FORMATS,
    FORMULAS,
    INVISIBLE,
    LINES,
    PAPER_MARKUP,
    SURROGATE,
    TABLES,
    forbidden_in,
)
from tests.panels import REF

READING = (
    "tender list", "tender show T-1", "candidate list T-1", "candidate scan T-1",
    "candidate expiry T-1", "candidate twice T-1", "gate list T-1", "panel list T-1",
    "panel conflict list T-1", "log T-1", "log --verify", "rank T-1", "consensus agenda T-1",
    "lot overview T-1", "clarify list T-1", "fsck",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> Desk:
    with hostile_names():
        return hostile_play("identified").lead


@pytest.fixture(scope="module")
def plain() -> Desk:
    return plain_play("identified").lead


class Terminal:
    """Runs command lines at a desk in memory."""

    def __init__(
        self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str], desk: Desk | None
    ) -> None:
        """Sit at a desk."""
        self._capture = capture
        if desk is not None:
            patch.setattr(session.Session, "desk", lambda _: desk)

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, answer, and everything else that was said."""
        self._capture.readouterr()
        status = run(["--lang", "en", *arguments], lambda *_: None)
        said = self._capture.readouterr()
        return status, said.out, said.err


@pytest.mark.parametrize("command", READING)
def test_what_is_told_of_a_hostile_tender_has_the_lines_of_a_plain_one(
    command: str,
    hostile: Desk,
    plain: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = []
    for desk in (hostile, plain):
        status, out, err = Terminal(monkeypatch, capsys, desk)(*command.split())
        assert forbidden_in(out + err, "\n\t") == set()
        told.append((status, out.count("\n"), err.count("\n")))
    assert told[0] == told[1]
    assert told[0][0] in (0, 1), command


WRONG = (
    ("tender", "show", "{}"), ("rank", "T-1", "--lot", "{}"), ("tender", "check", "{}"), ("{}",),
    ("tender", "{}"), ("tender", "show", "T-1", "--{}"), ("--lang", "{}", "tender", "list"),
    ("consensus", "record", "T-1", "--lot", "{}", "--candidate", "{}", "--item", "{}",
     "--score", "{}", "--reason", "{}"),
    ("candidate", "mask", "T-1", "{}", "--name", "{}", "--reason", "{}"),
    ("candidate", "withdraw", "T-1", "{}", "--reason", "{}"),
    ("gate", "judge", "T-1", "{}", "{}", "{}"),
    ("panel", "confirm", "T-1", "{}"), ("draw", "verify", "{}"),
    ("tender", "plan", "T-1", "{}", "{}"),
    ("dates", "{}"), ("verify", "{}"), ("score", "import", "T-1", "{}"), ("merge", "T-1", "{}"),
)  # fmt: skip


@pytest.mark.parametrize("command", WRONG, ids=" ".join)
def test_a_wrong_value_is_given_back_as_text(
    command: Sequence[str],
    hostile: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal = Terminal(monkeypatch, capsys, hostile)
    texts = [" ".join(kind).replace("\0", "") for kind in (ESCAPES, LINES, FORMATS, PAPER_MARKUP)]
    for text in (*texts, FLOODS[0], DIRECTIONS + INVISIBLE, "{0.__class__}", "=1+1", ""):
        given = [part.replace("{}", text) for part in command]
        for options in ([], ["--debug"]):
            status, out, err = terminal(*options, *given)
            assert status in (0, 1, 2, 3)
            assert "should not happen" not in err, given
            assert forbidden_in(out + err, "\n\t") == set(), given


@pytest.mark.parametrize("command", WRONG, ids=" ".join)
def test_bytes_that_are_no_text_are_refused(
    command: Sequence[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Arguments and file names may hold any bytes; Python hands them over as lone surrogates."""
    given = [part.replace("{}", SURROGATE) for part in command]
    status, out, err = Terminal(monkeypatch, capsys, None)(*given)
    assert (status, out) == (2, "")
    assert "a⟨U+D800⟩b⟨U+DCFF⟩c" in err


def test_scores_with_hostile_texts_come_back_from_a_table_that_runs_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with hostile_names():
        play = hostile_play("open")
        desk = play.desk(panels.ASSESSORS[0])
        [first, *_] = play.scores(panels.ASSESSORS[0])
    for text in (*FORMULAS, *TABLES, *ESCAPES[::4], *LINES[::4], FLOODS[0]):
        scoring.save_score(desk, REF, first.model_copy(update={"reason": text}))
        status, out, _ = Terminal(monkeypatch, capsys, desk)("score", "export", "T-1")
        assert status == 0
        rows = read_scores(out.encode())
        assert [row.reason for row in rows if row.reason] == [clean_text(text)]
        assert forbidden_in(out, "\r\n\t") == set()
        for row in csv.reader(io.StringIO(out, newline="")):
            assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in row), row


def test_a_step_that_is_a_formula_is_written_as_text() -> None:
    """The column `score` holds what a scale calls its steps: signs stay, formulas do not."""
    columns = Columns(("score",), ())
    for code, cell in (("-1", "-1"), ("+/-", "+/-"), ("=1+1", "'=1+1"), ("+A1", "'+A1")):
        written = write_table(columns, [{"score": code}])
        assert written == f"score\r\n{cell}\r\n".encode()
        assert read_table(written, columns)[0].cells["score"] == code


@pytest.mark.parametrize("hidden", ["\x1b[31m", "\n", "\t", "\u202e", "\u200b", "\u3164"])
def test_nobody_takes_a_name_that_does_not_show(hidden: str, tmp_path: Path) -> None:
    """Else two members could look the same on every list."""
    with pytest.raises(Refused, match="does not show"):
        new_desk(Workspace(tmp_path / "home"), f"An{hidden}na", "", "", "vier korte woorden hier")
    assert not (tmp_path / "home").exists()


def test_a_record_full_of_hostile_texts_forges_no_line_of_its_verification(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name such as `Anna`, line break, `ok signatures` must not look like a check."""
    with hostile_names():
        records = [hostile_play("reported").record()]
    records.append(plain_play("reported").record())
    told = []
    for number, record in enumerate(records):
        file = tmp_path / f"{number}.evrecord"
        file.write_bytes(record.canonical())
        status, out, err = Terminal(monkeypatch, capsys, None)("verify", str(file))
        assert forbidden_in(out + err, "\n\t") == set()
        told.append((status, [line[:12] for line in out.splitlines()], err.count("\n")))
    assert told[0][0] == told[1][0]
    assert len(told[0][1]) == len(told[1][1])
    assert told[0][2] == told[1][2]
