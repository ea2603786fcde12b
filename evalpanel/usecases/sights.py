"""Whether the owner of this workspace may see something now: the table of `domain.roles` decides.

What a round's sheets hold is kept from everybody by its seals; see `rounds.get_opening`.
"""

from evalpanel.domain.errors import Refused
from evalpanel.domain.lifecycle import PHASES, phase_of
from evalpanel.domain.roles import Moments, Sight, may_see
from evalpanel.domain.tender import Tender
from evalpanel.usecases.lifecycle import facts_of, roles_of
from evalpanel.usecases.ports import Desk, UnitOfWork


def demand_sight(desk: Desk, work: UnitOfWork, tender: Tender, sight: Sight) -> None:
    """Raise Refused when none of the owner's roles may see it now."""
    roles = roles_of(desk, work, tender)
    if not may_see(sight, roles, moments_of(work, tender)):
        raise Refused(
            "This is not for you to see, or not yet.",
            hint="Ask the process lead of {reference}.",
            reference=tender.reference,
        )


def moments_of(work: UnitOfWork, tender: Tender) -> Moments:
    """Which moments have come for a tender."""
    facts = facts_of(work, tender)
    return Moments(
        issued=facts.issued,
        opening=facts.issued and not facts.unopened,
        decided=PHASES.index(phase_of(facts)) >= PHASES.index("decided"),
        identified=facts.identified,
    )
