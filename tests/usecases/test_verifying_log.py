"""The log of a workspace and of a tender, verified by its owner and by outsiders (R-93)."""

from pathlib import Path

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.shown_log import LogV1
from evalpanel.domain.variants import make_variant
from evalpanel.usecases import tenders
from evalpanel.usecases.ports import SignedPaper
from evalpanel.usecases.verifying_log import export_log, verify_log, verify_log_file
from tests.panels import ASSESSORS, REF, REPORT, JsonPaper, Play, play, the_rules, toml_file

ANN = ASSESSORS[0]
FILE = Path("/out/log.json")
SECRET = "Something that the town keeps to itself"


def _exported(found: Play) -> bytes:
    export_log(found.lead, REF, FILE)
    return found.files.content[FILE]


def test_the_whole_log_is_checked_against_every_head_that_is_known_here() -> None:
    found = play("signed")
    verdict = verify_log(found.lead)
    assert verdict.flaw is None
    assert str(verdict.sentence).startswith(f"The log is whole: {len(found.log())} entries")
    assert verdict.anchors >= 2  # package and report
    assert verify_log(found.desk(ANN)).anchors >= 1  # the seal


def test_an_empty_log_is_whole() -> None:
    found = play("new")
    verdict = verify_log(found.desk(ANN))
    assert (verdict.entries, verdict.head.seq, verdict.flaw) == (0, 0, None)


def test_outsiders_verify_the_log_of_one_tender_and_see_nothing_of_another() -> None:
    found = play("new")
    tenders.create_tender(found.lead, toml_file(the_rules(reference="T-2", title=SECRET)))
    tenders.plan_milestone(found.lead, "T-2", "deadline", "2026-12", SECRET)
    tenders.lock_tender(found.lead, REF)
    data = _exported(found)
    assert SECRET.encode() not in data
    assert b"T-2" not in data
    exported = LogV1.from_bytes(data)
    assert len(exported.log.entries) > len(exported.log.events()) > 1
    verdict = verify_log_file(data, None, JsonPaper())
    assert verdict.flaw is None
    assert verdict.head == verify_log(found.lead).head


def test_an_exported_log_is_compared_with_a_report() -> None:
    found = play("reported")
    data, report = _exported(found), found.files.content[REPORT]
    assert verify_log_file(data, report, JsonPaper()).flaw is None
    alone = verify_log_file(data, None, JsonPaper())
    assert str(alone.sentence) == f"The log is whole: {alone.entries} entries in one chain."
    state = found.databases[found.lead.me.name].state
    state.log = state.log[:-3]
    cut = verify_log_file(_exported(found), report, JsonPaper())
    assert "The log was cut" in str(cut.sentence)
    assert verify_log_file(_exported(found), None, JsonPaper()).flaw is None


class PdfPaper(JsonPaper):
    """Reports that begin as a PDF does."""

    def inspect(self, pdf: bytes) -> SignedPaper:
        """What the file holds behind its first bytes."""
        return super().inspect(pdf.removeprefix(b"%PDF-"))


def test_the_log_in_a_report_is_checked_by_itself() -> None:
    found = play("reported")
    report = b"%PDF-" + found.files.content[REPORT]
    verdict = verify_log_file(report, None, PdfPaper())
    assert verdict.flaw is None
    assert verdict.entries == len(found.log())
    shown = make_variant(found.record(), "shareable")
    variant = b"%PDF-" + JsonPaper().print_report(shown, "en")
    with pytest.raises(Refused, match="does not show the log"):
        verify_log_file(variant, None, PdfPaper())


def test_a_changed_entry_of_an_exported_log_is_named() -> None:
    data = _exported(play("reported")).replace(b"Lena Lead", b"Lena Lied", 3)
    verdict = verify_log_file(data, None, JsonPaper())
    assert "The log was changed at entry" in str(verdict.sentence)


def test_a_tender_without_a_log_here_has_nothing_to_export() -> None:
    with pytest.raises(Refused, match="Nothing was logged here for T-9"):
        export_log(play("new").lead, "T-9", FILE)


def test_another_kind_of_file_is_not_read_as_a_log() -> None:
    for data in (b"", b"%PDF-1.7", b'{"schema":"evalpanel/record/1"}'):
        with pytest.raises(Unreadable):
            verify_log_file(data, None, JsonPaper())
