"""The ranking in lines: bar, figures, outcome, and where the cut runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from textual.content import Content

from evalpanel.domain.exact import decimal_text
from evalpanel.domain.lot_ranking import LotRanking, Ranked, by_rank_sum
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.text import one_line
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import outcome_word

_MARKS = {
    "selected": ("✓", "$success"),
    "reserve": ("○", "$accent"),
    "not_selected": ("·", "$foreground"),
    "below_threshold": ("▼", "$quiet"),
    "tied_at_cut": ("▲", "bold $error"),
    "withdrawn": ("–", "$quiet"),
}
"""Sign and colour of an outcome."""
_DIGITS = 2
_BAR = 20


@dataclass(frozen=True)
class RankLine:
    """A line of the ranking; without a candidate it is the cut."""

    candidate: str
    content: Content


def rank_lines(
    rules: RuleSet, lot: LotRanking, names: Mapping[str, str], width: int
) -> Iterator[RankLine]:
    """A line per candidate and one where the cut runs."""
    cut_drawn = False
    for placed in lot.ranked:
        if not cut_drawn and placed.outcome not in ("selected", "tied_at_cut", "withdrawn"):
            cut_drawn = True
            yield RankLine("", _cut(lot, width))
        yield RankLine(placed.candidate, _line(rules, lot, placed, names, width))


def lot_maximum(rules: RuleSet, lot: LotRanking) -> Fraction:
    """The points that can be had in a lot."""
    return sum((rules.points_of(item) for item in rules.scored_items(lot.lot)), Fraction(0))


def _line(
    rules: RuleSet, lot: LotRanking, placed: Ranked, names: Mapping[str, str], width: int
) -> Content:
    sign, style = _MARKS[placed.outcome]
    words = outcome_word(spoken(), placed.outcome)
    rank = "–" if placed.rank is None else str(placed.rank)
    name = one_line(names.get(placed.candidate, ""))
    first = (
        Content(f"{rank:>3}  ").stylize("bold")
        + Content(f"{placed.candidate.ljust(5)}").stylize("bold $accent")
        + _bar(rules, lot, placed)
        + Content(f"  {sign} {words}").stylize(style)
    )
    parts = [f"{key} {_figure(points):<4}" for key, points in placed.criteria.items()]
    below = "  ".join((*parts, *((name,) if name else ())))
    return first + Content("\n" + _fit(" " * 10 + below, width)).stylize("$quiet")


def _bar(rules: RuleSet, lot: LotRanking, placed: Ranked) -> Content:
    total = _figure(placed.total_shown)
    if by_rank_sum(rules, lot.lot):
        return Content(_("sum of ranks {total}", total=total).ljust(_BAR + 14))
    most = lot_maximum(rules, lot)
    filled = int(placed.total * _BAR / most) if most else 0
    figures = f" {total:>6} / {_figure(most)}".ljust(14)
    return (
        Content("█" * filled).stylize("$primary")
        + Content("░" * (_BAR - filled)).stylize("$border-blurred")
        + Content(figures).stylize("bold")
    )


def _cut(lot: LotRanking, width: int) -> Content:
    words = _("cut: {count} to be selected", count=lot.select)
    return Content(f"── {words} ".ljust(max(30, width - 2), "─")).stylize("$accent")


def _figure(value: Fraction) -> str:
    return spoken().number(decimal_text(value, _DIGITS))


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(1, width - 1)] + "…"
