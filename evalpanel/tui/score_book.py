"""The scores of a member while the scoring screen is open, as typed and perhaps not yet saved."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from evalpanel.domain.criterion_rules import Item, Scale
from evalpanel.domain.identifying import invited_terms
from evalpanel.domain.names_in_text import SearchTerms
from evalpanel.domain.package import Cell
from evalpanel.domain.sheet import Score, State, state_of
from evalpanel.usecases.my_invitation import my_invite
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import Desktop, open_desktop


@dataclass
class ScoreBook:
    """The desktop as it was opened, the scores as they stand now, and the candidates' names."""

    desktop: Desktop
    names: SearchTerms = field(default_factory=lambda: SearchTerms(()))
    """What the invitation tells of the candidates, to warn when a text betrays one (R-31)."""
    scores: dict[Cell, Score] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with what was saved."""
        self.scores = dict(self.desktop.scores)

    @property
    def is_sealed(self) -> bool:
        """Whether nothing can change any more."""
        return bool(self.desktop.sealed_code or self.desktop.stepped_back)

    @property
    def minimum(self) -> int:
        """How many words a reason needs."""
        return self.desktop.panel.reason_min_words

    @property
    def done(self) -> int:
        """How many cells are complete."""
        return sum(self.state(cell) == "complete" for cell in self.desktop.cells)

    @property
    def total(self) -> int:
        """How many cells there are."""
        return len(self.desktop.cells)

    def score(self, cell: Cell) -> Score:
        """The score in a cell as it stands now."""
        return self.scores.get(cell) or Score(lot=cell[0], candidate=cell[1], item=cell[2])

    def write(self, score: Score) -> None:
        """Put a score in its cell."""
        self.scores[score.cell] = score

    def state(self, cell: Cell) -> State:
        """Open, draft or complete."""
        return state_of(self.scores.get(cell), self.minimum)

    def item(self, cell: Cell) -> Item:
        """The item of a cell."""
        return self.desktop.rules.item(cell[2])

    def scale(self, cell: Cell) -> Scale:
        """The scale of a cell."""
        return self.desktop.rules.scale_of(self.item(cell))


def open_book(desk: Desk, reference: str) -> ScoreBook:
    """Everything the scoring screen shows.

    Raises:
        Refused: no package of this tender is open here, or nothing in it is for me to score.
    """
    desktop = open_desktop(desk, reference)
    with desk.work() as work:
        invite = my_invite(work, reference)
    if invite is None or not desktop.rules.anonymity.candidates:
        return ScoreBook(desktop)
    return ScoreBook(desktop, invited_terms(invite, desktop.rules))


@dataclass(frozen=True)
class Walk:
    """Where a member is in the sheet: one item across candidates, or one candidate across items."""

    cells: tuple[Cell, ...]
    here: Cell
    per_candidate: bool = False

    @property
    def group(self) -> tuple[Cell, ...]:
        """The cells of the same item, or of the same candidate, in the order shown."""
        return tuple(cell for cell in self.cells if self._key(cell) == self._key(self.here))

    def move(self, step: int) -> "Walk":
        """Some places further in the group, going round at its ends."""
        group = self.group
        return replace(self, here=group[(group.index(self.here) + step) % len(group)])

    def turn(self, step: int) -> "Walk":
        """To the next item (or candidate), with the same candidate (or item) if it is there."""
        keys = list(dict.fromkeys(self._key(cell) for cell in self.cells))
        key = keys[(keys.index(self._key(self.here)) + step) % len(keys)]
        group = [cell for cell in self.cells if self._key(cell) == key]
        place = 2 if self.per_candidate else 1
        same = (cell for cell in group if cell[place] == self.here[place])
        return replace(self, here=next(same, group[0]))

    def turned_round(self) -> "Walk":
        """The other way through the sheet, in the same cell."""
        return replace(self, per_candidate=not self.per_candidate)

    def next_where(self, is_wanted: Callable[[Cell], bool]) -> "Walk | None":
        """To the next cell that is wanted, first in this group, then through the whole sheet."""
        ordered = sorted(self.cells, key=self._key_place)
        start = ordered.index(self.here) + 1
        found = next((c for c in (*ordered[start:], *ordered[:start]) if is_wanted(c)), None)
        return replace(self, here=found) if found else None

    def _key(self, cell: Cell) -> tuple[str, str]:
        return (cell[0], cell[1] if self.per_candidate else cell[2])

    def _key_place(self, cell: Cell) -> int:
        keys = list(dict.fromkeys(self._key(each) for each in self.cells))
        return keys.index(self._key(cell))
