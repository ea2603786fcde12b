"""A member answers an invitation: declares interests and gets a card."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.errors import Refused
from evalpanel.domain.people import (
    CARD_FILE_NAMESPACE,
    CARD_NAMESPACE,
    DECLARATION_NAMESPACE,
    INVITE_NAMESPACE,
    KEYS_ON_A_CARD,
    CardV1,
    Conflict,
    DeclarationV1,
    InviteV1,
    SignedCard,
    SignedDeclaration,
)
from evalpanel.domain.slug import slug
from evalpanel.domain.tender import Participation
from evalpanel.usecases.file_kinds import CARD
from evalpanel.usecases.handing_out import write_and_commit
from evalpanel.usecases.journal import log_head, write_log
from evalpanel.usecases.my_invitation import invite_of
from evalpanel.usecases.ports import Desk, UnitOfWork

STATEMENT = {
    "nl": "Ik heb de lijst van gegadigden gezien en mijn belangen volledig opgegeven. Ik meld "
    "wijzigingen meteen. Ik houd dossiers, scores en beraadslaging geheim, ook na afloop.",
    "en": "I have seen the list of candidates and declared my interests in full. I report changes "
    "at once. I keep dossiers, scores and deliberation secret, also afterwards.",
}


@dataclass(frozen=True)
class DeclaredCard:
    """The card file to hand to the process lead, and the code to compare by voice."""

    file: Path
    code: str


def read_invite(desk: Desk, data: bytes, code: str) -> InviteV1:
    """The invitation in a file, opened with the code that was told.

    Raises:
        Unreadable: wrong code, damaged, or not an invitation.
    """
    phrase = " ".join(re.split(r"[\s,.;_-]+", code.strip().lower()))
    container = desk.containers.unpack(
        desk.envelopes.decrypt_with_passphrase(data, phrase), INVITE_NAMESPACE
    )
    return InviteV1.from_document(container.manifest)


def declare(
    desk: Desk, invite: InviteV1, conflicts: Sequence[Conflict], folder: Path
) -> DeclaredCard:
    """Declare interests against the names, and write the card for the process lead (R-10).

    Raises:
        Refused: a conflict names somebody who is not in the list, the package is open here, a
            sheet was sealed here for another panel under the same reference, or the invitation
            copies another one.
    """
    _demand_known_names(invite, conflicts)
    with desk.work() as work:
        _demand_not_begun_anew(desk, work, invite)
        _demand_own_panel_id(work, invite)
        known = work.participations.get(invite.reference)
        _demand_nothing_open(work, known, invite)
        head = log_head(work)
    version = known.version + 1 if known and known.panel_id == invite.panel_id else 1
    declaration = _declaration(desk, invite, conflicts, version)
    signed = _signed_card(desk, invite, declaration, head)
    file = folder / f"{slug(invite.reference)}-{slug(desk.me.name)}{CARD}"
    with desk.work() as work:
        work.participations.put(
            Participation(
                reference=invite.reference,
                title=invite.title,
                panel_id=invite.panel_id,
                invite=work.documents.put(invite.canonical()),
                card=work.documents.put(signed.card.canonical()),
                card_code=signed.code,
                package=known.package if known and version > 1 else "",
                version=version,
            )
        )
        write_log(
            desk, work, "panel.declare", invite.reference, conflicts=len(conflicts),
            old=known.card_code if known else "", new=signed.code,
        )  # fmt: skip
        write_and_commit(desk, work, {file: _locked(desk, invite, signed, declaration)})
    return DeclaredCard(file, signed.code)


def _declaration(
    desk: Desk, invite: InviteV1, conflicts: Sequence[Conflict], version: int
) -> DeclarationV1:
    return DeclarationV1(
        version=version,
        panel_id=invite.panel_id,
        invite=invite.fingerprint(),
        member=desk.me.sign_key,
        name=desk.me.name,
        conflicts=tuple(conflicts),
        statement=STATEMENT[invite.language],
        declared_at=desk.now(),
    )


def _signed_card(
    desk: Desk, invite: InviteV1, declaration: DeclarationV1, anchor: Anchor
) -> SignedCard:
    card = CardV1(
        panel_id=invite.panel_id,
        name=desk.me.name,
        organisation=desk.me.organisation,
        function=desk.me.function,
        sign=desk.me.sign_key,
        receive=desk.me.receive_key,
        release={
            panel: tuple(
                desk.me.release_key(invite.release_scope, panel, number + 1)
                for number in range(KEYS_ON_A_CARD)
            )
            for panel in invite.panels
        },
        pdf=desk.me.pdf_key,
        invite=invite.fingerprint(),
        declaration=declaration.fingerprint(),
        anchor=anchor,
    )
    return SignedCard(card=card, signature=desk.me.sign(card.canonical(), CARD_NAMESPACE))


def _locked(desk: Desk, invite: InviteV1, signed: SignedCard, declaration: DeclarationV1) -> bytes:
    """The file with both, for the organiser alone."""
    declared = SignedDeclaration(
        declaration=declaration,
        signature=desk.me.sign(declaration.canonical(), DECLARATION_NAMESPACE),
    )
    packed = desk.containers.pack(
        {"schema": "evalpanel/card-file/1", "signer": desk.me.sign_key},
        (("card", signed.canonical()), ("declaration", declared.canonical())),
        desk.me,
        CARD_FILE_NAMESPACE,
    )
    return desk.envelopes.encrypt(packed, [invite.receive])


def _demand_not_begun_anew(desk: Desk, work: UnitOfWork, invite: InviteV1) -> None:
    """Nobody has the panel score once more because the first outcome did not please.

    What was sealed stays listed, and so does the attempt (`trust.md` 3).
    """
    known = work.participations.get(invite.reference)
    sealed = [s for s in work.seals.of(invite.reference) if s.member == desk.me.sign_key]
    if known is None or known.panel_id == invite.panel_id or not sealed:
        return
    codes = ", ".join(seal.code for seal in sealed)
    write_log(
        desk, work, "invite.conflict", invite.reference, sealed=codes, first=known.panel_id,
        second=invite.panel_id,
    )  # fmt: skip
    work.commit()
    raise Refused(
        "You already sealed for {reference}, under code {codes}. This invitation is for another "
        "panel under the same reference: the first is {first}, this one is {second}.",
        hint="Ask {organiser} why the panel begins anew, and keep your code. If that is right, ask "
        "for an invitation under a new reference.",
        reference=invite.reference,
        codes=codes,
        first=known.panel_id[:8],
        second=invite.panel_id[:8],
        organiser=invite.organiser,
    )


def _demand_own_panel_id(work: UnitOfWork, invite: InviteV1) -> None:
    """The release keys follow from the panel id: one that is used twice gives them away early.

    An organiser has one tender under it, and one signs all its invitations (`trust.md` 2.1).
    """
    for known in work.participations.of():
        if known.panel_id != invite.panel_id:
            continue
        first = invite_of(work, known)
        if (first.reference, first.signer) != (invite.reference, invite.signer):
            raise Refused(
                "This invitation for {reference} copies the one that {organiser} gave you for "
                "{first}.",
                hint="Do not answer it; ask {organiser} how this can be.",
                reference=invite.reference,
                organiser=first.organiser,
                first=first.reference,
            )


def _demand_nothing_open(work: UnitOfWork, known: Participation | None, invite: InviteV1) -> None:
    """A new card would not be the one on the roster of the package that is open here.

    Another invitation, with another list of names, asks for a new declaration (R-10).
    """
    if known is None or not known.package:
        return
    if invite_of(work, known).fingerprint() == invite.fingerprint():
        raise Refused(
            "The package of {reference} is already open here; your card and declaration stand.",
            hint="Tell {organiser} of an interest that came up since.",
            reference=invite.reference,
            organiser=invite.organiser,
        )


def _demand_known_names(invite: InviteV1, conflicts: Sequence[Conflict]) -> None:
    known = {name for found in invite.candidates for name in (found.name, *found.entities)}
    for conflict in conflicts:
        if conflict.name not in known:
            raise Refused(
                "{name} is not among the candidates.",
                hint="Choose a name from the invitation: {known}.",
                name=conflict.name,
                known="; ".join(sorted(known)),
            )
