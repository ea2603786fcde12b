"""The report: signed in one chain, by the right people, and only when it is right."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.printed import demanded, ranking_lines
from evalpanel.domain.record import DecisionEntry, RecordV1, ReportEntry, SheetEntry
from evalpanel.language import catalogue
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import reporting
from evalpanel.usecases.report_state import look_at_report
from evalpanel.usecases.verification import Verification, verify_report
from tests.domain.test_verification import at, gone, update
from tests.panels import (
    ASSESSORS,
    LEAD,
    REF,
    REPORT,
    SECOND,
    STRANGER,
    JsonPaper,
    Play,
    person,
    play,
    resigned,
)

ANN, BEN, CAS = ASSESSORS[:3]


def sign(found: Play, name: str) -> reporting.SignedReport:
    return reporting.sign_report(found.desk(name), REPORT)


def verify(found: Play, *codes: str, data: bytes = b"") -> Verification:
    return verify_report(
        data or found.files.content[REPORT], codes, JsonPaper(), SshSignatures(), catalogue("en")
    )


def failing(found: Verification) -> dict[str, str]:
    return {line.check: line.sentence for line in found.checks if line.ok is False}


def test_the_chair_certifies_and_the_members_approve() -> None:
    found = play("reported")
    first = sign(found, LEAD)
    assert (first.field, first.certified, first.own_sheet_is_identical) == ("chair", True, None)
    assert (first.signed, first.expected, len(first.changes)) == (1, 4, 0)
    signed = [sign(found, name) for name in (BEN, CAS, ANN)]
    assert [one.signed for one in signed] == [2, 3, 4]
    assert {one.own_sheet_is_identical for one in signed} == {True}
    assert {one.certified for one in signed} == {False}
    assert len({one.field for one in signed}) == 3
    assert len(signed[2].changes) == 2


def test_before_signing_a_member_sees_seal_codes_and_every_change() -> None:
    """`trust.md` 2.5: identical to what was sealed; consensus changes on your marks: 2 (show)."""
    found = play("reported")
    state = look_at_report(found.desk(ANN), REPORT)
    sheets = found.record().entries(SheetEntry)
    mine = next(entry for entry in sheets if entry.sheet.member == person(ANN).sign_key)
    assert [seal.code for seal in state.seals] == [short_code(mine.commitment)]
    own = {score.cell: score.score for score in mine.sheet.sheet.scores}
    decided = {e.decision.cell: e.decision for e in found.record().entries(DecisionEntry)}
    assert len(state.changes) == 2
    for one in state.changes:
        cell = (one.lot, one.candidate, one.item)
        assert (one.own, one.agreed) == (own[cell], decided[cell].score)
        assert one.own != one.agreed
        assert one.reason == decided[cell].reason
        assert one.title
    sign(found, LEAD)
    assert sign(found, ANN).changes == state.changes


def test_the_log_keeps_the_hash_of_the_file_that_was_signed() -> None:
    """`trust.md` 4a: what no signature covers is known by the SHA-256 of the file."""
    found = play("reported")
    before = sha256_hex(found.files.content[REPORT])
    sign(found, LEAD)
    with found.lead.work() as work:
        event = work.log.entries()[-1].event
    assert event.details["before"] == before
    assert event.details["after"] == sha256_hex(found.files.content[REPORT])


def test_a_chair_who_scored_signs_once() -> None:
    found = play("reported", "chair_scores")
    one = sign(found, LEAD)
    assert (one.expected, one.own_sheet_is_identical) == (3, True)


def test_members_wait_for_the_chair() -> None:
    with pytest.raises(Refused, match="chair has not certified"):
        sign(play("reported"), ANN)


@pytest.mark.parametrize("name", [SECOND, STRANGER])
def test_who_did_not_score_does_not_sign(name: str) -> None:
    with pytest.raises(Refused, match=f"{name} is not among"):
        sign(play("signed"), name)


def test_nobody_signs_twice() -> None:
    for name in (LEAD, ANN):
        with pytest.raises(Refused, match=f"{name} has already signed"):
            sign(play("signed"), name)


def test_a_changed_report_is_not_signed() -> None:
    found = play("reported")
    sign(found, LEAD)
    pdf = json.loads(found.files.content[REPORT])
    pdf["pages"][0] += " and a promise"
    found.files.content[REPORT] = json.dumps(pdf).encode()
    with pytest.raises(Refused, match="changed"):
        sign(found, ANN)


def replaced(found: Play, how: Callable[[RecordV1], RecordV1]) -> None:
    found.files.content[REPORT] = resigned(found.files.content[REPORT], how)


@pytest.mark.parametrize(
    "how",
    [
        at(DecisionEntry, "decision.score", "2"),
        update(ReportEntry, signers=()),
        lambda record: record.model_copy(update={"root": "0" * 64}),
    ],
)
def test_a_record_that_does_not_verify_is_not_signed(how: Callable[[Any], Any]) -> None:
    found = play("reported")
    replaced(found, how)
    before = found.files.content[REPORT]
    with pytest.raises(Refused, match="was not signed"):
        sign(found, LEAD)
    assert found.files.content[REPORT] == before
    assert "report.sign" not in found.log()


def test_a_print_that_shows_something_else_is_not_signed() -> None:
    found = play("reported")
    pdf = json.loads(found.files.content[REPORT])
    pdf["pages"] = ["another text"]
    found.files.content[REPORT] = json.dumps(pdf).encode()
    with pytest.raises(Refused, match="does not show"):
        sign(found, LEAD)


def test_a_variant_without_signers_is_not_for_signing() -> None:
    found = play("reported")
    replaced(found, gone(ReportEntry))
    with pytest.raises(Refused, match="not for signing"):
        sign(found, LEAD)


def test_a_report_without_what_i_sealed_is_not_signed() -> None:
    """Another member's sealed sheet stands where mine should; only my own laptop can tell."""
    found = play("reported")
    sign(found, LEAD)
    with found.desk(ANN).work() as work:
        seal = work.seals.get(REF, "main", "1", person(ANN).sign_key)
        assert seal is not None
        work.seals.put(seal.model_copy(update={"commitment": "0" * 64}))
        work.commit()
    with pytest.raises(Refused, match="does not hold the sheet that you sealed"):
        sign(found, ANN)


def test_on_another_laptop_my_sheet_cannot_be_compared() -> None:
    found = play("reported")
    sign(found, LEAD)
    found.databases.pop(ANN)
    assert sign(found, ANN).own_sheet_is_identical is None


def test_a_new_version_keeps_the_signed_one() -> None:
    found = play("signed")
    before = found.files.content[REPORT]
    with pytest.raises(Refused, match="was signed"):
        reporting.make_report(found.lead, REF, REPORT)
    assert found.files.content[REPORT] == before
    second = reporting.make_report(found.lead, REF, Path("/reports/two.pdf"), "nl")
    assert second.version == 2
    assert second.root != play("reported").record().root


def test_an_unsigned_report_is_made_anew_in_its_place() -> None:
    found = play("reported")
    assert reporting.make_report(found.lead, REF, REPORT).version == 2


def test_a_file_that_is_no_report_is_not_signed() -> None:
    found = play("reported")
    found.files.content[REPORT] = b"%PDF-1.7 something else"
    with pytest.raises(Unreadable):
        sign(found, LEAD)


def test_a_full_disk_leaves_no_half_report_and_no_half_signature() -> None:
    found = play("identified")
    found.files.failing = {REPORT}
    before = found.databases[LEAD].state
    with pytest.raises(Unreadable, match="disk is full"):
        reporting.make_report(found.lead, REF, REPORT)
    assert found.databases[LEAD].state is before
    found.files.failing = set()
    assert reporting.make_report(found.lead, REF, REPORT).version == 1
    found.files.full = True
    unsigned = found.files.content[REPORT]
    with pytest.raises(Unreadable, match="disk is full"):
        sign(found, LEAD)
    assert found.files.content[REPORT] == unsigned
    assert "report.sign" not in found.log()


# verify


def test_a_signed_report_verifies_and_names_what_to_compare() -> None:
    found = play("signed")
    answer = verify(found)
    assert answer.valid
    assert failing(answer) == {}
    assert (answer.signed, answer.expected) == (4, 4)
    assert answer.checks[-1].ok is None
    assert not any(line.pinned for line in answer.signatures)
    assert [line.member for line in answer.codes if line.seal] == list(ASSESSORS[:3])


def test_three_of_four_signatures_are_valid_and_said() -> None:
    found = play("reported")
    for name in (LEAD, ANN, BEN):
        sign(found, name)
    answer = verify(found)
    assert answer.valid
    assert (answer.signed, answer.expected) == (3, 4)
    assert "3 of 4" in answer.checks[0].sentence


def test_an_unsigned_report_is_not_valid() -> None:
    assert failing(verify(play("reported"))) == {"signatures": "The report is not signed."}


def test_a_code_pins_the_signature_of_its_member() -> None:
    found = play("signed")
    codes = {line.member: line for line in verify(found).codes}
    typed = codes[ANN].seal.lower().replace("-", " ")
    answer = verify(found, typed, codes[LEAD].card)
    pinned = {line.name for line in answer.signatures if line.pinned}
    assert pinned == {ANN, LEAD}
    assert answer.valid
    assert "codes that are in this report: 2" in answer.checks[-1].sentence


def test_a_code_that_is_not_in_the_report_makes_it_invalid() -> None:
    answer = verify(play("signed"), "HTX8-KJT8-HHDY-Z41N")
    assert not answer.valid
    assert failing(answer) == {"codes": "The code HTX8-KJT8-HHDY-Z41N is not in this report."}


def _changed(found: Play, how: Callable[[dict[str, Any]], Any]) -> bytes:
    pdf = json.loads(found.files.content[REPORT])
    how(pdf)
    return json.dumps(pdf).encode()


@pytest.mark.parametrize(
    ("how", "check"),
    [
        (lambda p: p["pages"].append("one extra page"), "signatures"),
        (lambda p: p["fields"].append("member-9"), "signatures"),
        (lambda p: p["signatures"][1].update(over="0"), "signatures"),
    ],
)
def test_a_tampered_copy_does_not_verify(how: Callable[[Any], Any], check: str) -> None:
    found = play("signed")
    answer = verify(found, data=_changed(found, how))
    assert not answer.valid
    assert check in failing(answer)


def test_a_signature_with_a_second_key_of_the_same_name_is_seen() -> None:
    found = play("signed")
    data = _changed(found, lambda p: p["signatures"][1].update(key=person(STRANGER).pdf_key))
    answer = verify(found, data=data)
    assert "key on the card" in failing(answer)["signatures"]
    assert not answer.signatures[1].pinned


def test_a_signature_that_is_not_intact_is_never_accepted() -> None:
    """Even where the paper forgets to call it a flaw."""

    class Lenient(JsonPaper):
        def inspect(self, pdf: bytes) -> Any:
            return replace(super().inspect(pdf), flaw=None)

    found = play("signed")
    data = _changed(found, lambda p: p["signatures"][1].update(over="0"))
    answer = verify_report(data, [], Lenient(), SshSignatures(), catalogue("en"))
    assert "changed" in failing(answer)["signatures"]


def test_other_fields_than_the_record_says_are_seen() -> None:
    found = play("reported")
    replaced(found, update(ReportEntry, signers=()))
    sign_blindly(found)
    assert "other signature fields" in failing(verify(found))["signatures"]


def sign_blindly(found: Play) -> None:
    data = found.files.content[REPORT]
    found.files.content[REPORT] = JsonPaper().sign(
        data, "chair", person(LEAD), "", found.clock.now()
    )


def test_a_record_without_signers_is_not_valid() -> None:
    found = play("reported")
    replaced(found, gone(ReportEntry))
    sign_blindly(found)
    answer = verify(found)
    assert answer.expected == 0
    assert not answer.valid


def test_what_is_not_printed_is_named() -> None:
    found = play("reported")
    pdf = json.loads(found.files.content[REPORT])
    pdf["pages"] = [pdf["pages"][0].replace("16", "18")]
    found.files.content[REPORT] = json.dumps(pdf).encode()
    sign_blindly(found)
    assert "does not show" in failing(verify(found))["printed_equals_record"]


def test_a_sheet_that_is_no_sheet_is_a_no_and_not_a_fault() -> None:
    found = play("reported")
    replaced(found, at(SheetEntry, "sheet.inner", "{}"))
    pdf = json.loads(found.files.content[REPORT])
    record = found.record()
    shown = [*(text for _, text in demanded(record)), *(line for _, line in ranking_lines(record))]
    pdf["pages"] = ["\n".join(shown)]
    found.files.content[REPORT] = json.dumps(pdf).encode()
    sign_blindly(found)
    assert {"seals", "printed_equals_record"} <= set(failing(verify(found)))


def test_what_is_no_report_is_unreadable() -> None:
    for data in (b"", b"%PDF-1.7", b'{"record": "{}"}', b'{"record": 1}'):
        with pytest.raises(Unreadable):
            verify_report(data or b"x", [], JsonPaper(), SshSignatures(), catalogue("en"))
