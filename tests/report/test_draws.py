"""The printed report on a draw: whoever holds the paper can repeat it (R-56)."""

from evalpanel.domain.draw_entries import DrawHeld
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import RecordV1, RegisterEntry
from evalpanel.report.document import print_report
from evalpanel.report.paper import ReportPaper
from tests.usecases.test_drawing import SOURCE, VALUE, by_hand, invite, reported, revealed, tied


def printed(record: RecordV1) -> str:
    pages = ReportPaper().inspect(print_report(record, "en")).pages
    assert missing_in_print(record, pages) is None
    return " ".join(" ".join(pages).split())


def held_in(record: RecordV1) -> DrawRecordV1:
    entries = [leaf.entry for leaf in record.entries(RegisterEntry)]
    [held] = [entry.record for entry in entries if isinstance(entry, DrawHeld)]
    return held


def test_everything_that_repeats_a_draw_is_printed() -> None:
    record = reported(revealed())
    draw = held_in(record)
    assert draw.commit is not None
    assert draw.reveal is not None
    paper = printed(record)
    names = {"Alpha", "Bravo", "Charlie"}
    for part in (SOURCE, VALUE, "A clerk of the notary", *draw.reveal.order, *names):
        assert part in paper
    unbroken = paper.replace(" ", "")
    for number in (draw.reveal.code, draw.commit.code_sha256, draw.commit_sha256()):
        assert number in unbroken


def test_a_draw_by_hand_is_printed_with_its_witness() -> None:
    found = tied()
    invite(found)
    found.clock.move(hours=48)
    by_hand(found)
    paper = printed(reported(found))
    for part in ("folded papers from a bowl", "The notary", "Town hall", "letter"):
        assert part in paper
    assert "Public source" not in paper
