"""Checks of rounding and tie-break: every step named exists and can decide (R-54)."""

from collections.abc import Iterator
from fractions import Fraction

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.ranking_rules import TIE_ENDS
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.rules import RuleSet

_Vector = tuple[Fraction, ...]


def sound_tie_break(draft: Draft) -> Iterator[Problem]:
    """Steps that name nothing, and an end that does not stand last."""
    steps = draft.rules.ranking.tie_break
    known = _names(draft.rules)
    sure = draft.knows("criterion") and not draft.is_doubtful("ranking.tie_break")
    for n, step in enumerate(steps):
        path = f"ranking.tie_break[{n}]"
        if step in TIE_ENDS and n < len(steps) - 1:
            yield Problem(path, Sentence("{step} can only stand last.", step=step))
        elif sure and step not in TIE_ENDS and step not in known:
            said = Sentence(
                "There is no criterion or item {step}; there are: {known}.",
                step=step,
                known=", ".join(known),
            )
            yield Problem(path, said)


def sound_rounding(draft: Draft) -> Iterator[Problem]:
    """A stage that is rounded twice."""
    stages = [rounding.stage for rounding in draft.rules.ranking.rounding]
    for n, stage in enumerate(stages):
        if stage in stages[:n]:
            said = Sentence("The stage {stage} is rounded twice.", stage=stage)
            yield Problem(f"ranking.rounding[{n}].stage", said)


def odd_tie_break(draft: Draft) -> Iterator[Problem]:
    """A tie-break without end, and steps that can never decide."""
    ranking = draft.rules.ranking
    if not ranking.tie_break or ranking.tie_break[-1] not in TIE_ENDS:
        said = Sentence("The tie-break should end in draw, all_in or all_out.")
        yield Problem("ranking.tie_break", said)
    known = _names(draft.rules)
    for n, step in enumerate(ranking.tie_break):
        if step in known and not _can_decide(draft.rules, n):
            said = Sentence(
                "The step {step} can never decide: nothing is left to tell apart.", step=step
            )
            yield Problem(f"ranking.tie_break[{n}]", said)
    if ranking.tie_on == "rounded" and all(r.stage != "total" for r in ranking.rounding):
        said = Sentence("Ties are on the rounded total, but no rounding of the total is declared.")
        yield Problem("ranking.tie_on", said)


def _names(rules: RuleSet) -> list[str]:
    return [criterion.id for criterion in rules.criteria] + [item.id for item in rules.items]


def _can_decide(rules: RuleSet, n: int) -> bool:
    """Whether step n still tells candidates apart who are equal on all that came before it."""
    earlier = [step for step in rules.ranking.tie_break[:n] if step not in TIE_ENDS]
    return any(
        not _in_span(_counts(rules, lot.id, rules.ranking.tie_break[n]), before)
        for lot in rules.lots
        for before in [_before(rules, lot.id, earlier)]
    )


def _before(rules: RuleSet, lot_id: str, earlier: list[str]) -> list[_Vector]:
    items = rules.scored_items(lot_id)
    vectors = [_counts(rules, lot_id, step) for step in earlier]
    total_rounded = any(r.stage == "total" for r in rules.ranking.rounding)
    by_ranks = any(panel.method == "rank_sum" for panel in rules.panels)
    if by_ranks or (total_rounded and rules.ranking.tie_on == "rounded"):
        return vectors
    return [tuple(Fraction(1) for _ in items), *vectors]


def _counts(rules: RuleSet, lot_id: str, name: str) -> _Vector:
    """Which of the items of a lot a step adds up, as zeros and ones."""
    return tuple(
        Fraction(name in {item.id, rules.criterion_of(item.id).id})
        for item in rules.scored_items(lot_id)
    )


def _in_span(vector: _Vector, others: list[_Vector]) -> bool:
    """Whether the vector is a sum of multiples of the others (Gaussian elimination)."""
    basis: list[_Vector] = []
    for other in others:
        rest = _reduced(other, basis)
        if any(rest):
            basis.append(rest)
    return not any(_reduced(vector, basis))


def _reduced(vector: _Vector, basis: list[_Vector]) -> _Vector:
    for row in basis:
        pivot = next(n for n, part in enumerate(row) if part)
        factor = vector[pivot] / row[pivot]
        vector = tuple(a - factor * b for a, b in zip(vector, row, strict=True))
    return vector
