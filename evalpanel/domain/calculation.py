"""`calculate`: a rule set and scores become a ranking per lot, as JSON (`contract.md`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Literal

from pydantic import Field

from evalpanel.domain.candidatefile import CandidateEntry
from evalpanel.domain.completeness import LotScores, gather_lot
from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import decimal_text, fraction_text
from evalpanel.domain.lot_division import divide_lots, limit_of, lots_by_candidate
from evalpanel.domain.lot_ranking import LotRanking, Ranked, rank_lot
from evalpanel.domain.model import Model
from evalpanel.domain.ranking import Outcome
from evalpanel.domain.ranking_rules import SelectBetween
from evalpanel.domain.rulefile import parse_for_calculation, rules_sha256
from evalpanel.domain.rules import Method, RuleSet
from evalpanel.domain.scorefile import DecisionRow, ScoreRow, demand_fitting

Say = Callable[[Sentence], str]


class Bounds(Model):
    """A number of places between two bounds."""

    min: int
    max: int


class MissingScore(Model):
    """A hole in the scores; `evaluator` is null where the panel's decision is missing."""

    evaluator: str | None
    candidate: str
    item: str


class RankedCandidate(Model):
    """A candidate in the ranking of a lot; figures are decimals, `_exact` are fractions."""

    candidate: str
    rank: int | None
    total: str
    total_exact: str
    items: dict[str, str]
    items_exact: dict[str, str]
    criteria: dict[str, str]
    outcome: Outcome
    why: tuple[str, ...]


class LotResult(Model):
    """The ranking of a lot, or why there is none."""

    lot: str
    select: int | Bounds | Literal["all"]
    complete: bool
    unresolved_tie: bool
    why: tuple[str, ...]
    ranking: tuple[RankedCandidate, ...]
    missing: tuple[MissingScore, ...]


class Calculation(Model):
    """What `calculate --json` answers."""

    format: Literal["evalpanel/calculation/1"] = Field(
        default="evalpanel/calculation/1", alias="schema"
    )
    rules_sha256: str
    method: Method
    lots: tuple[LotResult, ...]

    @property
    def is_settled(self) -> bool:
        """Whether every lot is complete and no tie waits for a draw or a decision."""
        return all(lot.complete and not lot.unresolved_tie for lot in self.lots)


def calculate(
    document: Mapping[str, Any],
    scores: Sequence[ScoreRow],
    decisions: Sequence[DecisionRow] | None = None,
    candidates: Sequence[CandidateEntry] | None = None,
    say: Say = str,
) -> Calculation:
    """The ranking of every lot from a rule set document and scores.

    Raises:
        HasProblems: in the rule set, or rows that do not fit it; every problem at once.
    """
    rules = parse_for_calculation(dict(document))
    known = None if candidates is None else {entry.id for entry in candidates}
    demand_fitting(rules, scores, known)
    demand_fitting(rules, decisions or (), known)
    gathered = [gather_lot(rules, lot.id, scores, decisions, candidates) for lot in rules.lots]
    rankings = _rankings(rules, gathered, candidates)
    results = [_lot(rules, one, rankings.get(one.lot), say) for one in gathered]
    return Calculation(
        rules_sha256=rules_sha256(dict(document)),
        method=rules.panels[0].method,
        lots=tuple(results),
    )


def lot_result(rules: RuleSet, ranking: LotRanking, say: Say = str) -> LotResult:
    """The ranking of a complete lot as it is answered, stored and printed."""
    return LotResult(
        lot=ranking.lot,
        select=_select(rules, ranking.lot),
        complete=True,
        unresolved_tie=ranking.unresolved_tie,
        why=tuple(say(said) for said in ranking.why),
        ranking=tuple(_ranked(one, say) for one in ranking.ranked),
        missing=(),
    )


def incomplete_result(
    rules: RuleSet,
    lot_id: str,
    why: Iterable[Sentence],
    missing: Iterable[MissingScore] = (),
    say: Say = str,
) -> LotResult:
    """A lot that cannot be ranked, and why."""
    return LotResult(
        lot=lot_id,
        select=_select(rules, lot_id),
        complete=False,
        unresolved_tie=False,
        why=tuple(say(said) for said in why),
        ranking=(),
        missing=tuple(missing),
    )


def _rankings(
    rules: RuleSet, gathered: Sequence[LotScores], candidates: Sequence[CandidateEntry] | None
) -> dict[str, LotRanking]:
    """The rankings of the complete lots; a limit is applied once all of them are."""
    rankings = [
        rank_lot(rules, one.lot, one.candidates, one.cells) for one in gathered if not one.why
    ]
    most = limit_of(rules)
    if most is not None:
        wishes = _wishes(rules, rankings, candidates)
        if wishes is None or len(rankings) < len(gathered):
            rankings = [_without_limit(most, one) for one in rankings]
        else:
            rankings = list(divide_lots(rules, rankings, wishes))
    return {one.lot: one for one in rankings}


def _wishes(
    rules: RuleSet, rankings: Sequence[LotRanking], candidates: Sequence[CandidateEntry] | None
) -> Mapping[str, Sequence[str]] | None:
    """The lots per candidate in order of preference; None where it is needed and not known."""
    if candidates is not None:
        return {entry.id: entry.lots for entry in candidates}
    if rules.lot_limits is not None and rules.lot_limits.allocation == "preference":
        return None
    return lots_by_candidate(rankings)


def _without_limit(most: int, ranking: LotRanking) -> LotRanking:
    said = Sentence(
        "At most {most} lots for one candidate: that limit is not applied here. It is applied "
        "when every lot is complete and the preferences of the candidates are given, if the "
        "rules ask for them.",
        most=most,
    )
    return replace(ranking, why=(said, *ranking.why))


def _lot(rules: RuleSet, gathered: LotScores, ranking: LotRanking | None, say: Say) -> LotResult:
    if ranking is None:
        missing = (
            MissingScore(evaluator=hole.evaluator, candidate=hole.candidate, item=hole.item)
            for hole in gathered.holes
        )
        return incomplete_result(rules, gathered.lot, gathered.why, missing, say)
    result = lot_result(rules, ranking, say)
    notes = tuple(say(said) for said in gathered.notes)
    return result.model_copy(update={"why": (*notes, *result.why)})


def _ranked(one: Ranked, say: Say) -> RankedCandidate:
    return RankedCandidate(
        candidate=one.candidate,
        rank=one.rank,
        total=decimal_text(one.total_shown),
        total_exact=fraction_text(one.total),
        items=_texts(one.items, decimal_text),
        items_exact=_texts(one.items, fraction_text),
        criteria=_texts(one.criteria, decimal_text),
        outcome=one.outcome,
        why=tuple(say(said) for said in one.why),
    )


def _texts(figures: Mapping[str, Fraction], written: Callable[[Fraction], str]) -> dict[str, str]:
    return {name: written(value) for name, value in figures.items()}


def _select(rules: RuleSet, lot_id: str) -> int | Bounds | Literal["all"]:
    select = rules.lot(lot_id).select
    if isinstance(select, SelectBetween):
        return Bounds(min=select.min, max=select.max)
    return select
