"""Who is offered which lots, where one candidate can have only so many (R-58).

Every lot offers its places to the best placed. A candidate with more offers than its maximum keeps
those that the announced rule puts first and gives up the others; these lots offer the place to the
next, until nobody has too many. In the end no lot and candidate would both rather have each other
than what they have. The order in which lots and candidates are taken makes no difference, and a
tie is broken only where the cut comes to lie in it.

The three rules differ only in which lots a candidate keeps: those it prefers, those that come
first in the published order, or those in which its total is highest.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_ranking import LotRanking, Ranked, by_rank_sum, places_of
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_orders import DecidedOrder, order_for, said_of
from evalpanel.domain.ties import Group, Split, TieBreak, split_at

Orders = Sequence[Sequence[str]]
"""Orders that draws gave or two persons decided, each between the candidates of one tie."""
_NO_ORDERS: Mapping[str, Sequence[DecidedOrder]] = {}


@dataclass(frozen=True)
class LotChoice:
    """The order of a lot, from which it offers its places, and the draws that were held in it."""

    groups: tuple[Group, ...]
    places: int
    reserve: int
    tie_break: TieBreak
    draws: Orders

    def offers(self, without: Collection[str]) -> Split:
        """Who is inside the cut when these candidates do not take the lot."""
        return self.cut(_without(self.groups, without), self.places)

    def cut(self, groups: Sequence[Group], places: int) -> Split:
        """Cut after a number of candidates, with the tie-break and the draws that were held."""
        split = split_at(groups, places, self.tie_break)
        order = order_for(split.tied, self.draws)
        if not split.tied or not order:
            return split
        drawn = [(one,) for one in order if one in split.tied]
        parts = (*split.inside, *drawn, *split.outside)
        return replace(split_at(parts, places, None), why=(*split.why, said_of(order)))


def lot_choices(
    rules: RuleSet, rankings: Sequence[LotRanking], draws: Mapping[str, Orders]
) -> dict[str, LotChoice]:
    """The order of every lot; those without a rank have no place in it."""
    return {one.lot: _choice(rules, one, draws.get(one.lot, ())) for one in rankings}


def wished_lots(
    rules: RuleSet, rankings: Sequence[LotRanking], applications: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Group, ...]]:
    """Per candidate the lots it is ranked in, first those the rule lets it keep; equals together.

    Raises:
        Refused: a candidate is ranked in a lot that it did not apply for, or lots are to be
            compared by totals where there are none.
    """
    ranked: dict[str, dict[str, Ranked]] = {}
    for ranking in rankings:
        for one in ranking.ranked:
            if ranking.lot not in applications.get(one.candidate, ()):
                raise Refused(
                    "{candidate} is ranked in lot {lot} and did not apply for it.",
                    candidate=one.candidate,
                    lot=ranking.lot,
                )
            if one.rank is not None:
                ranked.setdefault(one.candidate, {})[ranking.lot] = one
    rule = rules.lot_limits.allocation if rules.lot_limits else None
    if rule == "best_score":
        _demand_points(rules, rankings)
        return {candidate: _by_total(rules, lots) for candidate, lots in ranked.items()}
    published = [lot.id for lot in rules.lots]
    return {
        candidate: tuple(
            (lot,)
            for lot in (applications[candidate] if rule == "preference" else published)
            if lot in lots
        )
        for candidate, lots in ranked.items()
    }


class Offers:
    """Offers and refusals until nobody has more lots than the maximum, which None leaves open."""

    def __init__(
        self,
        choices: Mapping[str, LotChoice],
        wishes: Mapping[str, Sequence[Group]],
        most: int | None,
        decided: Mapping[str, Sequence[DecidedOrder]] = _NO_ORDERS,
    ) -> None:
        """Begin with nobody refusing and go on until nobody has to.

        `decided` gives per candidate the orders of lots that are equal for it (R-55).
        """
        self._choices, self._wishes, self._most = choices, wishes, most
        self._decided = decided
        self.given_up: dict[str, set[str]] = {lot: set() for lot in choices}
        self.held = self._held()
        while self._refuse():
            self.held = self._held()

    def of_lot(self, lot: str) -> Split:
        """The cut of a lot as it lies now."""
        return self._choices[lot].offers(self.given_up[lot])

    def _held(self) -> dict[str, set[str]]:
        """The lots that every candidate is offered now."""
        held: dict[str, set[str]] = {candidate: set() for candidate in self._wishes}
        for lot in self._choices:
            for group in self.of_lot(lot).inside:
                for candidate in group:
                    held[candidate].add(lot)
        return held

    def too_many(self, candidate: str, lots: Collection[str]) -> set[str]:
        """Which of these lots a candidate gives up for sure."""
        return {lot for group in self._beyond(candidate, lots) for lot in group}

    def undecided(self, candidate: str, lots: Collection[str]) -> tuple[Group, int]:
        """Equal lots of which a candidate can have only a number, which the rule does not name."""
        kept = 0
        for group in self._wished(candidate, lots):
            if self._most is not None and kept < self._most < kept + len(group):
                return group, self._most - kept
            kept += len(group)
        return (), 0

    def decision_on(self, candidate: str, lot: str) -> DecidedOrder | None:
        """The decision by which a candidate has other lots rather than this one."""
        kept = {lot, *self.held[candidate]}
        found = (o for o in self._decided.get(candidate, ()) if lot in o and len(kept & set(o)) > 1)
        return next(found, None)

    def _refuse(self) -> bool:
        """Let everybody refuse what it has no room for; those in an open tie say so beforehand."""
        refused = False
        for lot in self._choices:
            split = self.of_lot(lot)
            for candidate in (*(c for group in split.inside for c in group), *split.tied):
                if lot in self.too_many(candidate, {*self.held[candidate], lot}):
                    self.given_up[lot].add(candidate)
                    refused = True
        return refused

    def _beyond(self, candidate: str, lots: Collection[str]) -> Iterator[Group]:
        kept = 0
        for group in self._wished(candidate, lots):
            if self._most is not None and kept >= self._most:
                yield group
            kept += len(group)

    def _wished(self, candidate: str, lots: Collection[str]) -> list[Group]:
        groups = [tuple(lot for lot in g if lot in lots) for g in self._wishes[candidate]]
        return [part for group in groups if group for part in self._parts(candidate, group)]

    def _parts(self, candidate: str, group: Group) -> list[Group]:
        order = order_for(group, self._decided.get(candidate, ()))
        return [(lot,) for lot in order if lot in group] or [group]


def _choice(rules: RuleSet, ranking: LotRanking, draws: Orders) -> LotChoice:
    ranked = [one for one in ranking.ranked if one.rank is not None]
    groups = tuple(
        tuple(sorted(one.candidate for one in group))
        for _, group in groupby(ranked, key=lambda one: one.rank)
    )
    steps = {step for one in ranked for step in one.tie_values}
    values = {step: {one.candidate: one.tie_values[step] for one in ranked} for step in steps}
    lot = rules.lot(ranking.lot)
    places = places_of(lot.select)
    return LotChoice(
        groups,
        len(ranked) if places is None else places,
        lot.reserve,
        TieBreak(rules.ranking.tie_break, values),
        draws,
    )


def _by_total(rules: RuleSet, lots: Mapping[str, Ranked]) -> tuple[Group, ...]:
    """Lots with the highest total first, the exact or the rounded one as announced."""
    rounded = rules.ranking.tie_on == "rounded"
    total = {lot: one.total_shown if rounded else one.total for lot, one in lots.items()}
    ordered = sorted(sorted(lots), key=lambda lot: -total[lot])
    return tuple(tuple(group) for _, group in groupby(ordered, key=lambda lot: total[lot]))


def _demand_points(rules: RuleSet, rankings: Sequence[LotRanking]) -> None:
    for ranking in rankings:
        if by_rank_sum(rules, ranking.lot):
            raise Refused(
                "Lot {lot} is ranked by the sum of ranks, which cannot be compared between lots.",
                hint="Divide the lots by preference or by their published order.",
                lot=ranking.lot,
            )


def _without(groups: Sequence[Group], names: Collection[str]) -> list[Group]:
    left = [tuple(one for one in group if one not in names) for group in groups]
    return [group for group in left if group]
