"""When signatures on a report count, and what is said when they do not."""

import io
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.report.acceptance import signature_flaw
from evalpanel.report.contents import first_revision_text, record_in
from evalpanel.report.pades import sign
from evalpanel.report.revision import writer_for
from evalpanel.report.signatures import read_signed_file
from tests.report.signing_fixtures import (
    PEOPLE,
    Signer,
    private_key,
    signed_by,
    signing_of,
    small_paper,
)

CHAIR, FIRST, SECOND, THIRD = PEOPLE


@pytest.fixture(scope="session")
def prepared() -> bytes:
    """The paper with empty fields."""
    return small_paper()


@pytest.fixture(scope="session")
def half_signed(prepared: bytes) -> bytes:
    """Signed by the chair and one member."""
    return signed_by(prepared, CHAIR, FIRST)


@pytest.fixture(scope="session")
def signed(half_signed: bytes) -> bytes:
    """Signed by all four."""
    return signed_by(half_signed, SECOND, THIRD)


def changed(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """The PDF with one more revision, as an attacker's editor would write it."""
    writer = writer_for(pdf)
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def verdict(pdf: bytes) -> tuple[bool, str]:
    """Accepted or not, and why not."""
    try:
        flaw = signature_flaw(pdf, read_signed_file(pdf))
    except Unreadable as error:
        flaw = error.sentence
    return flaw is None, str(flaw or "")


def test_a_chain_of_four_signatures_is_accepted(signed: bytes) -> None:
    assert verdict(signed) == (True, "")
    found = read_signed_file(signed)
    assert found.fields == tuple(person.field for person in PEOPLE)
    assert [status.key for status in found.signatures] == [person.key for person in PEOPLE]
    assert [status.name for status in found.signatures] == [person.name for person in PEOPLE]
    assert [status.certifies for status in found.signatures] == [True, False, False, False]
    assert [status.covers_file for status in found.signatures] == [False, False, False, True]
    assert found.signatures[0].claimed_at == "2026-11-21T20:01:00Z"


def test_two_of_four_signatures_are_accepted_and_counted(half_signed: bytes) -> None:
    assert verdict(half_signed) == (True, "")
    found = read_signed_file(half_signed)
    assert [status.field for status in found.signatures] == ["chair", "member-1"]
    assert len(found.fields) == len(PEOPLE)


def test_a_signature_that_was_taken_off_again_is_counted_as_missing(
    signed: bytes, half_signed: bytes
) -> None:
    assert signed.startswith(half_signed)
    assert len(read_signed_file(signed[: len(half_signed)]).signatures) == 2


def test_an_unsigned_report_is_refused(prepared: bytes) -> None:
    assert verdict(prepared) == (False, "The report is not signed.")


def test_the_chair_must_be_the_first_to_sign(prepared: bytes) -> None:
    ok, sentence = verdict(signed_by(prepared, FIRST))
    assert not ok
    assert sentence == "The first signature is not the certification by the chair."


def test_a_member_cannot_certify_in_place_of_the_chair(prepared: bytes) -> None:
    pdf = sign(prepared, signing_of(FIRST, "member-1", certify=True))
    assert verdict(pdf)[1] == "The first signature is not the certification by the chair."


def test_every_changed_byte_is_refused(signed: bytes) -> None:
    drawn = random.Random(20261121)  # noqa: S311  a repeatable choice of bytes
    for _ in range(4):
        at = drawn.randrange(len(signed))
        flipped = bytes([signed[at] ^ (1 << drawn.randrange(8))])
        assert not verdict(signed[:at] + flipped + signed[at + 1 :])[0], at


def test_a_changed_page_is_refused_with_the_field_it_broke(signed: bytes) -> None:
    at = signed.index(b"endstream")
    ok, sentence = verdict(signed[: at - 5] + b"X" + signed[at - 4 :])
    assert not ok
    assert sentence == "The report was changed after field chair was signed."


def test_bytes_behind_the_end_are_refused(signed: bytes) -> None:
    assert verdict(signed + b"hello") == (False, "Something was put behind the end of the report.")


def test_bytes_hidden_in_the_hole_of_a_signature_are_refused(signed: bytes) -> None:
    end = signed.rindex(b"0000>")
    ok, sentence = verdict(signed[:end] + b"00AB>" + signed[end + 5 :])
    assert not ok
    assert sentence == "The signature in field member-3 holds bytes it should not."


def _add_page(writer: Any) -> None:
    from pyhanko.pdf_utils.writer import PageObject

    make: Any = PageObject
    page = make(contents=writer.add_object(_stream(b"0 0 m 9 9 l S")), media_box=(0, 0, 300, 300))
    writer.insert_page(page)


def _paint_over(writer: Any) -> None:
    writer.add_stream_to_page(0, writer.add_object(_stream(b"0 0 900 900 re f")))


def _annotate(writer: Any) -> None:
    from pyhanko.pdf_utils import generic as typed

    generic: Any = typed
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(edge) for edge in (50, 600, 300, 700)]
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("Total 40"),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def _stream(data: bytes) -> Any:
    from pyhanko.pdf_utils import generic

    return generic.StreamObject(stream_data=data)


@pytest.mark.parametrize("change", [_add_page, _paint_over, _annotate])
def test_content_added_after_signing_is_refused(
    signed: bytes, change: Callable[[Any], None]
) -> None:
    ok, sentence = verdict(changed(signed, change))
    assert not ok
    assert "was added after field" in sentence or "after the last signature" in sentence


@pytest.mark.parametrize("change", [_add_page, _paint_over])
def test_content_added_between_two_signatures_is_refused(
    half_signed: bytes, change: Callable[[Any], None]
) -> None:
    pdf = signed_by(changed(half_signed, change), SECOND)
    ok, sentence = verdict(pdf)
    assert not ok
    assert "was added after field chair was signed" in sentence


def test_somebody_elses_signature_in_a_field_shows_the_key_it_was_made_with(
    half_signed: bytes,
) -> None:
    found = read_signed_file(signed_by(half_signed, THIRD, field="member-2")).signatures[-1]
    assert (found.field, found.name, found.key) == ("member-2", THIRD.name, THIRD.key)


def test_a_second_certificate_in_a_members_name_shows_another_key(half_signed: bytes) -> None:
    impostor = Signer("member-2", SECOND.name, private_key(666))
    found = read_signed_file(signed_by(half_signed, impostor)).signatures[-1]
    assert (found.field, found.name, found.key) == ("member-2", SECOND.name, impostor.key)
    assert found.key != SECOND.key


def test_signing_twice_in_one_field_is_refused(half_signed: bytes) -> None:
    with pytest.raises(Refused, match="member-1 of the report is signed already"):
        signed_by(half_signed, FIRST)


def test_signing_in_a_field_that_is_not_there_is_refused(prepared: bytes) -> None:
    with pytest.raises(Refused, match="no field member-9"):
        signed_by(prepared, FIRST, field="member-9")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", b"%PDF-1.7" * 500])
def test_a_file_that_is_no_report_is_unreadable(data: bytes) -> None:
    for read in (read_signed_file, record_in, first_revision_text):
        with pytest.raises(Unreadable):
            read(data)
    with pytest.raises(Unreadable):
        sign(data, signing_of(CHAIR, "chair"))


def test_damaged_reports_never_end_in_an_uncontrolled_error(signed: bytes) -> None:
    drawn = random.Random(7)  # noqa: S311  a repeatable choice of bytes
    for _ in range(4):
        start = drawn.randrange(len(signed))
        cut = signed[:start] + drawn.randbytes(20) + signed[start + drawn.randrange(4000) :]
        verdict(cut)
        for read in (record_in, first_revision_text):
            try:
                read(cut)
            except Unreadable:
                continue


def test_a_key_of_another_kind_is_unreadable(prepared: bytes) -> None:
    with pytest.raises(Unreadable):
        sign(prepared, signing_of(replace(CHAIR, private_key=b"no key"), "chair"))


def test_the_words_are_read_as_the_chair_signed_them(signed: bytes) -> None:
    assert first_revision_text(signed) == ("Total 31.5 on page 1",)


def test_pdfsig_finds_all_signatures_valid(signed: bytes, tmp_path: Path) -> None:
    pdfsig = shutil.which("pdfsig")
    if pdfsig is None:
        pytest.skip("pdfsig (poppler-utils) is not installed")
    path = tmp_path / "report.pdf"
    path.write_bytes(signed)
    answer = subprocess.run(
        [pdfsig, "-nocert", str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.stdout.count("Signature is Valid") == 4
    assert "ETSI.CAdES.detached" in answer.stdout
    assert answer.stdout.rstrip().splitlines()[-2].strip() == "- Total document signed"
