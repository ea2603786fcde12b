"""The printed report on two rounds: reasons, the scores given again, and still all that counts."""

from evalpanel.domain.printed import missing_in_print
from evalpanel.report.document import print_report
from evalpanel.report.paper import ReportPaper
from tests.later_rounds import DISCUSSED, WORSE, hold, report
from tests.panels import ASSESSORS, play


def test_both_rounds_are_printed() -> None:
    """R-43: the rounds are stored apart, and the report shows what counts and what did before."""
    found = play("round", "delphi")
    hold(found, DISCUSSED, ASSESSORS[:3], WORSE)
    record = report(found)
    pages = ReportPaper().inspect(print_report(record, "en")).pages
    printed = " ".join(" ".join(pages).split())
    assert missing_in_print(record, pages) is None
    assert "2: scored again after discussion Discussed on 24 November" in printed
    assert f"A1 {ASSESSORS[0]} 1 8 2" in printed
