"""Variants of a report that was made, and its record on its own."""

from pathlib import Path

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.record import RecordV1, Variant
from evalpanel.domain.record_file import RECORD_NAMESPACE, RecordFileV1
from evalpanel.exchange.container import SignedContainers
from evalpanel.language import catalogue
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases.record_files import read_record, write_record
from evalpanel.usecases.report_state import look_at_report
from evalpanel.usecases.reporting import make_report, sign_report
from evalpanel.usecases.variant_reports import make_variant_report
from evalpanel.usecases.verification import CHECKS, Verification, verify_record, verify_report
from tests.panels import ASSESSORS, LEAD, OUT, REF, REPORT, STRANGER, JsonPaper, Play, person, play

PART, FILE = OUT / "part.pdf", OUT / "case.evrecord"
SIGNATURES = SshSignatures()
CONTAINERS = SignedContainers(SIGNATURES)
VARIANTS: tuple[Variant, ...] = ("internal", "shareable")


def verify(found: Play, file: Path = PART, *codes: str) -> Verification:
    data = found.files.content[file]
    return verify_report(data, codes, JsonPaper(), SIGNATURES, catalogue("en"))


def verify_alone(found: Play, *codes: str) -> Verification:
    return verify_record(found.files.content[FILE], codes, CONTAINERS, SIGNATURES, catalogue("en"))


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_has_the_version_and_root_of_the_newest_report(variant: Variant) -> None:
    """R-73: the same data; no new version is drawn up for it."""
    found = play("signed")
    made = make_variant_report(found.lead, REF, PART, variant)
    assert (made.version, made.root) == (1, found.record().root)
    assert made.shown + made.hidden == len(found.record().leaves)
    assert "report.variant" in found.log()
    assert make_report(found.lead, REF, OUT / "two.pdf").version == 2


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_chair_certifies_a_variant_and_nobody_else(variant: Variant) -> None:
    """Only the full variant is countersigned (`contract.md`, Record)."""
    found = play("signed")
    make_variant_report(found.lead, REF, PART, variant)
    assert not verify(found).valid
    for name in ASSESSORS[:3]:
        with pytest.raises(Refused, match="is not among"):
            sign_report(found.desk(name), PART)
    done = sign_report(found.lead, PART)
    assert (done.field, done.signed, done.expected) == ("chair", 1, 1)
    answer = verify(found)
    assert (answer.valid, answer.variant, answer.expected) == (True, variant, 1)
    assert answer.root == found.record().root
    assert [check.check for check in answer.checks] == list(CHECKS)
    unmade = {check.check for check in answer.checks if check.ok is None}
    assert {"seals", "codes"} <= unmade
    assert not {"container", "signatures", "rule_hash", "printed_equals_record"} & unmade


def test_the_chair_signs_the_full_report_before_a_variant_of_it() -> None:
    found = play("reported")
    make_variant_report(found.lead, REF, PART, "shareable")
    with pytest.raises(Refused, match="full report of this version was not signed here"):
        sign_report(found.lead, PART)
    sign_report(found.lead, REPORT)
    assert sign_report(found.lead, PART).certified


def test_a_card_code_pins_the_chair_of_what_is_shared_without_a_name() -> None:
    found = play("signed")
    make_variant_report(found.lead, REF, PART, "shareable")
    sign_report(found.lead, PART)
    (line,) = verify(found).codes
    assert line.member == "the chair"
    assert not verify(found).signatures[0].pinned
    assert verify(found, PART, line.card).signatures[0].pinned
    assert not verify(found, PART, "HTX8-KJT8-HHDY-Z41N").valid


def test_looking_at_a_variant_shows_whose_turn_it_is() -> None:
    found = play("signed")
    make_variant_report(found.lead, REF, PART, "shareable")
    state = look_at_report(found.lead, PART)
    assert (state.variant, state.is_my_turn, state.reference) == ("shareable", True, REF)
    assert not look_at_report(found.desk(ASSESSORS[0]), PART).is_my_turn


def test_there_is_no_variant_before_a_report() -> None:
    for make in (
        lambda: make_variant_report(play("identified").lead, REF, PART, "internal"),
        lambda: write_record(play("identified").lead, REF, FILE),
    ):
        with pytest.raises(Refused, match="No report of"):
            make()


def test_a_variant_never_takes_the_place_of_a_signed_report() -> None:
    with pytest.raises(Refused, match="was signed"):
        make_variant_report(play("signed").lead, REF, REPORT, "shareable")


# the record on its own


def test_the_record_alone_holds_what_is_embedded_in_the_report() -> None:
    """`contract.md`, Files that travel: signed; also embedded in the report."""
    found = play("signed")
    write_record(found.lead, REF, FILE)
    manifest, record = read_record(found.files.content[FILE], CONTAINERS)
    assert record.canonical() == found.record().canonical()
    assert (manifest.name, manifest.version, manifest.root) == (LEAD, 1, record.root)


def test_the_record_alone_verifies_in_everything_but_the_paper() -> None:
    found = play("signed")
    write_record(found.lead, REF, FILE)
    answer = verify_alone(found)
    assert answer.valid
    assert [check.check for check in answer.checks] == list(CHECKS)
    unmade = {check.check for check in answer.checks if check.ok is None}
    assert unmade == {"signatures", "printed_equals_record", "codes"}
    assert f"{LEAD} signed" in answer.checks[0].sentence
    assert (answer.signed, answer.expected) == (0, 4)
    assert verify_alone(found, answer.codes[0].card).checks[-1].ok


def test_a_changed_or_foreign_record_file_is_unreadable() -> None:
    found = play("signed")
    write_record(found.lead, REF, FILE)
    data = found.files.content[FILE]
    with pytest.raises(Unreadable):
        read_record(data.replace(b'"version":1', b'"version":2', 1), CONTAINERS)
    with pytest.raises(Unreadable):
        read_record(b"PK\x03\x04", CONTAINERS)


def _packed(record: RecordV1, root: str, roles: tuple[str, ...] = ("record",)) -> bytes:
    stranger = person(STRANGER)
    manifest = RecordFileV1(
        signer=stranger.sign_key, name=STRANGER, reference=REF, version=1, root=root
    )
    parts = [(role, record.canonical()) for role in roles]
    return CONTAINERS.pack(manifest.to_json(), parts, stranger, RECORD_NAMESPACE)


def test_a_record_file_is_about_the_record_that_is_in_it() -> None:
    record = play("signed").record()
    with pytest.raises(Unreadable, match="another record"):
        read_record(_packed(record, "0" * 64), CONTAINERS)
    with pytest.raises(Unreadable, match="one record"):
        read_record(_packed(record, record.root, ("record", "more")), CONTAINERS)
