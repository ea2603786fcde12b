"""The invitation: what members need to declare their interests and make their card."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.people import INVITE_NAMESPACE, InvitedCandidate, InviteV1
from evalpanel.domain.slug import slug
from evalpanel.domain.tender import Tender
from evalpanel.usecases.file_kinds import INVITATION
from evalpanel.usecases.handing_out import write_and_commit
from evalpanel.usecases.journal import log_head, write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import rules_of, start_step

CODE_WORDS = 6


@dataclass(frozen=True)
class Invitation:
    """The file to hand out and the code to tell by voice."""

    file: Path
    code: str


def invite_panel(desk: Desk, reference: str, folder: Path) -> Invitation:
    """Write the invitation with the names of all candidates, without codes (R-10).

    Raises:
        Refused: the applications are not opened yet, so the names are not final.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "invite")
        invite = invite_of(desk, work, tender).model_copy(update={"anchor": log_head(work)})
        code = desk.chance.phrase(CODE_WORDS)
        packed = desk.containers.pack(invite.to_json(), (), desk.me, INVITE_NAMESPACE)
        file = folder / f"{slug(reference)}{INVITATION}"
        sealed = desk.envelopes.encrypt_with_passphrase(packed, code)
        write_log(desk, work, "panel.invite", reference, invite=invite.fingerprint())
        write_and_commit(desk, work, {file: sealed})
    return Invitation(file, code)


def invite_of(desk: Desk, work: UnitOfWork, tender: Tender) -> InviteV1:
    """The invitation of a tender; the same data always give the same invitation."""
    applications = [found for found in work.applications.of(tender.reference)
                    if not found.late or found.admitted_at]  # fmt: skip
    rules = rules_of(tender)
    return InviteV1(
        reference=tender.reference,
        title=tender.title,
        language=rules.language,
        panel_id=tender.panel_id,
        signer=desk.me.sign_key,
        organiser=desk.me.name,
        organisation=desk.me.organisation,
        receive=desk.me.receive_key,
        panels=tuple(panel.id for panel in rules.panels),
        candidates=tuple(
            InvitedCandidate(name=found.name, entities=tuple(e.name for e in found.entities))
            for found in sorted(applications, key=lambda found: found.name.casefold())
        ),
    )
