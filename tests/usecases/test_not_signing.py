"""Members who decline or cannot be reached: the next version of the report says so."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.record import RegisterEntry, ReportEntry
from evalpanel.domain.unsigned import NotSigning, Standing
from evalpanel.language import catalogue
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases.not_signing import record_not_signing
from evalpanel.usecases.report_state import look_at_report
from evalpanel.usecases.reporting import make_report, sign_report
from evalpanel.usecases.verification import Verification, verify_report
from tests.domain.test_verification import change, no, update
from tests.panels import ASSESSORS, LEAD, OUT, REF, REPORT, SECOND, JsonPaper, Play, person, play
from tests.sealing_exceptions import finished, merge, replace, step_in
from tests.usecases.test_standing_by import ann_left

ANN, BEN, CAS, DEE = ASSESSORS[:4]
NEXT = OUT / "two.pdf"
WHY = "Ann finds the reasons of alpha too thin"


def noted(name: str = ANN, standing: Standing = "declined") -> Play:
    """The report was signed by the chair; then a member does not sign, and version 2 is made."""
    found = play("reported")
    sign_report(found.lead, REPORT)
    record_not_signing(found.lead, REF, name, standing, WHY)
    make_report(found.lead, REF, NEXT)
    return found


def verify(found: Play) -> Verification:
    data = found.files.content[NEXT]
    return verify_report(data, [], JsonPaper(), SshSignatures(), catalogue("en"))


@pytest.mark.parametrize("standing", ["declined", "unreachable"])
def test_the_next_version_says_who_does_not_sign_and_why(standing: Standing) -> None:
    """`contract.md`, Signing: the report of that version says so; three of four is valid."""
    found = noted(standing=standing)
    for name in (LEAD, BEN, CAS):
        done = sign_report(found.desk(name), NEXT)
    assert (done.signed, done.expected) == (3, 4)
    answer = verify(found)
    assert answer.valid
    assert (answer.signed, answer.expected) == (3, 4)
    assert "3 of 4 signatures" in answer.checks[0].sentence
    assert f"1 {standing}" in answer.checks[0].sentence
    (line,) = answer.not_signing
    assert (line.member, line.standing, line.reason) == (ANN, standing, WHY)


def test_who_declined_has_no_field_and_the_version_before_stays() -> None:
    found = noted()
    before = found.files.content[REPORT]
    with pytest.raises(Refused, match="on record that"):
        sign_report(found.desk(ANN), NEXT)
    state = look_at_report(found.desk(ANN), NEXT)
    assert [one.name for one in state.not_signing] == [ANN]
    assert ANN not in [signer.name for signer in state.signers]
    assert ANN in [signer.name for signer in look_at_report(found.lead, REPORT).signers]
    assert found.files.content[REPORT] == before
    assert "report.declined" in found.log()


def test_who_declined_can_sign_after_all_in_a_version_after_that() -> None:
    found = noted()
    record_not_signing(found.lead, REF, ANN, "signs", "read the minutes again")
    make_report(found.lead, REF, NEXT)
    assert verify(found).not_signing == ()
    sign_report(found.lead, NEXT)
    assert sign_report(found.desk(ANN), NEXT).expected == 4


def test_the_chair_always_signs() -> None:
    with pytest.raises(Refused, match="is the chair"):
        record_not_signing(play("reported").lead, REF, LEAD, "declined", WHY)


def test_only_who_scored_can_decline_and_a_reason_is_needed() -> None:
    found = play("reported")
    with pytest.raises(Refused, match="did not score"):
        record_not_signing(found.lead, REF, SECOND, "declined", WHY)
    with pytest.raises(Refused, match="among those who sign already"):
        record_not_signing(found.lead, REF, ANN, "signs", WHY)
    with pytest.raises(Refused):
        record_not_signing(found.lead, REF, ANN, "declined", "  ")


def test_an_alternate_who_stepped_in_can_decline_and_who_stepped_back_does_not_sign() -> None:
    found = ann_left()
    replace(found)
    merge(found, step_in(found).file)
    finished(found)
    record_not_signing(found.lead, REF, DEE, "declined", WHY)
    with pytest.raises(Refused, match="did not score"):
        record_not_signing(found.lead, REF, ANN, "unreachable", WHY)


def test_nobody_is_left_out_of_the_signers_without_a_reason_on_record() -> None:
    """A dishonest organiser cannot drop a member in silence."""
    record = play("reported").record()
    report = record.the(ReportEntry)
    assert report is not None
    dropped = update(ReportEntry, signers=report.signers[1:])(record)
    assert "not the chair and the scoring members" in no(dropped)["record_chain"]
    found = noted()
    signed = found.files.content[NEXT]
    declined = JsonPaper().inspect(signed).record
    entry = type(record).from_bytes(declined)
    silent = change(RegisterEntry, _without_reason)(entry)
    assert "without a reason" in no(silent)["record_chain"]
    chair = change(RegisterEntry, lambda e: _of(e, person(LEAD).sign_key))(entry)
    assert "chair is on record" in no(chair)["record_chain"]
    stranger = change(RegisterEntry, lambda e: _of(e, person(SECOND).sign_key))(entry)
    assert "record_chain" in no(stranger)


def _without_reason(entry: RegisterEntry) -> RegisterEntry:
    assert isinstance(entry.entry, NotSigning)
    return RegisterEntry(entry=entry.entry.model_copy(update={"reason": " "}))


def _of(entry: RegisterEntry, member: str) -> RegisterEntry:
    return RegisterEntry(entry=entry.entry.model_copy(update={"member": member}))
