"""The cover and the table of contents."""

from __future__ import annotations

from reportlab.platypus import PageBreak, Spacer

from evalpanel.domain.errata import Erratum
from evalpanel.language.vocabulary import procedure_word, variant_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Composer
from evalpanel.report.frame import Contents
from evalpanel.report.paragraphs import paragraph

_TOP = 128
_COVER_TITLE_CHARS = 240


def add_cover(page: Composer, case: Case) -> None:
    """Title, authority, procedure, and the hashes under which everything stands."""
    words, rules, errata = page.words, case.rules, case.happened(Erratum)
    page.add(Spacer(1, _TOP))
    page.add(paragraph(joined(rules.authorities), styles.EYEBROW, limit=_COVER_TITLE_CHARS))
    page.space(10)
    page.add(paragraph(rules.title, styles.TITLE, limit=_COVER_TITLE_CHARS))
    page.space(4)
    variant = "" if case.is_full else variant_word(words, case.record.variant)
    page.add(paragraph(joined([words("Evaluation report"), variant]), styles.SUBTITLE))
    page.space(46)
    page.facts(
        [
            (words("Reference"), rules.reference),
            (words("Procedure"), procedure_word(words, rules.procedure)),
            (words("On behalf of"), joined(rules.on_behalf_of)),
            (words("Parts"), joined(rules.parts)),
            (words("Contract"), words.say(rules.contract.duration) if rules.contract else ""),
            (words("Lots"), joined([f"{lot.id} {lot.title}" for lot in rules.lots])),
        ]
    )
    page.space(18)
    page.facts(
        [
            (words("Version of this report"), str(case.report.version)),
            (words("Made by"), case.report.made_by),
            (words("Claimed time"), page.date(case.report.made_at)),
            (words("Rules locked"), _locked(page, case)),
            (words("Errata"), joined([f"{e.number}: {page.date(e.at)}" for e in errata])),
            (words("Rule hash"), case.tender.rules_sha256),
            (words("Root of the record"), case.record.root),
        ]
    )
    _add_note(page)


def _add_note(page: Composer) -> None:
    """What this paper is not."""
    words = page.words
    page.space(10)
    note = words(
        "This report describes the selection; it is not the decision. The record of the "
        "evaluation is attached to this file as record.json. The last chapters say how anyone can"
        " check both."
    )
    page.text(note, styles.SMALL)


def add_contents(page: Composer) -> None:
    """The table of contents, on a page of its own."""
    page.add(PageBreak(), paragraph(page.words("Contents"), styles.CHAPTER), Contents())


def _locked(page: Composer, case: Case) -> str:
    if not case.tender.locked_by:
        return page.date(case.tender.locked_at)
    return page.words(
        "{time}, by {name}", time=page.date(case.tender.locked_at), name=case.tender.locked_by
    )
