"""What must be said beside figures on robustness, so that nobody reads more into them."""

from collections.abc import Iterator

from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_division import limit_of
from evalpanel.domain.resamples import number_of_resamples
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.studied_lot import StudiedLot

_FEW = 4


def notes_on(announced: RuleSet, lot: StudiedLot) -> Iterator[Sentence]:
    """The reservations that belong to one lot."""
    yield from lot.scores.notes
    lot_id = lot.scores.lot
    if any(announced.panel_of(lot_id, item.id).method == "consensus" for item in lot.items):
        yield Sentence(
            "The panel decides by consensus. Here the mean of what each scored alone stands in for "
            "the agreed score, so the ranking can differ from the real one."
        )
    if 1 < len(lot.evaluators) <= _FEW:
        yield Sentence(
            "With {evaluators} evaluators there are only {count} panels to resample: that carries "
            "almost no information.",
            evaluators=len(lot.evaluators),
            count=number_of_resamples(len(lot.evaluators)),
        )
    left_out = len(lot.scores.candidates) - len(lot.ranked)
    if left_out == 1:
        yield Sentence(
            "One candidate below a threshold is left out; only the rankings without one "
            "evaluator look at thresholds again."
        )
    elif left_out:
        yield Sentence(
            "{count} candidates below a threshold are left out; only the rankings without one "
            "evaluator look at thresholds again.",
            count=left_out,
        )
    most = limit_of(announced)
    if most is not None:
        yield Sentence(
            "The limit of {most} lots for one candidate is left out: every lot stands on its own.",
            most=most,
        )
    if lot.rounds_at("weighted", "total"):
        yield Sentence(
            "The figures on weights leave out the announced rounding of points and total."
        )
    yield Sentence("Candidates with equal totals share the better rank; no tie-break is applied.")
