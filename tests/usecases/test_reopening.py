"""A sealed sheet may change before the opening, with a reason; both versions stay (R-35)."""

from collections.abc import Callable, Sequence

import pytest

from evalpanel.domain.audit import Event, chain
from evalpanel.domain.errors import EvalPanelError, Refused
from evalpanel.domain.record import LogEntry, RecordV1, RegisterEntry, SheetEntry
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reopenings import REOPEN_NAMESPACE, Reopening, ReopeningV1, SupersededSheet
from evalpanel.domain.shown_log import ShownEntry, ShownLog
from evalpanel.usecases import merging, reopening, rounds, scoring, sealing
from evalpanel.usecases.overview import list_work
from tests.domain.test_verification import at, change, no
from tests.panels import LEAD, OUT, REF, STRANGER, Play, person, play
from tests.sealing_exceptions import (
    ANN,
    BEN,
    CAS,
    finished,
    merge,
    package_of,
    reopen,
    rescore,
    step_back,
    verdict,
)
from tests.usecases.test_dishonest_sheets import put
from tests.usecases.test_merging import onion_of, outer


def reopened() -> Play:
    """Ann's sheet was sealed, merged, reopened, changed, sealed again and merged."""
    found = play("merged", "mean")
    reopen(found, ANN)
    rescore(found, ANN, "2")
    assert merge(found, found.seal(ANN)).ready
    return found


def commitment_of(found: Play, name: str = ANN, owner: str = LEAD) -> str:
    with found.desk(owner).work() as work:
        seal = work.seals.get(REF, "main", "1", person(name).sign_key)
    assert seal is not None
    return seal.commitment


def forged(found: Play, by: str = LEAD, **changes: object) -> bytes:
    """A reopening as another program could make it."""
    package = package_of(found)
    with found.lead.work() as work:
        sha256 = work.packages.of(REF)[0].sha256
    told = ReopeningV1(
        signer=person(by).sign_key, reference=REF, panel_id=package.panel_id, panel="main",
        round=1, package=sha256, member=person(ANN).sign_key,
        commitment=commitment_of(found, owner=ANN), reason="R", by=by,
        at="2026-11-23T10:00:00Z", anchor=package.anchor,
    ).model_copy(update=changes)  # fmt: skip
    packed = found.lead.containers.pack(told.to_json(), (), person(by), REOPEN_NAMESPACE)
    return found.lead.envelopes.encrypt(packed, [person(ANN).receive_key])


def test_the_round_waits_again_and_the_member_is_told_why() -> None:
    found = play("merged", "mean")
    made = reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="Two plans were mixed up")
    assert merge(found).waiting_for == (ANN,)
    with pytest.raises(Refused, match=f"Waiting for: {ANN}"):
        rounds.open_round(found.lead, REF)
    [line] = [one for one in merging.merge_status(found.lead, REF) if one.name == ANN]
    assert (line.reopened, line.seal_code) == (True, "")
    told = reopening.take_reopening(found.desk(ANN), found.files.content[made.file])
    assert (told.reason, told.by, told.code) == ("Two plans were mixed up", LEAD, made.code)
    desktop = scoring.open_desktop(found.desk(ANN), REF)
    assert (desktop.sealed_code, desktop.reopened) == ("", "Two plans were mixed up")
    assert not desktop.gaps


def test_the_new_sheet_names_the_old_one_and_both_are_in_the_record() -> None:
    """R-35: both versions and both codes; only the last counts."""
    found = play("merged", "mean")
    old = commitment_of(found)
    reopen(found, ANN)
    rescore(found, ANN, "2")
    merge(found, found.seal(ANN))
    record = finished(found)
    [former] = of_kind(record.register(), SupersededSheet)
    [entry] = of_kind(record.register(), Reopening)
    [sheet] = [e for e in record.entries(SheetEntry) if e.sheet.member == person(ANN).sign_key]
    assert former.commitment == entry.commitment == sheet.sheet.sheet.supersedes == old
    assert sheet.commitment != old
    given = {s.cell: s.score for s in former.sheet.scores}
    now = {s.cell: s.score for s in sheet.sheet.sheet.scores}
    assert {cell for cell in given if given[cell] != now[cell]} == {
        ("1", found.code("alpha", "1"), "A1")
    }


def test_a_sheet_can_be_reopened_twice() -> None:
    found = reopened()
    found.clock.move(minutes=1)
    reopen(found, ANN, "Once more")
    rescore(found, ANN, "4")
    assert merge(found, found.seal(ANN)).ready
    record = finished(found)
    assert len(of_kind(record.register(), SupersededSheet)) == 2


def test_sealing_without_a_change_is_a_new_sheet_all_the_same() -> None:
    found = play("merged", "mean")
    old = commitment_of(found)
    reopen(found, ANN)
    found.clock.move(minutes=1)
    sealing.seal_sheet(found.desk(ANN), REF, OUT)
    assert merge(found, found.seal(ANN)).ready
    assert commitment_of(found) != old


def test_the_seal_that_was_taken_back_does_not_come_in_again() -> None:
    found = play("merged", "mean")
    reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="R")
    word, why = verdict(found, found.seal(ANN))
    assert word == "refused"
    assert "sealed anew" in why


def test_a_second_seal_that_nobody_reopened_is_refused_with_both_codes() -> None:
    """trust.md 3: an evaluator alters after sealing."""
    found, other = play("merged", "mean"), reopened()
    found.files.content[found.seal(ANN)] = other.files.content[other.seal(ANN)]
    assert "sealed twice" in verdict(found, found.seal(ANN))[1]


def test_a_member_who_was_reopened_may_step_back() -> None:
    found = play("merged", "recusal_mean")
    reopen(found, ANN)
    assert merge(found, step_back(found, ANN).file).ready
    record = finished(found)
    assert len(record.entries(SheetEntry)) == 2


def test_what_cannot_be_reopened() -> None:
    """A seal that is not in, a member without one, no reason, and anything after the opening."""
    found = play("sealed", "mean")
    for name, says in ((ANN, "No seal"), (LEAD, "does not score"), ("Nobody", "Nobody")):
        with pytest.raises(Refused, match=says):
            reopening.reopen_seal(found.lead, REF, name, OUT, reason="R")
    merge(found, *(found.seal(name) for name in (ANN, BEN, CAS)))
    with pytest.raises(Refused, match="reason"):
        reopening.reopen_seal(found.lead, REF, ANN, OUT, reason=" ")
    rounds.open_round(found.lead, REF)
    with pytest.raises(Refused, match="what was sealed for it stands"):
        reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="R")


def test_a_failing_stick_leaves_the_seal_where_it_is() -> None:
    found = play("merged", "mean")
    found.files.full = True
    with pytest.raises(EvalPanelError):
        reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="R")
    found.files.full = False
    assert merge(found).ready


@pytest.mark.parametrize(
    ("by", "changes", "says"),
    [
        (STRANGER, {}, "does not come from"),
        (BEN, {}, "does not come from"),
        (LEAD, {"member": person(BEN).sign_key}, "not about the sheet"),
        (LEAD, {"commitment": "0" * 64}, "not about the sheet"),
        (LEAD, {"panel_id": "other"}, "No package"),
        (LEAD, {"round": 2}, "No package"),
        (LEAD, {"reference": "T-2"}, "No package"),
    ],
)
def test_a_reopening_of_another_person_or_sheet_changes_nothing(
    by: str, changes: dict[str, object], says: str
) -> None:
    found = play("merged", "mean")
    before = found.databases[ANN].state
    with pytest.raises(Refused, match=says):
        reopening.take_reopening(found.desk(ANN), forged(found, by, **changes))
    assert found.databases[ANN].state is before


def test_a_reopening_of_a_seal_that_never_came_in_lets_no_other_sheet_count() -> None:
    """A dishonest organiser forges it; an honest workspace does not take the new sheet in."""
    found = play("sealed", "mean")
    merge(found, found.seal(BEN), found.seal(CAS))
    reopening.take_reopening(found.desk(ANN), forged(found))
    rescore(found, ANN, "2")
    assert "never came in" in verdict(found, found.seal(ANN))[1]


def test_opening_the_file_twice_does_nothing_more() -> None:
    found = play("merged", "mean")
    made = reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="R")
    told = [
        reopening.take_reopening(found.desk(ANN), found.files.content[made.file]) for _ in range(2)
    ]
    assert [(one.again, one.sealed_code) for one in told] == [(False, ""), (True, "")]
    rescore(found, ANN, "2")
    state = found.databases[ANN].state
    last = reopening.take_reopening(found.desk(ANN), found.files.content[made.file])
    assert (last.again, last.sealed_code) == (
        True, scoring.open_desktop(found.desk(ANN), REF).sealed_code
    )  # fmt: skip
    assert found.databases[ANN].state is state
    assert scoring.open_desktop(found.desk(ANN), REF).sealed_code


def nth(record: RecordV1, kind: type) -> int:
    return next(n for n, e in enumerate(record.entries(RegisterEntry)) if isinstance(e.entry, kind))


def hidden(kind: type) -> Callable[[RecordV1], RecordV1]:
    return lambda record: change(RegisterEntry, lambda _: None, nth(record, kind))(record)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (hidden(SupersededSheet), "before it was reopened is missing"),
        (hidden(Reopening), "never reopened"),
        (lambda r: hidden(Reopening)(hidden(SupersededSheet)(r)), "nobody reopened that"),
        (lambda r: at(RegisterEntry, "entry.reason", "Other", nth(r, Reopening))(r),
         "not as it was signed"),
        (lambda r: at(RegisterEntry, "entry.member", person(BEN).sign_key, nth(r, Reopening))(r),
         "not as it was signed"),
        (lambda r: at(RegisterEntry, "entry.signature", "x", nth(r, SupersededSheet))(r),
         "not as Ann One signed it"),
        (lambda r: at(RegisterEntry, "entry.panel", "other", nth(r, SupersededSheet))(r),
         "belongs to no round"),
    ],
)  # fmt: skip
def test_neither_version_can_be_hidden_or_changed(
    how: Callable[[RecordV1], RecordV1], says: str
) -> None:
    """A dishonest organiser hides the sheet that was superseded, or the reopening, or both."""
    record = finished(reopened())
    assert says in no(how(record))["record_chain"]


def test_a_reopening_after_the_opening_does_not_verify() -> None:
    """The organiser opens, dislikes it, and reopens with another program: the log says when."""
    record = finished(reopened())
    changed = change(LogEntry, _reopened_at_the_end)(record)
    assert set(no(changed)) == {"record_chain"}
    assert "reopened after the round was opened" in no(changed)["record_chain"]
    unlogged = change(LogEntry, _not_reopened)(record)
    assert "reopened after the round was opened" in no(unlogged)["record_chain"]


def _reopened_at_the_end(entry: LogEntry) -> LogEntry:
    assert entry.log is not None
    events = entry.log.events()
    late = [event for event in events if event.what == "seal.reopen"]
    return _rechained(entry, [*(event for event in events if event not in late), *late])


def _not_reopened(entry: LogEntry) -> LogEntry:
    assert entry.log is not None
    return _rechained(entry, [e for e in entry.log.events() if e.what != "seal.reopen"])


def _rechained(entry: LogEntry, events: Sequence[Event]) -> LogEntry:
    """The log with these events in this order, and with hashes that are right."""
    assert entry.log is not None
    head, made = entry.log.start, []
    for event in events:
        made.append(chain(head, event))
        head = made[-1].anchor
    shown = tuple(ShownEntry.model_validate(one.model_dump()) for one in made)
    return LogEntry(anchor=head, log=ShownLog(start=entry.log.start, entries=shown))


def test_a_first_sheet_that_another_program_sealed_keeps_the_round_closed() -> None:
    """Both versions must be readable; the message names the member."""
    found = play("merged", "mean")
    seal, container = outer(found, ANN)
    put(found, seal, onion_of(found, b"{}"), seal.commitment, container)
    reopen(found, ANN)
    rescore(found, ANN, "2")
    assert merge(found, found.seal(ANN)).ready
    with pytest.raises(EvalPanelError, match=f"{ANN} is not what its seal promised"):
        rounds.open_round(found.lead, REF)


def test_home_says_why_a_sheet_was_reopened_until_it_is_sealed_again() -> None:
    found = play("merged", "mean")
    reopen(found, ANN, "Two plans were mixed up")
    [item] = list_work(found.desk(ANN))
    assert (item.phase, "Two plans were mixed up" in str(item.next_step)) == ("scoring", True)
    rescore(found, ANN, "2")
    [item] = list_work(found.desk(ANN))
    assert item.phase == "handed_in"
