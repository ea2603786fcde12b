"""Errata of locked rules, and other deviations from the normal course (R-3, R-47)."""

from __future__ import annotations

from evalpanel.domain.consensus import latest_decisions
from evalpanel.domain.errata import Erratum
from evalpanel.domain.record import ActEntry, DecisionEntry
from evalpanel.language.rule_places import rule_place_text
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer


def add_errata(page: Composer, case: Case) -> None:
    """Every erratum with its changes; then what was let in late, and what was decided anew."""
    words = page.words
    page.chapter(words("Deviations and errata"))
    errata = case.happened(Erratum)
    if not errata:
        page.text(words("No erratum: the rules are those that were locked."))
    for erratum in errata:
        _add_erratum(page, erratum)
    deviations = [*_admitted(page, case), *_later_rounds(page, case), *_decided_anew(page, case)]
    if not deviations:
        page.text(words("No other deviation is recorded but those in the chapters before."))
        return
    page.heading(words("Other deviations"))
    for deviation in deviations:
        page.text(deviation)


def add_published_errata(page: Composer, case: Case) -> None:
    """The errata as they were published; other deviations name people."""
    words, errata = page.words, case.happened(Erratum)
    page.chapter(words("Errata"))
    if not errata:
        page.text(words("None: the rules are as they were locked."))
    for erratum in errata:
        _add_erratum(page, erratum)


def _add_erratum(page: Composer, erratum: Erratum) -> None:
    words = page.words
    page.heading(words("Erratum {number}", number=erratum.number), room=150)
    both = words("{name}, confirmed by {other}", name=erratum.by, other=erratum.confirmed_by)
    if not erratum.by:
        both = ""
    page.facts(
        [
            (words("By"), both),
            (words("Time"), page.date(erratum.at)),
            (words("Legal ground"), erratum.ground),
            (words("Rule hash before"), erratum.before_sha256),
            (words("Rule hash after"), erratum.after_sha256),
        ]
    )
    page.said(words("Reason:"), erratum.reason)
    columns = [
        Column(words("Place in the rules"), 0.36),
        Column(words("Old"), 0.32),
        Column(words("New"), 0.32),
    ]
    rows = [
        [rule_place_text(words, each.place), each.before, each.after] for each in erratum.changes
    ]
    page.table(columns, rows)


def _admitted(page: Composer, case: Case) -> list[str]:
    """Applications that two persons let in although they were kept out (edge case 14)."""
    return [
        page.words(
            "{name} was let in by {by} and {confirmed_by}, {time}: {reason}",
            name=case.name_of(act.subject.get("candidate", "")),
            by=act.by,
            confirmed_by=act.confirmed_by,
            time=page.date(act.confirmed_at),
            reason=act.subject.get("reason", "—"),
        )
        for act in (entry.act for entry in case.record.entries(ActEntry))
        if act.kind == "admit"
    ]


def _later_rounds(page: Composer, case: Case) -> list[str]:
    rounds = [package for _, package in case.packages if package.round > 1]
    if not rounds:
        return []
    return [
        page.words(
            "{count} round(s) were held after the first; see the chapter on rounds.",
            count=len(rounds),
        )
    ]


def _decided_anew(page: Composer, case: Case) -> list[str]:
    """How many agreed scores were changed; the record holds every version (R-47)."""
    decided = latest_decisions(entry.decision for entry in case.record.entries(DecisionEntry))
    changed = [decision for decision in decided.values() if decision.version > 1]
    if not changed:
        return []
    return [
        page.words(
            "{count} agreed score(s) were changed later; every version is in the attached record.",
            count=len(changed),
        )
    ]
