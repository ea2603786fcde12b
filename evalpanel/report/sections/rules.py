"""The rules in brief."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from evalpanel.domain.announced_points import announced_points
from evalpanel.domain.errata import Erratum
from evalpanel.domain.exact import decimal_text
from evalpanel.domain.rules import Item, Lot, Panel, Scale, SelectBetween
from evalpanel.language.vocabulary import fallback_word, method_word, tie_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Column, Composer
from evalpanel.report.paragraphs import TITLE_CHARS, paragraph


def add_rules(page: Composer, case: Case) -> None:
    """What was announced: panel, method, criteria, scales, dossiers, ranking and papers."""
    words = page.words
    page.chapter(words("The rules"), room=190)
    if case.happened(Erratum):
        page.text(
            words(
                "These rules were locked before the applications were opened, and changed "
                "after the lock by an erratum; the chapter on errata says what changed and why."
            )
        )
    else:
        page.text(words("These rules were locked before the applications were opened."))
    page.text(
        words(
            "Their hash stands on the cover and in every score sheet; a changed rule would give "
            "another hash."
        )
    )
    _add_panels(page, case)
    _add_ranking(page, case)
    _add_criteria(page, case)
    for scale in case.rules.scales:
        _add_scale(page, scale, several=len(case.rules.scales) > 1)
    _add_dossiers(page, case)
    _add_sources(page, case)


def _add_panels(page: Composer, case: Case) -> None:
    words = page.words
    for panel in case.rules.panels:
        several = len(case.rules.panels) > 1
        page.heading(
            words("Panel {panel}", panel=panel.id) if several else words("Panel and method")
        )
        page.facts(
            [
                (words("Scoring members"), str(panel.scoring_members)),
                (words("Method"), method_word(words, panel.method)),
                *_meeting_facts(page, panel),
                (words("Anonymity"), _anonymity(page, case)),
            ]
        )


def _meeting_facts(page: Composer, panel: Panel) -> list[tuple[str, str]]:
    """What was announced about the meeting; nobody meets where scores are combined."""
    if panel.method != "consensus":
        return []
    words = page.words
    apart = words(
        "scores that lie {steps} or more steps of the scale apart", steps=panel.discuss_from_steps
    )
    return [
        (words("Without agreement"), fallback_word(words, panel.fallback)),
        (words("Must be discussed"), apart),
    ]


def _anonymity(page: Composer, case: Case) -> str:
    if case.rules.anonymity.candidates:
        return page.words("the panel knew the candidates by a code that was drawn")
    return page.words("the panel knew the names of the candidates")


def _add_ranking(page: Composer, case: Case) -> None:
    words, ranking = page.words, case.rules.ranking
    page.heading(words("Ranking"))
    rounding = [
        words("{stage} on {digits} decimals", stage=each.stage, digits=each.digits)
        for each in ranking.rounding
    ]
    page.facts(
        [
            (words("Highest total"), words.number(ranking.total_points)),
            (words("Rounding"), joined(rounding) or words("none; totals are exact")),
            (words("Threshold"), _threshold(page, case)),
            (words("On a tie at the cut"), _ties(page, case)),
            *_all_selects(page, case),
        ]
    )


def _ties(page: Composer, case: Case) -> str:
    steps = [tie_word(page.words, step) for step in case.rules.ranking.tie_break]
    return page.words(", then ").join(steps) or page.words("no rule")


def _threshold(page: Composer, case: Case) -> str:
    minimum = case.rules.ranking.minimum
    if minimum is not None and minimum.points is not None:
        return page.words("a total of at least {points}", points=page.words.number(minimum.points))
    own = [criterion.id for criterion in case.rules.criteria if criterion.minimum is not None]
    own += [item.id for item in case.rules.items if item.minimum is not None]
    return page.words("on {parts}", parts=joined(own)) if own else page.words("none")


def _all_selects(page: Composer, case: Case) -> list[tuple[str, str]]:
    """How many are selected; lots for which the same was announced stand together."""
    said: dict[str, list[str]] = {}
    for lot in case.rules.lots:
        said.setdefault(_selects(page, lot), []).append(lot.id)
    if len(said) == 1 and len(case.rules.lots) > 1:
        return [(page.words("Every lot"), text) for text in said]
    return [(f"{page.words('Lot')} {joined(lots)}", text) for text, lots in said.items()]


def _selects(page: Composer, lot: Lot) -> str:
    if lot.select == "all":
        return page.words("all candidates that meet the thresholds are selected")
    if isinstance(lot.select, SelectBetween):
        return page.words(
            "{low} to {high} candidates are selected", low=lot.select.min, high=lot.select.max
        )
    return page.words("at most {count} candidates are selected", count=lot.select)


def _add_criteria(page: Composer, case: Case) -> None:
    words, rules = page.words, case.rules
    page.heading(words("What is assessed"), room=140)
    columns = [
        Column(words("Item"), 0.1, styles.CELL_BOLD),
        Column(words("What is asked"), 0.66),
        Column(words("Scale"), 0.12),
        Column(words("Points"), 0.12, styles.CELL_RIGHT_BOLD, styles.HEAD_RIGHT),
    ]
    announced = {one.item: one.announced for one in announced_points(rules)}
    rows: list[list[Any]] = []
    tinted = []
    for criterion in rules.criteria:
        rows.append(
            [
                criterion.id,
                criterion.title,
                "",
                _points(page, sum(map(rules.points_of, criterion.items))),
            ]
        )
        tinted.append(len(rows))
        rows.extend(
            [
                item.id,
                _asked(page, item, announced[item.id]),
                item.scale,
                _points(page, rules.points_of(item)),
            ]
            for item in criterion.items
        )
    rows.append([words("Total"), "", "", words.number(rules.ranking.total_points)])
    extra = [("BACKGROUND", (0, row), (-1, row), styles.TINT) for row in tinted]
    page.table(columns, rows, extra)


def _asked(page: Composer, item: Item, announced: str) -> list[Any]:
    """Title and text, and for weights how they become points (R-4)."""
    asked = [
        paragraph(item.title, styles.CELL_BOLD, limit=TITLE_CHARS),
        paragraph(item.text, styles.CELL, limit=4 * TITLE_CHARS),
    ]
    if item.weight is not None:
        weights = page.words("Points: {weights}", weights=page.words.number(announced))
        asked.append(paragraph(weights, styles.CELL_SMALL))
    return asked


def _points(page: Composer, points: Fraction | int) -> str:
    return page.words.number(decimal_text(Fraction(points)))


def _add_scale(page: Composer, scale: Scale, *, several: bool) -> None:
    words = page.words
    title = words("Scale {scale}", scale=scale.id) if several else words("The scale")
    page.heading(title, room=200)
    columns = [
        Column(words("Score"), 0.1, styles.CELL_BOLD),
        Column(words("Means"), 0.18),
        Column(words("Definition"), 0.56),
        Column(words("Share of the points"), 0.16, styles.CELL_RIGHT, styles.HEAD_RIGHT),
    ]
    if scale.range is None:
        steps = ([s.code, s.label, s.definition, words.number(s.value)] for s in scale.steps)
        page.table(columns, list(steps))
        return
    page.text(
        words(
            "Scores from {low} to {high} in steps of {step}.",
            low=scale.range.from_,
            high=scale.range.to,
            step=scale.range.step,
        )
    )
    bands = [
        [words("from {score}", score=b.from_), b.label, b.definition, ""] for b in scale.range.bands
    ]
    if bands:
        page.table(columns, bands)


def _add_dossiers(page: Composer, case: Case) -> None:
    words = page.words
    page.heading(words("Dossiers"))
    columns = [
        Column(words("Dossier"), 0.4),
        Column(words("Pages at most"), 0.2),
        Column(words("Assessed"), 0.4),
    ]
    rows = [
        [
            dossier.title,
            str(dossier.max_pages) if dossier.max_pages else "—",
            words("yes") if dossier.scored else words("no: registered, in no package of the panel"),
        ]
        for dossier in case.rules.dossiers
    ]
    page.table(columns, rows)


def _add_sources(page: Composer, case: Case) -> None:
    words = page.words
    page.heading(words("Published papers"))
    columns = [
        Column(words("Title"), 0.55),
        Column(words("Version"), 0.18),
        Column(words("Date"), 0.27),
    ]
    rows = [[s.title, s.version or "—", page.date(s.date or "")] for s in case.rules.sources]
    page.table(columns, rows)
