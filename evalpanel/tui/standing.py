"""What the ranking screen shows: the ranking, its draws, and who waits for a second person."""

from dataclasses import dataclass

from evalpanel.domain.acts import Act
from evalpanel.domain.allocation import OpenTie
from evalpanel.domain.draw_entries import Drawing, drawings
from evalpanel.domain.exclusions import Pair, below_thresholds, is_of, unconfirmed
from evalpanel.domain.lifecycle import Step
from evalpanel.domain.ranking_rules import TIE_ENDS
from evalpanel.usecases.lifecycle import possible_steps
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.ranking import RankedTender, rank_tender
from evalpanel.usecases.tenders import get_locked_tender


@dataclass(frozen=True)
class Equals:
    """Candidates of a tie in a lot, or lots that are equal for a candidate."""

    names: tuple[str, ...]
    lot: str = ""
    candidate: str = ""


@dataclass(frozen=True)
class Standing:
    """A ranking with what is still to be done about it."""

    ranked: RankedTender
    draws: tuple[Drawing, ...] = ()
    unconfirmed: tuple[Pair, ...] = ()
    """Lot and code of everybody below a threshold without the word of two persons (R-48)."""
    acts: tuple[Act, ...] = ()
    """Those that wait for a second person."""
    possible: frozenset[Step] = frozenset()

    @property
    def is_drawn(self) -> bool:
        """Whether the rules announce a draw between equals (R-55)."""
        return self.ranked.rules.ranking.tie_break[-1:] == ("draw",)

    @property
    def is_final(self) -> bool:
        """Whether nothing is left to break or to confirm before names are known."""
        return self.ranked.is_resolved and not self.unconfirmed

    @property
    def is_left_open(self) -> bool:
        """Whether the rules do not say what decides between equals, so that two persons do."""
        return not set(self.ranked.rules.ranking.tie_break[-1:]) & set(TIE_ENDS)

    def equals_in(self, lot: str) -> Equals | None:
        """Equals of a lot, or else lots of a candidate, that two persons decide between."""
        tie = self.tie_in(lot)
        if tie is not None and self.is_left_open:
            return Equals(tie.candidates, lot=lot)
        choice = next((one for one in self.ranked.choices if lot in one.lots), None)
        return Equals(choice.lots, candidate=choice.candidate) if choice else None

    def waiting_tie(self, equals: Equals) -> Act | None:
        """The act that asks to confirm a decision between them."""
        return next(
            (
                act
                for act in self.acts
                if act.kind == "tie"
                and act.subject["lot"] == equals.lot
                and sorted(act.subject["order"].split(" ")) == sorted(equals.names)
            ),
            None,
        )

    def tie_in(self, lot: str) -> OpenTie | None:
        """The first tie of a lot that is still to be broken."""
        return next((tie for tie in self.ranked.ties if tie.lot == lot), None)

    def draw_in(self, lot: str) -> Drawing | None:
        """How far the draw for that tie is; None while nobody was invited."""
        tie = self.tie_in(lot)
        if tie is None:
            return None
        known = [draw for draw in self.draws if draw.lot == lot and draw.held is None]
        return next((draw for draw in known if draw.covers(tie.candidates)), None)

    def waiting_exclusion(self, pair: Pair) -> Act | None:
        """The act that asks to confirm an exclusion, by the figures as they are now."""
        one = below_thresholds(self.ranked.lots).get(pair)
        if one is None:
            return None
        return next((act for act in self.acts if is_of(act, pair[0], one)), None)


def load_standing(desk: Desk, reference: str) -> Standing:
    """Everything the ranking screen shows.

    Raises:
        Refused: nothing may show a standing before the last item is decided, or a gate is not
            judged.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        ranked = rank_tender(work, tender)
        acts = work.acts.of(reference)
        return Standing(
            ranked,
            drawings(work.register.of(reference)),
            unconfirmed(ranked.lots, acts),
            tuple(act for act in acts if act.is_open),
            possible_steps(desk, work, tender),
        )
