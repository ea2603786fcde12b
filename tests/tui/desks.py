"""Desks for tests: real keys from fixed seeds, a database in memory, a package made by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.canonical import canonical_bytes, sha256_hex
from evalpanel.domain.dossier import MARKDOWN, DossierPart
from evalpanel.domain.package import Assignment, PackageV1, roster_sha256
from evalpanel.domain.people import (
    CARD_NAMESPACE,
    CardV1,
    InvitedCandidate,
    InviteV1,
    Role,
    RosterEntry,
    SignedCard,
)
from evalpanel.domain.rulefile import rules_sha256
from evalpanel.domain.sheet import Score
from evalpanel.domain.tender import Participation, StoredPackage
from evalpanel.domain.toml_text import read_toml
from evalpanel.exchange.container import SignedContainers
from evalpanel.exchange.dossier_reader import ChildDossierReader
from evalpanel.exchange.files import LocalFiles
from evalpanel.report.paper import ReportPaper
from evalpanel.settings import Workspace
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import Desktop, open_desktop, save_score
from tests.fakes import FakeDatabase, FixedClock, SeededChance
from tests.fixtures_case import CASE

REFERENCE = "TPF-2026-01"
CODES = ("K7", "M2", "R4")
PANEL_ID = "0" * 32
LONG_REASON = "De maatregel is gemeten, onderbouwd en al twee jaar in bedrijf"


class TestChance(SeededChance):
    """A series that can also speak."""

    __test__ = False

    def phrase(self, words: int) -> str:
        """Always the same words."""
        return " ".join(("tulp", "molen", "fiets", "brug", "regen", "kade")[:words])


class QuickEnvelopes(AgeEnvelopes):
    """Age encryption in which a passphrase costs no time."""

    def encrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """Encrypt to a key made from the passphrase."""
        return self.encrypt(data, [_key_of(passphrase).receive_key])

    def decrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """Decrypt with that key."""
        return _key_of(passphrase).decrypt(data)


def identity(name: str = "Jelle de Wit") -> UnlockedIdentity:
    """A person whose seed follows from the name."""
    seed = bytes.fromhex(sha256_hex(name.encode()))
    return UnlockedIdentity(name, "Gemeente Rotterdam", "Adviseur", seed)


def a_desk(name: str = "Jelle de Wit", database: FakeDatabase | None = None) -> Desk:
    """A desk on a database in memory; the clock stands still."""
    kept = database or FakeDatabase()
    signatures = SshSignatures()
    return Desk(
        me=identity(name),
        work=kept.work,
        clock=FixedClock(),
        chance=TestChance(),
        files=LocalFiles(),
        signatures=signatures,
        envelopes=QuickEnvelopes(),
        containers=SignedContainers(signatures),
        dossiers=ChildDossierReader(),
        paper=ReportPaper(),
    )


def a_workspace(home: Path) -> Workspace:
    """A workspace with its folders."""
    workspace = Workspace(home)
    for folder in workspace.folders:
        folder.mkdir(parents=True, exist_ok=True)
    return workspace


def case_rules(scale: Mapping[str, object] | None = None) -> dict[str, object]:
    """The rule set of the case as parsed, with another scale if one is given."""
    rules = read_toml((CASE / "rules.toml").read_bytes())
    if scale:
        rules["scale"] = [{"id": "dossier", **scale}]
    return rules


def an_invite(lead: UnlockedIdentity) -> InviteV1:
    """An invitation with three candidates, in alphabetical order."""
    return InviteV1(
        reference=REFERENCE,
        title="Thuisplusflats",
        language="nl",
        panel_id=PANEL_ID,
        signer=lead.sign_key,
        organiser=lead.name,
        organisation=lead.organisation,
        receive=lead.receive_key,
        panels=("main",),
        candidates=(
            InvitedCandidate(name="Kadeveld Zorg", entities=("Kadeveld Zorg B.V.",)),
            InvitedCandidate(name="Lantaarnhof", entities=("Stichting Lantaarnhof",)),
            InvitedCandidate(
                name="Peilschaal / Stadsboog",
                entities=("Stichting Peilschaal", "Coöperatie Stadsboog"),
            ),
        ),
    )


def a_roster_entry(
    person: UnlockedIdentity, roles: tuple[Role, ...], invite: InviteV1
) -> RosterEntry:
    """A member with a signed card."""
    card = CardV1(
        panel_id=PANEL_ID,
        name=person.name,
        organisation=person.organisation,
        function=person.function,
        sign=person.sign_key,
        receive=person.receive_key,
        release={
            "main": tuple(person.release_key(invite.release_scope, "main", n) for n in range(1, 9))
        },
        pdf=person.pdf_key,
        invite=invite.fingerprint(),
        declaration="0" * 64,
    )
    signature = person.sign(card.canonical(), CARD_NAMESPACE)
    return RosterEntry(
        signed=SignedCard(card=card, signature=signature), roles=roles, panels=("main",)
    )


def put_package(
    desk: Desk,
    rules: dict[str, object] | None = None,
    codes: Sequence[str] = CODES,
    items: Sequence[str] = ("SC-1.1", "SC-2.2"),
) -> PackageV1:
    """Put an opened package on a desk: these items of lot 1 for its owner and two others."""
    parsed = rules or case_rules()
    lead = identity("Marieke van Dongen")
    invite = an_invite(lead)
    me = identity(desk.me.name)
    roster = (
        a_roster_entry(lead, ("process_lead", "chair"), invite),
        *(a_roster_entry(person, ("assessor",), invite)
          for person in (me, identity("Ama Osei"), identity("Derya Yıldız"))),
    )  # fmt: skip
    texts = {code: canonical_bytes(_pages(code)) for code in codes}
    package = PackageV1(
        signer=lead.sign_key,
        organiser=lead.name,
        reference=REFERENCE,
        panel_id=PANEL_ID,
        panel="main",
        round=1,
        revision=1,
        previous=None,
        reason="",
        issued_at="2026-11-20T09:00:00Z",
        invite=invite.fingerprint(),
        rules=parsed,
        rules_sha256=rules_sha256(parsed),
        roster=roster,
        roster_sha256=roster_sha256(roster),
        mapping_commitment="0" * 64,
        assignments=tuple(
            Assignment(member=entry.key, lot="1", item=item, candidates=tuple(codes))
            for item in items
            for entry in roster[1:]
        ),
        dossiers=tuple(
            DossierPart(
                candidate=code, lot="*", dossier=kind, media=MARKDOWN, original_sha256="0" * 64,
                pages=2, withheld=0, text=sha256_hex(text), document=None,
            )
            for code, text in texts.items()
            for kind in ("prestatiedossier", "risicodossier")
        ),
        anchor=Anchor(seq=1, hash="0" * 64),
    )  # fmt: skip
    manifest = canonical_bytes(package.to_json())
    with desk.work() as work:
        for text in texts.values():
            work.documents.put(text)
        card = roster[1].signed
        work.participations.put(
            Participation(
                reference=REFERENCE,
                title="Thuisplusflats",
                panel_id=PANEL_ID,
                invite=work.documents.put(invite.canonical()),
                card=work.documents.put(card.card.canonical()),
                card_code=card.code,
                package=sha256_hex(manifest),
            )
        )
        work.packages.put(
            StoredPackage(
                reference=REFERENCE,
                panel="main",
                round=1,
                sha256=sha256_hex(manifest),
                manifest=work.documents.put(manifest),
                signature="-",
                at="2026-11-20T10:00:00Z",
            )
        )
        work.commit()
    return package


def score_everything(desk: Desk, leave_open: int = 0) -> Desktop:
    """Score all cells but the last few."""
    desktop = open_desktop(desk, REFERENCE)
    for lot, candidate, item in desktop.cells[: len(desktop.cells) - leave_open]:
        reason = f"{LONG_REASON}, bij {candidate} en {item}."
        score = Score(lot=lot, candidate=candidate, item=item, score="8", reason=reason,
                      minus="Geen terugval bij uitval.", reference="blz 1 ¶2")  # fmt: skip
        save_score(desk, REFERENCE, score)
    return open_desktop(desk, REFERENCE)


def _pages(code: str) -> list[list[str]]:
    return [
        [
            f"Dossier van gegadigde {code}",
            "Oorzaak: krapte op de arbeidsmarkt en verloop na de zomer. Gevolg: geen aanwezige "
            "op twee van de vijf locaties.",
            "Beheersmaatregel: gedeelde nachtpoule met twee andere organisaties; oproep binnen "
            "30 minuten, gemeten sinds 2024 (94 procent binnen de norm).",
            "Restrisico: laag. Eigenaar: regiomanager. [/bold] blijft gewoon staan.",
        ],
        ["Bewoners doen niet mee. Oorzaak: wisselende gezichten en activiteiten.", "Slot."],
    ]


def _key_of(passphrase: str) -> UnlockedIdentity:
    seed = bytes.fromhex(sha256_hex(b"phrase " + passphrase.encode()))
    return UnlockedIdentity("", "", "", seed)
