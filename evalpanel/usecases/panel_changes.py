"""Recusing and replacing members of the panel, but for who has sealed a closed round (R-12, R-15).

Sheets on their way are locked behind those who were to score: when one of them leaves, the package
is revised. Who has a package leaves by an act of two persons: by then it can help somebody.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from evalpanel.domain.acts import Act
from evalpanel.domain.conflicts import Effect
from evalpanel.domain.errors import Refused, WrongUsage
from evalpanel.domain.panel_changes import (
    Change,
    Recusal,
    Replacement,
    changes_of,
    touches_scores,
)
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.people import Member, is_scoring
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.seats import ShortLot, seats_of, short_lots
from evalpanel.domain.slug import slug
from evalpanel.domain.tender import Tender
from evalpanel.usecases.acts import ask_act, free_id
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.lifecycle import demand_phase
from evalpanel.usecases.panel import find_member
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.standing_seals import standing_seal
from evalpanel.usecases.taking_seats import demand_stand_in
from evalpanel.usecases.tenders import (
    demand_lots,
    demand_reason,
    get_locked_tender,
    rules_of,
    start_step,
)


def recuse_member(
    desk: Desk,
    reference: str,
    member: str,
    *,
    reason: str,
    lots: Sequence[str] = (),
    approved_by: str = "",
    effect: Effect = "void",
) -> Recusal | Act:
    """Let a member score no more, in these lots or in all; scores given are void or kept.

    Gives the act to confirm where there are scores.

    Raises:
        Refused: unknown member or lot, no reason, or sheets are being sealed.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "recuse")
        found = find_member(work, reference, member)
        _demand_scoring(tender, found)
        all_lots = [lot.id for lot in rules_of(tender).lots]
        demand_lots(rules_of(tender), lots)
        demand_free_hands(work, tender, found.entry.key)
        recusal = Recusal(
            reference=reference,
            member=found.entry.key,
            lots=_lots(all_lots, lots),
            reason=demand_reason(reason),
            approved_by=approved_by,
            effect=effect,
            by=desk.me.name,
            at=desk.now(),
        )
        done = _add_or_ask(desk, work, tender, recusal, found)
        work.commit()
    return done


def replace_member(
    desk: Desk,
    reference: str,
    old: str,
    new: str,
    *,
    reason: str,
    lots: Sequence[str] = (),
    approved_by: str = "",
    candidates_informed: bool = False,
    effect: Effect = "void",
) -> Replacement | Act:
    """Let a member whose card is in take the seat of another (R-15).

    Gives the act to confirm where the other one scored. Where no lot is named it is for those that
    `old` is recused from, else for all.

    Raises:
        Refused: an unknown member, one who cannot step in, no reason, or sheets are being sealed.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "replace")
        leaves, comes = find_member(work, reference, old), find_member(work, reference, new)
        where = _lots_to_take_over(work, tender, leaves, comes, lots)
        replacement = Replacement(
            reference=reference,
            old=leaves.entry.key,
            new=comes.entry.key,
            lots=where,
            reason=demand_reason(reason),
            approved_by=approved_by,
            candidates_informed=candidates_informed,
            effect=effect,
            by=desk.me.name,
            at=desk.now(),
        )
        done = _add_or_ask(desk, work, tender, replacement, leaves)
        work.commit()
    return done


def change_panel(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed recusal or replacement of somebody who scored."""
    tender = get_locked_tender(work, act.reference)
    subject = act.subject
    member = find_member(work, act.reference, subject["member"])
    demand_phase(work, tender, "recuse")
    demand_free_hands(work, tender, member.entry.key)
    common: dict[str, Any] = {
        "reference": act.reference,
        "lots": tuple(filter(None, subject["lots"].split(" "))),
        "reason": subject["reason"],
        "approved_by": subject["approved_by"] or act.confirmed_by,
        "effect": effect_of(subject["effect"]),
        "by": act.by,
        "at": desk.now(),
    }
    if subject["change"] == "recusal":
        change: Change = Recusal(member=member.entry.key, **common)
    else:
        changes = changes_of(work.register.of(act.reference))
        comes = find_member(work, act.reference, subject["new"])
        lots = common["lots"] or [lot.id for lot in rules_of(tender).lots]
        demand_stand_in(work, tender, changes, member, comes, lots)
        informed = subject["candidates_informed"] == str(True)
        change = Replacement(
            old=member.entry.key, new=comes.entry.key, candidates_informed=informed, **common
        )
    _add(desk, work, tender, change, member)


def _lots_to_take_over(
    work: UnitOfWork, tender: Tender, leaves: Member, comes: Member, lots: Sequence[str]
) -> tuple[str, ...]:
    """The lots in which a seat changes hands, all where none is named; refused where it cannot."""
    _demand_scoring(tender, leaves)
    all_lots = [lot.id for lot in rules_of(tender).lots]
    demand_lots(rules_of(tender), lots)
    demand_free_hands(work, tender, leaves.entry.key)
    changes = changes_of(work.register.of(tender.reference))
    where = _lots(all_lots, lots or _recused(changes, leaves))
    demand_stand_in(work, tender, changes, leaves, comes, where or all_lots)
    return where


def demand_free_hands(work: UnitOfWork, tender: Tender, member: str) -> None:
    """Refuse while a member's seal is in for a round that is not open (R-41, `trust.md` 2.4)."""
    for stored in work.packages.of(tender.reference):
        package = load_package(work, stored)
        entry = package.entry_of(member)
        is_closed = bool(package.assigned_to(member)) and not work.openings.get(*stored.key)
        if entry is not None and is_closed and standing_seal(work, stored, member):
            raise Refused(
                "{name} has sealed, and the round is not open yet: what is sealed stays until "
                "then.",
                hint="Open the round first, and do it then: the scores of {name} do not count "
                "any more. Nobody sees them before.",
                name=entry.name,
            )


def demand_seats_held(
    rules: RuleSet, panel: Panel, members: Sequence[Member], changes: Sequence[Change]
) -> None:
    """Refuse while a lot has fewer members than it needs after recusals (R-12, R-14)."""
    for short in lots_short_of(rules, panel, members, changes):
        raise Refused(
            "Lot {lot} has {found} of {needed} members of panel {panel}.",
            hint="Let somebody take the empty seat: evalpanel panel replace {reference} OLD NEW "
            "--reason R",
            lot=short.lot,
            found=short.found,
            needed=short.needed,
            panel=panel.id,
            reference=rules.reference,
        )


def lots_short_of(
    rules: RuleSet, panel: Panel, members: Sequence[Member], changes: Sequence[Change]
) -> tuple[ShortLot, ...]:
    """The lots of a panel that have fewer members than they need."""
    lots = [
        lot
        for lot in rules.score_lots
        if any(rules.panel_of(lot, item.id).id == panel.id for item in rules.items_under(lot))
    ]
    seats = seats_of(panel, (member.entry for member in members), changes)
    return short_lots(panel, lots, seats, changes)


def reopen_meetings(desk: Desk, work: UnitOfWork, tender: Tender, member: str) -> None:
    """Take up the closed meetings again in which scores are void from now on."""
    for stored in work.packages.of(tender.reference):
        opening = work.openings.get(*stored.key)
        took_part = load_package(work, stored).assigned_to(member)
        if took_part and opening is not None and opening.closed_at:
            work.openings.put(opening.model_copy(update={"closed_at": ""}))
            write_log(desk, work, "consensus.reopen", tender.reference, stored.panel)


def effect_of(text: str) -> Effect:
    """What becomes of scores already given; raises WrongUsage for anything but void and kept."""
    if text == "void":
        return "void"
    if text == "kept":
        return "kept"
    raise WrongUsage("{effect} is not an effect.", hint="Choose one of: void, kept.", effect=text)


_ChangeT = TypeVar("_ChangeT", Recusal, Replacement)


def _add_or_ask(
    desk: Desk, work: UnitOfWork, tender: Tender, change: _ChangeT, leaves: Member
) -> _ChangeT | Act:
    """Keep a change, or ask a second person for it where there are scores (R-15)."""
    reference = tender.reference
    packages = [load_package(work, stored) for stored in work.packages.of(reference)]
    if touches_scores(change, packages):
        act_id = free_id(work, reference, f"{change.kind}-{slug(leaves.entry.name)}")
        return ask_act(desk, work, reference, act_id, "panel_change", **change.subject())
    approved_by = change.approved_by or desk.me.name
    approved = change.model_copy(update={"approved_by": approved_by})
    _add(desk, work, tender, approved, leaves)
    return approved


def _add(desk: Desk, work: UnitOfWork, tender: Tender, change: Change, leaves: Member) -> None:
    event = "panel.recuse" if isinstance(change, Recusal) else "panel.replace"
    work.register.add(change)
    if change.effect == "void":
        reopen_meetings(desk, work, tender, leaves.entry.key)
    write_log(
        desk, work, event, tender.reference, leaves.entry.name, lots=list(change.lots),
        effect=change.effect, approved_by=change.approved_by, reason=change.reason,
    )  # fmt: skip


def _lots(all_lots: Sequence[str], lots: Sequence[str]) -> tuple[str, ...]:
    """The lots in their order; empty where it is all of them."""
    found = tuple(lot for lot in all_lots if lot in lots)
    return () if len(found) == len(all_lots) else found


def _recused(changes: Sequence[Change], member: Member) -> tuple[str, ...]:
    own = [c for c in changes if isinstance(c, Recusal) and c.member == member.entry.key]
    return () if any(not c.lots for c in own) else tuple(lot for c in own for lot in c.lots)


def _demand_scoring(tender: Tender, member: Member) -> None:
    panels = rules_of(tender).panels
    if "alternate" not in member.entry.roles and not any(
        is_scoring(member.entry, panel.id, chair_scores=panel.chair_scores) for panel in panels
    ):
        raise Refused("{name} does not score in any panel.", name=member.entry.name)
