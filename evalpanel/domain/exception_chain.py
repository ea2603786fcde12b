"""Whether excuses, reopenings and alternates who stepped in are in a record as they were signed.

A member signs an excuse, the organiser a reopening, the alternate that a sheet may be opened; each
has its trace in the sheets, so that none can be made up and none left out (`trust.md` 2.4, R-35).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Sentence
from evalpanel.domain.excuses import (
    EXCUSE_NAMESPACE,
    Excuse,
    excused_in,
    lots_left,
    sealing_members,
)
from evalpanel.domain.log_order import logged
from evalpanel.domain.package import PackageV1
from evalpanel.domain.panel_changes import changes_of
from evalpanel.domain.record import (
    LogEntry,
    OpeningEntry,
    PackageEntry,
    RecordV1,
    SheetEntry,
    Verify,
)
from evalpanel.domain.registered_event import RegisteredEvent, of_kind
from evalpanel.domain.reopenings import REOPEN_NAMESPACE, Reopening, SupersededSheet, reopened_in
from evalpanel.domain.revisions import Revision, revisions_of
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.sheet import SHEET_NAMESPACE, SheetV1, sheet_commitment
from evalpanel.domain.standby import (
    STEP_IN_NAMESPACE,
    SteppedIn,
    stepped_in,
    takes_a_seat,
    with_step_ins,
)

Exception_ = Excuse | Reopening | SupersededSheet | SteppedIn


def signing_members(packages: Iterable[PackageV1], register: Sequence[object]) -> tuple[str, ...]:
    """Who signs beside the chair, by key: whoever has a sheet in some round that was opened.

    Members who stepped back have none; alternates who stepped in have one.
    """
    found = (
        entry.key
        for package in with_step_ins(packages, register)
        for entry in sealing_members(register, package)
    )
    return tuple(dict.fromkeys(found))


def exceptions_flaw(record: RecordV1, rules: RuleSet, verify: Verify) -> Sentence | None:
    """The first exception that is not as it was signed, or that has no trace; or None."""
    return next(_flaws(record, rules, verify), None)


def standby_sheets(record: RecordV1, package: PackageV1) -> frozenset[str]:
    """The members of a round whose sheets are no part of what was opened at once: alternates."""
    return frozenset(stepped_in(record.register(), package))


@dataclass(frozen=True)
class _Round:
    """A round in a record: its package, its sheets and what was revised in it."""

    record: RecordV1
    sha256: str
    package: PackageV1

    @cached_property
    def issued(self) -> dict[str, PackageV1]:
        """Every revision of its package by hash."""
        revisions = revisions_of(self.record.register(), self.package)
        return {found.sha256: found.package for found in revisions} | {self.sha256: self.package}

    @cached_property
    def opening(self) -> OpeningEntry | None:
        """Its opening."""
        return next((o for o in self.record.entries(OpeningEntry) if self.holds(o)), None)

    @cached_property
    def sheets(self) -> dict[str, SheetEntry]:
        """Its sheets that were opened, by member."""
        found = self.record.entries(SheetEntry)
        return {entry.sheet.member: entry for entry in found if self.holds(entry.sheet)}

    @cached_property
    def superseded(self) -> tuple[SupersededSheet, ...]:
        """Its sheets that were sealed again."""
        found = of_kind(self.record.register(), SupersededSheet)
        return tuple(entry for entry in found if self.holds(entry))

    @cached_property
    def all_sheets(self) -> tuple[SheetV1, ...]:
        """Both."""
        opened = (entry.sheet.sheet for entry in self.sheets.values())
        return (*opened, *(entry.sheet for entry in self.superseded))

    def holds(self, found: object) -> bool:
        """Whether something is of this round."""
        reference = getattr(found, "reference", self.package.reference)
        place = (reference, getattr(found, "panel", ""), getattr(found, "round", 0))
        return place == (self.package.reference, self.package.panel, self.package.round)

    def name(self, key: str) -> str:
        """The name of a member on any revision of the roster."""
        entries = (package.entry_of(key) for package in self.issued.values())
        return next((entry.name for entry in entries if entry), key[:16])


def _flaws(record: RecordV1, rules: RuleSet, verify: Verify) -> Iterator[Sentence]:
    rounds = [_Round(record, e.sha256, e.package) for e in record.entries(PackageEntry)]
    for found in of_kind(record.register(), RegisteredEvent):
        if isinstance(found, Exception_) and not any(one.holds(found) for one in rounds):
            yield Sentence("An entry on {kind} belongs to no round.", kind=found.kind)
    for one in rounds:
        yield from _twofold_flaws(one)
        for excuse in of_kind(record.register(), Excuse):
            if one.holds(excuse):
                yield from _excuse_flaws(one, excuse, rules, verify)
        for reopening in reopened_in(record.register(), one.package):
            yield from _reopening_flaws(one, reopening, verify)
        for superseded in one.superseded:
            yield from _superseded_flaws(one, superseded, verify)
        yield from _successor_flaws(one)
        yield from _step_in_flaws(one, verify)
    yield from _logged_flaws(record)


def _twofold_flaws(one: _Round) -> Iterator[Sentence]:
    """What happened once stands in the record once: a seal is taken back one time only (R-35)."""
    known = set[tuple[str, str, str]]()
    for found in of_kind(one.record.register(), RegisteredEvent):
        if not isinstance(found, Exception_) or not one.holds(found):
            continue
        what = found.excuse.fingerprint() if isinstance(found, Excuse) else found.commitment
        place = (found.kind, found.member, what)
        if place in known:
            yield Sentence(
                "The record holds the same entry on {kind} of {name} twice.",
                kind=found.kind,
                name=one.name(found.member),
            )
        known.add(place)


def _logged_flaws(record: RecordV1) -> Iterator[Sentence]:
    """No reopening is left out that the log tells of; after an erratum no sheet would miss it."""
    found = record.the(LogEntry)
    known = {reopening.commitment for reopening in of_kind(record.register(), Reopening)}
    for event in found.log.events() if found and found.log else ():
        commitment = str(event.details.get("commitment", ""))
        if event.what == "seal.reopen" and commitment not in known:
            yield Sentence(
                "The sheet that {name} had sealed under {code} before it was reopened is missing.",
                name=event.subject,
                code=short_code(commitment),
            )


def _excuse_flaws(one: _Round, found: Excuse, rules: RuleSet, verify: Verify) -> Iterator[Sentence]:
    told, name = found.excuse, one.name(found.member)
    package = one.issued.get(told.package)
    is_signed = verify(
        found.member, canonical_bytes(found.manifest), EXCUSE_NAMESPACE, found.signature
    )
    same = (told.signer, told.panel, told.round, told.reason)
    if not is_signed or same != (found.member, found.panel, found.round, found.reason):
        yield Sentence("The excuse of {name} is not signed by {name}.", name=name)
        return
    entry = package.entry_of(found.member) if package else None
    if (
        package is None
        or entry is None
        or entry not in package.scoring_members()
        or (told.reference, told.panel_id, told.roster_sha256)
        != (package.reference, package.panel_id, package.roster_sha256)
        or found.lots != lots_left(rules, package, entry)
    ):
        yield Sentence("The excuse of {name} belongs to another package.", name=name)
    if found.member in one.sheets:
        yield Sentence("{name} stepped back and has a sheet all the same.", name=name)


def _reopening_flaws(one: _Round, found: Reopening, verify: Verify) -> Iterator[Sentence]:
    told, name = found.reopening, one.name(found.member)
    package = one.issued.get(told.package)
    manifest = canonical_bytes(found.manifest)
    is_signed = verify(one.package.signer, manifest, REOPEN_NAMESPACE, found.signature)
    same = (told.member, told.panel, told.round, told.commitment, told.reason, told.by, told.at)
    if (
        not is_signed
        or package is None
        or told.signer != one.package.signer
        or (told.reference, told.panel_id) != (package.reference, package.panel_id)
        or same != (found.member, found.panel, found.round, found.commitment, found.reason,
                    found.by, found.at)
        or not found.reason.strip()
    ):  # fmt: skip
        yield Sentence("The reopening of the sheet of {name} is not as it was signed.", name=name)
    if not _is_before_opening(one, found):
        yield Sentence("The sheet of {name} was reopened after the round was opened.", name=name)
    is_shown = any(old.commitment == found.commitment for old in one.superseded)
    if told.package == one.sha256 and not is_shown:
        yield Sentence(
            "The sheet that {name} had sealed under {code} before it was reopened is missing.",
            name=name,
            code=found.code,
        )


def _is_before_opening(one: _Round, found: Reopening) -> bool:
    """Whether a sheet was reopened before its round was opened, as the log says."""
    if one.opening is None:
        return False
    opened = logged(one.record, "round.open", sheets=one.opening.sheets_sha256)
    reopened = logged(one.record, "seal.reopen", commitment=found.commitment)
    return bool(opened) and bool(reopened) and reopened[0] < opened[0]


def _superseded_flaws(one: _Round, found: SupersededSheet, verify: Verify) -> Iterator[Sentence]:
    name, inner, sheet = one.name(found.member), found.inner.encode(), found.sheet
    if sheet_commitment(inner) != found.commitment or not verify(
        found.member, inner, SHEET_NAMESPACE, found.signature
    ):
        yield Sentence("An earlier sheet of {name} is not as {name} signed it.", name=name)
    is_own = sheet.member == found.member and sheet.package in one.issued
    reopened = reopened_in(one.record.register(), one.package, found.member)
    if not is_own or found.commitment not in {entry.commitment for entry in reopened}:
        yield Sentence(
            "An earlier sheet of {name} stands in the record that was never reopened.", name=name
        )


def _successor_flaws(one: _Round) -> Iterator[Sentence]:
    """A sheet takes the place of one that was taken back; what was taken back has a successor."""
    register = one.record.register()
    taken_back = {(r.member, r.commitment) for r in reopened_in(register, one.package)}
    revised = {
        (seal.member, seal.commitment)
        for found in of_kind(register, Revision)
        if one.holds(found)
        for seal in found.seals
    }
    successors = [(s.member, s.supersedes) for s in one.all_sheets if s.supersedes]
    for member, commitment in successors:
        if (member, commitment) not in taken_back | revised and not _rules_revised(one):
            yield Sentence(
                "The sheet of {name} takes the place of {code}, and nobody reopened that.",
                name=one.name(member),
                code=short_code(str(commitment)),
            )
    gone = excused_in(register, one.package)
    scoring = {entry.key for entry in one.package.scoring_members()}
    for member, commitment in taken_back:
        is_waited_for = member in scoring and member not in gone
        if is_waited_for and successors.count((member, commitment)) != 1:
            yield Sentence(
                "The sheet of {name} under {code} was reopened, and none takes its place.",
                name=one.name(member),
                code=short_code(commitment),
            )


def _rules_revised(one: _Round) -> bool:
    """After an erratum a sheet may take the place of one that never came in."""
    return any(package.revises == "rules" for package in one.issued.values())


def _step_in_flaws(one: _Round, verify: Verify) -> Iterator[Sentence]:
    register = one.record.register()
    members: Mapping[str, SteppedIn] = stepped_in(register, one.package)
    changes = changes_of(register)
    for found in of_kind(register, SteppedIn):
        if one.holds(found) and not _is_own_step_in(one, found, verify):
            yield Sentence(
                "That {name} stepped in is not as {name} signed it.", name=one.name(found.member)
            )
    for key, found in members.items():
        name = one.name(key)
        if not any(takes_a_seat(changes, key, lot) for lot, _, _ in one.package.on_standby(key)):
            yield Sentence("{name} stepped in without a seat to take.", name=name)
        listed = one.opening.standby if one.opening else ()
        sheet = one.sheets.get(key)
        if found.commitment not in listed or sheet is None or sheet.commitment != found.commitment:
            yield Sentence(
                "The sheet of {name}, who stepped in, is not one that was in at the opening.",
                name=name,
            )
    for key in {entry.key for entry in one.package.alternates()} & one.sheets.keys():
        if key not in members:
            yield Sentence(
                "The sheet of {name}, an alternate, was opened without stepping in.",
                name=one.name(key),
            )


def _is_own_step_in(one: _Round, found: SteppedIn, verify: Verify) -> bool:
    """Whether an alternate signed it; a later revision may have made a scoring member of him."""
    told, key = found.step_in, found.member
    package = one.issued.get(told.package)
    same = (told.signer, told.reference, told.panel_id, told.panel, told.round, told.commitment)
    return (
        package is not None
        and key in {entry.key for entry in package.alternates()}
        and verify(key, canonical_bytes(found.manifest), STEP_IN_NAMESPACE, found.signature)
        and same == (key, package.reference, package.panel_id, found.panel, found.round,
                     found.commitment)
    )  # fmt: skip
