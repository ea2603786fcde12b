"""In a Delphi round: the own scores of the round before, to be weighed anew (R-43)."""

from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.sheet import Score
from evalpanel.usecases.ports import Desk


def former_scores(desk: Desk, package: PackageV1) -> dict[Cell, Score]:
    """What the owner gave last per cell in an earlier round; nothing but for a Delphi round.

    A re-assessment is scored without a look at what was given before.
    """
    if package.kind != "delphi":
        return {}
    with desk.work() as work:
        earlier = sorted(
            (p for p in work.packages.of(package.reference)
             if p.panel == package.panel and p.round < package.round),
            key=lambda stored: stored.round,
        )  # fmt: skip
        return {
            draft.score.cell: draft.score
            for stored in earlier
            for draft in work.drafts.of(package.reference, stored.sha256)
        }
