"""Letting in an application that was kept out: late by a failure that is not the candidate's.

An act of two persons, also after the panel has begun (edge case 14): the application is opened
then, gets a code that is not in use, and its gates are judged as those of all others. The members
declare again, against the list of names with this one in it, before its round is issued (R-10).
"""

from evalpanel.domain.acts import Act
from evalpanel.domain.application import Application
from evalpanel.domain.codes import give_codes
from evalpanel.domain.dossier import HandedIn
from evalpanel.domain.errors import Refused
from evalpanel.usecases.acts import ask_act
from evalpanel.usecases.gates import judge, supported
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.lifecycle import demand_phase
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, rules_of, start_step


def ask_admission(desk: Desk, reference: str, candidate: str, *, reason: str) -> Act:
    """Ask to let in an application that was kept out; a second person confirms.

    Raises:
        Refused: nothing is opened yet, no such application, or it was never kept out.
    """
    with desk.work() as work:
        start_step(desk, work, reference, "admit")
        application = _kept_out(work, reference, candidate)
        act = ask_act(
            desk,
            work,
            reference,
            f"admit-{application.id}",
            "admit",
            candidate=application.id,
            reason=demand_reason(reason),
        )
        work.commit()
    return act


def admit_application(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed admission: opened, with a code, its stated gates taken over.

    Raises:
        Unreadable: a dossier is not what its name says; nothing changes then.
    """
    tender = get_locked_tender(work, act.reference)
    demand_phase(work, tender, "admit")
    application = _kept_out(work, act.reference, act.subject["candidate"])
    [coded] = give_codes(
        [application],
        desk.chance.below,
        per_lot=rules_of(tender).anonymity.codes == "per_lot",
        taken={code for found in work.applications.of(act.reference) for code in found.codes},
    )
    admitted = coded.model_copy(
        update={
            "admitted_at": desk.now(),
            "dossiers": tuple(_read(desk, work, found) for found in application.dossiers),
        }
    )
    work.applications.put(admitted)
    write_log(
        desk,
        work,
        "application.admit",
        act.reference,
        admitted.id,
        reason=act.subject["reason"],
        confirmed_by=act.confirmed_by,
    )
    for stated in admitted.stated:
        judge(desk, work, admitted, supported(desk, work, tender, admitted, stated))


def _kept_out(work: UnitOfWork, reference: str, candidate: str) -> Application:
    found = work.applications.get(reference, candidate)
    if found is None or found.is_opened_with_others:
        kept = [a.id for a in work.applications.of(reference) if not a.is_opened_with_others]
        raise Refused(
            "{candidate} is not an application that was kept out.",
            hint="Kept out: {known}.",
            candidate=candidate,
            known=", ".join(kept) or "-",
        )
    return found


def _read(desk: Desk, work: UnitOfWork, found: HandedIn) -> HandedIn:
    if not found.read:
        return found
    text = desk.dossiers.read(work.documents.get(found.sha256), found.file)
    return found.model_copy(update={"media": text.media, "pages": len(text.pages)})
