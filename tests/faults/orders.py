"""Five seals in every order, each given twice: the outcome never depends on the order."""

from itertools import permutations
from random import Random

from evalpanel.usecases import merging, rounds
from tests.faults.figures import Figures
from tests.panels import REF, Play, play

ALL = 120


def run(count: int, seed: int) -> Figures:
    """Merge in that many of the 120 orders and open each; AssertionError where one differs."""
    figures = Figures("seals in any order")
    names = play("sealed", "five").assessors
    orders = list(permutations(range(len(names))))
    chosen = orders if count >= ALL else Random(seed).sample(orders, count)  # noqa: S311 - chooses orders
    outcomes = set()
    for order in chosen:
        found = play("sealed", "five").copy("in some order")
        outcomes.add(_outcome(found, [names[place] for place in order], figures))
    assert len(outcomes) == 1, f"{len(outcomes)} outcomes"
    figures.count("orders", len(chosen))
    figures.count("distinct sheets_sha256", len({sheets for sheets, _ in outcomes}))
    return figures


def _outcome(found: Play, names: list[str], figures: Figures) -> tuple[str, frozenset[str]]:
    """Each seal given twice, once more in the opposite order; the hash and the verdicts."""
    verdicts = []
    for given in (names, names[::-1]):
        result = merging.merge_seals(found.lead, REF, [found.seal(name) for name in given])
        verdicts += [f"{file.member}: {file.verdict}" for file in result.files]
        assert result.ready
    assert len(set(verdicts)) == len(verdicts) == 2 * len(names)
    figures.count("seals given", len(verdicts))
    return rounds.open_round(found.lead, REF).sheets_sha256, frozenset(verdicts)
