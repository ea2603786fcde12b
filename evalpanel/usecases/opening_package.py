"""A member opens the package: checked against invitation and own card before anything shows."""

from dataclasses import dataclass

from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.errors import NotForMe, Refused, Sentence, Unreadable
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1, roster_sha256
from evalpanel.domain.people import CARD_NAMESPACE, KEYS_ON_A_CARD, InviteV1
from evalpanel.domain.revisions import Issued
from evalpanel.domain.rounds import size_flaw
from evalpanel.domain.rulefile import rules_sha256
from evalpanel.domain.tender import Participation
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import earlier_revisions, keep_package, load_package
from evalpanel.usecases.my_invitation import invite_of
from evalpanel.usecases.ports import Container, Desk, UnitOfWork
from evalpanel.usecases.receiving_revisions import demand_follows, keep_drafts, revision_lines


@dataclass(frozen=True)
class OpenedPackage:
    """What was opened and what was checked, in lines for people."""

    reference: str
    panel: str
    round: int
    to_score: int
    proven: tuple[Sentence, ...]
    """What was checked and is right."""
    told: tuple[Sentence, ...]
    """What there is to know about this package, good or bad."""

    @property
    def checks(self) -> tuple[Sentence, ...]:
        """All lines in their order."""
        return (*self.proven, *self.told)


def open_package(desk: Desk, data: bytes) -> OpenedPackage:
    """Open a package: from the organiser, with my own card on the roster, and untouched.

    Raises:
        Unreadable: not for me, damaged or foreign.
        Refused: I have not declared, or the package is not the one for my invitation.
    """
    container = desk.containers.unpack(_decrypted(desk, data), PACKAGE_NAMESPACE)
    package = PackageV1.from_document(container.manifest)
    with desk.work() as work:
        participation = _participation(work, package)
        invite = invite_of(work, participation)
        _demand_from_organiser(package, invite)
        _demand_my_card(desk, work, package, participation)
        _demand_untouched(package, container)
        _demand_announced(package)
        _demand_fresh_key(work, package)
        known = _known(work, package)
        _store(desk, work, package, container, participation)
        lines = revision_lines(desk, work, known, package)
        work.commit()
    return OpenedPackage(
        reference=package.reference,
        panel=package.panel,
        round=package.round,
        to_score=len(package.to_score(desk.me.sign_key)),
        proven=(
            Sentence("From {organiser}, who invited you.", organiser=package.organiser),
            Sentence("You are on the panel, with your own card."),
            Sentence("Untouched: rules, panel and dossiers are as they were signed."),
        ),
        told=(
            *_round_line(package),
            *_office_line(package),
            *_standby_line(package, desk.me.sign_key),
            *lines,
        ),
    )


def _decrypted(desk: Desk, data: bytes) -> bytes:
    """What is in the envelope; a member who was recused or replaced is told why it stays closed."""
    try:
        return desk.me.decrypt(data)
    except NotForMe as error:
        raise NotForMe(
            error.sentence,
            hint="Ask the process lead for the package that names you. If you were recused or "
            "replaced there is none: you have no part in it any more.",
        ) from error


def _standby_line(package: PackageV1, key: str) -> tuple[Sentence, ...]:
    """What the scores of an alternate are for (R-15)."""
    if package.assigned_to(key) or not package.on_standby(key):
        return ()
    return (
        Sentence("You are an alternate: your scores stay closed unless you step in for a member."),
    )


def _known(work: UnitOfWork, package: PackageV1) -> Issued | None:
    """What is open here of the same round."""
    stored = work.packages.get(*package.key)
    return (stored.sha256, load_package(work, stored)) if stored else None


def _office_line(package: PackageV1) -> tuple[Sentence, ...]:
    office = package.records_office
    if office is None:
        return ()
    return (
        Sentence(
            "Beside {organiser}, {office} can receive the seals; a seal alone opens no sheet.",
            organiser=package.organiser,
            office=office.name,
        ),
    )


def _round_line(package: PackageV1) -> tuple[Sentence, ...]:
    """Why there is another round; nothing of the rounds before is in the package (R-35)."""
    if package.round == 1:
        return ()
    return (
        Sentence(
            "This is round {round}: {reason}", round=package.round, reason=package.reason.strip()
        ),
    )


def _participation(work: UnitOfWork, package: PackageV1) -> Participation:
    participation = work.participations.get(package.reference)
    if participation is None or participation.panel_id != package.panel_id:
        raise Refused(
            "You have not declared your interests for {reference} yet.",
            hint="Open the invitation first and declare; then open the package.",
            reference=package.reference,
        )
    return participation


def _demand_from_organiser(package: PackageV1, invite: InviteV1) -> None:
    if package.signer != invite.signer or package.invite != invite.fingerprint():
        raise Refused(
            "This package does not come from {organiser}, who invited you.",
            hint="Do not score it; ask {organiser} how this can be.",
            organiser=invite.organiser,
        )


def _demand_my_card(
    desk: Desk, work: UnitOfWork, package: PackageV1, participation: Participation
) -> None:
    entry = package.entry_of(desk.me.sign_key)
    mine = work.documents.get(participation.card)
    if entry is None or entry.signed.card.canonical() != mine:
        raise Refused(
            "Your own card is not on the roster of this package.",
            hint="Do not score it; ask {organiser} how this can be.",
            organiser=package.organiser,
        )
    for other in package.roster:
        signed = other.signed
        card = signed.card
        is_signed = desk.signatures.is_sound(card.sign) and desk.signatures.verify(
            card.sign, card.canonical(), CARD_NAMESPACE, signed.signature
        )
        if not is_signed or card.panel_id != package.panel_id:
            raise Refused(
                "The card of {name} on the roster is not signed as it should be.",
                hint="Do not score this package; ask {organiser} how this can be.",
                name=card.name,
                organiser=package.organiser,
            )


def _demand_announced(package: PackageV1) -> None:
    """A sheet is locked behind all who score; a smaller panel would open it sooner (R-14)."""
    panel = next((found for found in package.rule_set.panels if found.id == package.panel), None)
    scoring = package.scoring_members()
    if (
        panel is None
        or size_flaw(panel, package)
        or not 1 <= package.release_number <= KEYS_ON_A_CARD
        or any(
            len(entry.signed.card.release.get(package.panel, ())) != KEYS_ON_A_CARD
            for entry in scoring
        )
    ):
        raise Refused(
            "The panel in this package is not the one that was announced.",
            hint="Do not score it; ask {organiser} how this can be.",
            organiser=package.organiser,
        )


def _demand_fresh_key(work: UnitOfWork, package: PackageV1) -> None:
    """A key that went out with a seal of another round would open this one at once.

    Each revision of that round that was open here may have been sealed.
    """
    others = [
        load_package(work, stored)
        for stored in work.packages.of(package.reference, package.panel)
        if stored.round != package.round
    ]
    others += [before for other in others for _, before in earlier_revisions(work, other)]
    if any(other.release_number == package.release_number for other in others):
        raise Refused(
            "This package asks for a key that you gave away in another round.",
            hint="Do not score it; ask {organiser} how this can be.",
            organiser=package.organiser,
        )


def _demand_untouched(package: PackageV1, container: Container) -> None:
    held = {sha256_hex(content) for _, content in container.parts}
    wanted = {part.text for part in package.dossiers}
    wanted |= {part.document for part in package.dossiers if part.document}
    rules_are_hashed = rules_sha256(package.rules) == package.rules_sha256
    roster_is_hashed = roster_sha256(package.roster) == package.roster_sha256
    if held != wanted or not rules_are_hashed or not roster_is_hashed:
        raise Unreadable(
            "The package of {reference} does not hold what it says it holds.",
            hint="Ask {organiser} for a new copy.",
            reference=package.reference,
            organiser=package.organiser,
        )


def _store(
    desk: Desk,
    work: UnitOfWork,
    package: PackageV1,
    container: Container,
    participation: Participation,
) -> None:
    sha256 = sha256_hex(container.manifest_bytes)
    known = _known(work, package)
    if known is not None and known[0] != sha256:
        demand_follows(known, sha256, package)
        keep_drafts(desk, work, known, sha256, package)
    keep_package(work, package, container, desk.now())
    work.participations.put(participation.model_copy(update={"package": sha256}))
    write_log(
        desk, work, "package.open", package.reference, package.panel, package=sha256,
        old=known[0] if known else "", new=sha256, seen=package.issued_at,
    )  # fmt: skip
