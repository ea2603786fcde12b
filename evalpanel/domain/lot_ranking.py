"""The ranking of one lot: the one place where scores become an order, for app and auditor alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evalpanel.domain.column import Column, ColumnByName
from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_numbers import Cells, LotNumbers, read_lot
from evalpanel.domain.rank_sum import rank_sums
from evalpanel.domain.ranked import LotCount, Ranked
from evalpanel.domain.ranking import Placing, place_candidates
from evalpanel.domain.ranking_rules import SelectBetween
from evalpanel.domain.rules import LEAST_INVITED, RuleSet
from evalpanel.domain.scoring import figures_of_lot
from evalpanel.domain.thresholds import not_reached
from evalpanel.domain.ties import TieBreak

__all__ = [
    "LotRanking", "Ranked", "by_rank_sum", "places_left", "places_of", "rank_lot", "rank_numbers",
    "speaks_of",
]  # fmt: skip


@dataclass(frozen=True)
class LotRanking:
    """The ranking of a lot, best first; those below a threshold come last without a rank."""

    lot: str
    select: int | str
    ranked: tuple[Ranked, ...]
    unresolved_tie: bool
    why: tuple[Sentence, ...]


def rank_lot(rules: RuleSet, lot_id: str, candidates: Sequence[str], cells: Cells) -> LotRanking:
    """Rank the candidates of a lot from their cells, which must be complete.

    Raises:
        Refused: a score that is needed is not there.
    """
    return rank_numbers(read_lot(rules, lot_id, candidates, cells))


def rank_numbers(numbers: LotNumbers) -> LotRanking:
    """Rank the candidates of a lot whose scores were read into whole numbers.

    Raises:
        Refused: there are too few scores for the method.
    """
    lot, names = numbers.rules.lot(numbers.lot), numbers.candidates
    count = _count(numbers)
    placing = _placing(count, lot.select, lot.reserve)
    place_of = {name: place for place, name in enumerate(names)}
    ties = _said_of(placing)
    ranked = [
        Ranked(one.candidate, one.rank, one.outcome, count, place_of[one.candidate],
               ties.get(one.candidate, ()))
        for one in placing.places
    ]  # fmt: skip
    ranked += [
        Ranked(name, None, "below_threshold", count, place)
        for name, place in place_of.items()
        if place in count.failures
    ]
    why = (*placing.why, *_places_left(numbers.rules, lot.id, placing))
    select = lot.select.max if isinstance(lot.select, SelectBetween) else lot.select
    return LotRanking(numbers.lot, select, tuple(ranked), placing.unresolved_tie, why)


def places_of(select: int | SelectBetween | str) -> int | None:
    """How many candidates can be chosen at most; None for all."""
    if isinstance(select, SelectBetween):
        return select.max
    return select if isinstance(select, int) else None


def by_rank_sum(rules: RuleSet, lot_id: str) -> bool:
    """Whether a lot is ranked by the sum of ranks."""
    items = rules.scored_items(lot_id)
    return bool(items) and rules.panel_of(lot_id, items[0].id).method == "rank_sum"


def _count(numbers: LotNumbers) -> LotCount:
    """The figures of a lot, and what decides: the points, or the sum of ranks."""
    rules, figures = numbers.rules, figures_of_lot(numbers)
    failures = not_reached(rules, figures)
    if by_rank_sum(rules, numbers.lot):
        given = rank_sums(rules, numbers.lot, numbers.candidates, numbers.cells)
        places = [given[candidate] for candidate in numbers.candidates]
        total = Column([int(2 * sum(own)) for own in places], Fraction(1, 2))
        low_first = [-twice for twice in total.numbers]
        return LotCount(rules, figures, total, total, low_first, failures, places)
    total, shown = figures.total, figures.total_rounded
    return LotCount(rules, figures, total, shown, figures.deciding.numbers, failures, None)


def _placing(count: LotCount, select: int | SelectBetween | str, reserve: int) -> Placing:
    """The order and the cut of those who reach every threshold."""
    names = enumerate(count.figures.candidates)
    place_of = {name: place for place, name in names if place not in count.failures}
    values = {step: ColumnByName(count.figures.points_of(step), place_of) for step in count.steps}
    return place_candidates(
        {name: count.deciding[place] for name, place in place_of.items()},
        places_of(select),
        reserve,
        TieBreak(count.rules.ranking.tie_break, values),
    )


def speaks_of(said: Sentence, candidate: str) -> bool:
    """Whether a sentence about several candidates names this one."""
    return candidate in _named(said)


def _named(said: Sentence) -> list[str]:
    return str(said.values["candidates"]).split(", ") if "candidates" in said.values else []


def _said_of(placing: Placing) -> dict[str, tuple[Sentence, ...]]:
    """What was said of each candidate in a tie."""
    said_of: dict[str, tuple[Sentence, ...]] = {}
    for said in placing.why:
        for name in _named(said):
            said_of[name] = (*said_of.get(name, ()), said)
    return said_of


def _places_left(rules: RuleSet, lot_id: str, placing: Placing) -> tuple[Sentence, ...]:
    if placing.unresolved_tie:
        return ()
    chosen = sum(place.outcome == "selected" for place in placing.places)
    return places_left(rules, lot_id, len(placing.places), chosen)


def places_left(rules: RuleSet, lot_id: str, ranked: int, chosen: int) -> tuple[Sentence, ...]:
    """What to say where fewer are chosen than announced (R-8).

    Where the law has a least number to invite, it also lets a procedure go on with fewer who are
    suitable; a procedure for social and specific services needs no such leave.
    """
    select = rules.lot(lot_id).select
    least = select.min if isinstance(select, SelectBetween) else select
    if not isinstance(least, int):
        return ()
    if not ranked:
        return (Sentence("There is no suitable candidate in this lot."),)
    if chosen >= least:
        return ()
    left = Sentence(
        "{chosen} selected; {open} place(s) stay open.", chosen=chosen, open=least - chosen
    )
    if ranked >= least or rules.procedure not in LEAST_INVITED:
        return (left,)
    return left, Sentence(
        "{suitable} suitable for {least} place(s): the procedure can go on with those who are "
        "suitable (art. 2.99(5) Aanbestedingswet).",
        suitable=ranked,
        least=least,
    )
