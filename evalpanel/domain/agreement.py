"""How far the evaluators agree, per lot: `analyse` (`contract.md`).

The figures inform those who talk about scores; they never change one.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from evalpanel.domain.analysis import (
    AlphaFigures,
    Analysis,
    IccFigures,
    KendallFigures,
    LotAgreement,
)
from evalpanel.domain.concordance import kendall_w, rank_agreement
from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import decimal_text
from evalpanel.domain.icc import Icc, intraclass
from evalpanel.domain.reliability import krippendorff_alpha
from evalpanel.domain.score_table import ScoreTable, score_tables, scores_missing
from evalpanel.domain.scorefile import ScoreRow

_TWO = 2
Say = Callable[[Sentence], str]


_NO_PAIRS = Sentence("No candidate has scores of two evaluators on the same item.")
_NO_VARIATION = Sentence("Nothing varies: there is no difference that could be agreed upon.")
_DIVIDES_BY_ZERO = Sentence("The formula divides by zero for these totals.")
_ONE_EVALUATOR = Sentence("There is only one evaluator.")
_ONE_CANDIDATE = Sentence("There is only one candidate.")
_TWO_CANDIDATES = Sentence(
    "With two candidates Kendall's W and the ICC say next to nothing: two candidates can stand in "
    "two orders only."
)


def analyse(rows: Sequence[ScoreRow], say: Say = str) -> Analysis:
    """The agreement between evaluators in every lot of a score file.

    Raises:
        HasProblems: scores that are no numbers.
    """
    return Analysis(lots=tuple(_LotFigures(table, say).result() for table in score_tables(rows)))


class _LotFigures:
    """The figures of one lot, and why some of them do not exist."""

    def __init__(self, table: ScoreTable, say: Say) -> None:
        self.table, self.say = table, say
        self.why: dict[str, str] = {}
        self.totals = {} if table.holes else table.totals()

    def result(self) -> LotAgreement:
        """Everything about the lot."""
        return LotAgreement(
            lot=self.table.lot,
            evaluators=len(self.table.evaluators),
            candidates=len(self.table.candidates),
            krippendorff_alpha=self._alpha(),
            kendall_w=self._w(),
            icc=self._icc(),
            severity=self._severity(),
            rank_agreement=self._rank_agreement(),
            why=self.why,
            notes=tuple(self._notes()),
        )

    def _alpha(self) -> AlphaFigures | None:
        units = self.table.units()
        found = krippendorff_alpha(units)
        if found is None:
            pairs = any(len(unit) >= _TWO for unit in units)
            self._lacks("krippendorff_alpha", _NO_VARIATION if pairs else _NO_PAIRS)
            return None
        return AlphaFigures(
            nominal=_figure(found.nominal),
            ordinal=_figure(found.ordinal),
            interval=_figure(found.interval),
        )

    def _w(self) -> KendallFigures | None:
        if self._has_no_totals("kendall_w"):
            return None
        found = kendall_w(list(self.totals.values()))
        if found is None:
            self._lacks("kendall_w", self._nothing_varies())
            return None
        return KendallFigures(w=_figure(found.w), chi2=_figure(found.chi2), df=found.df)

    def _icc(self) -> IccFigures | None:
        if self._has_no_totals("icc"):
            return None
        found = intraclass(
            [[own[name] for own in self.totals.values()] for name in self.table.candidates]
        )
        if found is None or found == Icc(None, None, None):
            self._lacks("icc", self._nothing_varies())
            return None
        if None in {found.single, found.average, found.consistent}:
            self._lacks("icc", _DIVIDES_BY_ZERO)
        return IccFigures(
            single=_figure_or_none(found.single),
            average=_figure_or_none(found.average),
            consistent=_figure_or_none(found.consistent),
        )

    def _severity(self) -> dict[str, float] | None:
        if self._has_no_totals("severity"):
            return None
        means = {name: _mean(list(own.values())) for name, own in self.totals.items()}
        middle = _mean(list(means.values()))
        return {name: _figure(mean - middle) for name, mean in means.items()}

    def _rank_agreement(self) -> dict[str, float | None] | None:
        if self._has_no_totals("rank_agreement"):
            return None
        found = rank_agreement(self.totals)
        undefined = [name for name, rho in found.items() if rho is None]
        if len(undefined) == len(found):
            self._lacks("rank_agreement", self._nothing_varies())
            return None
        if undefined:
            said = Sentence(
                "Nothing to compare for {evaluators}: they, or the others together, make no "
                "difference between candidates.",
                evaluators=", ".join(undefined),
            )
            self._lacks("rank_agreement", said)
        return {name: _figure_or_none(rho) for name, rho in found.items()}

    def _has_no_totals(self, name: str) -> bool:
        if self.table.holes:
            self._lacks(name, scores_missing(self.table.holes))
        return bool(self.table.holes)

    def _nothing_varies(self) -> Sentence:
        if len(self.table.evaluators) < _TWO:
            return _ONE_EVALUATOR
        return _ONE_CANDIDATE if len(self.table.candidates) < _TWO else _NO_VARIATION

    def _lacks(self, name: str, why: Sentence) -> None:
        self.why[name] = self.say(why)

    def _notes(self) -> list[str]:
        if len(self.table.candidates) == _TWO:
            return [self.say(_TWO_CANDIDATES)]
        return []


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _figure(value: Fraction) -> float:
    return float(decimal_text(value))


def _figure_or_none(value: Fraction | None) -> float | None:
    return None if value is None else _figure(value)
