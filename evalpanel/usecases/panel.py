"""The members of the panel as the organiser keeps them: cards in, roles, codes compared."""

from collections.abc import Sequence

from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.errors import Refused, Unreadable, WrongUsage
from evalpanel.domain.letters import plain_name
from evalpanel.domain.package import RecordsOffice
from evalpanel.domain.people import (
    CARD_FILE_NAMESPACE,
    CARD_NAMESPACE,
    DECLARATION_NAMESPACE,
    KEYS_ON_A_CARD,
    ROLES,
    CardV1,
    Member,
    Role,
    RosterEntry,
    SignedCard,
    SignedDeclaration,
)
from evalpanel.domain.renewals import Renewal
from evalpanel.domain.tender import Tender
from evalpanel.usecases.inviting import invite_of
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.lifecycle import demand_step
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import get_locked_tender, rules_of, start_step


def add_member(
    desk: Desk,
    reference: str,
    card_file: bytes,
    role: str,
    panel: str = "",
    expertise: Sequence[str] = (),
) -> Member:
    """Take a card in, or give the member of a known card another role.

    `panel` is needed only where the rule set has several; `expertise` holds texts such as
    `SC-1: ten years of home care` (R-13). An interest that the member declares opens a case,
    which somebody else decides before anything is issued (R-11). After the issue only somebody
    new can come, as an alternate for a later round (R-15).

    Raises:
        Refused: a card for another invitation, a forged card, or expertise on no criterion.
    """
    signed, declared = _read_card_file(desk, card_file)
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        _demand_in_time(desk, work, tender, signed, role)
        _demand_our_card(desk, work, tender, signed, declared)
        member = _merged(work, tender, signed, declared, _role(role), _panel(tender, panel))
        known = member.expertise | _expertise(tender, expertise)
        member = member.model_copy(update={"expertise": known})
        _keep_former_card(desk, work, tender, member)
        before = work.members.get(reference, signed.card.sign)
        work.members.put(member)
        write_log(
            desk, work, "panel.add", reference, member.entry.name, role=role, card=signed.code,
            old=list(before.entry.roles) if before else [], new=list(member.entry.roles),
        )  # fmt: skip
        work.commit()
    return member


def confirm_card(desk: Desk, reference: str, name: str) -> Member:
    """Note that a card's code was compared by voice or in person (`trust.md` 2.5)."""
    with desk.work() as work:
        start_step(desk, work, reference, "confirm_card")
        known = find_member(work, reference, name)
        member = known.model_copy(update={"confirmed": True})
        work.members.put(member)
        code = member.entry.signed.code
        write_log(
            desk, work, "panel.confirm", reference, member.entry.name, card=code,
            old="confirmed" if known.confirmed else "unconfirmed", new="confirmed",
        )  # fmt: skip
        work.commit()
    return member


def find_member(work: UnitOfWork, reference: str, name: str) -> Member:
    """The member with a name or signing key; raises Refused where there is none."""
    members = work.members.of(reference)
    found = next((m for m in members if name in (m.entry.name, m.entry.key)), None)
    if found is None:
        raise Refused(
            "{name} has no card in {reference}.",
            hint="Cards are here of: {known}.",
            name=name,
            reference=reference,
            known="; ".join(member.entry.name for member in members) or "-",
        )
    return found


def read_records_office(
    desk: Desk, work: UnitOfWork, tender: Tender, card_file: bytes
) -> RecordsOffice:
    """Who can receive the seals beside the organiser, from a card as members hand it in.

    Raises:
        Refused: the card is not in order, or it is that of somebody on the panel.
    """
    signed, declared = _read_card_file(desk, card_file)
    _demand_our_card(desk, work, tender, signed, declared)
    if work.members.get(tender.reference, signed.card.sign) is not None:
        raise Refused(
            "{name} has a role in {reference}, and cannot be the records office as well.",
            hint="Take the card of somebody who keeps records and has no other part in it.",
            name=signed.card.name,
            reference=tender.reference,
        )
    return RecordsOffice(name=signed.card.name, receive=signed.card.receive)


def list_members(desk: Desk, reference: str) -> tuple[Member, ...]:
    """All members, in the order in which their cards came in."""
    with desk.work() as work:
        get_locked_tender(work, reference)
        return work.members.of(reference)


def _read_card_file(desk: Desk, data: bytes) -> tuple[SignedCard, SignedDeclaration]:
    container = desk.containers.unpack(desk.me.decrypt(data), CARD_FILE_NAMESPACE)
    card, declaration = container.part("card"), container.part("declaration")
    if card is None or declaration is None:
        raise Unreadable("The file holds no card and declaration.")
    card_document, declared_document = read_canonical(card), read_canonical(declaration)
    try:
        signed = SignedCard.model_validate_json(card)
        declared = SignedDeclaration.model_validate_json(declaration)
    except ValueError as error:
        raise Unreadable("The card does not follow its format.") from error
    CardV1.from_document(card_document["card"])
    type(declared.declaration).from_document(declared_document["declaration"])
    if container.signer != signed.card.sign:
        raise Unreadable("The card file is signed by somebody else than the card names.")
    return signed, declared


def _demand_our_card(
    desk: Desk, work: UnitOfWork, tender: Tender, signed: SignedCard, declared: SignedDeclaration
) -> None:
    card = signed.card
    invite = invite_of(desk, work, tender).fingerprint()
    if card.panel_id != tender.panel_id or card.invite != invite:
        raise Refused(
            "The card of {name} was made for another invitation.",
            hint="Ask {name} to open the invitation of {reference} and make a new card.",
            name=card.name,
            reference=tender.reference,
        )
    is_signed = desk.signatures.verify(
        card.sign, card.canonical(), CARD_NAMESPACE, signed.signature
    )
    is_declared = desk.signatures.verify(
        card.sign, declared.declaration.canonical(), DECLARATION_NAMESPACE, declared.signature
    )
    is_bound = card.declaration == declared.declaration.fingerprint()
    if not (desk.signatures.is_sound(card.sign) and is_signed and is_declared and is_bound):
        raise Refused(
            "The card of {name} is not signed as it should be.",
            hint="Ask {name} for a new card.",
            name=card.name,
        )
    _demand_working_keys(desk, card, {panel.id for panel in rules_of(tender).panels})


def _demand_working_keys(desk: Desk, card: CardV1, panels: set[str]) -> None:
    """A key that does not work would keep everybody from receiving or sealing anything."""
    release = [key for found in card.release.values() for key in found]
    keys = {card.receive, *release}
    are_enough = all(len(found) == KEYS_ON_A_CARD for found in card.release.values())
    try:
        desk.envelopes.encrypt(b"", sorted(keys))
        are_sound = are_enough and set(card.release) >= panels and len(keys) == len(release) + 1
        are_sound = are_sound and desk.signatures.is_sound_pdf_key(card.pdf)
    except Unreadable:
        are_sound = False
    if not are_sound:
        raise Refused(
            "The card of {name} carries keys that do not work.",
            hint="Ask {name} for a new card.",
            name=card.name,
        )


def _merged(
    work: UnitOfWork,
    tender: Tender,
    signed: SignedCard,
    declared: SignedDeclaration,
    role: Role,
    panel: str,
) -> Member:
    others = [
        found for found in work.members.of(tender.reference) if found.entry.key != signed.card.sign
    ]
    _demand_keys_of_no_other(signed.card, others)
    name = plain_name(signed.card.name)
    same_name = [found for found in others if plain_name(found.entry.name) == name]
    if same_name:
        raise Refused(
            "There is already another card of {name}.",
            hint="Compare both codes by voice: {old} and {new}.",
            name=signed.card.name,
            old=same_name[0].entry.signed.code,
            new=signed.code,
        )
    known = work.members.get(tender.reference, signed.card.sign)
    roles = known.entry.roles if known else ()
    panels = known.entry.panels if known else ()
    return Member(
        reference=tender.reference,
        entry=RosterEntry(
            signed=signed,
            roles=tuple(r for r in ROLES if r in (*roles, role)),
            panels=tuple(sorted({*panels, panel})),
        ),
        declaration=declared,
        expertise=known.expertise if known else {},
        confirmed=known is not None and known.confirmed and known.entry.signed == signed,
    )


def _demand_keys_of_no_other(card: CardV1, others: Sequence[Member]) -> None:
    """A key that two cards carry would let the seal of one open the layer of the other."""
    for other in (found.entry.signed.card for found in others):
        if not _keys(card).isdisjoint(_keys(other)):
            raise Refused(
                "The card of {name} carries a key of {other}.",
                hint="Ask {name} for a new card.",
                name=card.name,
                other=other.name,
            )


def _keys(card: CardV1) -> set[str]:
    return {card.receive, card.pdf, *(key for found in card.release.values() for key in found)}


def _role(role: str) -> Role:
    found = next((known for known in ROLES if known == role), None)
    if found is None:
        raise WrongUsage(
            "{role} is not a role.",
            hint="Choose one of: {roles}.",
            role=role,
            roles=", ".join(ROLES),
        )
    return found


def _panel(tender: Tender, panel: str) -> str:
    known = [found.id for found in rules_of(tender).panels]
    if not panel and len(known) == 1:
        return known[0]
    if panel not in known:
        raise Refused(
            "{reference} has no panel {panel}.",
            hint="Choose one of: {known}.",
            reference=tender.reference,
            panel=panel or "-",
            known=", ".join(known),
        )
    return panel


def _expertise(tender: Tender, texts: Sequence[str]) -> dict[str, str]:
    """Per criterion what makes a member fit to judge it (R-13)."""
    criteria = [criterion.id for criterion in rules_of(tender).criteria]
    found = {}
    for text in texts:
        criterion, _, what = (part.strip() for part in text.partition(":"))
        if criterion not in criteria or not what:
            raise Refused(
                "{text} does not say on which criterion somebody is an expert, and why.",
                hint='Write it as "CRITERION: what", with one of: {known}.',
                text=text,
                known=", ".join(criteria),
            )
        found[criterion] = what
    return found


def _demand_in_time(
    desk: Desk, work: UnitOfWork, tender: Tender, signed: SignedCard, role: str
) -> None:
    known = work.members.get(tender.reference, signed.card.sign)
    is_new = known is None and role == "alternate"
    is_newer = known is not None and known.entry.signed != signed and role in known.entry.roles
    later = (is_new or is_newer) and bool(work.packages.of(tender.reference))
    demand_step(desk, work, tender, "replace" if later else "add_member")


def _keep_former_card(desk: Desk, work: UnitOfWork, tender: Tender, member: Member) -> None:
    """Keep the card that stands on a roster when a newer declaration takes its place (R-10).

    Raises:
        Refused: the declaration is not newer, or the keys on the card are others.
    """
    known = work.members.get(tender.reference, member.entry.key)
    issued = work.packages.of(tender.reference)
    if known is None or known.entry.signed == member.entry.signed or not issued:
        return
    old, new = known.entry.signed.card, member.entry.signed.card
    is_newer = member.declaration.declaration.version > known.declaration.declaration.version
    keeps_keys = (old.receive, old.pdf) == (new.receive, new.pdf) and (
        old.release.items() <= new.release.items()
    )
    if not is_newer or not keeps_keys:
        raise Refused(
            "The card of {name} is no newer version of the one that is here.",
            hint="Ask {name} to open the new invitation and declare again.",
            name=member.entry.name,
        )
    work.register.add(
        Renewal(
            reference=tender.reference,
            before=known.entry,
            declaration=known.declaration,
            by=desk.me.name,
            at=desk.now(),
        )
    )
