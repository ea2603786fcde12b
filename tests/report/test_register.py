"""Everything beside the normal course stands in the printed report, in words (R-70, R-72)."""

from functools import cache
from typing import Any, get_args

import pypdfium2
import pytest

from evalpanel.domain.crockford import short_code
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import RegisterEntry
from evalpanel.domain.register import Registered
from evalpanel.domain.revisions import Revision
from evalpanel.report.contents import first_revision_text
from evalpanel.report.document import print_report
from tests.report.case_fixtures import make_case
from tests.report.rich_case import make_rich_case
from tests.report.sealing_data import former_sheet


@cache
def pages(language: str = "en") -> tuple[str, ...]:
    """The pages of the report on the rich case."""
    return first_revision_text(print_report(make_rich_case(language), language))


@cache
def printed(language: str = "en") -> str:
    """All words of it, without the line breaks."""
    return " ".join(" ".join(pages(language)).split())


@cache
def plain() -> str:
    """All words of the report on the case in which nothing of all that happened."""
    return " ".join(" ".join(first_revision_text(print_report(make_case(), "en"))).split())


def test_the_rich_case_holds_every_kind_of_entry_in_the_register() -> None:
    """Who adds a kind to the register adds it to the case, and sees here what is printed of it.

    A revision holds a whole package; `test_revisions` prints one of a case that was played.
    """
    union, *_ = get_args(Registered)
    held = {type(entry.entry) for entry in make_rich_case().entries(RegisterEntry)}
    assert set(get_args(union)) - held == {Revision}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_verify_finds_in_print_what_the_record_demands(language: str) -> None:
    assert missing_in_print(make_rich_case(language), pages(language)) is None


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_people_wrote_stands_in_it_in_either_language(language: str) -> None:
    """R-72: nothing that was recorded is left out, in whatever language it is printed."""
    text = printed(language)
    for written in (
        "klacht van een gegadigde", "klacht ongegrond", "geen capaciteit meer", "vakantie",
        "Het is de naam van hun eigen aanpak.", "Buurtpeil", "einde van de termijn",
        "Verschrijving in het totaal.", "geen wezenlijke wijziging",
        "45 40", "Mandaatbesluit 2024, artikel 7",
        "rekenfout in een bijlage",
        "huurcontract ingezien", "Het belang is afgelopen.", "een oud-medewerker",
        "zou er hebben gesolliciteerd", "langdurig ziek", "neemt de plaats van de zieke in",
        "tien jaar ouderenzorg", "op verzoek nagezonden", "Wie tekende de verklaring?",
        "De bestuurder, mandaat bijgevoegd.", "Het mandaat volstaat.", "Beide mogen blijven.",
        "Recent en ernstig.", "Te weinig punten.", "De storing lag aan onze kant.",
        "Staatsloterij 26 juni 2026", "AB12 345", "gevouwen briefjes uit een schaal",
        "brief per e-mail", "Stadhuis, kamer 12", "De wijk kent deze partij al.",
        "artikel 4.3 van de leidraad",
    ):  # fmt: skip
        assert written in text, written


def test_what_happened_before_the_opening_is_printed_with_both_codes() -> None:
    """trust.md 2.4, R-35: who stepped back, both versions of a reopened sheet, who stepped in."""
    text = printed()
    code = short_code(former_sheet().commitment())
    for words in (
        "Exceptions before the opening", "Derya Yıldız", "een zus solliciteert",
        "twee plannen verwisseld", code, "Later",
    ):  # fmt: skip
        assert words in text, words
    assert "Exceptions before the opening" not in plain()


def test_conflicts_are_printed_with_facts_investigation_and_measure() -> None:
    """R-11: facts, investigation, measure, decided by, date; a case that is open says so."""
    text = printed()
    assert "Ama Osei: interest in Stichting Wilgentij Ouderenzorg" in text
    assert "Facts: De moeder van het lid" in text
    assert "Measure no measure Decided by de directeur, 6 June 2026" in text
    assert "Replaces the decision of 5 June 2026, 09:00 (UTC): recused. Voorzichtigheid." in text
    assert "Measure not decided" in text
    assert "Ama Osei was recused all langdurig ziek still count de directeur" in text
    assert "Ama Osei was replaced by Derya Y\u0131ld\u0131z" in text
    assert "Candidates informed: yes" in text


def test_evidence_is_printed_with_its_validity_when_measured() -> None:
    """R-27, R-106: per entity the date and whether it was good on the day that counts."""
    text = printed()
    assert "Zonnewende Zorg B.V. own declaration (ESPD) 20 May 2026 — ✓ valid, 28 May 2026" in text
    assert "came in on 10 June 2026" in text
    assert "1 January 2022 ✗ expired" in text
    assert "overeenkomst Wlz — — ✗ missing" in text


def test_a_request_is_printed_with_term_answer_and_result() -> None:
    """R-24."""
    assert "8 June 2026 – 22 June 2026 14 days" in printed()
    assert "24 June 2026 (after the term)" in printed()


def test_every_application_has_its_outcome_in_print() -> None:
    """R-20."""
    assert "What became of every application" in printed()
    assert "received too late: Ontvangen na de uiterste datum" in printed()


def test_dates_that_moved_are_printed_beside_those_announced() -> None:
    """R-9: month and day keep their precision."""
    assert "Selectiebeslissing July 2026 August 2026 —" in printed()
    assert "No date was moved" in plain()


def test_a_decision_is_printed_with_its_mandate_and_never_taken_for_the_report() -> None:
    """R-61, R-66, R-71: versions stay, and this paper does not pretend to be the decision."""
    text = printed()
    assert "It is neither the decision nor the record of the award" in text
    assert "withdrawn by Marieke van Dongen, 29 June 2026, 10:00 (UTC): rekenfout" in text
    assert "30 June 2026 Mandaatbesluit 2024, artikel 7 stands" in text
    assert "a contractual term of 20 calendar days" in text


def test_both_kinds_of_draws_are_printed_with_how_to_check_them() -> None:
    """R-56."""
    text = printed()
    assert "R2 Kadeveld" in text
    assert "evalpanel draw verify" in text
    assert "Witness Ruben Kastelein" in text


def test_who_fell_below_a_threshold_is_printed_with_both_persons() -> None:
    """R-48."""
    text = printed()
    assert "below the threshold of 24. Te weinig punten. Marieke van Dongen Ruben Kastelein" in text


def test_an_auditor_reads_none_where_nothing_happened() -> None:
    """R-70, R-72: a chapter that is looked for says that there is nothing in it."""
    for said in (
        "None: no candidate fell below a threshold.",
        "None: every place that was announced is filled.",
        "None: no decision was recorded",
        "No erratum: the rules are those that were locked.",
        "No other deviation is recorded but those in the chapters before.",
        "No request to clarify or repair anything is recorded.",
        "Nobody was recused or replaced.",
        "The procedure was not suspended, and no candidate withdrew.",
        "None: nothing was drawn.",
    ):
        assert said in plain(), said


def test_no_date_is_printed_as_a_code() -> None:
    """Dates and times stand in words wherever people read them."""
    assert "2026-0" not in printed().replace("TPF-2026-01", "")


def test_all_fourteen_items_of_the_law_are_named_with_their_place_or_why_not() -> None:
    """R-70: each item of 2.132(1) is filled or not applicable, with the reason."""
    text = printed()
    for letter in "abcdefghijklmn":
        assert f" ({letter}) " in text, letter
    assert "(m) Conflicts of interest found, and the measures chapter 5" in text
    assert "not applicable: nobody has tendered yet" in text


def test_receipt_opening_and_meeting_are_printed() -> None:
    """R-21, R-49: who opened what, who was late, and who was present when scores were agreed."""
    text = printed()
    assert "Opened by Marieke van Dongen and Ruben Kastelein, 1 June 2026, 12:41 (UTC)" in text
    assert "Received too late Tuindek" in text
    assert "24 scores agreed" in text
    assert "4 with a minority view" in text


def test_who_does_not_sign_stands_in_the_chapter_of_signatures() -> None:
    assert "twee keer gebeld en geschreven, geen antwoord" in printed()
    assert "could not be reached" in printed()


@pytest.mark.parametrize("text", ["W" * 3000, "\n".join("line" for _ in range(90)), '<b>&"\u202e'])
def test_whatever_people_write_stays_on_the_page_and_is_never_markup(text: str) -> None:
    record = make_rich_case()
    leaves = [
        leaf.model_copy(update={"entry": RegisterEntry(entry=_with_reason(leaf.entry.entry, text))})
        if isinstance(leaf.entry, RegisterEntry)
        else leaf
        for leaf in record.leaves
    ]
    pdf = print_report(record.model_copy(update={"leaves": tuple(leaves)}), "nl")
    for page in pypdfium2.PdfDocument(pdf):
        found = page.get_textpage()
        for number in range(found.count_rects()):
            left, bottom, right, top = found.get_rect(number)
            assert min(left, bottom) >= 0
            assert right <= page.get_width()
            assert top <= page.get_height()


def _with_reason(entry: Any, text: str) -> Any:
    fields = {"reason", "facts", "what", "question", "answer", "action", "mandate", "ground"}
    return entry.model_copy(update=dict.fromkeys(fields & type(entry).model_fields.keys(), text))
