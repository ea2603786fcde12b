"""The robustness of a ranking as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evalpanel.cli.output import table
from evalpanel.domain.robustness_answer import (
    Flips,
    LotRobustness,
    RankShares,
    Robustness,
    WeightInterval,
    WithoutEvaluator,
)
from evalpanel.language import _, spoken


def robustness_lines(answer: Robustness) -> Iterator[str]:
    """Every lot, question by question, and what the figures do not say."""
    for lot in answer.lots:
        yield _("Lot {lot}", lot=lot.lot)
        yield _("First: {names}", names=", ".join(lot.first) or "-")
        yield _("Selected: {names}", names=", ".join(lot.selected) or "-")
        for part, lines in _PARTS:
            yield from lines(lot)
            if part in lot.why:
                yield f"  {lot.why[part]}"
        yield from (f"* {note}" for note in lot.notes)
    yield _("These figures inform; they change no score and no rank.")


def _without_one(lot: LotRobustness) -> Iterator[str]:
    yield _("Without one evaluator")
    heads = (_("Without"), _("First"), _("Selected"), _("Largest shift"), _("Changes"))
    if lot.leave_one_out is not None:
        yield from table(heads, [_without_row(one) for one in lot.leave_one_out])


def _without_row(one: WithoutEvaluator) -> tuple[str, ...]:
    if one.ranks is None:
        return one.evaluator, "-", "-", "-", one.why or ""
    changes = [
        word
        for word, changed in (
            (_("the first"), one.changes_first),
            (_("who is selected"), one.changes_selected),
        )
        if changed
    ]
    selected = ", ".join(one.selected)
    shift = str(one.largest_shift)
    return one.evaluator, ", ".join(one.first), selected, shift, ", ".join(changes) or _("nothing")


def _other_panels(lot: LotRobustness) -> Iterator[str]:
    yield _("If the panel were drawn again, with return, from the same evaluators")
    if lot.bootstrap is not None:
        yield _("  {count} different panels, all counted", count=lot.bootstrap.resamples)
        yield from _shares(lot.bootstrap.candidates)


def _other_weights(lot: LotRobustness) -> Iterator[str]:
    yield _("With any weights of the items")
    if lot.weights is not None:
        yield _(
            "  {draws} draws from all weights that exist (PCG64, seed {seed})",
            draws=lot.weights.draws,
            seed=lot.weights.seed,
        )
        yield from _shares(lot.weights.candidates)


def _shares(candidates: tuple[RankShares, ...]) -> list[str]:
    heads = (_("Candidate"), _("First"), _("Selected"), _("Ranks"))
    return table(
        heads,
        [
            (c.candidate, _percent(c.first), _percent(c.selected), f"{c.best_rank}–{c.worst_rank}")
            for c in candidates
        ],
    )


def _one_weight(lot: LotRobustness) -> Iterator[str]:
    yield _("How far one weight can move before somebody overtakes, in percent of the total")
    heads = (_("Item"), _("Announced"), _("First stays"), _("Selection stays"))
    if lot.weight_intervals is not None:
        yield from table(heads, [_interval_row(one) for one in lot.weight_intervals])


def _interval_row(one: WeightInterval) -> tuple[str, ...]:
    spans = (one.first, one.selected)
    texts = (f"{_percent(low)} – {_percent(high)}" for low, high in spans)
    return (one.item, _percent(one.weight), *texts)


def _first_place(lot: LotRobustness) -> Iterator[str]:
    yield _("The cheapest change of one score that turns the first place")
    yield from _flip(lot.first_place)


def _cut(lot: LotRobustness) -> Iterator[str]:
    yield _("The cheapest change of one score that turns the selection")
    yield from _flip(lot.cut)


def _flip(found: Flips | None) -> Iterator[str]:
    if found is None:
        return
    yield _("  The gap is {gap} points.", gap=spoken().number(found.gap))
    if found.flip is not None:
        flip = found.flip
        yield _(
            "  {evaluator} gives {candidate} on {item} {to} and not {code} ({steps} step(s)): "
            "then {above} is above {below}.",
            evaluator=flip.evaluator,
            candidate=flip.candidate,
            item=flip.item,
            to=flip.to,
            code=flip.from_,
            steps=flip.steps,
            above=flip.overtakes,
            below=flip.overtaken,
        )


def _percent(share: float) -> str:
    return spoken().number(f"{100 * share:.1f}%")


_PARTS: tuple[tuple[str, Callable[[LotRobustness], Iterator[str]]], ...] = (
    ("leave_one_out", _without_one),
    ("bootstrap", _other_panels),
    ("weights", _other_weights),
    ("weight_intervals", _one_weight),
    ("first_place", _first_place),
    ("cut", _cut),
)
