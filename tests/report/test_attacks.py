"""Every attack of `trust.md` 4a on a signed report is refused, and says what is wrong."""

import io
import random
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.domain.record import MemberEntry
from evalpanel.language import catalogue
from evalpanel.report.contents import record_in
from evalpanel.report.document import print_report
from evalpanel.report.pades import sign
from evalpanel.report.paper import ReportPaper
from evalpanel.report.revision import writer_for
from evalpanel.report.signatures import read_signed_file
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases.verification import Verification, verify_report
from tests.conftest import heavy
from tests.report.case_data import SIGNERS
from tests.report.case_fixtures import make_case
from tests.report.signing_fixtures import Signer, private_key, signed_by, signing_of

CHAIR, FIRST, SECOND, THIRD = SIGNERS
FLIPS = 400
"""As many as in `trust.md` 4a; the suite runs a seeded tenth."""


@cache
def signed(count: int = 4) -> bytes:
    """The report of the case with the first so many signatures."""
    if not count:
        return print_report(make_case(language="en"), "en")
    return signed_by(signed(count - 1), SIGNERS[count - 1])


def verify(pdf: bytes, *codes: str) -> Verification:
    """What `evalpanel verify` says."""
    return verify_report(pdf, codes, ReportPaper(), SshSignatures(), catalogue("en"))


def refusal(pdf: bytes) -> str:
    """Why the signatures do not count; empty where they do."""
    try:
        check = verify(pdf).checks[0]
    except Unreadable as error:
        return str(error)
    assert check.check == "signatures"
    return "" if check.ok else check.sentence


def appended(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """One more revision, as an attacker's editor would write it."""
    writer = writer_for(pdf)
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _stream(data: bytes) -> Any:
    from pyhanko.pdf_utils import generic

    return generic.StreamObject(stream_data=data)


def _name(text: str) -> Any:
    from pyhanko.pdf_utils import generic

    make: Any = generic.pdf_name
    return make(text)


def add_content(writer: Any) -> None:
    """Paint over a page."""
    writer.add_stream_to_page(0, writer.add_object(_stream(b"0 0 900 900 re f")))


def annotate(writer: Any) -> None:
    """A note with another total."""
    from pyhanko.pdf_utils import generic as typed

    generic: Any = typed
    note = generic.DictionaryObject(
        {
            _name("/Type"): _name("/Annot"),
            _name("/Subtype"): _name("/FreeText"),
            _name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(edge) for edge in (50, 600, 300, 700)]
            ),
            _name("/Contents"): generic.pdf_string("Total 40"),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page[_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def swap_attachment(writer: Any) -> None:
    """Another record under the same name, in the object that holds it."""
    stream = _embedded(writer)
    forged = _stream(record_in(signed()).replace(b'"score":"10"', b'"score":"8"'))
    forged[_name("/Type")] = _name("/EmbeddedFile")
    reference = stream.container_ref
    writer.objects[(reference.generation, reference.idnum)] = forged


def _embedded(writer: Any) -> Any:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    return names[1].get_object()["/EF"]["/F"]


def shadow(writer: Any) -> None:
    """What was signed hides behind a page whose content is another object now."""
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[_name("/Contents")] = writer.add_object(_stream(b"0 0 m 9 9 l S"))
    writer.update_container(page)


def hide_layer(writer: Any) -> None:
    """A catalogue with other optional content, which shows something else."""
    from pyhanko.pdf_utils import generic as typed

    generic: Any = typed
    writer.root[_name("/OCProperties")] = generic.DictionaryObject()
    writer.update_root()


def drop_field(writer: Any) -> None:
    """A form without the field of the member who signed last."""
    writer.root["/AcroForm"]["/Fields"].pop()
    writer.update_container(writer.root["/AcroForm"])


def say_nothing(writer: Any) -> None:
    """A revision in which nothing seems to change."""
    writer.update_root()


EDITS = (
    add_content, annotate, swap_attachment, shadow, hide_layer, drop_field, say_nothing,
)  # fmt: skip


def test_the_report_as_signed_is_accepted_and_counted() -> None:
    assert refusal(signed()) == ""
    assert refusal(signed(3)) == ""
    assert "3 of 4 signatures" in verify(signed(3)).checks[0].sentence


@pytest.mark.parametrize("edit", EDITS)
def test_a_revision_after_the_last_signature_is_refused(edit: Callable[[Any], None]) -> None:
    """Incremental content, annotation, attachment swap, shadow: `pdfsig` calls them all valid."""
    assert refusal(appended(signed(), edit)) != ""


@pytest.mark.parametrize("edit", EDITS[:-1])
def test_a_change_between_two_signatures_is_refused(edit: Callable[[Any], None]) -> None:
    """Hiding a change under the next member's signature does not help."""
    pdf = signed_by(appended(signed(2), edit), SECOND)
    assert refusal(pdf) != ""


def test_a_swapped_attachment_is_never_read() -> None:
    """What counts is what the first signer saw."""
    forged = appended(signed(), swap_attachment)
    with pikepdf.open(io.BytesIO(forged)) as document:
        shown = document.attachments["record.json"].obj.EF.F.read_bytes()
    assert shown != record_in(signed())
    assert record_in(forged) == record_in(signed())


def test_a_sneaky_signature_in_a_field_of_its_own_is_refused() -> None:
    """Certified files may take signatures; one more field than the record names is seen."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    def add_field(writer: Any) -> None:
        append_signature_field(writer, SigFieldSpec("member-9", on_page=0, box=(9, 9, 90, 90)))

    sneaky = sign(appended(signed(), add_field), signing_of(THIRD, "member-9"))
    assert refusal(sneaky) != ""


def test_a_signature_that_was_rolled_back_is_counted_as_missing() -> None:
    """k of n is stated, so a signature cannot vanish in silence."""
    rolled_back = signed()[: len(signed(3))]
    assert rolled_back == signed(3)
    answer = verify(rolled_back)
    assert (answer.signed, answer.expected) == (3, 4)


def test_a_signature_that_was_blanked_is_refused() -> None:
    start = signed().rindex(b"/Contents <") + len(b"/Contents <")
    blank = b"0" * 4000
    assert refusal(signed()[:start] + blank + signed()[start + 4000 :]) != ""


def test_signing_in_the_field_of_another_is_refused() -> None:
    pdf = signed_by(signed(2), THIRD, field="member-2")
    assert "is not made with the key on the card" in refusal(pdf)


def test_a_second_certificate_in_a_members_name_is_refused() -> None:
    """The chair can make a certificate in any name; only the key on the card counts."""
    minted = Signer("member-2", SECOND.name, private_key(666))
    assert "is not made with the key on the card" in refusal(signed_by(signed(2), minted))
    minted = Signer("chair", CHAIR.name, private_key(667))
    assert "is not made with the key on the card" in refusal(signed_by(signed(0), minted))


def test_a_key_is_pinned_by_the_code_of_its_card() -> None:
    """`verify --code`: without a code a key is intact but nobody's for sure."""
    cards = {e.entry.name: e.entry.signed.code for e in make_case().entries(MemberEntry)}
    name = verify(signed()).signatures[0].name
    pinned = verify(signed(), cards[name]).signatures
    assert [line.pinned for line in pinned] == [True, False, False, False]
    assert not any(line.pinned for line in verify(signed()).signatures)


def test_hidden_bytes_in_the_hole_of_a_signature_are_refused() -> None:
    """Lower case, padding and unknown certificates lie where no signature reaches."""
    start = signed().rindex(b"/Contents <") + len(b"/Contents <")
    end = signed().index(b">", start)
    hole = signed()[start:end]
    for other in (hole.lower(), hole[:-2] + b"01", hole[:-4] + b"  00"):
        assert other != hole
        assert refusal(signed()[:start] + other + signed()[end:]) != ""


def test_no_flipped_bit_is_accepted() -> None:
    """400 random flips over a signed report: none accepted (`trust.md` 4a: strict let 4 pass)."""
    pdf, drawn = signed(), random.Random(5)  # noqa: S311  a repeatable choice of bits
    places = [(drawn.randrange(len(pdf)), 1 << drawn.randrange(8)) for _ in range(FLIPS)]
    accepted = [
        at
        for at, bit in places[: heavy(FLIPS)]
        if _holds(pdf[:at] + bytes([pdf[at] ^ bit]) + pdf[at + 1 :])
    ]
    sys.stdout.write(f"{heavy(FLIPS)} flips, {len(accepted)} accepted\n")
    assert accepted == []


def test_no_flipped_bit_in_the_last_hole_is_accepted() -> None:
    """There, no signature covers a single byte."""
    pdf, drawn = signed(), random.Random(6)  # noqa: S311  a repeatable choice of bits
    start = pdf.rindex(b"/Contents <")
    end = pdf.index(b">", start)
    for _ in range(heavy(100)):
        at = drawn.randrange(start + 11, end)
        flipped = bytes([pdf[at] ^ (1 << drawn.randrange(8))])
        assert not _holds(pdf[:at] + flipped + pdf[at + 1 :]), at


def _holds(pdf: bytes) -> bool:
    """Whether the acceptance rule takes a file, keys included; quicker than reading its pages."""
    from evalpanel.report.acceptance import signature_flaw

    try:
        found = read_signed_file(pdf)
    except Unreadable:
        return False
    keys = [status.key for status in found.signatures]
    return signature_flaw(pdf, found) is None and keys == [person.key for person in SIGNERS]
