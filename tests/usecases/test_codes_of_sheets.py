"""`trust.md` 4a: a member finds every code that he or she wrote down, and any of them pins."""

import pytest

from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.record import SheetEntry
from evalpanel.domain.reopenings import SupersededSheet
from evalpanel.language import catalogue
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import reporting
from evalpanel.usecases.verification import Verification, verify_report
from tests.later_rounds import DISCUSSED, WORSE, issue, merge_and_open, score_and_seal
from tests.panel_tools import JsonPaper
from tests.panels import ASSESSORS, LEAD, REPORT, Play, play
from tests.sealing_exceptions import finished
from tests.usecases.test_reopening import reopened

ANN, BEN, CAS = ASSESSORS[:3]


def verify(found: Play, *codes: str) -> Verification:
    data = found.files.content[REPORT]
    return verify_report(data, codes, JsonPaper(), SshSignatures(), catalogue("en"))


def pinned(found: Play, code: str) -> list[str]:
    answer = verify(found, code)
    assert next(check.ok for check in answer.checks if check.check == "codes")
    return [line.name for line in answer.signatures if line.pinned]


def signed_by(found: Play, name: str) -> Play:
    reporting.sign_report(found.lead, REPORT)
    reporting.sign_report(found.desk(name), REPORT)
    return found


def test_each_round_has_a_code_of_its_own() -> None:
    found = play("round", "delphi")
    issue(found, DISCUSSED)
    score_and_seal(found, (ANN, BEN, CAS), WORSE)
    merge_and_open(found, (ANN, BEN, CAS))
    record = finished(found)
    signed_by(found, ANN)
    codes = {line.member: line for line in verify(found).codes}
    sheets = {entry.sheet.round: entry for entry in record.entries(SheetEntry)
              if entry.sheet.member == found.desk(ANN).me.sign_key}  # fmt: skip
    assert codes[ANN].seals == tuple(short_code(sheets[n].commitment) for n in (1, 2))
    assert codes[ANN].seal == codes[ANN].seals[-1]
    assert codes[LEAD].seals == ()
    assert [pinned(found, code) for code in codes[ANN].seals] == [[ANN], [ANN]]


def test_a_sheet_that_was_sealed_anew_is_found_under_both_codes() -> None:
    """R-35: both versions are kept."""
    found = reopened()
    record = finished(found)
    signed_by(found, ANN)
    [before] = (e for e in record.register() if isinstance(e, SupersededSheet))
    line = next(line for line in verify(found).codes if line.member == ANN)
    assert line.seals == (short_code(before.commitment), line.seal)
    assert [pinned(found, code) for code in line.seals] == [[ANN], [ANN]]


@pytest.mark.parametrize("typed", ["", "a code", "HTX8-KJT8-HHDY-Z41", "HTX8-KJT8-HHDY-Z41U"])
def test_what_no_code_can_be_is_named_and_not_called_absent(typed: str) -> None:
    with pytest.raises(WrongUsage, match="is not a code"):
        verify(play("reported"), typed)
