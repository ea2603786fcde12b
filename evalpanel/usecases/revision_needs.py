"""Whether a package that is out must be revised before its round can go on, and why."""

from dataclasses import dataclass

from evalpanel.domain.errors import Sentence
from evalpanel.domain.excuses import excused_in
from evalpanel.domain.package import PackageV1
from evalpanel.domain.panel_changes import changes_of, gone_from
from evalpanel.domain.tender import StoredPackage, Tender
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.ports import UnitOfWork
from evalpanel.usecases.standing_seals import standing_seal


@dataclass(frozen=True)
class RevisionNeed:
    """A package that waits for a revision: somebody left, or the rules changed."""

    panel: str
    left: tuple[str, ...]
    """Names of those who were to seal and left."""
    rules: bool

    @property
    def sentence(self) -> Sentence:
        """What it comes to, for people."""
        if self.rules:
            return Sentence(
                "The rules changed after the package of panel {panel} was issued: issue a "
                "revision of it.",
                panel=self.panel,
            )
        return Sentence(
            "The package of panel {panel} waits for {names}, who left: issue a revision of it.",
            panel=self.panel,
            names=", ".join(self.left),
        )


def revision_needs(work: UnitOfWork, tender: Tender) -> tuple[RevisionNeed, ...]:
    """Every package of a closed round that cannot go on as it is."""
    found = (
        _need(work, tender, stored)
        for stored in work.packages.of(tender.reference)
        if work.openings.get(*stored.key) is None
    )
    return tuple(need for need in found if need)


def _need(work: UnitOfWork, tender: Tender, stored: StoredPackage) -> RevisionNeed | None:
    package = load_package(work, stored)
    left = _left(work, stored, package)
    rules = tender.rules_sha256 != package.rules_sha256
    return RevisionNeed(package.panel, left, rules) if left or rules else None


def _left(work: UnitOfWork, stored: StoredPackage, package: PackageV1) -> tuple[str, ...]:
    """Who left a lot without seal or excuse: every sheet is locked behind a key that never comes.

    Whose seal is in, or who stepped back, keeps nobody waiting.
    """
    register = work.register.of(package.reference)
    changes, excused = changes_of(register), excused_in(register, package)
    return tuple(
        entry.name
        for entry in package.scoring_members()
        if entry.key not in excused
        and standing_seal(work, stored, entry.key) is None
        and any(
            entry.key in gone_from(changes, lot)
            for lot in {lot for lot, _, _ in package.assigned_to(entry.key)}
        )
    )
