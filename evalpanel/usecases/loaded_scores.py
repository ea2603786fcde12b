"""What the log says of scores that were loaded from a file.

What is in them stands as a hash with the owner's own key: others may read the log, and what
somebody thought before sealing is nobody's business. The versions themselves lie in the history of
the drafts, and with those the owner can show what the hashes are of.
"""

from collections.abc import Mapping, Sequence

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.sheet import Score
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, UnitOfWork


def log_loaded(
    desk: Desk,
    work: UnitOfWork,
    package: PackageV1,
    known: Mapping[Cell, Score],
    scores: Sequence[Score],
) -> None:
    """Log which cells changed, what was in them (`known`) and what is in them now (R-93)."""
    changed = [score for score in scores if known.get(score.cell) != score]
    before = [known[score.cell] for score in changed if score.cell in known]
    write_log(
        desk, work, "scores.load", package.reference, package.panel, cells=len(scores),
        changed=[" ".join(score.cell) for score in changed],
        old=veiled(desk, before), new=veiled(desk, changed),
    )  # fmt: skip


def veiled(desk: Desk, scores: Sequence[Score]) -> str:
    """A hash of scores that only the owner can compute; empty where there are none."""
    if not scores:
        return ""
    return desk.me.keyed_hash(canonical_bytes([score.to_json() for score in scores])).hex()
