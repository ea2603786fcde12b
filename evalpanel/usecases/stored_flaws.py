"""What is wrong with the files and signatures that are kept in a workspace."""

from collections.abc import Iterator
from contextlib import suppress

from evalpanel.domain.acts import ACT_NAMESPACE
from evalpanel.domain.canonical import read_canonical, sha256_hex
from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1, roster_sha256
from evalpanel.domain.people import (
    CARD_NAMESPACE,
    DECLARATION_NAMESPACE,
    CardV1,
    SignedCard,
    SignedDeclaration,
)
from evalpanel.domain.record import RecordV1
from evalpanel.domain.rulefile import rules_sha256
from evalpanel.domain.sheet import (
    SHEET_NAMESPACE,
    SealFile,
    sheet_commitment,
    sheets_sha256,
)
from evalpanel.domain.tender import Participation, StoredPackage
from evalpanel.domain.verification import check_record
from evalpanel.usecases.my_invitation import invite_of
from evalpanel.usecases.peeling import read_seal
from evalpanel.usecases.ports import Desk, UnitOfWork


def package_flaws(desk: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    """Packages that are not as they were signed, or of which a part is missing."""
    for stored in work.packages.of():
        good = False
        with suppress(EvalPanelError):
            good = _is_package_whole(desk, work, stored)
        if not good:
            yield Sentence(
                "The package of round {round} of panel {panel} of {reference} is not whole.",
                round=stored.round,
                panel=stored.panel,
                reference=stored.reference,
            )


def _is_package_whole(desk: Desk, work: UnitOfWork, stored: StoredPackage) -> bool:
    data = work.documents.get(stored.manifest)
    manifest = read_canonical(data)
    package = PackageV1.from_manifest(manifest)
    for part in manifest.get("members", ()):
        work.documents.get(part["sha256"])
    return (
        sha256_hex(data) == stored.sha256
        and package.key == stored.key
        and roster_sha256(package.roster) == package.roster_sha256
        and desk.signatures.verify(package.signer, data, PACKAGE_NAMESPACE, stored.signature)
    )


def card_flaws(desk: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    """Cards and declarations that are not as their members signed them, here or on a roster."""
    for member in work.members.of():
        if not _is_card_whole(desk, member.entry.signed, member.declaration):
            yield Sentence("The card of {name} is not as it was signed.", name=member.entry.name)
    for mine in work.participations.of():
        good = False
        with suppress(EvalPanelError):
            good = _is_participation_whole(desk, work, mine)
        if not good:
            yield Sentence(
                "Your invitation or card for {reference} is damaged.", reference=mine.reference
            )


def _is_participation_whole(desk: Desk, work: UnitOfWork, mine: Participation) -> bool:
    card = CardV1.from_bytes(work.documents.get(mine.card)) if mine.card else None
    is_mine = card is None or card.sign == desk.me.sign_key
    return is_mine and invite_of(work, mine).reference == mine.reference


def _is_card_whole(desk: Desk, signed: SignedCard, declared: SignedDeclaration) -> bool:
    card, declaration = signed.card, declared.declaration
    verify = desk.signatures.verify
    return (
        verify(card.sign, card.canonical(), CARD_NAMESPACE, signed.signature)
        and verify(card.sign, declaration.canonical(), DECLARATION_NAMESPACE, declared.signature)
        and card.declaration == declaration.fingerprint()
    )


def seal_flaws(desk: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    """Seals that do not hold what they committed to: own ones, and those that were merged."""
    for seal in work.seals.of():
        good = False
        with suppress(EvalPanelError):
            good = _is_seal_whole(desk, work, seal)
        if not good:
            yield Sentence(
                "The seal with code {code} for {reference} is damaged.",
                code=seal.code,
                reference=seal.reference,
            )


def _is_seal_whole(desk: Desk, work: UnitOfWork, seal: SealFile) -> bool:
    """An own seal can be opened by the organiser only; the sheet in it is kept beside it."""
    data = work.documents.get(seal.document)
    if seal.sheet:
        return sheet_commitment(work.documents.get(seal.sheet)) == seal.commitment
    if seal.member == desk.me.sign_key:
        return True
    manifest, _ = read_seal(desk, data)
    return (manifest.signer, manifest.commitment) == (seal.member, seal.commitment)


def opening_flaws(desk: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    """Rounds whose sheets are not those that were opened, or not as their members signed them."""
    for opening in work.openings.of():
        sheets = work.sheets.of(*opening.key)
        signed = all(
            desk.signatures.verify(
                sheet.member, sheet.inner.encode(), SHEET_NAMESPACE, sheet.signature
            )
            for sheet in sheets
        )
        if not signed or sheets_sha256(sheets) != opening.sheets_sha256:
            yield Sentence(
                "The sheets of round {round} of panel {panel} of {reference} were changed.",
                round=opening.round,
                panel=opening.panel,
                reference=opening.reference,
            )


def act_flaws(desk: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    """Acts that are not as one person asked and another confirmed them."""
    verify = desk.signatures.verify
    for act in work.acts.of():
        statement = act.statement().canonical()
        good = verify(act.by_key, statement, ACT_NAMESPACE, act.by_signature)
        if act.is_confirmed:
            good = (
                good
                and act.by_key != act.confirmed_key
                and verify(act.confirmed_key, statement, ACT_NAMESPACE, act.confirmed_signature)
            )
        if not good:
            yield Sentence(
                "The act {act} of {reference} is not as it was signed.",
                act=act.id,
                reference=act.reference,
            )


def rule_flaws(_: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    """Rule sets that are not those with the hash that was locked."""
    for tender in work.tenders.of():
        if rules_sha256(tender.rules) != tender.rules_sha256:
            yield Sentence("The rules of {reference} were changed.", reference=tender.reference)


def record_flaws(desk: Desk, work: UnitOfWork) -> Iterator[Sentence]:
    """Records of reports in which something does not follow from the rest."""
    for report in work.reports.of():
        try:
            record = RecordV1.from_bytes(work.documents.get(report.record))
            checks = check_record(record, desk.signatures.verify)
            found = next((check.sentence for check in checks if check.ok is False), None)
            if record.root != report.root:
                found = Sentence("it has another root.")
        except EvalPanelError as error:
            found = error.sentence
        if found:
            yield Sentence(
                "The record of report {version} of {reference} is not whole: {why}",
                version=report.version,
                reference=report.reference,
                why=found,
            )
