"""The ranking: shown with codes once everything is decided, unmasked by two persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evalpanel.domain.acts import Act
from evalpanel.domain.allocation import OpenChoice, OpenTie
from evalpanel.domain.codes import lots_by_code, shared_codes
from evalpanel.domain.draw_entries import drawn_orders
from evalpanel.domain.errors import Refused
from evalpanel.domain.exclusions import below_thresholds, unconfirmed, waiting_act
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.package import PackageV1
from evalpanel.domain.recount import count_evaluation
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reserves import fill_places, reserve_ties
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.domain.tie_decisions import orders_in
from evalpanel.domain.withdrawals import Withdrawal, left_places
from evalpanel.usecases.acts import ask_act
from evalpanel.usecases.applications import Applicant, applicants
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.lifecycle import demand_phase
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.reconciling import demand_gates_judged
from evalpanel.usecases.tenders import demand_lots, get_locked_tender, rules_of, start_step

IDENTIFY = "identify"


@dataclass(frozen=True)
class RankedTender:
    """The ranking of every lot; names are known only after `identify`."""

    rules: RuleSet
    rules_sha256: str
    lots: tuple[LotRanking, ...]
    names: Mapping[str, str]
    """Name per code; empty until identified."""
    ties: tuple[OpenTie, ...] = ()
    """The ties that a draw or a decision must still break, those in the reserve included."""
    choices: tuple[OpenChoice, ...] = ()
    """Equal lots of which a candidate can have only some; a decision says which."""

    @property
    def is_resolved(self) -> bool:
        """Whether no tie is left that the rules do not resolve."""
        return not any(lot.unresolved_tie for lot in self.lots)


def rank_lots(desk: Desk, reference: str, lot: str = "") -> RankedTender:
    """Rank as announced; `lot` limits what is given to one lot.

    Raises:
        Refused: the round is sealed, or the meeting is not closed; nothing may show a standing
            before the last item is decided.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        ranked = rank_tender(work, tender)
    demand_lots(ranked.rules, [lot] if lot else [])
    shown = tuple(found for found in ranked.lots if lot in ("", found.lot))
    return replace(ranked, lots=shown)


def rank_tender(work: UnitOfWork, tender: Tender) -> RankedTender:
    """The ranking in an open unit of work."""
    rules = rules_of(tender)
    packages = decided_packages(work, tender)
    found = applicants(work, tender)
    demand_gates_judged(found)
    rounds = [(tender.reference, p.panel, str(p.round)) for p in packages]
    count = count_evaluation(
        rules,
        packages,
        [opened.sheet for key in rounds for opened in work.sheets.of(*key)],
        [decision for key in rounds for decision in work.decisions.of(*key)],
        admitted_lots(applicants(work, tender, as_ranked=True)),
        drawn_orders(work.register.of(tender.reference)),
        work.register.of(tender.reference),
        shared_codes(work.applications.of(tender.reference)),
    )
    names = {
        code: applicant.application.name
        for applicant in found
        for code in applicant.application.codes
        if tender.identified
    }
    shared = shared_codes(work.applications.of(tender.reference))
    orders = orders_in(work.register.of(tender.reference))
    lots = fill_places(rules, count.lots, _left(work, tender), shared, orders)
    ties = (*count.ties, *reserve_ties(count.lots, lots))
    return RankedTender(rules, tender.rules_sha256, lots, names, ties, count.choices)


def _left(work: UnitOfWork, tender: Tender) -> frozenset[tuple[str, str]]:
    """Lot and code of every candidate that withdrew after the ranking was fixed."""
    register = work.register.of(tender.reference)
    withdrawals = of_kind(register, Withdrawal)
    applications = work.applications.of(tender.reference)
    return left_places(withdrawals, {a.id: a.codes_by_lot for a in applications})


def decided_packages(work: UnitOfWork, tender: Tender) -> tuple[PackageV1, ...]:
    """The packages of all panels, whose rounds must be open and whose meetings closed."""
    demand_phase(work, tender, "rank")
    return tuple(load_package(work, stored) for stored in work.packages.of(tender.reference))


def admitted_lots(found: tuple[Applicant, ...]) -> dict[str, tuple[str, ...]]:
    """The lots for which each candidate (by code) reached the panel."""
    return lots_by_code(
        (
            applicant.application,
            [one.lot for one in applicant.admissions if one.standing == "admitted"],
        )
        for applicant in found
    )


def ask_identify(desk: Desk, reference: str) -> Act:
    """Ask to unmask the candidates, once the ranking is fixed; a second person confirms.

    Raises:
        Refused: the ranking is not there yet, a tie across the cut is not resolved, or an
            exclusion by a threshold is not confirmed by two persons (R-48).
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "identify")
        demand_final(work, rank_tender(work, tender), reference)
        act = ask_act(desk, work, reference, IDENTIFY, "identify")
        work.commit()
    return act


def unmask(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed identify: names stand beside codes from now on."""
    tender = get_locked_tender(work, act.reference)
    demand_phase(work, tender, "identify")
    demand_final(work, rank_tender(work, tender), act.reference)
    work.tenders.put(tender.model_copy(update={"identified": True}))
    write_log(desk, work, "identify", act.reference, confirmed_by=act.confirmed_by)


def demand_final(work: UnitOfWork, ranked: RankedTender, reference: str) -> None:
    """Refuse while a tie across a cut is open or an exclusion waits for a second person (R-48)."""
    tied = [lot.lot for lot in ranked.lots if lot.unresolved_tie]
    if tied:
        raise Refused(
            "A tie across the cut in lot {lots} is not resolved by the rules without a draw.",
            hint="See which candidates: evalpanel rank {reference}. Where a draw was announced, "
            "first: evalpanel draw invite {reference} --lot L … Else two persons decide: evalpanel "
            "tie decide {reference} --lot L --order CODES --reason R --ground G",
            lots=", ".join(tied),
            reference=reference,
        )
    _demand_confirmed(ranked, work.acts.of(reference), reference)


def _demand_confirmed(ranked: RankedTender, acts: Sequence[Act], reference: str) -> None:
    """Refuse an exclusion that nobody asked to confirm, or whose confirmation still waits."""
    pairs, below = unconfirmed(ranked.lots, acts), below_thresholds(ranked.lots)
    waiting = {pair: waiting_act(acts, pair[0], below[pair]) for pair in pairs}
    unasked = [f"{candidate} ({lot})" for (lot, candidate), act in waiting.items() if act is None]
    if unasked:
        raise Refused(
            "These are below a threshold, and no second person has confirmed it: {pairs}.",
            hint="For each: evalpanel threshold {reference} CANDIDATE --lot L --reason R",
            pairs=", ".join(unasked),
            reference=reference,
        )
    asked = [act.id for act in waiting.values() if act]
    if asked:
        raise Refused(
            "That these are below a threshold still waits for a second person: {pairs}.",
            hint="For each of {acts}: evalpanel confirm {reference} ACT --identity OTHER.evkey",
            pairs=", ".join(f"{candidate} ({lot})" for lot, candidate in pairs),
            acts=", ".join(asked),
            reference=reference,
        )
