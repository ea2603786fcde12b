"""The reasons, per candidate and item: the panel's, and beneath it what each member wrote alone."""

from __future__ import annotations

from collections.abc import Sequence

from evalpanel.domain.consensus import Decision
from evalpanel.domain.rules import ALL_LOTS, Item
from evalpanel.domain.scale import meaning_of
from evalpanel.report import styles
from evalpanel.report.case import Case, Voice, joined, named
from evalpanel.report.composer import Composer
from evalpanel.report.fonts import BOLD
from evalpanel.report.paragraphs import labelled

_ROOM = 96


def add_reasons(page: Composer, case: Case) -> None:
    """Every agreed score with its reason, and every member's own."""
    words = page.words
    page.chapter(words("Reasons"), room=210)
    if not case.results:
        page.text(words("No candidate was assessed."))
    if not case.is_full and not case.decisions:
        page.text(words("The reasons are those of members alone; this variant leaves them out."))
        return
    several = len(case.rules.lots) > 1
    if several:
        _add_shared(page, case)
    for result in case.results:
        items = [
            item
            for item in case.rules.scored_items(result.lot)
            if not several or case.rules.score_lot(result.lot, item.id) == result.lot
        ]
        for candidate in case.candidates_in(result.lot):
            place = f", {words('Lot').lower()} {result.lot}" if several else ""
            _add_candidate(
                page, case, result.lot, f"{named(case, candidate)}{place}", candidate, items
            )


def _add_shared(page: Composer, case: Case) -> None:
    """What was scored once for all lots, once per candidate: with the first of its lots."""
    found: dict[str, tuple[str, str]] = {}
    for result in case.results:
        for candidate in case.candidates_in(result.lot):
            application = case.application_of(candidate)
            known = application.id if application else candidate
            found.setdefault(known, (result.lot, candidate))
    items = case.rules.items_under(ALL_LOTS)
    for lot, candidate in found.values() if items else ():
        title = f"{named(case, candidate)}, {page.words('for all its lots')}"
        _add_candidate(page, case, lot, title, candidate, items)


def _add_candidate(
    page: Composer, case: Case, lot: str, title: str, candidate: str, items: Sequence[Item]
) -> None:
    if items:
        page.heading(title, room=150)
    for item in items:
        _add_item(page, case, lot, candidate, item)


def _add_item(page: Composer, case: Case, lot: str, candidate: str, item: Item) -> None:
    decision = case.decision(lot, candidate, item.id)
    page.item_line(f"{item.id}  {item.title}", _score_text(case, item, decision), room=_ROOM)
    if decision is not None:
        _add_decision(page, decision)
    for voice in case.voices(lot, candidate, item.id):
        _add_voice(page, voice)
    page.space(5)


def _score_text(case: Case, item: Item, decision: Decision | None) -> str:
    if decision is None:
        return ""
    meaning = meaning_of(case.rules.scale_of(item), decision.score)
    return f"{decision.score}  {meaning.label}" if meaning else decision.score


def _add_decision(page: Composer, decision: Decision) -> None:
    words = page.words
    page.text(decision.reason or words("No reason was recorded."))
    if decision.outside_reason:
        page.said(words("Why a score that nobody gave:"), decision.outside_reason)
    if decision.remark:
        page.said(words("Minority view:"), decision.remark)
    absent = sorted(set(decision.present) - set(decision.agrees))
    if absent:
        page.said(words("Did not agree:"), joined(absent), styles.SMALL)
    if decision.version > 1:
        page.text(
            words("This is version {number} of the decision.", number=decision.version),
            styles.SMALL,
        )


def _add_voice(page: Composer, voice: Voice) -> None:
    words, score = page.words, voice.score
    label = f"{voice.name}: {score.score or words('not assessed')}."
    extras = [
        (words("Plus:"), score.plus),
        (words("Minus:"), score.minus),
        (words("Reference:"), score.reference),
        (words("Question:"), score.question),
    ]
    text = " · ".join([score.reason, *(f"{name} {value}" for name, value in extras if value)])
    page.add(labelled(label, text, styles.VOICE, BOLD))
