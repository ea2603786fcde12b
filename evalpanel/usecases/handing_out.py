"""Files that leave with a piece of work: all of it is there afterwards, or none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import revision_suffix
from evalpanel.domain.slug import slug
from evalpanel.usecases.ports import Desk, FormerContent, UnitOfWork


@dataclass(frozen=True)
class Outbox:
    """Files that are to be written in a folder, once everything they rest on is known."""

    folder: Path
    files: dict[Path, bytes] = field(default_factory=dict)

    def put(self, name: str, data: bytes) -> Path:
        """Add a file, and give where it will be."""
        file = self.folder / name
        self.files[file] = data
        return file


def file_stem(package: PackageV1, person: str = "") -> str:
    """How files about a round are named: tender, panel, round, person and a later revision."""
    parts = [slug(package.reference), slug(package.panel), str(package.round)]
    if person:
        parts.append(slug(person))
    return "-".join(parts) + revision_suffix(package)


def write_and_commit(desk: Desk, work: UnitOfWork, files: Mapping[Path, bytes]) -> None:
    """Write the files and keep the work; where either fails, both are as they were.

    The files are written first: the disk that takes them fails more often than the database, and
    a file can be taken back while a kept piece of work cannot. A kill between the two leaves
    files that are whole and that the same step writes once more.

    Raises:
        Unreadable: a file could not be written, or the work could not be kept.
    """
    former: list[FormerContent] = []
    try:
        for path, data in files.items():
            former.append(desk.files.exchange(path, data))
        work.commit()
    except Exception as error:
        _bring_back(former, error)
        raise
    for old in former:
        old.let_go()


def _bring_back(former: list[FormerContent], cause: Exception) -> None:
    """Bring every file back, also when one of them cannot be."""
    failed: EvalPanelError | None = None
    for old in reversed(former):
        try:
            old.bring_back()
        except EvalPanelError as error:
            failed = error
    if failed is not None:
        raise failed from cause
