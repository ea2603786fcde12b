"""Why a candidate has a number: every step from score to total, in sentences."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import SHOWN_DIGITS, Figure, decimal_text
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import CandidateScore, ItemScore


def figure(value: Fraction) -> Figure:
    """A number for people: `7.5`, or `2.666667 (8/3)` where the decimals do not end."""
    shown = decimal_text(value)
    ends = 10**SHOWN_DIGITS % value.denominator == 0
    return Figure(shown if ends else f"{shown} ({value})")


def why_score(rules: RuleSet, score: CandidateScore) -> tuple[Sentence, ...]:
    """Every step from the scores of a candidate to the total."""
    said: list[Sentence] = []
    for name, points in score.criteria.items():
        parts = [score.items[item.id] for item in rules.criterion(name).items]
        for part in parts:
            said += why_item(part)
        said.append(_sum(name, [part.points for part in parts], points))
    said += _total(score)
    return tuple(said)


def why_item(score: ItemScore) -> Iterator[Sentence]:
    """The steps from the scores on an item to its points."""
    yield _aggregate(score)
    if score.unit != score.aggregate:
        yield Sentence(
            "{item}: rounded as announced to {value}.", item=score.item.id, value=figure(score.unit)
        )
    yield Sentence(
        "{item}: {share} × {maximum} points = {points}.",
        item=score.item.id,
        share=figure(score.weighted / score.maximum),
        maximum=figure(score.maximum),
        points=figure(score.weighted),
    )
    if score.points != score.weighted:
        yield Sentence(
            "{item}: rounded as announced to {value} points.",
            item=score.item.id,
            value=figure(score.points),
        )


def _aggregate(score: ItemScore) -> Sentence:
    cell, item = score.cell, score.item.id
    scores = ", ".join(code for _, code in sorted(cell.scores.items()))
    value = figure(score.aggregate)
    if score.method == "consensus" and not cell.by_mean:
        return Sentence(
            "{item}: the panel agreed on {agreed}; alone they scored {scores}.",
            item=item,
            agreed=cell.agreed,
            scores=scores or "-",
        )
    if score.method == "median":
        return Sentence(
            "{item}: the median of {scores} is {value}.", item=item, scores=scores, value=value
        )
    if score.method == "trimmed_mean":
        return Sentence(
            "{item}: the mean of {scores} without the highest and the lowest is {value}.",
            item=item,
            scores=scores,
            value=value,
        )
    return Sentence(
        "{item}: the mean of {scores} is {value}.", item=item, scores=scores, value=value
    )


def _sum(name: str, parts: Iterable[Fraction], total: Fraction) -> Sentence:
    return Sentence(
        "{criterion}: {sum} = {total} points.",
        criterion=name,
        sum=_added(parts),
        total=figure(total),
    )


def _total(score: CandidateScore) -> Iterator[Sentence]:
    yield Sentence(
        "Total: {sum} = {total} points.",
        sum=_added(score.criteria.values()),
        total=figure(score.total),
    )
    if score.total_rounded != score.total:
        yield Sentence(
            "Total: rounded as announced to {total} points.", total=figure(score.total_rounded)
        )


def _added(parts: Iterable[Fraction]) -> Figure:
    return Figure(" + ".join(figure(part) for part in parts))
