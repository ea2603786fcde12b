"""A member's own scores: the draft, what is still open, and the sheet that is sealed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Sentence
from evalpanel.domain.model import Model, WireModel
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.round_manifest import RoundManifest
from evalpanel.domain.scale import has_code

SHEET_NAMESPACE = "evalpanel-sheet-v1"
SEAL_NAMESPACE = "evalpanel-bundle-v1"
INDEPENDENCE = {
    "nl": "Ik heb deze beoordeling zelfstandig gemaakt, zonder overleg met anderen.",
    "en": "I made this assessment on my own, without consulting others.",
}
"""The statement made at sealing (R-40)."""


class Score(Model):
    """One score with its reasons; `score` is a code of the scale, empty while not assessed."""

    lot: str
    candidate: str
    item: str
    score: str = ""
    reason: str = ""
    plus: str = ""
    minus: str = ""
    reference: str = ""
    question: str = ""

    @property
    def cell(self) -> Cell:
        """Where the score stands."""
        return (self.lot, self.candidate, self.item)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written yet."""
        texts = (self.reason, self.plus, self.minus, self.reference, self.question)
        return not self.score and not any(text.strip() for text in texts)

    def words_missing(self, minimum: int) -> int:
        """How many words the reason still needs."""
        return max(0, minimum - len(self.reason.split()))


State = Literal["open", "draft", "complete"]


def state_of(score: Score | None, reason_min_words: int) -> State:
    """Open, draft or complete: complete has a score and a long enough reason (R-37)."""
    if score is None or score.is_empty:
        return "open"
    if score.score and not score.words_missing(reason_min_words):
        return "complete"
    return "draft"


@dataclass(frozen=True)
class Gap:
    """A cell that keeps the sheet from being sealed, and what it lacks."""

    cell: Cell
    lacks_score: bool
    words_missing: int


def gaps(
    cells: Iterable[Cell], scores: Mapping[Cell, Score], reason_min_words: int
) -> tuple[Gap, ...]:
    """Every assigned cell that is not complete (R-37, R-39)."""
    found = []
    for cell in cells:
        score = scores.get(cell) or Score(lot=cell[0], candidate=cell[1], item=cell[2])
        if state_of(score, reason_min_words) != "complete":
            found.append(Gap(cell, not score.score, score.words_missing(reason_min_words)))
    return tuple(found)


class Draft(Model):
    """A score as it stands on the member's own laptop, with the time it was saved."""

    reference: str
    package: str
    score: Score
    saved_at: str

    @property
    def key(self) -> tuple[str, ...]:
        """Tender, package and cell."""
        return (self.reference, self.package, *self.score.cell)


class ShownOrder(Model):
    """The drawn order in which a member saw the candidates of an item (R-36)."""

    lot: str
    item: str
    candidates: tuple[str, ...]


class SheetV1(WireModel):
    """A member's complete scores for one panel and round, as sealed."""

    format: Literal["evalpanel/sheet/1"] = Field("evalpanel/sheet/1", alias="schema")
    reference: str
    panel_id: str
    panel: str
    round: int
    package: str
    rules_sha256: str
    member: str
    scores: tuple[Score, ...]
    order: tuple[ShownOrder, ...]
    independence: str
    sealed_at: str
    salt: str
    supersedes: str | None = None
    """The commitment of the own sheet that this one takes the place of, before the opening."""
    carried_over: tuple[Cell, ...] = ()
    """The scores of that sheet which the member confirmed after an erratum, unchanged."""
    names_stay: str = ""
    """Why a text names a candidate all the same; empty where none does (R-31)."""

    def commitment(self) -> str:
        """The hash that the seal commits to and whose code the member writes down."""
        return sheet_commitment(self.canonical())


class SealV1(RoundManifest):
    """The manifest of a sealed sheet: what it commits to, never what it holds."""

    format: Literal["evalpanel/seal/1"] = Field("evalpanel/seal/1", alias="schema")
    roster_sha256: str
    revision: int
    commitment: str
    supersedes: str | None


class SealFile(Model):
    """A seal as stored: the member's own, or one that the organiser merged."""

    reference: str
    panel: str
    round: int
    member: str
    commitment: str
    file: str
    """Name of the file it came from or went to."""
    document: str
    """SHA-256 of the stored bytes."""
    at: str
    package: str = ""
    """SHA-256 of the package it was sealed for; empty where it was taken back."""
    sheet: str = ""
    """SHA-256 of the stored sheet, on the laptop of the member only."""
    anchor: Anchor | None = None
    """The head of the member's log in the seal, on the laptop of the member only."""

    @property
    def key(self) -> tuple[str, ...]:
        """Tender, panel, round and member."""
        return (self.reference, self.panel, str(self.round), self.member)

    @property
    def code(self) -> str:
        """The seal code that the member wrote down."""
        return short_code(self.commitment)


class OpenedSheet(Model):
    """A sheet after the round was opened: its exact bytes (as text) and its signature."""

    reference: str
    panel: str
    round: int
    member: str
    inner: str
    signature: str

    @property
    def key(self) -> tuple[str, ...]:
        """Tender, panel, round and member."""
        return (self.reference, self.panel, str(self.round), self.member)

    @property
    def sheet(self) -> SheetV1:
        """The sheet in the sealed bytes."""
        return _read_sheet(self.inner)


@lru_cache(maxsize=32)
def _read_sheet(inner: str) -> SheetV1:
    """Read once what a check of the record asks for dozens of times; the value is immutable."""
    return SheetV1.from_bytes(inner.encode())


def sheet_flaw(package: PackageV1, sheet: SheetV1) -> Sentence | None:
    """What keeps a sheet from being whole: it holds every score asked for, and each is on scale.

    The app of an honest member sees to it; another program can seal anything (R-38, R-39).
    """
    if sorted(score.cell for score in sheet.scores) != sorted(package.to_score(sheet.member)):
        return Sentence("it does not hold exactly the scores that were asked for.")
    rules = package.rule_set
    for score in sheet.scores:
        if not has_code(rules.scale_of(rules.item(score.item)), score.score):
            return Sentence(
                "{score} is not on the scale of {item}.", score=score.score or "-", item=score.item
            )
    return None


def sheet_commitment(inner: bytes) -> str:
    """SHA-256 with its own tag over the sealed bytes (`trust.md` 2.3)."""
    return hashlib.sha256(SHEET_NAMESPACE.encode() + b"\0" + inner).hexdigest()


def sheets_sha256(sheets: Iterable[OpenedSheet]) -> str:
    """One hash over all opened sheets, whatever the order in which the files came."""
    digest = hashlib.sha256()
    for opened in sorted(sheets, key=lambda sheet: sheet.member):
        digest.update(sheet_commitment(opened.inner.encode()).encode())
    return digest.hexdigest()
