"""The planning as it stands now: what the rule set says, and what moved since (R-9)."""

from evalpanel.domain.tender import Tender
from evalpanel.usecases.ports import UnitOfWork

DEADLINE = "deadline"
"""The milestone by which applications must be in."""


def deadline_of(work: UnitOfWork, tender: Tender) -> str:
    """When applications must be in, as planned now; empty where the rule set does not say."""
    return planned_now(work, tender, DEADLINE)


def planned_now(work: UnitOfWork, tender: Tender, milestone: str) -> str:
    """When a milestone is planned now; empty where the rule set does not say."""
    moved = [s.planned for s in work.shifts.of(tender.reference) if s.milestone == milestone]
    announced = {found["id"]: str(found["planned"]) for found in tender.rules.get("milestone", ())}
    return moved[-1] if moved else announced.get(milestone, "")
