"""What the report claims holds for its variant and its signatures (`trust.md` 4, R-73, R-91)."""

import io
from functools import cache
from typing import Any

import pikepdf
import pytest

from evalpanel.domain.record import MemberEntry, PublicEntry, RecordV1, Variant, make_record
from evalpanel.domain.reopenings import Reopening
from evalpanel.domain.variants import make_variant, with_public
from evalpanel.language import catalogue
from evalpanel.language.rule_places import rule_place_text
from evalpanel.language.vocabulary import evidence_kind_word
from evalpanel.report.case import read_case
from evalpanel.report.contents import first_revision_text
from evalpanel.report.document import print_report
from tests.report.case_data import made_up_hash
from tests.report.rich_case import make_rich_case

ALL: tuple[Variant, ...] = ("full", "internal", "shareable")


@cache
def pdf(variant: Variant) -> bytes:
    """The rich case, unsigned, in one variant."""
    full = make_rich_case()
    return print_report(full if variant == "full" else make_variant(full, variant), "en")


@cache
def printed(variant: Variant) -> str:
    """Its words, without the line breaks."""
    return " ".join(" ".join(first_revision_text(pdf(variant))).split())


def test_no_variant_claims_that_somebody_signed_or_certified() -> None:
    """The text is printed before anybody signs; only the boxes show who did."""
    for variant in ALL:
        text = printed(variant)
        assert "the panel signed" not in text
        assert "is certified by" not in text
        assert "wrote down the code" not in text
        assert "A box with nothing in it is not signed." in text
    for variant in ALL[1:]:
        assert "Only the chair certifies this variant." in printed(variant)


def test_a_variant_without_sheets_says_nothing_of_what_was_changed_in_them() -> None:
    """R-73: `no score was changed` would be false where the scores were left out."""
    assert "Both versions are in the record." in printed("full")
    for said in ("No score in them was changed.", "Both versions are in the record.", "Code after"):
        assert said not in printed("internal")
    assert "Both versions, and what was changed, are in the full report." in printed("internal")
    assert "What was not reached" in printed("full")
    assert "What was not reached" not in printed("internal")


def test_a_variant_promises_no_check_that_needs_what_it_leaves_out() -> None:
    assert "calculates the ranking again" in printed("full")
    for variant in ALL[1:]:
        assert "calculates the ranking again" not in printed(variant)
        assert "check that on the full report" in printed(variant)


def test_the_members_who_do_not_sign_are_told_of_the_full_report() -> None:
    assert "Without a signature" in printed("full")
    assert "Not signing the full report" in printed("internal")
    assert "signing the full report Name" not in printed("shareable")


@pytest.mark.parametrize("variant", ALL)
def test_every_page_says_which_variant_and_version_it_is_of(variant: Variant) -> None:
    """A loose page, or one above which a reader shows only the title."""
    named = "Evaluation report" if variant == "full" else f"Evaluation report ({variant} variant)"
    pages = first_revision_text(pdf(variant))[1:]
    assert all(named in page and "TPF-2026-01, version 1" in page for page in pages)
    with pikepdf.open(io.BytesIO(pdf(variant))) as document:
        with document.open_metadata() as metadata:
            assert named in metadata["dc:title"]
        assert document.Root.PageMode == pikepdf.Name.UseOutlines


@pytest.mark.parametrize("variant", ALL)
def test_no_chapter_begins_at_the_foot_of_a_page(variant: Variant) -> None:
    """A heading has something of what it announces beneath it."""
    with pikepdf.open(io.BytesIO(pdf(variant))) as document, document.open_outline() as outline:
        titles = {" ".join(each.title.split()) for each in outline.root}
    for number, page in enumerate(first_revision_text(pdf(variant)), 1):
        lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        body = [line for line in lines if not line.startswith(("Rule hash", "page "))]
        assert body[-1] not in titles, number


def test_after_a_recusal_no_word_says_that_nothing_was_the_matter() -> None:
    """R-11, R-15: a member who left because of an interest declared none beforehand."""
    full = make_rich_case()
    kept = [_indifferent(leaf.entry) for leaf in full.leaves if not _is_interest(leaf.entry)]
    text = " ".join(" ".join(first_revision_text(print_report(_record(kept), "en"))).split())
    assert "None: no interest in a candidate" not in text
    assert "why members were recused or replaced stands below" in text


def _indifferent(entry: Any) -> Any:
    """A member who declared no interest."""
    if not isinstance(entry, MemberEntry):
        return entry
    signed = entry.declaration
    none = signed.declaration.model_copy(update={"conflicts": ()})
    return entry.model_copy(update={"declaration": signed.model_copy(update={"declaration": none})})


def _is_interest(entry: Any) -> bool:
    """Whether an entry tells of an interest, or repeats another for a variant."""
    kind = getattr(getattr(entry, "entry", None), "kind", "")
    return isinstance(entry, PublicEntry) or kind in {"allegation", "conflict_case", "renewal"}


def _record(entries: list[Any]) -> RecordV1:
    numbers = iter(range(100_000))
    return make_record(with_public(entries), lambda: made_up_hash("truth", next(numbers))[:32])


def test_ids_of_files_stand_in_words() -> None:
    """A judge reads neither the keys of a rule file nor the ids of a candidate file."""
    words = catalogue("nl")
    assert evidence_kind_word(words, "insurance_policy") == "verzekeringspolis"
    assert evidence_kind_word(words, "UEA") == "eigen verklaring (UEA)"
    assert evidence_kind_word(words, "lijst_verhuur") == "lijst verhuur"
    assert rule_place_text(words, "criterion SC-2 › item SC-2.2 › text") == (
        "criterium SC-2 › onderdeel SC-2.2 › tekst"
    )
    assert rule_place_text(words, "ranking › unheard_of") == "rangorde › unheard_of"
    assert "Panel main" not in printed("shareable")


def test_the_record_says_what_happened_before_the_test_trusts_its_silence() -> None:
    """Else the tests above would prove nothing."""
    assert read_case(make_rich_case()).happened(Reopening)
