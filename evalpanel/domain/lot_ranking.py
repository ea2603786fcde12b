"""The ranking of one lot: the one place where scores become an order, for app and auditor alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from evalpanel.domain.errors import Sentence
from evalpanel.domain.rank_sum import rank_sums
from evalpanel.domain.ranking import Outcome, Placing, place_candidates
from evalpanel.domain.ranking_rules import TIE_ENDS, SelectBetween
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import CandidateScore, Cells, score_candidate
from evalpanel.domain.scoring_reasons import figure, why_score
from evalpanel.domain.thresholds import deciding_total, not_reached
from evalpanel.domain.ties import TieBreak


@dataclass(frozen=True)
class Ranked:
    """A candidate in the ranking of a lot; `total` is exact, `total_shown` as announced.

    With `rank_sum` both are the sum of ranks (low is good), and `items` and `criteria` are empty.
    """

    candidate: str
    rank: int | None
    total: Fraction
    total_shown: Fraction
    items: Mapping[str, Fraction]
    criteria: Mapping[str, Fraction]
    outcome: Outcome
    why: tuple[Sentence, ...]
    tie_values: Mapping[str, Fraction] = field(default_factory=dict)
    """The value on each step of the tie-break; empty without a rank."""


@dataclass(frozen=True)
class LotRanking:
    """The ranking of a lot, best first; those below a threshold come last without a rank."""

    lot: str
    select: int | str
    ranked: tuple[Ranked, ...]
    unresolved_tie: bool
    why: tuple[Sentence, ...]


@dataclass(frozen=True)
class _Standing:
    """A candidate before the order: the total that decides (high is good) and what is shown."""

    score: CandidateScore
    deciding: Fraction
    total: Fraction
    total_shown: Fraction
    why: tuple[Sentence, ...]
    failed: tuple[Sentence, ...]


def rank_lot(rules: RuleSet, lot_id: str, candidates: Sequence[str], cells: Cells) -> LotRanking:
    """Rank the candidates of a lot from their cells, which must be complete.

    Raises:
        Refused: a score that is needed is not there.
    """
    lot = rules.lot(lot_id)
    standings = _standings(rules, lot_id, sorted(candidates), cells)
    in_order = {name: s for name, s in standings.items() if not s.failed}
    on_steps = _tie_values(rules, lot_id, in_order)
    placing = place_candidates(
        {name: standing.deciding for name, standing in in_order.items()},
        places_of(lot.select),
        lot.reserve,
        TieBreak(rules.ranking.tie_break, on_steps),
    )
    ranked = [
        replace(
            _ranked(rules, lot_id, standings[place.candidate], place.rank, place.outcome, placing),
            tie_values={step: values[place.candidate] for step, values in on_steps.items()},
        )
        for place in placing.places
    ]
    ranked += [
        _ranked(rules, lot_id, standing, None, "below_threshold", placing)
        for name, standing in standings.items()
        if standing.failed
    ]
    why = (*placing.why, *_places_left(lot.select, placing))
    select = lot.select.max if isinstance(lot.select, SelectBetween) else lot.select
    return LotRanking(lot_id, select, tuple(ranked), placing.unresolved_tie, why)


def places_of(select: int | SelectBetween | str) -> int | None:
    """How many candidates can be chosen at most; None for all."""
    if isinstance(select, SelectBetween):
        return select.max
    return select if isinstance(select, int) else None


def by_rank_sum(rules: RuleSet, lot_id: str) -> bool:
    """Whether a lot is ranked by the sum of ranks."""
    items = rules.scored_items(lot_id)
    return bool(items) and rules.panel_of(lot_id, items[0].id).method == "rank_sum"


def _standings(
    rules: RuleSet, lot_id: str, candidates: Sequence[str], cells: Cells
) -> dict[str, _Standing]:
    scores = {c: score_candidate(rules, lot_id, c, cells) for c in candidates}
    if not by_rank_sum(rules, lot_id):
        return {c: _by_points(rules, score) for c, score in scores.items()}
    places = rank_sums(rules, lot_id, candidates, cells)
    return {c: _by_ranks(rules, score, places[c]) for c, score in scores.items()}


def _by_points(rules: RuleSet, score: CandidateScore) -> _Standing:
    return _Standing(
        score,
        deciding_total(rules, score),
        score.total,
        score.total_rounded,
        why_score(rules, score),
        not_reached(rules, score),
    )


def _by_ranks(rules: RuleSet, score: CandidateScore, places: Sequence[Fraction]) -> _Standing:
    total = sum(places, Fraction(0))
    said = Sentence(
        "The evaluators put this candidate at {places}; the sum of ranks is {total}.",
        places=", ".join(figure(place) for place in places),
        total=figure(total),
    )
    return _Standing(score, -total, total, total, (said,), not_reached(rules, score))


def _ranked(
    rules: RuleSet,
    lot_id: str,
    standing: _Standing,
    rank: int | None,
    outcome: Outcome,
    placing: Placing,
) -> Ranked:
    score = standing.score
    no_points = by_rank_sum(rules, lot_id)
    ties = tuple(said for said in placing.why if speaks_of(said, score.candidate))
    return Ranked(
        score.candidate,
        rank,
        standing.total,
        standing.total_shown,
        {} if no_points else {name: item.points for name, item in score.items.items()},
        {} if no_points else dict(score.criteria),
        outcome,
        (*standing.why, *standing.failed, *ties),
    )


def speaks_of(said: Sentence, candidate: str) -> bool:
    """Whether a sentence about several candidates names this one."""
    return candidate in str(said.values.get("candidates", "")).split(", ")


def _tie_values(
    rules: RuleSet, lot_id: str, standings: Mapping[str, _Standing]
) -> dict[str, dict[str, Fraction]]:
    """The value of every candidate on each step; a step that is not in this lot tells nothing."""
    here = {c.id for c in rules.criteria_in(lot_id)} | {i.id for i in rules.scored_items(lot_id)}
    return {
        step: {
            name: standing.score.value_of(step) if step in here else Fraction(0)
            for name, standing in standings.items()
        }
        for step in rules.ranking.tie_break
        if step not in TIE_ENDS
    }


def _places_left(select: int | SelectBetween | str, placing: Placing) -> tuple[Sentence, ...]:
    if placing.unresolved_tie:
        return ()
    chosen = sum(place.outcome == "selected" for place in placing.places)
    return places_left(select, len(placing.places), chosen)


def places_left(
    select: int | SelectBetween | str, ranked: int, chosen: int
) -> tuple[Sentence, ...]:
    """What to say where fewer are chosen than announced (R-8)."""
    least = select.min if isinstance(select, SelectBetween) else select
    if not isinstance(least, int):
        return ()
    if not ranked:
        return (Sentence("There is no suitable candidate in this lot."),)
    if chosen < least:
        return (
            Sentence(
                "{chosen} selected; {open} place(s) stay open.", chosen=chosen, open=least - chosen
            ),
        )
    return ()
