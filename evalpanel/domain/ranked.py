"""A candidate in the ranking of a lot, with figures and reasons that are made when asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from evalpanel.domain.column import Column
from evalpanel.domain.errors import Sentence
from evalpanel.domain.ranking import Outcome
from evalpanel.domain.ranking_rules import TIE_ENDS
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import CandidateScore, LotFigures
from evalpanel.domain.scoring_reasons import figure, why_score


@dataclass(frozen=True)
class LotCount:
    """What was counted in a lot, with a place per candidate; `deciding` puts high first.

    `places` are what each evaluator gave, where the sum of ranks decides.
    """

    rules: RuleSet
    figures: LotFigures
    total: Column
    total_shown: Column
    deciding: Sequence[int]
    failures: Mapping[int, tuple[Sentence, ...]]
    places: Sequence[Sequence[Fraction]] | None

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the tie-break that compare points."""
        return tuple(step for step in self.rules.ranking.tie_break if step not in TIE_ENDS)

    def why(self, place: int, score: CandidateScore) -> tuple[Sentence, ...]:
        """Every step to the total, and every threshold that was not reached."""
        failures = self.failures.get(place, ())
        if self.places is None:
            return (*why_score(self.rules, score), *failures)
        said = Sentence(
            "The evaluators put this candidate at {places}; the sum of ranks is {total}.",
            places=", ".join(figure(given) for given in self.places[place]),
            total=figure(self.total[place]),
        )
        return (said, *failures)


@dataclass(frozen=True, eq=False)
class Ranked:
    """A candidate in the ranking of a lot; its figures and reasons are made when asked for.

    `outcome_why` is what ties, draws and the division of lots add to the reasons.
    """

    candidate: str
    rank: int | None
    outcome: Outcome
    count: LotCount = field(repr=False)
    place: int
    outcome_why: tuple[Sentence, ...] = ()

    @property
    def total(self) -> Fraction:
        """The exact total: points, or with `rank_sum` the sum of ranks (low is good)."""
        return self.count.total[self.place]

    @property
    def total_shown(self) -> Fraction:
        """The total as announced, rounded where the rules say so."""
        return self.count.total_shown[self.place]

    @cached_property
    def items(self) -> Mapping[str, Fraction]:
        """The points per item; empty with `rank_sum`."""
        if self.count.places is not None:
            return {}
        return {name: item.points for name, item in self._score.items.items()}

    @cached_property
    def criteria(self) -> Mapping[str, Fraction]:
        """The points per criterion; empty with `rank_sum`."""
        return {} if self.count.places is not None else self._score.criteria

    @cached_property
    def why(self) -> tuple[Sentence, ...]:
        """Every step from the scores to the outcome."""
        return (*self.count.why(self.place, self._score), *self.outcome_why)

    @cached_property
    def tie_values(self) -> Mapping[str, Fraction]:
        """The value on each step of the tie-break; empty without a rank."""
        if self.rank is None:
            return {}
        figures = self.count.figures
        return {step: figures.points_of(step)[self.place] for step in self.count.steps}

    def __eq__(self, other: object) -> bool:
        """Whether everything that can be seen is the same."""
        return isinstance(other, Ranked) and self._seen() == other._seen()

    def __hash__(self) -> int:
        """The hash of what is cheap to know."""
        return hash((self.candidate, self.rank, self.outcome))

    @cached_property
    def _score(self) -> CandidateScore:
        return self.count.figures.score_at(self.place)

    def _seen(self) -> tuple[object, ...]:
        order = (self.candidate, self.rank, self.outcome, self.tie_values)
        return (*order, self.total, self.total_shown, self.items, self.criteria, self.why)
