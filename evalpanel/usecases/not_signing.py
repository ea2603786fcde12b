"""Recording that a member does not sign the report, for the versions that are made from now on."""

from evalpanel.domain.errors import Refused
from evalpanel.domain.exception_chain import signing_members
from evalpanel.domain.tender import Tender
from evalpanel.domain.unsigned import NotSigning, Standing, not_signing
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.panel import find_member
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.ranking import decided_packages
from evalpanel.usecases.tenders import demand_reason, start_step


def record_not_signing(
    desk: Desk, reference: str, member: str, standing: Standing, reason: str
) -> NotSigning:
    """Note that a member declines, cannot be reached, or signs after all; no version changes.

    Raises:
        Refused: the chair, who always signs; somebody who did not score; or no reason.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "report")
        found = find_member(work, reference, member)
        key, name = found.entry.key, found.entry.name
        if "chair" in found.entry.roles:
            raise Refused(
                "{name} is the chair: without the chair's signature there is no report.",
                hint="Let the chair sign, or appoint another chair before the packages go out.",
                name=name,
            )
        _demand_signer(work, tender, key, name)
        if standing == "signs" and key not in not_signing(work.register.of(reference)):
            raise Refused("{name} is among those who sign already.", name=name)
        entry = NotSigning(
            reference=reference,
            member=key,
            standing=standing,
            reason=demand_reason(reason),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(entry)
        write_log(desk, work, f"report.{standing}", reference, name, reason=entry.reason)
        work.commit()
    return entry


def _demand_signer(work: UnitOfWork, tender: Tender, key: str, name: str) -> None:
    register = work.register.of(tender.reference)
    if key not in signing_members(decided_packages(work, tender), register):
        raise Refused(
            "{name} did not score and is not among those who sign.",
            hint="Only for a scoring member who does not sign this is noted.",
            name=name,
        )
