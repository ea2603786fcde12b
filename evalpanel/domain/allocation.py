"""Dividing the lots where one candidate can have only so many, with the reason of every move.

R-58 (limit and rule), R-59 (each displacement explained), R-60 (reserve).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_offers import LotChoice, Offers, Orders, lot_choices, wished_lots
from evalpanel.domain.lot_ranking import LotRanking, places_left
from evalpanel.domain.ranking import said_once
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_orders import DecidedOrder, demand_way
from evalpanel.domain.ties import Group, Split

_NO_DRAWS: Mapping[str, Orders] = {}
_NO_ORDERS: Mapping[str, Sequence[DecidedOrder]] = {}


@dataclass(frozen=True)
class Displacement:
    """A candidate whose outcome in a lot is another than the plain cut gives, and why."""

    lot: str
    candidate: str
    change: Literal["gives_up", "moves_up"]
    why: tuple[Sentence, ...]


@dataclass(frozen=True)
class AllocatedLot:
    """Who has a lot and who stands by, best first; `order` is everybody who would take it."""

    lot: str
    selected: tuple[str, ...]
    reserve: tuple[str, ...]
    order: tuple[Group, ...]
    displacements: tuple[Displacement, ...]
    why: tuple[Sentence, ...]
    """What was done about ties at the cut as it lies in the end, and places that stay open."""


@dataclass(frozen=True)
class OpenTie:
    """Equals in a lot between whom a draw or a decision is needed."""

    lot: str
    candidates: Group


@dataclass(frozen=True)
class OpenChoice:
    """Lots that are equal for a candidate, of which it can have a number."""

    candidate: str
    lots: Group
    number: int


@dataclass(frozen=True)
class Allocation:
    """The lots as divided; while something is unresolved nobody has a place."""

    lots: tuple[AllocatedLot, ...] = ()
    unresolved: tuple[Sentence, ...] = ()
    ties: tuple[OpenTie, ...] = ()
    choices: tuple[OpenChoice, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the rules decided everything."""
        return not self.unresolved


@dataclass
class _Open:
    """What the rules leave open."""

    said: list[Sentence] = field(default_factory=list)
    ties: list[OpenTie] = field(default_factory=list)
    choices: list[OpenChoice] = field(default_factory=list)

    def add(self, lot: str, split: Split) -> None:
        if split.tied:
            self.said.append(Sentence("Lot {lot}: {what}", lot=lot, what=split.why[-1]))
            self.ties.append(OpenTie(lot, split.tied))


def allocate(
    rules: RuleSet,
    rankings: Sequence[LotRanking],
    applications: Mapping[str, Sequence[str]],
    draws: Mapping[str, Orders] = _NO_DRAWS,
    decided: Mapping[str, Sequence[DecidedOrder]] = _NO_ORDERS,
) -> Allocation:
    """Divide the lots by the announced rule; without a limit every lot keeps its own cut.

    Candidates carry one name in all lots. `applications` gives the lots of each in order of
    preference; `draws` the orders that were drawn or decided per lot, `decided` the orders of
    lots that are equal for a candidate.

    Raises:
        Refused: somebody is ranked in a lot without having applied for it, a draw was held that
            was not announced, two persons decided what the rules say, or `best_score` meets a lot
            without points.
    """
    for orders in draws.values():
        for order in orders:
            demand_way(rules, order)
    choices = lot_choices(rules, rankings, draws)
    wishes = wished_lots(rules, rankings, applications)
    most = rules.lot_limits.max_per_candidate if rules.lot_limits else None
    offers = Offers(choices, wishes, most, decided)
    unresolved = _undecided(offers)
    lots = [_lot(rules, ranking, choices[ranking.lot], offers, unresolved) for ranking in rankings]
    if unresolved.said:
        said, ties, choices_left = unresolved.said, unresolved.ties, unresolved.choices
        return Allocation((), tuple(said), tuple(ties), tuple(choices_left))
    return Allocation(tuple(lots))


def _undecided(offers: Offers) -> _Open:
    found = _Open()
    for candidate, held in sorted(offers.held.items()):
        lots, number = offers.undecided(candidate, held)
        if lots:
            said = Sentence(
                "{candidate} can have {number} of the lots {lots}, its totals in them are equal, "
                "and the rules do not say which. A recorded decision is needed.",
                candidate=candidate,
                number=number,
                lots=", ".join(lots),
            )
            found.said.append(said)
            found.choices.append(OpenChoice(candidate, lots, number))
    return found


def _lot(
    rules: RuleSet, ranking: LotRanking, choice: LotChoice, offers: Offers, unresolved: _Open
) -> AllocatedLot:
    lot, split = ranking.lot, offers.of_lot(ranking.lot)
    unresolved.add(lot, split)
    would_take = [
        tuple(c for c in group if lot not in offers.too_many(c, {*offers.held[c], lot}))
        for group in split.outside
    ]
    spare = max(0, choice.reserve - (len(split.tied) - split.open_places))
    reserve = choice.cut([group for group in would_take if group], spare)
    unresolved.add(lot, reserve)
    selected = tuple(candidate for group in split.inside for candidate in group)
    return AllocatedLot(
        lot,
        selected,
        tuple(candidate for group in reserve.inside for candidate in group),
        (*split.inside, *reserve.inside, *reserve.outside),
        (*_gone(rules, ranking, offers), *_come(rules, ranking, choice, offers)),
        said_once(
            *split.why,
            *reserve.why,
            *places_left(rules, lot, sum(map(len, choice.groups)), len(selected)),
        ),
    )


def _gone(rules: RuleSet, ranking: LotRanking, offers: Offers) -> Iterator[Displacement]:
    for one in ranking.ranked:
        if one.candidate in offers.given_up[ranking.lot]:
            decision = offers.decision_on(one.candidate, ranking.lot)
            said = _gives_up(rules, one.rank, ranking.lot, _kept(rules, offers, one.candidate),
                             decided=decision is not None)  # fmt: skip
            why = (said, decision.said) if decision else (said,)
            yield Displacement(ranking.lot, one.candidate, "gives_up", why)


def _come(
    rules: RuleSet, ranking: LotRanking, choice: LotChoice, offers: Offers
) -> Iterator[Displacement]:
    lot = ranking.lot
    plain = {candidate for group in choice.offers(()).inside for candidate in group}
    inside = {candidate for group in offers.of_lot(lot).inside for candidate in group}
    gone = [one for one in ranking.ranked if one.candidate in offers.given_up[lot]]
    for one in ranking.ranked:
        if one.candidate in inside - plain:
            why = tuple(
                _moves_up(one.rank, lot, other.candidate, _kept(rules, offers, other.candidate))
                for other in gone
                if (other.rank or 0) <= (one.rank or 0)
            )
            yield Displacement(lot, one.candidate, "moves_up", why)


def _kept(rules: RuleSet, offers: Offers, candidate: str) -> list[str]:
    return [lot.id for lot in rules.lots if lot.id in offers.held[candidate]]


def _moves_up(rank: int | None, lot: str, other: str, kept: Sequence[str]) -> Sentence:
    return Sentence(
        "Ranked {rank} in lot {lot}; moves up because {candidate} has reached the maximum of "
        "{most} lot(s) with {lots}.",
        rank=rank,
        lot=lot,
        candidate=other,
        most=len(kept),
        lots=", ".join(kept),
    )


def _gives_up(
    rules: RuleSet, rank: int | None, lot: str, kept: Sequence[str], *, decided: bool
) -> Sentence:
    values = {"rank": rank, "lot": lot, "most": len(kept), "lots": ", ".join(kept)}
    rule = rules.lot_limits.allocation if rules.lot_limits else None
    if decided:
        return Sentence(
            "Ranked {rank} in lot {lot}; gives it up, because the maximum of {most} lot(s) is "
            "reached with {lots}, as two persons decided.",
            **values,
        )
    if rule == "preference":
        return Sentence(
            "Ranked {rank} in lot {lot}; gives it up, because the maximum of {most} lot(s) is "
            "reached with {lots}, which the candidate prefers.",
            **values,
        )
    if rule == "lot_order":
        return Sentence(
            "Ranked {rank} in lot {lot}; gives it up, because the maximum of {most} lot(s) is "
            "reached with {lots}, which come first in the published order.",
            **values,
        )
    return Sentence(
        "Ranked {rank} in lot {lot}; gives it up, because the maximum of {most} lot(s) is "
        "reached with {lots}, in which the candidate has a higher total.",
        **values,
    )
