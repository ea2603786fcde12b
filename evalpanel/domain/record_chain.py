"""Whether cards, packages, codes and acts in a record belong together, each as it was signed."""

from collections import Counter
from typing import Any

from evalpanel.domain.act_chain import acts_flaw
from evalpanel.domain.acts import ACT_NAMESPACE, Act
from evalpanel.domain.application import Admission, admission, gate_needs
from evalpanel.domain.application_check import applications_flaw
from evalpanel.domain.canonical import canonical_bytes, canonical_sha256
from evalpanel.domain.errors import Sentence
from evalpanel.domain.exception_chain import exceptions_flaw, signing_members
from evalpanel.domain.gates import REFUSING
from evalpanel.domain.letters import plain_name
from evalpanel.domain.log_order import logged
from evalpanel.domain.package import PACKAGE_NAMESPACE, roster_sha256
from evalpanel.domain.people import CARD_NAMESPACE, DECLARATION_NAMESPACE
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    MappingEntry,
    MemberEntry,
    PackageEntry,
    RecordV1,
    ReportEntry,
    Verify,
)
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.revision_chain import revisions_flaw
from evalpanel.domain.round_chain import (
    admission_act_flaw,
    decisions_flaw,
    former_cards,
    is_committed,
    is_known_roster,
    rounds_flaw,
)
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.unsigned import not_signing
from evalpanel.domain.withdrawals import Withdrawal, before_ranking


def chain_flaw(record: RecordV1, rules: RuleSet, verify: Verify) -> Sentence | None:
    """The first thing in the record that does not belong to the rest, or None."""
    flaws = (
        _second_card(record),
        *(_card_flaw(member, verify) for member in record.entries(MemberEntry)),
        *(_card_flaw(member, verify) for member in former_cards(record)),
        *(_package_flaw(record, entry, verify) for entry in record.entries(PackageEntry)),
        *(_act_flaw(record, entry.act, verify) for entry in record.entries(ActEntry)),
        rounds_flaw(record, rules),
        revisions_flaw(record, verify),
        exceptions_flaw(record, rules, verify),
        decisions_flaw(record),
        _mapping_flaw(record),
        admission_act_flaw(record),
        _missing_act(record),
        _admission_flaw(record, rules),
        acts_flaw(record, rules),
        applications_flaw(record),
        _withdrawal_flaw(record),
        _signers_flaw(record),
    )
    return next((flaw for flaw in flaws if flaw), None)


def _card_flaw(member: MemberEntry, verify: Verify) -> Sentence | None:
    signed, declared = member.entry.signed, member.declaration
    card, name = signed.card, member.entry.name
    if not verify(card.sign, card.canonical(), CARD_NAMESPACE, signed.signature):
        return Sentence("The card of {name} is not signed by {name}.", name=name)
    statement = declared.declaration.canonical()
    is_signed = verify(card.sign, statement, DECLARATION_NAMESPACE, declared.signature)
    if not is_signed or card.declaration != declared.declaration.fingerprint():
        return Sentence("The declaration of {name} is not the one on the card.", name=name)
    return None


def _second_card(record: RecordV1) -> Sentence | None:
    """Nobody has two cards: the code of the one would vouch for what the other signed."""
    names: set[str] = set()
    for member in record.entries(MemberEntry):
        name = plain_name(member.entry.name)
        if name in names:
            return Sentence("There is already another card of {name}.", name=member.entry.name)
        names.add(name)
    return None


def _package_flaw(record: RecordV1, entry: PackageEntry, verify: Verify) -> Sentence | None:
    package = entry.package
    manifest = canonical_bytes(entry.manifest)
    if canonical_sha256(entry.manifest) != entry.sha256 or not verify(
        package.signer, manifest, PACKAGE_NAMESPACE, entry.signature
    ):
        return Sentence(
            "The package of panel {panel} is not as it was issued.", panel=package.panel
        )
    if roster_sha256(package.roster) != package.roster_sha256:
        return Sentence("The roster of panel {panel} was changed.", panel=package.panel)
    is_own = all(entry.signed.card.panel_id == package.panel_id for entry in package.roster)
    if not is_own or not is_known_roster(record, package):
        return Sentence("The roster of panel {panel} is another one.", panel=package.panel)
    if not is_committed(record, package):
        return Sentence("Names and codes do not belong together as was committed to.")
    return None


def _mapping_flaw(record: RecordV1) -> Sentence | None:
    """Every code that was drawn belongs to exactly one application in the record."""
    mapping = record.the(MappingEntry)
    codes = dict(mapping.codes) if mapping else {}
    for entry in record.entries(ApplicationEntry):
        found = entry.application
        drawn = found.drawn_codes or {found.id: ""}
        if any(codes.pop(name, "") != code for name, code in drawn.items()):
            return Sentence("{name} stands under another code than drawn.", name=found.name)
    if codes:
        return Sentence("The application with code {code} is missing.", code=min(codes.values()))
    return None


def _act_flaw(record: RecordV1, act: Act, verify: Verify) -> Sentence | None:
    statement = act.statement().canonical()
    first = verify(act.by_key, statement, ACT_NAMESPACE, act.by_signature)
    second = verify(act.confirmed_key, statement, ACT_NAMESPACE, act.confirmed_signature)
    names = {member.entry.key: member.entry.name for member in record.entries(MemberEntry)}
    is_named = (
        names.get(act.by_key, act.by) == act.by
        and names.get(act.confirmed_key, act.confirmed_by) == act.confirmed_by
    )
    if not (first and second and is_named) or act.by_key == act.confirmed_key:
        return Sentence("The act {act} was not signed by two persons.", act=act.id)
    return None


def _missing_act(record: RecordV1) -> Sentence | None:
    """The opening and the unmasking are acts of two persons (R-21)."""
    found = {entry.act.kind for entry in record.entries(ActEntry)}
    for kind in ("opening", "identify"):
        if kind not in found:
            return Sentence("The act {act} was not signed by two persons.", act=kind)
    return None


def _admission_flaw(record: RecordV1, rules: RuleSet) -> Sentence | None:
    """Nobody falls out but by an act of two persons; whom the panel scored is ranked or failed."""
    scored = {
        (code, assignment.lot)
        for entry in record.entries(PackageEntry)
        for assignment in entry.package.assignments
        for code in assignment.candidates
    }
    failed = [entry.act.subject for entry in record.entries(ActEntry) if entry.act.kind == "gate"]
    for entry in record.entries(ApplicationEntry):
        found = entry.application
        for judgement in entry.judgements:
            if judgement.outcome in REFUSING and _subject(judgement.to_json()) not in failed:
                return Sentence("The exclusion of {name} was not signed by two persons.",
                                name=found.name)  # fmt: skip
        for lot in found.lots:
            if (found.code_in(lot), lot) in scored and (
                standing(record, entry, rules, lot).standing == "open"
            ):
                return Sentence("{name} was scored in lot {lot}, but a gate of it is not judged.",
                                name=found.name, lot=lot)  # fmt: skip
    return None


def standing(
    record: RecordV1, entry: ApplicationEntry, rules: RuleSet, lot: str, *, as_ranked: bool = False
) -> Admission:
    """Whether an application in the record is admitted to a lot: by judgements and withdrawals.

    With `as_ranked` as it stood when the ranking was fixed.
    """
    found = entry.application
    withdrawals = of_kind(record.register(), Withdrawal)
    if as_ranked:
        withdrawals = before_ranking(withdrawals)
    return admission(found, lot, gate_needs(rules, found, lot), entry.judgements, withdrawals)


def _withdrawal_flaw(record: RecordV1) -> Sentence | None:
    """Whether a withdrawal left a place or kept a candidate out follows from the log (R-60)."""
    fixed = logged(record, "identify")
    seen: Counter[str] = Counter()
    for found in of_kind(record.register(), Withdrawal):
        places = logged(record, "candidate.withdraw", found.candidate)[seen[found.candidate] :]
        seen[found.candidate] += 1
        if not places or found.after_ranking != (bool(fixed) and places[0] > fixed[0]):
            return Sentence(
                "The withdrawal of {candidate} stands at the wrong side of the ranking.",
                candidate=found.candidate,
            )
    if len(logged(record, "candidate.withdraw")) > seen.total():
        return Sentence("A withdrawal that is in the log is missing in the record.")
    return None


def _subject(judgement: dict[str, Any]) -> dict[str, str]:
    """What the act of a failed gate is about."""
    about = ("candidate", "gate", "entity", "lot", "outcome", "reason")
    if_given = (name for name in ("proportionality", "evidence_reason") if judgement[name])
    return {name: str(judgement[name]) for name in (*about, *if_given)}


def _signers_flaw(record: RecordV1) -> Sentence | None:
    """The chair certifies; the scoring members approve, but those on record as not signing."""
    report = record.the(ReportEntry)
    if report is None:
        return Sentence("The record does not say who signs it.")
    packages = [entry.package for entry in record.entries(PackageEntry)]
    scoring = set(signing_members(packages, record.register()))
    chairs = {e.key for p in packages for e in p.roster if "chair" in e.roles}
    absent = not_signing(record.register())
    if report.chair in absent:
        return Sentence("The chair is on record as not signing.")
    if not absent.keys() <= scoring or not all(one.reason.strip() for one in absent.values()):
        return Sentence("A member is on record as not signing without a reason or a sheet.")
    signing = sorted(scoring - {report.chair} - absent.keys())
    if report.chair not in chairs or sorted(report.signers) != signing:
        return Sentence("Those who sign are not the chair and the scoring members.")
    if any(package.reference != report.reference for package in packages):
        return Sentence("The report is about another tender than its packages.")
    return None
