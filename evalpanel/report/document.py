"""The whole report: from a record to an unsigned PDF/A-3b with prepared fields."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.record import RecordV1
from evalpanel.domain.variants import signature_fields
from evalpanel.language import Words, catalogue
from evalpanel.report.archive import Description, for_archive
from evalpanel.report.case import Case, joined, read_case
from evalpanel.report.composer import Composer
from evalpanel.report.fonts import register_fonts, safe_text
from evalpanel.report.frame import PageWords, ReportTemplate
from evalpanel.report.pades import Field, prepare_fields
from evalpanel.report.sections.applications import add_applications
from evalpanel.report.sections.cover import add_contents, add_cover
from evalpanel.report.sections.decision import add_decision
from evalpanel.report.sections.draws import add_draws
from evalpanel.report.sections.errata import add_errata, add_published_errata
from evalpanel.report.sections.evidence import add_acts, add_checking, add_seals
from evalpanel.report.sections.interests import add_interests
from evalpanel.report.sections.law_items import add_law_items
from evalpanel.report.sections.lots import add_open_places
from evalpanel.report.sections.meeting import add_meetings
from evalpanel.report.sections.opening import add_opening
from evalpanel.report.sections.people import add_people
from evalpanel.report.sections.planning import add_planning
from evalpanel.report.sections.ranking import add_ranking
from evalpanel.report.sections.reasons import add_reasons
from evalpanel.report.sections.revisions import add_revisions
from evalpanel.report.sections.rounds import add_rounds
from evalpanel.report.sections.rules import add_rules
from evalpanel.report.sections.scores import add_scores
from evalpanel.report.sections.sealing import add_sealing
from evalpanel.report.sections.signing import add_signing
from evalpanel.report.sections.summary import add_summary
from evalpanel.report.sections.thresholds import add_thresholds
from evalpanel.report.sections.variant import add_left_out, add_panel_in_numbers

_CONTENT_CHAPTERS = (
    add_left_out,
    add_summary,
    add_rules,
    add_planning,
    add_people,
    add_interests,
    add_opening,
    add_applications,
    add_scores,
    add_meetings,
    add_rounds,
    add_revisions,
    add_sealing,
    add_reasons,
    add_thresholds,
    add_draws,
    add_ranking,
    add_open_places,
    add_decision,
    add_errata,
    add_law_items,
    add_acts,
    add_seals,
    add_checking,
)
_SHAREABLE_CHAPTERS = (
    add_left_out,
    add_summary,
    add_rules,
    add_planning,
    add_panel_in_numbers,
    add_scores,
    add_reasons,
    add_ranking,
    add_open_places,
    add_decision,
    add_published_errata,
    add_seals,
    add_checking,
)
"""Those that can be told without naming anybody of the panel (R-91)."""
_LOCALES = {"nl": "nl-NL", "en": "en-GB"}


@dataclass
class _Places:
    """Where the fields came to stand; the last pass of the layout counts."""

    found: dict[str, Field] = field(default_factory=dict)

    def note(self, place: Field) -> None:
        self.found[place.name] = place


def print_report(record: RecordV1, language: str) -> bytes:
    """The report on a record: unsigned, with the record attached and a field for each signer.

    Raises:
        Unreadable: the record lacks its rule set or the details of the report.
    """
    case, words = read_case(record), catalogue(language)
    unsigned, places = print_archive(case, words)
    return prepare_fields(unsigned, [places[name] for name in signature_fields(record)])


def print_archive(case: Case, words: Words) -> tuple[bytes, dict[str, Field]]:
    """The PDF/A-3b before its fields are put in, and where they belong."""
    register_fonts()
    places = _Places()
    buffer = io.BytesIO()
    template = ReportTemplate(buffer, _page_words(case, words))
    template.multiBuild(_story(case, words, places))
    description = Description(
        title=_title(case, words),
        language=_LOCALES.get(words.language, words.language),
        attachment=words("Record of the evaluation"),
        made_at=case.report.made_at,
    )
    record = canonical_bytes(case.attached.to_json())
    return for_archive(buffer.getvalue(), record, description), places.found


def _story(case: Case, words: Words, places: _Places) -> list[object]:
    page = Composer(words)
    add_cover(page, case)
    add_contents(page)
    for add_chapter in _SHAREABLE_CHAPTERS if case.names_nobody else _CONTENT_CHAPTERS:
        add_chapter(page, case)
    add_signing(page, case, places.note)
    return page.story


def _title(case: Case, words: Words) -> str:
    """What a reader shows above the pages: which report, of what, and which variant of it."""
    return safe_text(f"{_name(case, words)} {case.rules.title} {case.rules.reference}")


def _name(case: Case, words: Words) -> str:
    """Which variant comes first: a long title at the head of a page is cut at its end."""
    variants = {"internal": words("internal variant"), "shareable": words("shareable variant")}
    variant = variants.get(case.record.variant)
    report = words("Evaluation report")
    return f"{report} ({variant})" if variant else report


def _page_words(case: Case, words: Words) -> PageWords:
    rule_hash = case.tender.rules_sha256
    return PageWords(
        title=_title(case, words),
        left=joined([_name(case, words), case.rules.title]),
        right=words(
            "{reference}, version {number}",
            reference=case.rules.reference,
            number=case.report.version,
        ),
        hash_short=words("Rule hash {hash}…", hash=rule_hash[:16]),
        page_of=words("page {page} of {pages}"),
        language=_LOCALES.get(words.language, words.language),
    )
