"""What every unit of work does; the fake and the real one pass the same tests."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from evalpanel.domain.audit_check import check_links, link_of
from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.errors import Unreadable
from evalpanel.usecases.ports import UnitOfWork
from tests.domain.test_draw_entries import held
from tests.store import samples

Work = Callable[[], UnitOfWork]

SHELVES = [
    ("tenders", samples.tender()),
    ("applications", samples.application()),
    ("acts", samples.act()),
    ("members", samples.member()),
    ("participations", samples.participation()),
    ("packages", samples.package()),
    ("drafts", samples.draft()),
    ("seals", samples.seal()),
    ("openings", samples.opening()),
    ("sheets", samples.sheet()),
    ("reports", samples.report()),
]
LEDGERS = [
    ("shifts", samples.shift()),
    ("register", samples.withdrawal()),
    ("register", held()),
    ("judgements", samples.judgement()),
    ("draft_history", samples.draft()),
    ("decisions", samples.decision()),
]
CHANGES: list[tuple[str, Any, dict[str, Any]]] = [
    ("tenders", samples.tender(), {"title": "new", "locked_at": samples.AT}),
    ("members", samples.member(), {"confirmed": True}),
    ("acts", samples.act(), {"confirmed_by": "B", "confirmed_at": samples.AT}),
    ("openings", samples.opening(), {"closed_at": samples.AT}),
]


@pytest.mark.parametrize(("shelf", "value"), SHELVES, ids=[name for name, _ in SHELVES])
def test_a_shelf_gives_back_exactly_what_was_put(work: Work, shelf: str, value: Any) -> None:
    with work() as unit:
        getattr(unit, shelf).put(value)
        unit.commit()
    with work() as unit:
        kept = getattr(unit, shelf)
        assert kept.get(*value.key) == value
        assert kept.of() == kept.of(value.key[0]) == kept.of(*value.key) == (value,)


@pytest.mark.parametrize(("ledger", "value"), LEDGERS, ids=[name for name, _ in LEDGERS])
def test_a_ledger_keeps_all_that_was_added(work: Work, ledger: str, value: Any) -> None:
    with work() as unit:
        getattr(unit, ledger).add(value)
        getattr(unit, ledger).add(value)
        unit.commit()
    with work() as unit:
        kept = getattr(unit, ledger)
        assert kept.of() == kept.of(value.key[0]) == kept.of(*value.key) == (value, value)


@pytest.mark.parametrize(("shelf", "value", "change"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_later_value_replaces_the_one_with_its_key(
    work: Work, shelf: str, value: Any, change: dict[str, Any]
) -> None:
    later = value.model_copy(update=change)
    with work() as unit:
        getattr(unit, shelf).put(value)
        unit.commit()
    with work() as unit:
        getattr(unit, shelf).put(later)
        assert getattr(unit, shelf).of() == (later,)
        unit.commit()
    with work() as unit:
        assert getattr(unit, shelf).get(*value.key) == later


def test_what_is_not_there_is_none_or_empty(work: Work) -> None:
    with work() as unit:
        assert unit.tenders.get("nothing") is None
        assert unit.drafts.of("nothing") == ()
        assert unit.decisions.of() == ()
        assert unit.log.head() is None
        assert unit.log.entries() == ()


def test_a_key_of_another_length_is_a_mistake_of_the_caller(work: Work) -> None:
    with work() as unit:
        with pytest.raises(ValueError, match="key"):
            unit.applications.get(samples.REFERENCE)
        with pytest.raises(ValueError, match="key"):
            unit.shifts.of(samples.REFERENCE, "award")


def test_values_come_in_the_order_of_their_first_put(work: Work) -> None:
    names = ("C-9", "C-1", "C-5")
    with work() as unit:
        for name in names:
            unit.drafts.put(samples.draft(name))
        unit.commit()
    with work() as unit:
        unit.drafts.put(samples.draft("C-9", reason="later"))
        unit.commit()
    with work() as unit:
        assert tuple(each.score.candidate for each in unit.drafts.of(samples.REFERENCE)) == names


def test_a_prefix_selects_by_whole_parts_of_the_key(work: Work) -> None:
    with work() as unit:
        for reference in ("R", "R2", "r", "%", "_"):
            unit.tenders.put(samples.tender(reference))
        for number in (1, 2, 11):
            unit.packages.put(samples.package(number))
        unit.packages.put(samples.package(1, panel="Q"))
        assert unit.tenders.of("R") == (samples.tender("R"),)
        assert unit.tenders.of("%") == (samples.tender("%"),)
        assert unit.packages.of(samples.REFERENCE, "P", "1") == (samples.package(1),)
        assert len(unit.packages.of(samples.REFERENCE, "P")) == 3
        assert unit.packages.of(samples.REFERENCE, "P", "01") == ()
        assert unit.packages.of(samples.REFERENCE, "P", "one") == ()


@pytest.mark.parametrize("key", [samples.ODD, "", "a\0b", "1' OR '1'='1", "I\u0307", "I"])
def test_a_key_may_be_any_text(work: Work, key: str) -> None:
    others = ("a", "a\0", "i")
    with work() as unit:
        for reference in (key, *others):
            unit.tenders.put(samples.tender(reference))
        unit.commit()
    with work() as unit:
        assert unit.tenders.get(key) == samples.tender(key)
        assert unit.tenders.of(key) == (samples.tender(key),)
        assert len(unit.tenders.of()) == 4


def test_work_sees_its_own_changes_before_it_commits(work: Work) -> None:
    with work() as unit:
        unit.drafts.put(samples.draft())
        assert unit.drafts.get(*samples.draft().key) == samples.draft()


def test_what_is_not_committed_is_undone(work: Work) -> None:
    with work() as unit:
        unit.tenders.put(samples.tender())
        unit.commit()
    with work() as unit:
        _touch_everything(unit)
    with work() as unit:
        assert unit.tenders.of() == (samples.tender(),)
        assert [unit.shifts.of(), unit.drafts.of(), unit.log.entries()] == [(), (), ()]
        with pytest.raises(Unreadable):
            unit.documents.get(sha256_hex(b"paper"))


def test_an_error_undoes_all_of_the_work(work: Work) -> None:
    with pytest.raises(ZeroDivisionError), work() as unit:
        _fail(unit)
    with work() as unit:
        assert [unit.tenders.of(), unit.shifts.of(), unit.log.entries()] == [(), (), ()]


def test_work_after_a_commit_needs_a_commit_of_its_own(work: Work) -> None:
    with work() as unit:
        unit.shifts.add(samples.shift(reason="kept"))
        unit.commit()
        unit.shifts.add(samples.shift(reason="lost"))
    with work() as unit:
        assert [shift.reason for shift in unit.shifts.of()] == ["kept"]


def test_a_commit_of_nothing_is_fine(work: Work) -> None:
    with work() as unit:
        unit.commit()


def test_a_second_piece_of_work_waits_and_then_says_so(work: Work) -> None:
    with work() as first:
        first.tenders.put(samples.tender())
        with work() as second, pytest.raises(Unreadable, match="in use by another window"):
            second.tenders.of()
        first.commit()
    with work() as third:
        assert third.tenders.of() == (samples.tender(),)


def test_documents_are_known_by_their_hash(work: Work) -> None:
    with work() as unit:
        sha256 = unit.documents.put(b"paper\0\xff")
        assert unit.documents.put(b"paper\0\xff") == sha256
        empty = unit.documents.put(b"")
        unit.commit()
    with work() as unit:
        assert unit.documents.put(b"paper\0\xff") == sha256
        assert unit.documents.get(sha256) == b"paper\0\xff"
        assert unit.documents.get(empty) == b""


def test_a_document_that_is_not_here_is_said_to_be_missing(work: Work) -> None:
    with work() as unit, pytest.raises(Unreadable, match=r"document 0000 is not in this workspace"):
        unit.documents.get("0000")


def test_the_log_is_one_chain_over_all_pieces_of_work(work: Work) -> None:
    for number in range(3):
        with work() as unit:
            first = unit.log.append(samples.event(f"first {number}"))
            second = unit.log.append(samples.event(f"second {number}"))
            assert (first.seq, second.seq) == (2 * number + 1, 2 * number + 2)
            unit.commit()
    with work() as unit:
        entries = unit.log.entries()
        assert len(entries) == 6
        assert unit.log.head() == entries[-1]
        assert check_links(map(link_of, entries), [entries[2].anchor, entries[-1].anchor]) is None


def test_an_undone_entry_leaves_no_gap_in_the_log(work: Work) -> None:
    with work() as unit:
        unit.log.append(samples.event("kept"))
        unit.commit()
    with work() as unit:
        unit.log.append(samples.event("undone"))
    with work() as unit:
        assert unit.log.append(samples.event("next")).seq == 2
        assert check_links(map(link_of, unit.log.entries())) is None


def test_each_thread_may_do_its_own_work(work: Work) -> None:
    def save(number: int) -> None:
        with work() as unit:
            unit.drafts.put(samples.draft(f"C-{number}"))
            unit.commit()

    threads = [Thread(target=save, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
        thread.join()
    with work() as unit:
        assert len(unit.drafts.of()) == 3


def _fail(unit: UnitOfWork) -> None:
    _touch_everything(unit)
    raise ZeroDivisionError


def _touch_everything(unit: UnitOfWork) -> None:
    unit.tenders.put(samples.tender(title="changed"))
    unit.shifts.add(samples.shift())
    unit.drafts.put(samples.draft())
    unit.documents.put(b"paper")
    unit.log.append(samples.event())
