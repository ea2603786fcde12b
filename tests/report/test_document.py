"""The printed report: what stands in it, and that it can be kept, checked and signed."""

import io
import re
import tomllib
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest

from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import (
    MemberEntry,
    OpeningEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    SheetEntry,
    make_record,
)
from evalpanel.language import catalogue
from evalpanel.report.case import read_case
from evalpanel.report.contents import first_revision_text, record_in
from evalpanel.report.document import print_archive, print_report
from evalpanel.report.pades import prepare_fields
from evalpanel.report.paper import ReportPaper
from evalpanel.report.signatures import read_signed_file
from tests.fixtures_case import CASE
from tests.report.archive_rules import archive_findings, is_fit_for_archive
from tests.report.case_data import SIGNERS
from tests.report.case_fixtures import make_case
from tests.report.signing_fixtures import signed_by

HOSTILE = (
    '<img src="/etc/hostname"/>',
    '<a href="http://example.org">x</a> <b>unclosed & <para>',
    "\u202egnitirw-terces\u202c \u200bx\x07\x1b[31m",
    "W" * 1000,
    "\U0001f642 \u5b57 \u0639\u0631\u0628\u064a Ł Ş ő я ● ✓ ﬁ",
    "]]> --> {curly} {0} %s %(x)s \\n </font>",
    "",
    " \n\n\t ",
)


@cache
def case() -> RecordV1:
    """The record of the case."""
    return make_case()


@cache
def report(language: str = "en") -> bytes:
    """The report on the case."""
    return print_report(case(), language)


@cache
def printed() -> str:
    """All words of the report, without the line breaks."""
    return " ".join(" ".join(first_revision_text(report())).split())


def test_it_is_fit_for_the_archive() -> None:
    """R-75: PDF/A."""
    unsigned, _ = print_archive(read_case(case()), catalogue("en"))
    assert is_fit_for_archive(unsigned)


def test_its_fields_and_signatures_break_no_rule_of_the_archive() -> None:
    """`trust.md` 4b: after signing only the three known kinds are left unchecked."""
    assert archive_findings(report()) == []
    assert archive_findings(signed_by(report(), *SIGNERS)) == []


@pytest.mark.parametrize("start", [b"abcdefghijklmnop", b"\xff" * 16, b"\xfe\xff" * 8, b"\0" * 16])
def test_whatever_bytes_its_id_has_it_gets_its_fields(start: bytes) -> None:
    """The id follows from the content, so its bytes can be anything, letters as well."""
    unsigned, places = print_archive(read_case(case()), catalogue("en"))
    found = re.search(rb"/ID ?\[ ?<([0-9a-f]{32})>", unsigned)
    assert found
    changed = unsigned.replace(found[1], start.hex().encode())
    with pikepdf.open(io.BytesIO(prepare_fields(changed, list(places.values())))) as document:
        first, _ = document.trailer["/ID"].as_list()
        assert bytes(first) == start


@pytest.mark.parametrize("start", [b"30", b"/name", b"[1 2]", b"<" + b"aa" * 65 + b">"])
def test_an_id_that_is_none_is_no_reason_to_fill_the_memory(start: bytes) -> None:
    """A hostile file: pyHanko makes as many bytes as a number says."""
    unsigned, places = print_archive(read_case(case()), catalogue("en"))
    changed = re.sub(rb"(/ID ?\[ ?)<[0-9a-f]{32}>", rb"\g<1>" + start, unsigned)
    with pytest.raises(Unreadable):
        prepare_fields(changed, list(places.values()))


def test_the_same_record_gives_the_same_bytes() -> None:
    """R-76: the same data and time give the same bytes."""
    assert print_report(case(), "en") == report()


def test_the_record_travels_in_it_to_the_byte() -> None:
    assert record_in(report()) == case().canonical()
    with pikepdf.open(io.BytesIO(report())) as document:
        attached = document.attachments["record.json"]
        assert str(attached.obj.AFRelationship) == "/Data"


def test_it_shows_totals_ranks_and_outcomes() -> None:
    for entry in case().entries(RankingEntry):
        for row in entry.result.ranking:
            assert f"{row.rank} · {row.candidate} · {row.total}" in printed()
    assert "Selected for Thuisplusflats, 3 of 6 candidates" in printed()


def test_it_shows_every_code_and_hash() -> None:
    squeezed = printed().replace(" ", "")
    wanted = [case().root]
    wanted += [entry.sha256 for entry in case().entries(PackageEntry)]
    wanted += [entry.sheets_sha256 for entry in case().entries(OpeningEntry)]
    wanted += [entry.commitment for entry in case().entries(SheetEntry)]
    wanted += [short_code(entry.commitment) for entry in case().entries(SheetEntry)]
    wanted += [entry.entry.signed.code for entry in case().entries(MemberEntry)]
    assert [each for each in wanted if each not in squeezed] == []


def test_verify_finds_in_print_what_the_record_demands() -> None:
    assert missing_in_print(case(), first_revision_text(report())) is None


def test_candidates_that_did_not_reach_the_panel_stand_in_it_with_their_reason() -> None:
    assert "2 of 8 applications did not reach the panel" in printed()
    assert "received too late" in printed()
    assert "unsuitable" in printed()


def test_a_dossier_that_is_not_assessed_is_registered() -> None:
    assert printed().count("Kansendossier") >= 7
    assert "no: not assessed" in printed()


def test_it_says_which_dossiers_and_pages_the_panel_did_not_have() -> None:
    assert "no: not admitted" in printed()
    assert "yes, without the last 1 page(s); pages as the PDF has them" in printed()


def test_it_shows_weights_with_their_points_and_how_long_the_contract_lasts() -> None:
    """R-4: percentages as announced, with the conversion; the contract stands on the cover."""
    rules = tomllib.loads((CASE / "rules.toml").read_text(encoding="utf-8"))
    rules["contract"] = {"years": "4.5", "options": ["2", "2"]}
    for criterion in rules["criterion"]:
        criterion["weight"] = "50%"
        for item in criterion["item"]:
            del item["points"]
            item["weight"] = "1/2"
    pages = first_revision_text(print_report(make_case(rules=rules), "en"))
    text = " ".join(" ".join(pages).split())
    assert "4.5 years + 2 × 2 years, at most 8.5 years" in text
    assert text.count("Points: 40 × 50% × 1/2") == 4
    assert "at most" not in printed().split("Contents")[0]


def test_every_page_but_the_cover_is_numbered_and_none_is_empty() -> None:
    pages = first_revision_text(report())
    for number, text in enumerate(pages[1:], 2):
        assert f"page {number} of {len(pages)}" in text
        assert len(text.split()) > 40, number


def test_the_contents_name_the_page_of_every_chapter() -> None:
    pages = first_revision_text(report())
    lines = pages[1].splitlines()
    for chapter in ("Summary", "Reasons", "Ranking", "Signatures"):
        line = next(line for line in lines if chapter in line)
        assert chapter in pages[int(line.split()[-1]) - 1]


def test_the_report_speaks_dutch() -> None:
    with pikepdf.open(io.BytesIO(report("nl"))) as document:
        assert str(document.Root.Lang) == "nl-NL"
    assert "2 juli 2026" in " ".join(first_revision_text(report("nl")))


def test_there_is_a_field_for_the_chair_and_every_scoring_member() -> None:
    assert read_signed_file(report()).fields == ("chair", "member-1", "member-2", "member-3")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_people_is_ever_markup(text: str) -> None:
    record = make_case(name=lambda name: f"{name} {text}"[:1100], reason=text, own=text)
    pdf = print_report(record, "en")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            kinds = {str(note.Subtype) for note in page.get("/Annots", ())}
            assert kinds <= {"/Widget"}
            assert "/Image" not in {str(x.Subtype) for x in _objects_of(page)}
        assert "/OpenAction" not in document.Root
        assert "/Names" not in document.Root or "/JavaScript" not in document.Root.Names
    assert record_in(pdf) == record.canonical()


def _objects_of(page: Any) -> list[Any]:
    return list(page.get("/Resources", {}).get("/XObject", {}).values())


def test_markup_is_printed_as_it_was_written() -> None:
    record = make_case(reason='<b>vet</b> & <img src="/etc/hostname"/>')
    words = " ".join(first_revision_text(print_report(record, "en")))
    assert '<b>vet</b> & <img src="/etc/hostname"/>' in words


def test_what_no_font_has_is_shown_by_its_number() -> None:
    record = make_case(reason="Een \u5b57 en een \u202e in de motivering van deze score.")
    words = " ".join(first_revision_text(print_report(record, "en")))
    assert "\u27e8U+5B57\u27e9" in words
    assert "\u27e8U+202E\u27e9" in words


def test_nothing_runs_off_the_page() -> None:
    record = make_case(name=lambda name: f"{name} {'Wolf' * 60}", reason="W" * 3000)
    document = pypdfium2.PdfDocument(print_report(record, "en"))
    for page in document:
        text = page.get_textpage()
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            assert left >= 0
            assert bottom >= 0
            assert right <= page.get_width()
            assert top <= page.get_height()


def test_a_record_without_rules_is_no_report() -> None:
    with pytest.raises(Unreadable):
        print_report(make_record((), lambda: "00" * 16), "en")


class _Identity:
    """Somebody who signs, as use cases know it."""

    def __init__(self, number: int) -> None:
        self.name = SIGNERS[number].name
        self.organisation = "Gemeente Rotterdam"
        self.function = ""
        self.number = number

    def pdf_private_key(self) -> bytes:
        """The private key."""
        return SIGNERS[self.number].private_key


def test_the_paper_goes_round_in_one_chain() -> None:
    from datetime import UTC, datetime

    paper, pdf = ReportPaper(), report("nl")
    for number, signer in enumerate(SIGNERS):
        identity: Any = _Identity(number)
        at = datetime(2026, 7, 3 + number, tzinfo=UTC)
        pdf = paper.sign(pdf, signer.field, identity, "HTX8-KJT8-HHDY-Z41N", at)
    found = paper.inspect(pdf)
    assert found.flaw is None
    assert [signature.key for signature in found.signatures] == [s.key for s in SIGNERS]
    assert found.record == case().canonical()
    damaged = paper.inspect(pdf.replace(b"startxref", b"startxxef", 1))
    assert damaged.flaw is not None


def test_a_record_that_unpacks_without_end_is_given_up() -> None:
    with pikepdf.open(io.BytesIO(report())) as document:
        attached: Any = document.attachments["record.json"].obj.EF.F
        bomb = zlib.compress(b"0" * (65 << 20), 9)
        attached.write(bomb, filter=pikepdf.Name.FlateDecode)
        output = io.BytesIO()
        document.save(output, compress_streams=False)
    with pytest.raises(Unreadable, match="holds no record"):
        record_in(output.getvalue())


def _rewritten(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """The PDF as another program would save it after a change."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        output = io.BytesIO()
        document.save(output)
    return output.getvalue()


def _add_page(document: Any) -> None:
    document.pages.append(document.pages[0])


def _change_score(document: Any) -> None:
    stream = document.attachments["record.json"].obj.EF.F
    stream.write(stream.read_bytes().replace(b'"score":"10"', b'"score":"8"', 1))


@pytest.mark.parametrize("change", [_add_page, _change_score])
def test_a_report_that_was_saved_anew_shows_its_record_and_its_flaw(
    change: Callable[[Any], None],
) -> None:
    signed = signed_by(report(), SIGNERS[0], SIGNERS[1])
    found = ReportPaper().inspect(_rewritten(signed, change))
    assert found.flaw is not None
    assert found.record
    assert found.pages[0].startswith("Gemeente Rotterdam")
