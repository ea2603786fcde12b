"""Applications: what came in, the opening by two persons, and who reaches the panel."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evalpanel.domain.acts import Act
from evalpanel.domain.application import (
    Admission,
    Application,
    Entity,
    StatedGate,
    admission,
    gate_needs,
)
from evalpanel.domain.candidate_entries import CandidateEntry, GateEntry
from evalpanel.domain.candidatefile import read_candidates
from evalpanel.domain.codes import give_codes
from evalpanel.domain.dossier import HandedIn
from evalpanel.domain.errors import HasProblems, Problem, Unreadable
from evalpanel.domain.evidence import Evidence
from evalpanel.domain.moments import is_past
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.domain.withdrawals import Withdrawal, before_ranking
from evalpanel.usecases.acts import ask_act
from evalpanel.usecases.gates import judge, supported
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.lifecycle import demand_step
from evalpanel.usecases.planning import deadline_of
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import get_locked_tender, rules_of, start_step

OPENING = "opening"


def receive_applications(
    desk: Desk, reference: str, candidate_file: bytes, folder: Path
) -> tuple[Application, ...]:
    """Register what came in and when; dossier paths are relative to `folder`.

    Late applications, and those of candidates that are not in the supplier pool, are registered
    with the hashes of their files and stay closed (R-21, R-109).

    Raises:
        HasProblems: in the file or in a dossier; every problem is named, nothing is stored.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        rules = rules_of(tender)
        demand_step(desk, work, tender, "receive")
        problems: list[Problem] = []
        applications = [
            _register(desk, work, tender, rules, entry, folder, problems)
            for entry in read_candidates(candidate_file, rules)
        ]
        if problems:
            raise HasProblems(
                "The applications have problems; nothing was registered.",
                tuple(problems),
                hint="Mend the files and receive them again.",
            )
        for application in applications:
            _keep(desk, work, application)
        work.commit()
    return tuple(applications)


def _keep(desk: Desk, work: UnitOfWork, application: Application) -> None:
    work.applications.put(application)
    write_log(
        desk,
        work,
        "application.receive",
        application.reference,
        application.id,
        received=application.received,
        late=application.late,
        files={found.file: found.sha256 for found in application.dossiers},
    )


def ask_opening(desk: Desk, reference: str) -> Act:
    """Ask to open the applications; a second person confirms (R-21)."""
    with desk.work() as work:
        start_step(desk, work, reference, "opening")
        act = ask_act(desk, work, reference, OPENING, "opening")
        work.commit()
    return act


def open_applications(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of the opening: codes are drawn and the stated gates are taken over.

    The deadline may have moved since it was asked for; it must have passed now.
    """
    tender = start_step(desk, work, act.reference, "opening")
    received = work.applications.of(act.reference)
    on_time = [found for found in received if found.is_opened_with_others]
    per_lot = rules_of(tender).anonymity.codes == "per_lot"
    work.tenders.put(
        tender.model_copy(
            update={"opened_at": desk.now(), "mapping_salt": desk.chance.token(16).hex()}
        )
    )
    for application in give_codes(on_time, desk.chance.below, per_lot=per_lot):
        work.applications.put(application)
        for stated in application.stated:
            judge(desk, work, application, supported(desk, work, tender, application, stated))


@dataclass(frozen=True)
class Applicant:
    """An application and where it stands in each of its lots."""

    application: Application
    admissions: tuple[Admission, ...]


def list_applicants(desk: Desk, reference: str) -> tuple[Applicant, ...]:
    """All applications of a tender with their standing, in the order of registration."""
    with desk.work() as work:
        return applicants(work, get_locked_tender(work, reference))


def applicants(
    work: UnitOfWork, tender: Tender, *, as_ranked: bool = False
) -> tuple[Applicant, ...]:
    """All applications with their standing per lot (R-20).

    With `as_ranked` as they stood when the ranking was fixed.
    """
    rules = rules_of(tender)
    register = work.register.of(tender.reference)
    withdrawals = of_kind(register, Withdrawal)
    if as_ranked:
        withdrawals = before_ranking(withdrawals)
    return tuple(
        Applicant(
            application,
            tuple(
                admission(
                    application, lot, gate_needs(rules, application, lot), judgements, withdrawals
                )
                for lot in application.lots
            ),
        )
        for application in work.applications.of(tender.reference)
        for judgements in [work.judgements.of(tender.reference, application.id)]
    )


def _register(
    desk: Desk,
    work: UnitOfWork,
    tender: Tender,
    rules: RuleSet,
    entry: CandidateEntry,
    folder: Path,
    problems: list[Problem],
) -> Application:
    deadline = deadline_of(work, tender)
    received = datetime.fromisoformat(entry.received)
    late = bool(deadline) and is_past(deadline, received)
    stays_closed = late or entry.admitted_to_pool is False
    return Application(
        reference=tender.reference,
        id=entry.id,
        name=entry.name,
        received=entry.received,
        late=late,
        lots=entry.lots,
        entities=tuple(
            Entity(name=e.name, role=e.role, registration=e.registration) for e in entry.entities
        ),
        evidence=tuple(_evidence(desk, work, entry, folder, problems)),
        forbidden_words=entry.forbidden_words,
        dossiers=tuple(
            _dossiers(desk, work, rules, entry, folder, problems, stays_closed=stays_closed)
        ),
        stated=tuple(_stated(rules, gate) for gate in entry.gates),
        admitted_to_pool=entry.admitted_to_pool,
    )


def _stated(rules: RuleSet, entry: GateEntry) -> StatedGate:
    return StatedGate(
        gate=entry.gate,
        entity=entry.entity if rules.gate(entry.gate).per_entity else "*",
        lot=entry.lot or "*",
        outcome=entry.outcome,
        reason=entry.reason,
        proportionality=entry.proportionality,
        evidence_reason=entry.evidence_reason,
    )


def _evidence(
    desk: Desk, work: UnitOfWork, entry: CandidateEntry, folder: Path, problems: list[Problem]
) -> Iterator[Evidence]:
    for found in entry.evidence:
        data = _read(desk, folder, found.file, f"{entry.id}.evidence", problems)
        yield Evidence(
            kind=found.kind,
            entity=found.entity,
            dated=found.dated or "",
            valid_until=found.valid_until or "",
            sha256=work.documents.put(data) if data is not None else None,
        )


def _dossiers(
    desk: Desk,
    work: UnitOfWork,
    rules: RuleSet,
    entry: CandidateEntry,
    folder: Path,
    problems: list[Problem],
    *,
    stays_closed: bool,
) -> Iterator[HandedIn]:
    for name, file in entry.dossiers.items():
        dossier, _, lot = name.partition("@")
        data = _read(desk, folder, file, f"{entry.id}.dossiers.{name}", problems)
        if data is None:
            continue
        scored = rules.dossier(dossier).scored
        media, pages = "", 0
        if scored and not stays_closed:
            try:
                text = desk.dossiers.read(data, Path(file).name)
            except Unreadable as error:
                problems.append(Problem(f"{entry.id}.dossiers.{name}", error.sentence))
                continue
            media, pages = text.media, len(text.pages)
        yield HandedIn(
            dossier=dossier,
            lot=lot or "*",
            file=Path(file).name,
            media=media,
            sha256=work.documents.put(data),
            pages=pages,
            read=scored,
        )


def _read(
    desk: Desk, folder: Path, file: str | None, path: str, problems: list[Problem]
) -> bytes | None:
    if not file:
        return None
    try:
        return desk.files.read(folder / file)
    except Unreadable as error:
        problems.append(Problem(path, error.sentence))
        return None
