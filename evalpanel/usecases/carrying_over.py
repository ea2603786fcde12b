"""After an erratum: the scores that still stand are carried over once their member confirms (R-3).

Nothing is copied by itself, so that nobody seals a score for rules that were not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evalpanel.domain.carry_over import cell_change
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.sheet import Score
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import earlier_revisions
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.scoring import Desktop, desktop_of, keep_draft


@dataclass(frozen=True)
class CarryOver:
    """What can be carried over from before an erratum, and what must be scored anew and why."""

    carried: tuple[Score, ...]
    anew: tuple[tuple[Cell, Sentence], ...]


def plan_carry_over(desk: Desk, reference: str, panel: str = "") -> CarryOver:
    """What the member is asked to confirm; empty where nothing was scored before."""
    with desk.work() as work:
        return carry_over_of(desk, work, desktop_of(desk, work, reference, panel))


def carry_scores(desk: Desk, reference: str, panel: str = "") -> CarryOver:
    """Take over the scores that still stand, as drafts; the member has confirmed them.

    Raises:
        Refused: there is nothing to carry over, or the sheet is sealed.
    """
    with desk.work() as work:
        desktop = desktop_of(desk, work, reference, panel)
        plan = carry_over_of(desk, work, desktop)
        if not plan.carried:
            raise Refused(
                "There is no score to carry over in {reference}.",
                hint="See what is done and what is open: evalpanel score status {reference}",
                reference=reference,
            )
        for score in plan.carried:
            keep_draft(desk, work, desktop.stored, score)
        write_log(
            desk, work, "scores.carry", reference, desktop.package.panel,
            cells=len(plan.carried), anew=len(plan.anew),
        )  # fmt: skip
        work.commit()
    return plan


def carry_over_of(desk: Desk, work: UnitOfWork, desktop: Desktop) -> CarryOver:
    """What can be carried over to the cells in which nothing is written yet."""
    if desktop.sealed_code or desktop.stepped_back:
        return CarryOver((), ())
    carried: list[Score] = []
    anew: list[tuple[Cell, Sentence]] = []
    former = _former(work, desktop.package)
    for cell in desktop.cells:
        if cell in former and desktop.score(cell).is_empty:
            before, score = former[cell]
            why = cell_change(before, desktop.package, desk.me.sign_key, cell)
            if why is None:
                carried.append(score)
            else:
                anew.append((cell, why))
    return CarryOver(tuple(carried), tuple(anew))


def carried_cells(desk: Desk, work: UnitOfWork, desktop: Desktop) -> tuple[Cell, ...]:
    """The cells whose score is the one from before an erratum that left them as they were."""
    former = _former(work, desktop.package)
    return tuple(
        cell
        for cell in sorted(desktop.cells)
        if cell in former
        and former[cell][1] == desktop.score(cell)
        and not cell_change(former[cell][0], desktop.package, desk.me.sign_key, cell)
    )


def _former(work: UnitOfWork, package: PackageV1) -> Mapping[Cell, tuple[PackageV1, Score]]:
    """The last score per cell before the rules were revised, and for which package it was."""
    found: dict[Cell, tuple[PackageV1, Score]] = {}
    for sha256, before in earlier_revisions(work, package):
        if before.rules_sha256 == package.rules_sha256:
            continue
        for draft in work.drafts.of(package.reference, sha256):
            if not draft.score.is_empty:
                found[draft.score.cell] = (before, draft.score)
    return found
