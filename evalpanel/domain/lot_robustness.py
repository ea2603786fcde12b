"""The robustness of one lot: every question put to its scores, or why one has no answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import TypeVar

from evalpanel.domain.completeness import LotScores
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.exact import decimal_text, fraction_text
from evalpanel.domain.flips import CheapestFlip, cheapest_flip, smallest_gap
from evalpanel.domain.leave_one_out import first_of, leave_one_out, selected_of
from evalpanel.domain.panel_rules import Method
from evalpanel.domain.resamples import MOST_EVALUATORS, number_of_resamples
from evalpanel.domain.resampling import rank_counts_by_panel
from evalpanel.domain.robustness_answer import (
    Flip,
    Flips,
    LotRobustness,
    RankShares,
    Resampling,
    WeightDraws,
    WeightInterval,
    WithoutEvaluator,
)
from evalpanel.domain.robustness_notes import notes_on
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.studied_lot import StudiedLot, best_of, study
from evalpanel.domain.weight_draws import SEED, rank_counts_by_weight
from evalpanel.domain.weight_intervals import Interval, weight_interval

_TWO = 2
_ONE_EVALUATOR = Sentence("There is only one evaluator.")
_NO_RIVALS = Sentence("Nobody stands behind: there is nothing to turn.")
_BY_RANKS = Sentence("The sum of ranks is no weighted sum of points.")
_ONE_ITEM = Sentence("There is only one item, so there are no weights to move.")
_OTHER_METHOD = Sentence("The closed form holds for the mean without announced rounding only.")
_NO_FLIP = Sentence("No single score of one evaluator can turn this.")
_SEVERAL_PANELS = Sentence("The items are not all scored by the same evaluators in the same way.")
_PARTS = ("leave_one_out", "bootstrap", "weights", "weight_intervals", "first_place", "cut")
Say = Callable[[Sentence], str]
_Answer = TypeVar("_Answer")


def lot_robustness(
    announced: RuleSet, rules: RuleSet, scores: LotScores, draws: int, say: Say = str
) -> LotRobustness:
    """The robustness of a lot under `rules`, which are those `announced` without consensus."""
    if scores.why:
        return _nothing(rules, scores, " ".join(say(said) for said in scores.why))
    return _Questions(study(rules, scores), draws, say).result(announced)


def _nothing(rules: RuleSet, scores: LotScores, why: str) -> LotRobustness:
    return LotRobustness(
        lot=scores.lot,
        rule=_rule(rules, scores.lot),
        evaluators=len({name for cell in scores.cells.values() for name in cell.scores}),
        candidates=len(scores.candidates),
        first=(),
        selected=(),
        leave_one_out=None,
        bootstrap=None,
        weights=None,
        weight_intervals=None,
        first_place=None,
        cut=None,
        why=dict.fromkeys(_PARTS, why),
        notes=(),
    )


def _rule(rules: RuleSet, lot_id: str) -> Method:
    return rules.panel_of(lot_id, rules.scored_items(lot_id)[0].id).method


class _Questions:
    """The questions put to one complete lot, and the reasons where one has no answer."""

    def __init__(self, lot: StudiedLot, draws: int, say: Say) -> None:
        self.lot, self.draws, self.say = lot, draws, say
        self.why: dict[str, str] = {}
        self.weighted = {
            c: sum(w * s for w, s in zip(lot.weights, own, strict=True))
            for c, own in lot.shares.items()
        }

    def result(self, announced: RuleSet) -> LotRobustness:
        """Everything about the lot."""
        lot, ranking = self.lot, self.lot.ranking
        return LotRobustness(
            lot=ranking.lot,
            rule=_rule(lot.rules, ranking.lot),
            evaluators=len(lot.evaluators),
            candidates=len(lot.scores.candidates),
            first=first_of(ranking),
            selected=selected_of(ranking),
            leave_one_out=self._ask("leave_one_out", self._leave_one_out),
            bootstrap=self._ask("bootstrap", self._bootstrap),
            weights=self._ask("weights", self._weights),
            weight_intervals=self._ask("weight_intervals", self._weight_intervals),
            first_place=self._ask("first_place", lambda: self._flips("first_place", 1)),
            cut=self._ask("cut", lambda: self._flips("cut", lot.places)),
            why=self.why,
            notes=tuple(self.say(said) for said in notes_on(announced, lot)),
        )

    def _ask(self, name: str, question: Callable[[], _Answer]) -> _Answer | None:
        try:
            return question()
        except Refused as error:
            self.why[name] = self.say(error.sentence)
            return None

    def _leave_one_out(self) -> tuple[WithoutEvaluator, ...]:
        if len(self.lot.evaluators) < _TWO:
            raise Refused(_ONE_EVALUATOR)
        return leave_one_out(self.lot, self.say)

    def _bootstrap(self) -> Resampling:
        lot, size = self.lot, len(self.lot.evaluators)
        if size < _TWO:
            raise Refused(_ONE_EVALUATOR)
        if not lot.has_one_panel or len(lot.methods) > 1:
            raise Refused(_SEVERAL_PANELS)
        if size > MOST_EVALUATORS:
            raise Refused(
                "With more than {most} evaluators there are too many panels to go through.",
                most=MOST_EVALUATORS,
            )
        if not lot.ranked:
            raise Refused(_NO_RIVALS)
        counts = rank_counts_by_panel(lot)
        return Resampling(resamples=number_of_resamples(size), candidates=self._shares(counts))

    def _weights(self) -> WeightDraws:
        self._demand_weights()
        counts = rank_counts_by_weight(list(self.lot.shares.values()), self.draws)
        return WeightDraws(draws=self.draws, seed=SEED, candidates=self._shares(counts))

    def _weight_intervals(self) -> tuple[WeightInterval, ...]:
        self._demand_weights()
        return tuple(self._interval(n) for n in range(len(self.lot.items)))

    def _interval(self, n: int) -> WeightInterval:
        lot = self.lot
        first = self._within(n, best_of(self.weighted, 1))
        selected = self._within(n, best_of(self.weighted, lot.places))
        return WeightInterval(
            item=lot.items[n].id,
            weight=_figure(Fraction(lot.weights[n], sum(lot.weights))),
            first=_figures(first),
            first_exact=_texts(first),
            selected=_figures(selected),
            selected_exact=_texts(selected),
        )

    def _within(self, n: int, ahead: Collection[str]) -> Interval:
        return weight_interval(self.lot.weights, n, self.lot.shares, ahead)

    def _flips(self, name: str, places: int) -> Flips:
        lot = self.lot
        if lot.methods != {"mean"} or lot.is_rounded:
            raise Refused(_OTHER_METHOD)
        totals = {one.candidate: one.total for one in lot.ranking.ranked if one.rank is not None}
        ahead = best_of(totals, places) if totals else frozenset()
        if len(ahead) == len(totals):
            raise Refused(_NO_RIVALS)
        gap, found = smallest_gap(totals, ahead), cheapest_flip(lot, totals, ahead)
        if found is None:
            self.why[name] = self.say(_NO_FLIP)
        return Flips(gap=decimal_text(gap), gap_exact=fraction_text(gap), flip=_flip(found))

    def _demand_weights(self) -> None:
        if "rank_sum" in self.lot.methods:
            raise Refused(_BY_RANKS)
        if len(self.lot.items) < _TWO:
            raise Refused(_ONE_ITEM)
        if len(self.lot.ranked) < _TWO:
            raise Refused(_NO_RIVALS)

    def _shares(self, counts: Sequence[Sequence[int]]) -> tuple[RankShares, ...]:
        places = self.lot.places
        return tuple(
            _rank_shares(candidate, own, places)
            for candidate, own in zip(self.lot.ranked, counts, strict=True)
        )


def _rank_shares(candidate: str, counts: Sequence[int], places: int) -> RankShares:
    total = sum(counts)
    found = {rank: Fraction(count, total) for rank, count in enumerate(counts, 1) if count}
    first = found.get(1, Fraction(0))
    selected = sum((share for rank, share in found.items() if rank <= places), Fraction(0))
    return RankShares(
        candidate=candidate,
        first=_figure(first),
        first_exact=fraction_text(first),
        selected=_figure(selected),
        selected_exact=fraction_text(selected),
        best_rank=min(found),
        worst_rank=max(found),
        ranks={str(rank): _figure(share) for rank, share in found.items()},
    )


def _flip(found: CheapestFlip | None) -> Flip | None:
    if found is None:
        return None
    return Flip(
        evaluator=found.evaluator,
        candidate=found.candidate,
        item=found.item,
        from_=found.code,
        to=found.to,
        steps=found.steps,
        overtaken=found.overtaken,
        overtakes=found.overtakes,
    )


def _figure(value: Fraction) -> float:
    return float(decimal_text(value))


def _figures(interval: Interval) -> tuple[float, float]:
    return _figure(interval[0]), _figure(interval[1])


def _texts(interval: Interval) -> tuple[str, str]:
    return fraction_text(interval[0]), fraction_text(interval[1])
