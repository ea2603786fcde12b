"""Checking everything that is stored in a workspace again (`trust.md` 1: git fsck)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.usecases.own_anchors import own_anchors
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.stored_flaws import (
    act_flaws,
    card_flaws,
    opening_flaws,
    package_flaws,
    record_flaws,
    rule_flaws,
    seal_flaws,
)
from evalpanel.usecases.verifying_log import log_verdict

FindFlaws = Callable[[Desk, UnitOfWork], Iterator[Sentence]]


@dataclass(frozen=True)
class WorkspaceCheck:
    """One check, with everything that it found wrong."""

    check: str
    good: Sentence
    flaws: tuple[Sentence, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.flaws

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What is wrong, or that nothing is."""
        return self.flaws or (self.good,)


def check_workspace(desk: Desk) -> Iterator[WorkspaceCheck]:
    """Every check in turn; one that cannot be made has that as its flaw, and the rest are made."""
    for name, (find_flaws, good) in _CHECKS.items():
        flaws = []
        try:
            with desk.work() as work:
                for flaw in find_flaws(desk, work):
                    flaws.append(flaw)
        except EvalPanelError as error:
            flaws.append(error.sentence)
        yield WorkspaceCheck(name, good, tuple(flaws))


def _log_flaws(_: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    flaw = log_verdict(work, ()).flaw
    if flaw:
        yield flaw


def _anchor_flaws(desk: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    flaw = log_verdict(work, own_anchors(desk, work)).flaw
    if flaw:
        yield flaw


_CHECKS: MappingProxyType[str, tuple[FindFlaws, Sentence]] = MappingProxyType(
    {
        "database": (
            lambda _, work: work.inspection.database(),
            Sentence("The file of the database is whole."),
        ),
        "values": (
            lambda _, work: work.inspection.values(),
            Sentence("Everything in the database can be read and stands in its place."),
        ),
        "documents": (
            lambda _, work: work.inspection.documents(),
            Sentence("Every document is, to the byte, what it was."),
        ),
        "log": (_log_flaws, Sentence("The log is one chain from its first entry to its last.")),
        "anchors": (
            _anchor_flaws,
            Sentence("The log is the one that packages, seals, cards and reports remember."),
        ),
        "rules": (rule_flaws, Sentence("Every rule set is the one with its hash.")),
        "cards": (card_flaws, Sentence("Cards and declarations are as their members signed them.")),
        "packages": (package_flaws, Sentence("Packages are as they were signed.")),
        "seals": (seal_flaws, Sentence("Seals hold what they committed to.")),
        "sheets": (opening_flaws, Sentence("Opened sheets are those that were sealed.")),
        "acts": (act_flaws, Sentence("Acts are as they were signed.")),
        "records": (record_flaws, Sentence("Everything in the records of reports holds.")),
    }
)
CHECKS = tuple(_CHECKS)
"""The names of all checks, in their order."""
