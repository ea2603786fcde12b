"""Whether the rounds in a record follow each other, each over the people and codes of its time."""

from collections.abc import Iterator

from evalpanel.domain.errors import Sentence
from evalpanel.domain.log_order import logged
from evalpanel.domain.package import Cell, PackageV1, mapping_commitment
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    DecisionEntry,
    MappingEntry,
    MemberEntry,
    PackageEntry,
    RecordV1,
)
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.renewals import Renewal
from evalpanel.domain.rounds import chain_of_rounds_flaw
from evalpanel.domain.rules import RuleSet


def rounds_flaw(record: RecordV1, rules: RuleSet) -> Sentence | None:
    """The first round that cannot follow those before it, or None."""
    packages = [(entry.sha256, entry.package) for entry in record.entries(PackageEntry)]
    return chain_of_rounds_flaw(rules.panels, packages, record.register())


def decisions_flaw(record: RecordV1) -> Sentence | None:
    """The first decision that its round did not have to take, or a version missing, or None (R-47).

    Versions count from 1 per round and cell, so that none can be left out or moved to another.
    """
    packages = [entry.package for entry in record.entries(PackageEntry)]
    cells = {(package.panel, package.round): package.cells() for package in packages}
    versions: dict[tuple[str, int, Cell], list[int]] = {}
    for entry in record.entries(DecisionEntry):
        found = entry.decision
        versions.setdefault((found.panel, found.round, found.cell), []).append(found.version)
    for (panel, number, cell), numbers in versions.items():
        is_covered = cell in cells.get((panel, number), ())
        if not is_covered or sorted(numbers) != list(range(1, len(numbers) + 1)):
            return Sentence(
                "The decisions on {candidate}, {item}, lot {lot} in round {round} are not whole.",
                candidate=cell[1],
                item=cell[2],
                lot=cell[0],
                round=number,
            )
    return None


def former_cards(record: RecordV1) -> tuple[MemberEntry, ...]:
    """The cards and declarations that a newer version took the place of."""
    return tuple(
        MemberEntry(entry=found.before, declaration=found.declaration, confirmed=False)
        for found in of_kind(record.register(), Renewal)
    )


def is_known_roster(record: RecordV1, package: PackageV1) -> bool:
    """Whether everybody on a roster is in the record with the card and roles that stand there."""
    members = (*record.entries(MemberEntry), *former_cards(record))
    known: dict[str, list[RosterEntry]] = {}
    for member in members:
        known.setdefault(member.entry.key, []).append(member.entry)
    return all(entry in known.get(entry.key, ()) for entry in package.roster)


def is_committed(record: RecordV1, package: PackageV1) -> bool:
    """Whether a package committed to the codes that were drawn by then, and uses no other.

    Candidates that two persons let in afterwards had no code yet (edge case 14).
    """
    mapping = record.the(MappingEntry)
    if mapping is None:
        return False
    used = {code for one in package.assignments for code in one.candidates}
    return any(
        mapping_commitment(mapping.salt, codes) == package.mapping_commitment
        and used.isdisjoint(set(mapping.codes.values()) - set(codes.values()))
        for codes in _codes_over_time(record, mapping)
    )


def admission_act_flaw(record: RecordV1) -> Sentence | None:
    """Nobody who came late is let in but by an act of two persons."""
    acts = [entry.act for entry in record.entries(ActEntry) if entry.act.kind == "admit"]
    admitted = {act.subject.get("candidate") for act in acts}
    for entry in record.entries(ApplicationEntry):
        if bool(entry.application.admitted_at) is not (entry.application.id in admitted):
            return Sentence(
                "The admission of {name} was not signed by two persons.",
                name=entry.application.name,
            )
    return None


def _codes_over_time(record: RecordV1, mapping: MappingEntry) -> Iterator[dict[str, str]]:
    """The codes as they were after each late admission, the last first as the log says."""
    acts = [entry.act for entry in record.entries(ActEntry) if entry.act.kind == "admit"]
    place = {act.id: logged(record, "application.admit", act.subject["candidate"]) for act in acts}
    codes = dict(mapping.codes)
    yield dict(codes)
    for act in sorted(acts, key=lambda act: place[act.id], reverse=True):
        late = act.subject["candidate"]
        codes = {name: c for name, c in codes.items() if name.partition("@")[0] != late}
        yield dict(codes)
