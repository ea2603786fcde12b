"""Threats from mishaps, and to what a workspace remembers: rows 25 to 30."""

import subprocess
import sys
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from evalpanel import bootstrap
from evalpanel.domain.anchor import START
from evalpanel.domain.audit import Entry, chain
from evalpanel.domain.audit_check import check_links, link_of
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.exchange.files import PART_PREFIX, LocalFiles
from evalpanel.settings import Workspace
from evalpanel.usecases import declaring, sealing
from evalpanel.usecases.inviting import CODE_WORDS
from evalpanel.usecases.journal import clock_warning
from evalpanel.usecases.own_anchors import own_anchors
from tests.faults import killing, torn_journal
from tests.faults.failing_disk import FAULTS, FailingLayer
from tests.faults.steps import OLD
from tests.panels import ASSESSORS, OUT, REF, Play, TalkingChance, play
from tests.quick_keys import use_quick_keys

ANN = ASSESSORS[0]


def power_that_fails_and_a_process_that_is_killed() -> None:
    """WAL+FULL, atomic_write+read-back; nothing acknowledged is lost."""
    counts = torn_journal.run(4, 25).counts
    assert counts["commits kept"] >= counts["commits before the damage"]
    if killing.CAN_FORK:
        code = (
            "from tests.faults import killing\nfrom tests.faults.errands import ERRANDS\n"
            "print(killing.run(4, 25, ERRANDS[:2]).line())"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        assert "4 kills" in done.stdout
        assert " 0 lost" in done.stdout


def _log(found: Play) -> tuple[Entry, ...]:
    with found.lead.work() as work:
        return work.log.entries()


def a_log_that_its_owner_wrote_anew() -> None:
    """Anchors (seq, hash) inside package, seals, report.

    A new chain and a cut tail pass alone, and fail with an anchor.
    """
    found = play("reported")
    with found.lead.work() as work:
        anchors = own_anchors(found.lead, work)
    whole = _log(found)
    head, anew = START, []
    for entry in whole:
        told = entry.event.model_copy(update={"by": "Nobody"}) if entry.seq == 2 else entry.event
        anew.append(chain(head, told))
        head = anew[-1].anchor
    cut = whole[: anchors[-1].seq - 1]
    assert check_links(map(link_of, whole), anchors) is None
    for forged, says in ((anew, "rewritten"), (cut, "was cut")):
        assert check_links(map(link_of, forged)) is None
        assert says in str(check_links(map(link_of, forged), anchors))


def a_chair_who_begins_again() -> None:
    """ "you already sealed", both panels are listed."""
    found = play("round")
    code = TalkingChance().phrase(CODE_WORDS)
    invite = declaring.read_invite(found.desk(ANN), found.files.content[OUT / "T-1.evinvite"], code)
    again = invite.model_copy(update={"panel_id": "f" * 32})
    with pytest.raises(Refused, match="already sealed") as refused:
        declaring.declare(found.desk(ANN), again, (), OUT)
    with found.desk(ANN).work() as work:
        [seal] = work.seals.of(REF)
    for shown in (seal.code, invite.panel_id[:8], "ffffffff"):
        assert shown in str(refused.value)
    assert found.log(ANN)[-1] == "invite.conflict"
    assert found.log().count("round.open") == 1


def a_clock_that_is_set_back() -> None:
    """Flag now < package time or < last entry; both clocks stored; no block."""
    found = play("scored")
    before = found.clock.at
    assert clock_warning(found.desk(ANN)) is None
    found.clock.at -= timedelta(days=365)
    assert "You can go on" in str(clock_warning(found.desk(ANN)))
    assert sealing.seal_sheet(found.desk(ANN), REF, OUT).code
    with found.desk(ANN).work() as work:
        head = work.log.head()
    assert head is not None
    assert head.event.at < head.event.after <= before.strftime("%Y-%m-%dT%H:%M:%SZ")


def a_passphrase_that_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recovery sheet; restored on a fresh machine from paper."""
    use_quick_keys(monkeypatch)
    desk, code = bootstrap.new_desk(
        Workspace(tmp_path / "old"), ANN, "", "", "eerste wachtzin hier"
    )
    fresh = Workspace(tmp_path / "new")
    typed = code.lower().replace(" ", "-")
    with pytest.raises(Unreadable):
        bootstrap.restore_desk(fresh, typed[:-1] + "x", ANN, "", "", "tweede wachtzin hier")
    restored = bootstrap.restore_desk(fresh, typed, ANN, "", "", "tweede wachtzin hier")
    assert restored.me == desk.me
    sealed = desk.envelopes.encrypt(b"for Ann", [desk.me.receive_key])
    assert restored.me.decrypt(sealed) == b"for Ann"


def a_stick_that_is_full_swapped_or_pulled_out(tmp_path: Path) -> None:
    """Temp name + fsync + rename + read-back hash, "safe to remove" only then."""
    target = tmp_path / "seal.evseal"
    good = FailingLayer()
    LocalFiles(good).write(target, OLD)
    assert {"create", "write", "sync", "read"} <= {*good.operations}
    for fault, at in product(FAULTS, range(1, len(good.operations) + 1)):
        target.write_bytes(OLD)
        layer = FailingLayer(at, FAULTS[fault])
        refused = _refused(LocalFiles(layer), target)
        expected = b"new content" if refused is None else OLD
        assert target.read_bytes() == expected
        leftovers = [*tmp_path.glob(f"{PART_PREFIX}*")]
        assert not leftovers or fault == "lost bytes"
        for leftover in leftovers:
            leftover.unlink()


def _refused(files: LocalFiles, target: Path) -> Unreadable | None:
    """The error that names the file and says what to do, if writing does not succeed."""
    try:
        files.write(target, b"new content")
    except Unreadable as error:
        told = (str(target) in str(error), bool(error.hint))
        return error if all(told) else None
    return None
