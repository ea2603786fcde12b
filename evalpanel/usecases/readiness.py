"""Whether a round may be issued: the announced panel, declared and without an open case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evalpanel.domain.errors import Refused
from evalpanel.domain.panel_changes import Change, changes_of
from evalpanel.domain.people import Member, RosterEntry
from evalpanel.domain.rounds import RoundPlan
from evalpanel.domain.rules import Panel, RuleSet
from evalpanel.domain.seats import has_left, seats_of
from evalpanel.domain.tender import Tender
from evalpanel.usecases.conflicts import demand_decided
from evalpanel.usecases.inviting import invite_of
from evalpanel.usecases.lifecycle import demand_step
from evalpanel.usecases.names_in_reasons import demand_nameless
from evalpanel.usecases.panel_changes import demand_seats_held
from evalpanel.usecases.ports import Desk, UnitOfWork


def demand_ready(
    desk: Desk, work: UnitOfWork, tender: Tender, rules: RuleSet, plan: RoundPlan
) -> None:
    """Refuse while the owner, a member, an interest, the reason or a number is in the way.

    Raises:
        Refused: what comes first of these, or a step that cannot be taken now.
    """
    members = work.members.of(tender.reference)
    if not any(member.entry.key == desk.me.sign_key for member in members):
        raise Refused(
            "You have not declared your own interests for {reference} yet.",
            hint="Open the invitation yourself, declare, and add your card with your role.",
            reference=tender.reference,
        )
    demand_step(desk, work, tender, "issue" if plan.kind == "first" else "new_round")
    demand_nameless(work, tender, plan.reason)
    demand_decided(work, tender)
    demand_declared(desk, work, tender, members)
    if plan.kind == "first":
        changes = changes_of(work.register.of(tender.reference))
        for panel in rules.panels:
            flaw = appointed(panel, members, changes).flaw
            if flaw:
                raise flaw
            demand_seats_held(rules, panel, members, changes)


def demand_declared(
    desk: Desk, work: UnitOfWork, tender: Tender, members: Sequence[Member]
) -> None:
    """Everybody declared against the names as they are now, one let in late included (R-10)."""
    invite = invite_of(desk, work, tender).fingerprint()
    changes = changes_of(work.register.of(tender.reference))
    missing = [
        member.entry.name
        for member in members
        if member.entry.signed.card.invite != invite and not has_left(member.entry, changes)
    ]
    if missing:
        raise Refused(
            "The list of names has changed; these must declare again: {names}.",
            hint="Invite anew (evalpanel panel invite {reference}), and take the new cards in with "
            "the role that each has.",
            names=", ".join(missing),
            reference=tender.reference,
        )


@dataclass(frozen=True)
class Appointed:
    """Who was appointed to a panel; who takes the seat of another is not counted beside that."""

    panel: Panel
    chairs: tuple[RosterEntry, ...]
    assessors: tuple[RosterEntry, ...]

    @property
    def flaw(self) -> Refused | None:
        """Why it is not the announced panel: the number is a promise, no fewer, no more (R-14)."""
        if len(self.chairs) != 1:
            return Refused(
                "Panel {panel} has {found} chairs; it needs one.",
                hint="Give one member the role chair: evalpanel panel add",
                panel=self.panel.id,
                found=len(self.chairs),
            )
        if "assessor" in self.chairs[0].roles:
            return Refused(
                "{name} cannot be both chair and assessor of panel {panel}.",
                hint="Whether the chair scores was announced; the assessors are counted without.",
                name=self.chairs[0].name,
                panel=self.panel.id,
            )
        if len(self.assessors) != self.panel.assessors:
            return Refused(
                "Panel {panel} has {found} assessors; {announced} were announced.",
                hint="The announced number is a promise: appoint exactly as many.",
                panel=self.panel.id,
                found=len(self.assessors),
                announced=self.panel.assessors,
            )
        return None


def appointed(panel: Panel, members: Iterable[Member], changes: Sequence[Change]) -> Appointed:
    """Chairs and assessors of a panel, as they count towards the announced number."""
    on_panel = [member.entry for member in members if panel.id in member.entry.panels]
    seats = seats_of(panel, on_panel, changes)
    return Appointed(
        panel,
        tuple(entry for entry in on_panel if "chair" in entry.roles),
        tuple(entry for entry in on_panel if entry.key in seats and "assessor" in entry.roles),
    )
