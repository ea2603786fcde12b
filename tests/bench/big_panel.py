"""A panel of any size with real keys and real databases, at the moment before sealing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.canonical import canonical_bytes, sha256_hex
from evalpanel.domain.package import Assignment, PackageV1, roster_sha256
from evalpanel.domain.people import InviteV1, RosterEntry
from evalpanel.domain.rulefile import rules_sha256
from evalpanel.domain.sheet import Draft, Score, SheetV1
from evalpanel.domain.tender import Participation, StoredPackage, Tender
from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.scoring import Desktop
from evalpanel.usecases.sealing import lock_sheet
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, a_rule_set, an_item
from tests.fakes import FakeDatabase
from tests.store import samples
from tests.tui.desks import PANEL_ID, REFERENCE, a_desk, a_roster_entry, an_invite, identity

LEAD = "Marieke van Dongen"
REASON = (
    "De maatregel is gemeten, onderbouwd en al twee jaar in bedrijf; de terugval bij uitval van "
    "twee medewerkers tegelijk is beschreven, met een termijn en een eigenaar per stap."
)
AT = "2026-11-20T09:00:00Z"


@dataclass(frozen=True)
class BigPanel:
    """A tender that was issued to so many members, each of whom scores every cell."""

    rules: dict[str, Any]
    package: PackageV1
    manifest: bytes
    invite: InviteV1

    @property
    def reference(self) -> str:
        """The reference of the tender."""
        return self.package.reference

    @property
    def members(self) -> tuple[RosterEntry, ...]:
        """Who must seal."""
        return self.package.scoring_members()

    def seal_of(self, entry: RosterEntry, folder: Path) -> Path:
        """The file of a member's seal."""
        desk = a_desk(entry.name, FakeDatabase())
        with desk.work() as work:
            self.put_participation(work, entry)
            sheet = self.sheet_of(entry).canonical()
            sealed = lock_sheet(desk, work, self.desktop(), sheet, None)
        file = folder / f"{entry.key[:8]}.evseal"
        file.write_bytes(sealed)
        return file

    def desktop(self) -> Desktop:
        """What sealing needs to know of the package, without the drafts."""
        rules = self.package.rule_set
        return Desktop(self.package, self._stored("-"), rules, rules.panels[0], (), {}, "", "")

    def sheet_of(self, entry: RosterEntry) -> SheetV1:
        """The sheet of a member with texts for each score."""
        return SheetV1(
            reference=self.reference, panel_id=PANEL_ID, panel="main", round=1,
            package=sha256_hex(self.manifest), rules_sha256=self.package.rules_sha256,
            member=entry.key, scores=tuple(sorted(self.scores_of(entry), key=lambda s: s.cell)),
            order=(), independence="", sealed_at=AT, salt="0" * 32,
        )  # fmt: skip

    def scores_of(self, entry: RosterEntry) -> Iterator[Score]:
        """A score with texts in each cell."""
        for number, (lot, code, item) in enumerate(self.package.assigned_to(entry.key)):
            yield Score(lot=lot, candidate=code, item=item, score=("10", "8", "6")[number % 3],
                        reason=f"{REASON} Zie {code} en {item}.", plus="Concreet en gemeten.",
                        reference="blz 1 ¶2")  # fmt: skip

    def put_participation(self, work: UnitOfWork, entry: RosterEntry) -> None:
        """The opened package."""
        work.participations.put(
            Participation(
                reference=self.reference, title="Groot", panel_id=PANEL_ID,
                invite=work.documents.put(self.invite.canonical()),
                card=work.documents.put(entry.signed.card.canonical()),
                card_code=entry.signed.code, package=sha256_hex(self.manifest),
            )
        )  # fmt: skip
        self._put_package(work)

    def put_drafts(self, work: UnitOfWork, entry: RosterEntry) -> None:
        """The opened package, and a draft in each cell."""
        self.put_participation(work, entry)
        for score in self.scores_of(entry):
            work.drafts.put(Draft(reference=self.reference, package=sha256_hex(self.manifest),
                                  score=score, saved_at=AT))  # fmt: skip

    def desk_of_lead(self, folder: Path) -> Desk:
        """The organiser with a database on disk, before anything is merged."""
        desk = on_disk(a_desk(LEAD), folder)
        with desk.work() as work:
            work.tenders.put(
                Tender(
                    reference=self.reference, title="Groot", panel_id=PANEL_ID, rules=self.rules,
                    rules_sha256=self.package.rules_sha256, locked_at=AT, locked_by=LEAD,
                    opened_at=AT,
                )
            )  # fmt: skip
            work.applications.put(samples.application(self.reference))
            self._put_package(work)
            work.commit()
        return desk

    def _put_package(self, work: UnitOfWork) -> None:
        work.packages.put(self._stored(work.documents.put(self.manifest)))

    def _stored(self, document: str) -> StoredPackage:
        return StoredPackage(
            reference=self.reference, panel="main", round=1, sha256=sha256_hex(self.manifest),
            manifest=document, signature="-", at=AT,
        )  # fmt: skip


def big_panel(evaluators: int, candidates: int, items: int) -> BigPanel:
    """A package for a panel of this size."""
    names = [f"K{number:03}" for number in range(candidates)]
    ids = [f"I{number:02}" for number in range(items)]
    criterion = a_criterion("C", *(an_item(item, "1") for item in ids))
    rules = a_rule_set(
        reference=REFERENCE, panel=[a_panel("mean", evaluators)], criterion=[criterion],
        ranking=a_ranking(str(items)), lot=[a_lot("1", 10)],
    )  # fmt: skip
    lead = identity(LEAD)
    invite = an_invite(lead)
    people = [identity(f"Beoordelaar {number}") for number in range(evaluators)]
    roster = (
        a_roster_entry(lead, ("process_lead", "chair"), invite),
        *(a_roster_entry(person, ("assessor",), invite) for person in people),
    )
    package = _package(lead.sign_key, rules, invite, roster, names, ids)
    return BigPanel(rules, package, canonical_bytes(package.to_json()), invite)


def _package(
    signer: str,
    rules: dict[str, Any],
    invite: InviteV1,
    roster: tuple[RosterEntry, ...],
    names: Sequence[str],
    ids: Sequence[str],
) -> PackageV1:
    return PackageV1(
        signer=signer, organiser=LEAD, reference=str(rules["reference"]), panel_id=PANEL_ID,
        panel="main", round=1, revision=1, previous=None, reason="", issued_at=AT,
        invite=invite.fingerprint(), rules=dict(rules), rules_sha256=rules_sha256(rules),
        roster=roster, roster_sha256=roster_sha256(roster), mapping_commitment="0" * 64,
        assignments=tuple(
            Assignment(member=entry.key, lot="1", item=item, candidates=tuple(names))
            for item in ids
            for entry in roster[1:]
        ),
        dossiers=(), anchor=Anchor(seq=1, hash="0" * 64),
    )  # fmt: skip


def on_disk(desk: Desk, folder: Path) -> Desk:
    """The desk with an encrypted database of its own in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = open_database(folder / "evalpanel.db", "00" * 32, folder)
    return replace(desk, work=partial(SqlUnitOfWork, engine))
