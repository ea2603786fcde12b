"""The ranking: shown with codes once everything is decided, unmasked by two persons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from evalpanel.domain.acts import Act
from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.package import PackageV1
from evalpanel.domain.recount import rank_evaluation
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.usecases.acts import ask_act
from evalpanel.usecases.applications import Applicant, applicants
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.meeting import meeting_of
from evalpanel.usecases.opening_package import load_package
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.rounds import get_opening
from evalpanel.usecases.tenders import get_locked_tender, rules_of

IDENTIFY = "identify"


@dataclass(frozen=True)
class RankedTender:
    """The ranking of every lot; names are known only after `identify`."""

    rules: RuleSet
    rules_sha256: str
    lots: tuple[LotRanking, ...]
    names: Mapping[str, str]
    """Name per code; empty until identified."""

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
    if lot and lot not in {found.id for found in ranked.rules.lots}:
        raise Refused("{reference} has no lot {lot}.", reference=reference, lot=lot)
    shown = tuple(found for found in ranked.lots if lot in ("", found.lot))
    return replace(ranked, lots=shown)


def rank_tender(work: UnitOfWork, tender: Tender) -> RankedTender:
    """The ranking in an open unit of work."""
    rules = rules_of(tender)
    packages = decided_packages(work, tender)
    found = applicants(work, tender)
    rounds = [(tender.reference, p.panel, str(p.round)) for p in packages]
    lots = rank_evaluation(
        rules,
        packages,
        [opened.sheet for key in rounds for opened in work.sheets.of(*key)],
        [decision for key in rounds for decision in work.decisions.of(*key)],
        admitted_lots(found),
    )
    names = {a.application.code: a.application.name for a in found} if tender.identified else {}
    return RankedTender(rules, tender.rules_sha256, lots, names)


def decided_packages(work: UnitOfWork, tender: Tender) -> tuple[PackageV1, ...]:
    """The packages of all panels, whose rounds must be open and whose meetings closed."""
    packages = tuple(load_package(work, stored) for stored in work.packages.of(tender.reference))
    if not packages:
        raise Refused(
            "Nothing of {reference} was issued to a panel yet.",
            hint="Issue the package first: evalpanel issue {reference}",
            reference=tender.reference,
        )
    for package in packages:
        opening = get_opening(work, package)
        meeting = meeting_of(work, tender.reference, package.panel)
        if meeting.panel.method == "consensus" and not opening.closed_at:
            raise Refused(
                "{decided} of {total} are decided; the ranking shows after the meeting is closed.",
                hint="Close it after the last decision: evalpanel consensus close {reference}",
                decided=meeting.decided,
                total=len(meeting.agenda),
                reference=tender.reference,
            )
    return packages


def admitted_lots(found: tuple[Applicant, ...]) -> dict[str, tuple[str, ...]]:
    """The lots for which each candidate (by code) reached the panel."""
    return {
        applicant.application.code: tuple(
            admission.lot for admission in applicant.admissions if admission.standing == "admitted"
        )
        for applicant in found
        if applicant.application.code
    }


def ask_identify(desk: Desk, reference: str) -> Act:
    """Ask to unmask the candidates, once the ranking is fixed; a second person confirms.

    Raises:
        Refused: the ranking is not there yet, or a tie across the cut is not resolved.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        ranked = rank_tender(work, tender)
        _demand_resolved(ranked, reference)
        act = ask_act(desk, work, reference, IDENTIFY, "identify")
        work.commit()
    return act


def unmask(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed identify: names stand beside codes from now on."""
    tender = get_locked_tender(work, act.reference)
    work.tenders.put(tender.model_copy(update={"identified": True}))
    write_log(desk, work, "identify", act.reference, confirmed_by=act.confirmed_by)


def _demand_resolved(ranked: RankedTender, reference: str) -> None:
    tied = [lot.lot for lot in ranked.lots if lot.unresolved_tie]
    if tied:
        raise Refused(
            "A tie across the cut in lot {lots} is not resolved by the rules without a draw.",
            hint="See which candidates: evalpanel rank {reference}",
            lots=", ".join(tied),
            reference=reference,
        )
