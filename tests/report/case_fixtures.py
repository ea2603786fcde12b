"""A believable record of the Thuisplusflats case, made without a database or a travelling file."""

import tomllib
from collections.abc import Callable
from typing import Any

from evalpanel.domain.acts import Act
from evalpanel.domain.anchor import Anchor
from evalpanel.domain.application import Application, Entity, GateJudgement
from evalpanel.domain.calculation import lot_result
from evalpanel.domain.consensus import Decision
from evalpanel.domain.dossier import DossierPart, HandedIn
from evalpanel.domain.package import Assignment, PackageV1
from evalpanel.domain.people import (
    CardV1,
    Conflict,
    DeclarationV1,
    RosterEntry,
    SignedCard,
    SignedDeclaration,
)
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    DecisionEntry,
    LogEntry,
    MappingEntry,
    MemberEntry,
    OpeningEntry,
    OutcomeV1,
    PackageEntry,
    RankingEntry,
    RecordV1,
    ReportEntry,
    SheetEntry,
    TenderEntry,
    make_record,
)
from evalpanel.domain.recount import rank_evaluation
from evalpanel.domain.rulefile import parse_rules, rules_sha256
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.sheet import OpenedSheet, Score, SheetV1, sheets_sha256
from evalpanel.domain.variants import with_public
from tests.fixtures_case import CASE
from tests.report.case_data import (
    AGREED,
    AT,
    CODES,
    OWN,
    PANEL_ID,
    REASON,
    REFERENCE,
    ROLES,
    SCORES,
    SECRETARY,
    SIGNERS,
    key_of,
    made_up_hash,
)
from tests.report.signing_fixtures import Signer


def make_case(
    rules: dict[str, Any] | None = None,
    name: Callable[[str], str] = str,
    reason: str = REASON,
    own: str = OWN,
    language: str = "nl",
) -> RecordV1:
    """The record of a whole evaluation; `name` changes every name, `reason` and `own` the texts."""
    document = rules or tomllib.loads((CASE / "rules.toml").read_text(encoding="utf-8"))
    parsed = parse_rules(document)
    members = _members(name)
    applications = _applications(parsed, name)
    package = _package(parsed, document, members)
    sheets = tuple(_sheet(parsed, document, package, m, own) for m in members if _scores(m))
    decisions = tuple(_decisions(parsed, reason, [m.entry.name for m in members if _scores(m)]))
    ranked = rank_evaluation(
        parsed,
        [package],
        [sheet.sheet.sheet for sheet in sheets],
        [entry.decision for entry in decisions],
        dict.fromkeys(CODES.values(), ("1",)),
    )
    entries: list[Any] = [
        TenderEntry(
            rules=document,
            rules_sha256=rules_sha256(document),
            locked_at="2026-04-14T09:30:00Z",
            locked_by=name("Marieke van Dongen"),
        ),
        *applications,
        MappingEntry(salt=made_up_hash("salt"), codes=CODES),
        *members,
        PackageEntry(sha256=package.fingerprint(), manifest=package.to_json(), signature="-"),
        *sheets,
        OpeningEntry(
            panel="main",
            round=1,
            at="2026-06-24T09:00:00Z",
            by=name("Marieke van Dongen"),
            sheets_sha256=sheets_sha256(sheet.sheet for sheet in sheets),
        ),
        *decisions,
        *(RankingEntry(result=lot_result(parsed, ranking)) for ranking in ranked),
        *_acts(name),
        LogEntry(anchor=Anchor(seq=148, hash=made_up_hash("log"))),
        ReportEntry(
            reference=parsed.reference,
            version=1,
            language=language,
            made_at=AT,
            made_by=name("Marieke van Dongen"),
            chair=key_of(SIGNERS[0]),
            signers=tuple(key_of(signer) for signer in SIGNERS[1:]),
        ),
    ]
    numbers = iter(range(100_000))
    return make_record(with_public(entries), lambda: made_up_hash("leaf", next(numbers))[:32])


def _scores(member: MemberEntry) -> bool:
    return "assessor" in member.entry.roles


def _members(name: Callable[[str], str]) -> tuple[MemberEntry, ...]:
    return tuple(_member(signer, name) for signer in (*SIGNERS, SECRETARY))


def _member(signer: Signer, name: Callable[[str], str]) -> MemberEntry:
    card = CardV1(
        panel_id=PANEL_ID,
        name=name(signer.name),
        organisation=name("Gemeente Rotterdam"),
        function=name("Beleidsadviseur wonen en ouderen"),
        sign=key_of(signer),
        receive="age1",
        release={"main": tuple(f"age1{number}" for number in range(8))},
        pdf=signer.key,
        invite=made_up_hash("invite"),
        declaration=made_up_hash("declaration", signer.name),
    )
    conflict = Conflict(
        name=name("Stichting Wilgentij Ouderenzorg"), what=name("moeder huurde er tot 2019")
    )
    declaration = DeclarationV1(
        version=1,
        panel_id=PANEL_ID,
        invite=made_up_hash("invite"),
        member=key_of(signer),
        name=name(signer.name),
        conflicts=(conflict,) if signer.name == "Ama Osei" else (),
        statement=(
            "Ik heb geen ander belang dan hierboven genoemd, meld een verandering direct, en houd "
            "dossiers, scores en beraadslaging geheim, ook na afloop."
        ),
        declared_at="2026-06-02T08:15:00Z",
    )
    return MemberEntry(
        entry=RosterEntry(
            signed=SignedCard(card=card, signature="-"),
            roles=ROLES.get(signer.name, ("assessor",)),
            panels=("main",),
        ),
        declaration=SignedDeclaration(declaration=declaration, signature="-"),
        confirmed=signer.name != "Derya Y\u0131ld\u0131z",
    )


def _applications(rules: RuleSet, name: Callable[[str], str]) -> list[ApplicationEntry]:
    found = tomllib.loads((CASE / "candidates.toml").read_text(encoding="utf-8"))["candidate"]
    return [_application(rules, candidate, name) for candidate in found]


def _application(
    rules: RuleSet, candidate: dict[str, Any], name: Callable[[str], str]
) -> ApplicationEntry:
    late = candidate["received"] > "2026-06-01T12:00:00+02:00"
    application = Application(
        reference=rules.reference,
        id=candidate["id"],
        name=name(candidate["name"]),
        received=candidate["received"],
        late=late,
        lots=tuple(candidate["lots"]),
        entities=tuple(
            Entity(name=name(e["name"]), role=e["role"], registration=e["registration"])
            for e in candidate["entity"]
        ),
        evidence=(),
        forbidden_words=(),
        dossiers=()
        if late
        else tuple(
            HandedIn(
                dossier=dossier,
                lot="*",
                file=file,
                media="application/pdf",
                sha256=made_up_hash(candidate["id"], dossier),
                pages=2,
                read=dossier != "kansendossier",
            )
            for dossier, file in candidate["dossiers"].items()
        ),
        code=CODES.get(candidate["id"], ""),
    )
    judgements = tuple(
        GateJudgement(
            reference=rules.reference,
            candidate=candidate["id"],
            gate=gate["gate"],
            entity=gate.get("entity", "*"),
            lot="*",
            outcome=gate["outcome"],
            reason=name(gate["reason"]),
            by=name("Marieke van Dongen"),
            confirmed_by=name("Ruben Kastelein") if gate["outcome"] == "failed" else "",
            at="2026-06-03T10:00:00Z",
        )
        for gate in candidate.get("gate", ())
    )
    failed = next((j for j in judgements if j.outcome == "failed"), None)
    outcome = "late" if late else "unsuitable" if failed else "admitted"
    reason = (
        "Ontvangen na de uiterste datum van 1 juni 2026, 12:00 uur."
        if late
        else failed.reason
        if failed
        else ""
    )
    return ApplicationEntry(
        application=application,
        judgements=judgements,
        outcomes=(OutcomeV1(lot="1", outcome=outcome, reason=reason),),
    )


def _package(
    rules: RuleSet, document: dict[str, Any], members: tuple[MemberEntry, ...]
) -> PackageV1:
    return PackageV1(
        signer=key_of(SIGNERS[0]),
        organiser="Marieke van Dongen",
        reference=rules.reference,
        panel_id=PANEL_ID,
        panel="main",
        round=1,
        revision=1,
        previous=None,
        reason="",
        issued_at="2026-06-08T09:00:00Z",
        invite=made_up_hash("invite"),
        rules=document,
        rules_sha256=rules_sha256(document),
        roster=tuple(member.entry for member in members),
        roster_sha256=made_up_hash("roster"),
        mapping_commitment=made_up_hash("mapping"),
        assignments=tuple(
            Assignment(
                member=member.entry.key,
                lot="1",
                item=item.id,
                candidates=tuple(sorted(CODES.values())),
            )
            for member in members
            if _scores(member)
            for item in rules.items
        ),
        dossiers=tuple(
            DossierPart(
                candidate=code,
                lot="*",
                dossier=dossier,
                media="application/pdf",
                original_sha256=made_up_hash(candidate, dossier),
                pages=2,
                withheld=1 if (candidate, dossier) == ("wilgentij", "risicodossier") else 0,
                text=made_up_hash("text", candidate, dossier),
                document=None,
            )
            for candidate, code in CODES.items()
            for dossier in ("prestatiedossier", "risicodossier")
        ),
        anchor=Anchor(seq=61, hash=made_up_hash("anchor")),
    )


def _sheet(
    rules: RuleSet, document: dict[str, Any], package: PackageV1, member: MemberEntry, own: str
) -> SheetEntry:
    place = [key_of(signer) for signer in SIGNERS[1:]].index(member.entry.key)
    sheet = SheetV1(
        reference=rules.reference,
        panel_id=PANEL_ID,
        panel="main",
        round=1,
        package=package.fingerprint(),
        rules_sha256=rules_sha256(document),
        member=member.entry.key,
        scores=tuple(
            Score(
                lot="1",
                candidate=code,
                item=item.id,
                score=given[number].split()[place],
                reason=own,
                plus="cijfers per complex" if number == 0 else "",
                reference="p. 2" if number == 0 else "",
            )
            for code, given in SCORES.items()
            for number, item in enumerate(rules.items)
        ),
        order=(),
        independence="Ik heb deze beoordeling zelfstandig gemaakt.",
        sealed_at=f"2026-06-2{place}T16:20:00Z",
        salt=made_up_hash("sheet", place),
    )
    opened = OpenedSheet(
        reference=rules.reference,
        panel="main",
        round=1,
        member=member.entry.key,
        inner=sheet.canonical().decode(),
        signature="-",
    )
    return SheetEntry(commitment=sheet.commitment(), sheet=opened)


def _decisions(rules: RuleSet, reason: str, members: list[str]) -> list[DecisionEntry]:
    return [
        DecisionEntry(
            decision=Decision(
                reference=rules.reference,
                panel="main",
                round=1,
                lot="1",
                candidate=code,
                item=item.id,
                version=1,
                score=agreed.split()[number],
                reason=reason,
                present=tuple(members),
                agrees=tuple(members),
                remark="Eén lid vond de onderbouwing zwaarder wegen." if code == "M4" else "",
                by="Marieke van Dongen",
                at="2026-06-24T10:00:00Z",
            )
        )
        for code, agreed in AGREED.items()
        for number, item in enumerate(rules.items)
    ]


def _acts(name: Callable[[str], str]) -> list[ActEntry]:
    kinds: tuple[tuple[Any, dict[str, str]], ...] = (
        ("opening", {}),
        ("gate", {"candidate": "sluiskolk", "gate": "S-2", "outcome": "failed"}),
        ("identify", {}),
    )
    return [
        ActEntry(
            act=Act(
                reference=REFERENCE,
                id=kind,
                kind=kind,
                subject=subject,
                by=name("Marieke van Dongen"),
                by_key=key_of(SIGNERS[0]),
                by_signature="-",
                at="2026-06-01T12:30:00Z",
                confirmed_by=name("Ruben Kastelein"),
                confirmed_key=key_of(SECRETARY),
                confirmed_signature="-",
                confirmed_at="2026-06-01T12:41:00Z",
            )
        )
        for kind, subject in kinds
    ]
