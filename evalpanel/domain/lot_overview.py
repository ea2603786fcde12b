"""All lots side by side: who has which, how many places are filled, and what follows (R-8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol

from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_ranking import places_of
from evalpanel.domain.ranking_rules import SelectBetween
from evalpanel.domain.rules import RuleSet

LotState = Literal["filled", "under_filled", "empty", "open"]


class InRanking(Protocol):
    """A candidate in a ranking, whether just counted or as it stands in a record."""

    @property
    def candidate(self) -> str:
        """Its code."""

    @property
    def rank(self) -> int | None:
        """None below a threshold."""

    @property
    def outcome(self) -> str:
        """What became of it."""


class LotInOrder(Protocol):
    """The ranking of a lot, best first, whether just counted or as it stands in a record."""

    @property
    def lot(self) -> str:
        """Its id."""

    @property
    def unresolved_tie(self) -> bool:
        """Whether a tie at the cut waits for a draw or a decision."""

    @property
    def ranked(self) -> Sequence[InRanking]:
        """Everybody in it."""


@dataclass(frozen=True)
class LotLine:
    """A lot with its selected, best first; `places` None where everybody who is suitable is in."""

    lot: str
    title: str
    places: int | None
    selected: tuple[str, ...]
    state: LotState
    footnote: Sentence | None
    follow_up: str = ""
    """What the authority does about the open places, as recorded."""


@dataclass(frozen=True)
class CandidateLots:
    """The lots that one candidate has, in their published order."""

    candidate: str
    lots: tuple[str, ...]


@dataclass(frozen=True)
class LotOverview:
    """The lots in their published order, and the candidates with the most lots first.

    Candidates with as many lots stand in the order of their lots and then of their ids, which
    means nothing.
    """

    lots: tuple[LotLine, ...]
    candidates: tuple[CandidateLots, ...]
    filled: int
    places: int

    @property
    def said(self) -> Sentence:
        """How many of all places are filled."""
        return Sentence(
            "{filled} of {places} places filled, in {lots} lot(s), by {candidates} candidate(s).",
            filled=self.filled,
            places=self.places,
            lots=len(self.lots),
            candidates=len(self.candidates),
        )


def overview_of(
    rules: RuleSet,
    rankings: Iterable[LotInOrder],
    follow_ups: Mapping[str, str] = MappingProxyType({}),
) -> LotOverview:
    """The overview over the rankings of all lots; a lot without a ranking is open.

    `follow_ups` gives what is done about the open places of a lot.

    A lot without a fixed number of places counts as many as it has selected.
    """
    found = {ranking.lot: ranking for ranking in rankings}
    lines = tuple(
        _line(rules, lot.id, found.get(lot.id), follow_ups.get(lot.id, "")) for lot in rules.lots
    )
    return LotOverview(
        lines,
        _by_candidate(lines),
        sum(len(line.selected) for line in lines),
        sum(len(line.selected) if line.places is None else line.places for line in lines),
    )


def _line(rules: RuleSet, lot_id: str, ranking: LotInOrder | None, follow_up: str) -> LotLine:
    lot = rules.lot(lot_id)
    places = places_of(lot.select)
    selected = _selected(ranking)
    state = _state(lot.select, ranking, len(selected))
    note = _footnote(state, ranking, len(selected), places)
    return LotLine(lot.id, lot.title, places, selected, state, note, follow_up)


def _selected(ranking: LotInOrder | None) -> tuple[str, ...]:
    ranked = ranking.ranked if ranking else ()
    return tuple(one.candidate for one in ranked if one.outcome == "selected")


def _state(select: int | SelectBetween | str, ranking: LotInOrder | None, chosen: int) -> LotState:
    if ranking is None or ranking.unresolved_tie:
        return "open"
    if not chosen:
        return "empty"
    least = select.min if isinstance(select, SelectBetween) else select
    return "under_filled" if isinstance(least, int) and chosen < least else "filled"


def _footnote(
    state: LotState, ranking: LotInOrder | None, chosen: int, places: int | None
) -> Sentence | None:
    if state == "open":
        return Sentence("Not settled yet.")
    is_suitable = ranking is not None and any(one.rank is not None for one in ranking.ranked)
    if not is_suitable:
        return Sentence("No suitable applications.")
    if state == "filled":
        return None
    left = (places or 0) - chosen
    if left == 1:
        return Sentence("{chosen} selected, one place not filled.", chosen=chosen)
    return Sentence("{chosen} selected, {open} places not filled.", chosen=chosen, open=left)


def _by_candidate(lines: Sequence[LotLine]) -> tuple[CandidateLots, ...]:
    has: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        for candidate in line.selected:
            has.setdefault(candidate, []).append(n)
    ordered = sorted(has, key=lambda candidate: (-len(has[candidate]), has[candidate], candidate))
    return tuple(
        CandidateLots(candidate, tuple(lines[n].lot for n in has[candidate]))
        for candidate in ordered
    )
