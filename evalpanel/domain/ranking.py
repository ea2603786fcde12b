"""The order of candidates and the cut: who is chosen, who stands by, and which tie is in the way.

Nothing here knows names, codes or the order of receipt: equals stay equals until a declared
step of the tie-break tells them apart, and only where the cut runs through them (R-54, R-57).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from evalpanel.domain.errors import Sentence
from evalpanel.domain.ties import Group, TieBreak, split_at

Outcome = Literal[
    "selected", "not_selected", "reserve", "below_threshold", "tied_at_cut", "withdrawn",
]  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a candidate stands and what follows from it."""

    candidate: str
    rank: int
    outcome: Outcome


@dataclass(frozen=True)
class Placing:
    """The places of all ranked candidates, best first, and what was done about ties."""

    places: tuple[Place, ...]
    unresolved_tie: bool
    why: tuple[Sentence, ...]


def place_candidates(
    totals: Mapping[str, Fraction | int], select: int | None, reserve: int, tie_break: TieBreak
) -> Placing:
    """Put candidates in order of their totals (high is good) and cut after `select`.

    `select` None chooses everybody. A tie across the cut, or across the end of the reserve, goes
    through the tie-break; equals that nothing tells apart stand in the order of their ids.
    """
    groups = _groups(totals)
    first = split_at(groups, len(totals) if select is None else select, tie_break)
    if first.tied:
        spare = max(0, reserve - (len(first.tied) - first.open_places))
        second = split_at(first.outside, spare, tie_break)
    else:
        second = split_at(first.outside, reserve, tie_break)
    ordered: list[tuple[Group, Outcome]] = [
        *((group, "selected") for group in first.inside),
        (first.tied, "tied_at_cut"),
        *((group, "reserve") for group in second.inside),
        (second.tied, "tied_at_cut"),
        *((group, "not_selected") for group in second.outside),
    ]
    unresolved = bool(first.tied or second.tied)
    return Placing(tuple(_places(ordered)), unresolved, said_once(*first.why, *second.why))


def said_once(*why: Sentence) -> tuple[Sentence, ...]:
    """Sentences without repetition: equals whom `all_out` leaves out meet the reserve as well."""
    return tuple(said for n, said in enumerate(why) if said not in why[:n])


def _groups(totals: Mapping[str, Fraction | int]) -> list[Group]:
    by_total = sorted(sorted(totals), key=lambda candidate: -totals[candidate])
    return [tuple(group) for _, group in groupby(by_total, key=lambda c: totals[c])]


def _places(ordered: Sequence[tuple[Group, Outcome]]) -> Iterable[Place]:
    rank = 1
    for group, outcome in ordered:
        yield from (Place(candidate, rank, outcome) for candidate in group)
        rank += len(group)
