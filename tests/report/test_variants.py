"""Variants of the report: what is left out is nowhere in the file, and the rest holds (R-73)."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
import pytest

from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import (
    ApplicationEntry,
    DecisionEntry,
    MemberEntry,
    OutcomeV1,
    PublicEntry,
    RankingEntry,
    RecordV1,
    SheetEntry,
    Variant,
    make_record,
)
from evalpanel.domain.variants import make_variant, with_public
from evalpanel.language import catalogue
from evalpanel.report.case import read_case
from evalpanel.report.contents import first_revision_text, record_in
from evalpanel.report.document import print_archive, print_report
from evalpanel.report.paper import ReportPaper
from evalpanel.report.signatures import read_signed_file
from tests.report.archive_rules import archive_findings, is_fit_for_archive
from tests.report.case_data import OWN, SIGNERS, made_up_hash
from tests.report.rich_case import make_rich_case
from tests.report.signing_fixtures import signed_by

NOTES = ("INTERN-BLIJFT-BINNEN", "MINDERHEID-VINDT-ANDERS", "NIEMAND-GAF-DIT-CIJFER")
VARIANTS: tuple[Variant, ...] = ("internal", "shareable")


def _outspoken(entry: Any) -> Any:
    """Decisions with every inner text, and outcomes for who is selected."""
    if isinstance(entry, DecisionEntry):
        texts = dict(zip(("internal_note", "remark", "outside_reason"), NOTES, strict=True))
        return DecisionEntry(decision=entry.decision.model_copy(update=texts))
    if isinstance(entry, ApplicationEntry) and entry.application.id == "wilgentij":
        chosen = OutcomeV1(lot="1", outcome="selected", reason="GEEN-REDEN-VOOR-BUITEN")
        return entry.model_copy(update={"outcomes": (chosen,)})
    return entry


@cache
def full() -> RecordV1:
    """The record of the rich case, with inner texts in every decision."""
    rich = (leaf.entry for leaf in make_rich_case().leaves)
    entries = [_outspoken(entry) for entry in rich if not isinstance(entry, PublicEntry)]
    numbers = iter(range(100_000))
    return make_record(with_public(entries), lambda: made_up_hash("outspoken", next(numbers))[:32])


@cache
def printed(variant: Variant, language: str = "en") -> bytes:
    """The unsigned variant."""
    return print_report(make_variant(full(), variant), language)


def everything_in(pdf: bytes) -> str:
    """All that can be read out of a file: pages, streams, strings, metadata and attachments."""
    found = [*first_revision_text(pdf), record_in(pdf).decode()]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found.append(document.Root.Metadata.read_bytes().decode())
        for thing in document.objects:
            found += _strings_in(thing)
    return "\n".join([*found, pdf.decode("latin-1")])


def _strings_in(thing: Any) -> Iterator[str]:
    """The strings in one object, without following it to others."""
    if isinstance(thing, pikepdf.Stream):
        data = thing.read_bytes() if "/DecodeParms" not in thing else thing.read_raw_bytes()
        yield data.decode("latin-1")
        yield data.decode("utf-16-be", errors="ignore")
    if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        for value in thing.values() if isinstance(thing, pikepdf.Dictionary) else ():
            if isinstance(value, pikepdf.String | pikepdf.Array | pikepdf.Dictionary):
                yield repr(value) if not isinstance(value, pikepdf.String) else str(value)
    if isinstance(thing, pikepdf.String):
        yield str(thing)


def _own_reasons() -> set[str]:
    scores = (s for e in full().entries(SheetEntry) for s in e.sheet.sheet.scores)
    return {score.reason for score in scores} | {OWN}


def _people() -> set[str]:
    members = [entry.entry for entry in full().entries(MemberEntry)]
    cards = [member.signed.card for member in members]
    names = {card.name for card in cards} | {card.function for card in cards}
    keys = {card.sign for card in cards if card.pdf != SIGNERS[0].key}
    return (names | keys | {"Marieke van Dongen", "Ruben Kastelein"}) - {""}


def _candidates() -> set[str]:
    """Names, legal entities, numbers and reasons of those who were not selected."""
    found = set()
    for entry in full().entries(ApplicationEntry):
        application = entry.application
        found |= {entity.registration for entity in application.entities}
        found |= {judged.reason for judged in entry.judgements if judged.reason}
        if application.id != "wilgentij":
            found |= {application.name, *(entity.name for entity in application.entities)}
    return found - {""}


def test_the_extraction_finds_what_is_in_the_full_report() -> None:
    """Else the tests below would prove nothing."""
    text = everything_in(print_report(full(), "en"))
    for words in (*_people(), *_candidates(), *_own_reasons(), *NOTES, "GEEN-REDEN-VOOR-BUITEN"):
        assert words in text


def test_nobody_is_named_in_what_is_shared() -> None:
    """R-91: no names of assessors, no key persons, nobody who was not selected; R-73: absent."""
    text = everything_in(printed("shareable"))
    out = (*_people(), *_candidates(), *_own_reasons(), *NOTES, "GEEN-REDEN-VOOR-BUITEN")
    assert [words for words in out if words in text] == []


def test_what_is_shared_names_who_was_selected_and_why() -> None:
    """A document of its own: rules, agreed scores with reasons, ranking, decision, checks."""
    text = " ".join(" ".join(first_revision_text(printed("shareable"))).split())
    names = [e.application.name for e in full().entries(ApplicationEntry)]
    assert sum(name in text for name in names) == 1
    for decided in full().entries(DecisionEntry):
        assert decided.decision.reason[:60] in text
    for ranked in full().entries(RankingEntry):
        for row in ranked.result.ranking:
            assert f"{row.rank or '–'} · {row.candidate} · {row.total}" in text
    assert "What this variant leaves out" in text


def test_no_score_of_a_member_is_in_the_variant_for_the_decision() -> None:
    """R-73: internal decision, without individual scores; who sat on the panel is in it."""
    text = everything_in(printed("internal"))
    assert [words for words in _own_reasons() if words in text] == []
    assert "alone they scored" not in text
    assert not make_variant(full(), "internal").entries(SheetEntry)
    assert all(entry.entry.name in text for entry in full().entries(MemberEntry))


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_has_the_root_of_the_full_report(variant: Variant) -> None:
    record = RecordV1.from_bytes(record_in(printed(variant)))
    assert record.variant == variant
    assert record.computed_root() == record.root == full().root
    assert record.root in "".join(first_revision_text(printed(variant))).replace("\n", "")


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_verify_finds_in_print_what_a_variant_shows(variant: Variant, language: str) -> None:
    pages = first_revision_text(printed(variant, language))
    assert missing_in_print(make_variant(full(), variant), pages) is None
    assert missing_in_print(make_variant(full(), variant), pages[:1]) is not None


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_has_a_field_for_the_chair_only(variant: Variant) -> None:
    """Only the full variant is countersigned (`contract.md`, Record)."""
    assert read_signed_file(printed(variant)).fields == ("chair",)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_is_fit_for_the_archive_before_and_after_signing(variant: Variant) -> None:
    """R-75; `trust.md` 4b: "pass" before the fields, no violation after the signature."""
    unsigned, _ = print_archive(read_case(make_variant(full(), variant)), catalogue("en"))
    assert is_fit_for_archive(unsigned)
    assert archive_findings(printed(variant)) == []
    assert archive_findings(signed_by(printed(variant), SIGNERS[0])) == []


def test_the_chair_signs_a_variant_and_what_was_changed_after_is_seen() -> None:
    class Chair:
        name, organisation, function = SIGNERS[0].name, "Gemeente Rotterdam", ""

        def pdf_private_key(self) -> bytes:
            return SIGNERS[0].private_key

    chair: Any = Chair()
    paper = ReportPaper()
    at = datetime(2026, 7, 3, tzinfo=UTC)
    signed = paper.sign(printed("shareable"), "chair", chair, "", at)
    assert paper.inspect(signed).flaw is None
    assert paper.inspect(signed[:-9] + b"hello" + signed[-9:]).flaw is not None
