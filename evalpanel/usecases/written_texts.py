"""What people wrote where candidates have codes alone: every text of it, with its place (R-31)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evalpanel.domain.consensus import Decision
from evalpanel.domain.errata import Erratum
from evalpanel.domain.errors import Sentence
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.reopenings import Reopening
from evalpanel.domain.revisions import Revision
from evalpanel.domain.sheet import Score
from evalpanel.domain.suspension import Resumption, Suspension
from evalpanel.domain.tie_decisions import TieDecision

NO_CELL: Cell = ("", "", "")
_TEXTS_OF_SCORE = {
    "reason": Sentence("reason"),
    "plus": Sentence("plus point"),
    "minus": Sentence("minus point"),
    "reference": Sentence("place in the dossier"),
    "question": Sentence("question"),
}
_TEXTS_OF_DECISION = {
    "reason": Sentence("reason"),
    "remark": Sentence("remark"),
    "outside_reason": Sentence("reason of its own"),
    "internal_note": Sentence("internal note"),
}
_TEXTS_OF_EVENTS = {
    (Reopening, "reason"): Sentence("reason to reopen a sheet"),
    (Revision, "reason"): Sentence("reason of a revision"),
    (Erratum, "reason"): Sentence("reason of an erratum"),
    (Erratum, "ground"): Sentence("ground of an erratum"),
    (Suspension, "reason"): Sentence("reason to suspend"),
    (Resumption, "reason"): Sentence("reason to go on"),
    (TieDecision, "reason"): Sentence("reason of a decision on equals"),
    (TieDecision, "ground"): Sentence("ground of a decision on equals"),
}
"""What members or candidates get to read; interests and withdrawals are told by name."""


class WrittenText(NamedTuple):
    """A text, what it is, who wrote it and on which cell."""

    text: str
    part: Sentence
    writer: str
    """Empty for the panel."""
    cell: Cell = NO_CELL
    names_stay: str = ""
    """Why the names in it stay, as its writer said on sealing."""


def texts_of_score(score: Score, writer: str, names_stay: str = "") -> Iterator[WrittenText]:
    """What a member wrote on a cell."""
    for name, part in _TEXTS_OF_SCORE.items():
        yield WrittenText(getattr(score, name), part, writer, score.cell, names_stay)


def texts_of_decision(decision: Decision) -> Iterator[WrittenText]:
    """What the panel wrote on a cell; every version is kept and printed."""
    for name, part in _TEXTS_OF_DECISION.items():
        yield WrittenText(getattr(decision, name), part, "", decision.cell)


def texts_of_events(register: Iterable[object]) -> Iterator[WrittenText]:
    """Reasons beside the normal course that members or candidates get to read."""
    for event in register:
        for (kind, name), part in _TEXTS_OF_EVENTS.items():
            if isinstance(event, kind):
                yield WrittenText(getattr(event, name), part, event.by)


def texts_of_package(package: PackageV1) -> Iterator[WrittenText]:
    """Why there is a later round; why it was revised stands in the register too."""
    yield WrittenText(package.reason, Sentence("reason of a round"), package.organiser)
    if package.lineage:
        said = Sentence("reason of a revision")
        yield WrittenText(package.revised_because, said, package.organiser)
