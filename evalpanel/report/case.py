"""The record as the paper reads it: who is who, who scored what, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from evalpanel.domain.application import Application
from evalpanel.domain.calculation import LotResult
from evalpanel.domain.consensus import Decision, latest_decisions
from evalpanel.domain.dossier import DossierPart
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.printed import printed_scores
from evalpanel.domain.record import (
    ApplicationEntry,
    DecisionEntry,
    MemberEntry,
    OpeningEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    RegisterEntry,
    ReportEntry,
    SheetEntry,
    TenderEntry,
)
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.sheet import Score, SheetV1
from evalpanel.domain.variants import readable

EntryT = TypeVar("EntryT")


@dataclass(frozen=True)
class Voice:
    """One member's own score in a cell."""

    member: str
    name: str
    score: Score


@dataclass(frozen=True)
class Case:
    """A record, its rule set, and the look-ups that the sections share."""

    record: RecordV1
    """As it is read; a variant shows some entries without names."""
    attached: RecordV1
    """As it is attached."""
    tender: TenderEntry
    report: ReportEntry
    rules: RuleSet

    @property
    def is_full(self) -> bool:
        """Whether nothing was left out."""
        return self.record.variant == "full"

    @property
    def names_nobody(self) -> bool:
        """Whether the people of the panel, and who was not selected, stay unnamed (R-91)."""
        return self.record.variant == "shareable"

    @cached_property
    def openings(self) -> tuple[OpeningEntry, ...]:
        """Every act that opened a round, by panel and round."""
        found = self.record.entries(OpeningEntry)
        return tuple(sorted(found, key=lambda opening: (opening.panel, opening.round)))

    @cached_property
    def applications(self) -> tuple[ApplicationEntry, ...]:
        """All applications in the order in which they were received."""
        found = self.record.entries(ApplicationEntry)
        return tuple(sorted(found, key=lambda e: (e.application.received, e.application.id)))

    @cached_property
    def members(self) -> tuple[MemberEntry, ...]:
        """Everybody with a role: the one who certifies, those who score, then the others."""
        rank = {key: place for place, key in enumerate(self.signing_keys)}
        last = len(rank)
        found = self.record.entries(MemberEntry)
        return tuple(sorted(found, key=lambda m: (rank.get(m.entry.key, last), m.entry.name)))

    @property
    def signing_keys(self) -> tuple[str, ...]:
        """Signing keys of all who sign: the one who certifies first, each once."""
        return tuple(dict.fromkeys((self.report.chair, *self.report.signers)))

    @cached_property
    def sheets(self) -> tuple[tuple[SheetEntry, SheetV1], ...]:
        """Every sealed sheet, in the order of `members`, then by round."""
        place = {member.entry.key: number for number, member in enumerate(self.members)}
        found = [(entry, entry.sheet.sheet) for entry in self.record.entries(SheetEntry)]
        return tuple(
            sorted(
                found,
                key=lambda pair: (
                    place.get(pair[1].member, len(place)),
                    pair[1].panel,
                    pair[1].round,
                ),
            )
        )

    @cached_property
    def register(self) -> tuple[Any, ...]:
        """What happened beside the normal course, in order of time."""
        found = (leaf.entry for leaf in self.record.entries(RegisterEntry))
        return tuple(sorted(found, key=lambda entry: str(entry.at)))

    def happened(self, kind: type[EntryT]) -> tuple[EntryT, ...]:
        """All of one kind from the register, in order of time."""
        return tuple(entry for entry in self.register if isinstance(entry, kind))

    @cached_property
    def packages(self) -> tuple[tuple[PackageEntry, PackageV1], ...]:
        """Every package, read."""
        return tuple((entry, entry.package) for entry in self.record.entries(PackageEntry))

    @cached_property
    def parts(self) -> dict[str, DossierPart]:
        """What the panel had of each dossier, by the SHA-256 of the dossier as handed in."""
        return {
            part.original_sha256: part for _, package in self.packages for part in package.dossiers
        }

    @cached_property
    def results(self) -> tuple[LotResult, ...]:
        """The ranking of each lot, in the order of the lots."""
        place = {lot.id: number for number, lot in enumerate(self.rules.lots)}
        found = [entry.result for entry in self.record.entries(RankingEntry)]
        return tuple(sorted(found, key=lambda result: place.get(result.lot, len(place))))

    @cached_property
    def decisions(self) -> dict[Cell, Decision]:
        """The decision that counts in each cell."""
        ordered = sorted(
            (entry.decision for entry in self.record.entries(DecisionEntry)),
            key=lambda decision: (decision.round, decision.version),
        )
        return latest_decisions(ordered)

    def member_name(self, key: str) -> str:
        """The name of the member with a signing key."""
        return self._names.get(key, key[:16])

    def application_of(self, candidate: str) -> Application | None:
        """The application behind a code or an id, if the record says whose it is."""
        return self._by_candidate.get(candidate)

    def name_of(self, candidate: str) -> str:
        """The name of a candidate known by code or id; the code where no name is known."""
        found = self.application_of(candidate)
        return found.name if found else candidate

    def code_of(self, candidate: str, lot: str = "") -> str:
        """The code of a candidate known by code or id; where codes differ, the one in a lot."""
        found = self.application_of(candidate)
        if found is None or (not lot and candidate in found.codes):
            return candidate
        return found.code_in(lot) or candidate

    def names_of(self, candidates: Iterable[str]) -> str:
        """Several names in a row."""
        return joined([self.name_of(candidate) for candidate in candidates])

    def candidates_in(self, lot: str) -> tuple[str, ...]:
        """The candidates of a lot as the panel knew them: as ranked, else as scored.

        What was scored for all lots at once says of no lot that a candidate was assessed in it;
        it counts where nothing else does, for those who applied for the lot.
        """
        ranked = [
            row.candidate for result in self.results if result.lot == lot for row in result.ranking
        ]
        scored = [cell[1] for cell in self._voices if cell[0] == lot]
        shared = [cell[1] for cell in self._voices if cell[0] == ALL_LOTS]
        applied = [one for one in shared if self._applied_for(lot, one)]
        return tuple(dict.fromkeys([*ranked, *scored] or applied))

    def _applied_for(self, lot: str, candidate: str) -> bool:
        found = self.application_of(candidate)
        return found is None or lot in found.lots

    def voices(self, lot: str, candidate: str, item: str) -> tuple[Voice, ...]:
        """What each member scored in a cell, in the order of `members`."""
        return tuple(self._voices.get(self._cell(lot, candidate, item), {}).values())

    def shown_scores(self, lot: str, candidate: str, item: str) -> Mapping[str, str]:
        """Per member key the score in a cell as printed: `(8)` where it is void."""
        return self._shown.get(self._cell(lot, candidate, item), {})

    def decision(self, lot: str, candidate: str, item: str) -> Decision | None:
        """What the panel agreed in a cell."""
        return self.decisions.get(self._cell(lot, candidate, item))

    def scoring_members(self, lot: str) -> tuple[str, ...]:
        """Keys of the members who scored something that counts in a lot."""
        lots = {lot, ALL_LOTS}
        return tuple(
            dict.fromkeys(
                sheet.member for _, sheet in self.sheets if any(s.lot in lots for s in sheet.scores)
            )
        )

    @cached_property
    def _shown(self) -> dict[Cell, dict[str, str]]:
        return printed_scores(self.record)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {member.entry.key: member.entry.name for member in self.members}

    def _cell(self, lot: str, candidate: str, item: str) -> Cell:
        where = self.rules.score_lot(lot, item)
        return where, self.code_of(candidate, where), item

    @cached_property
    def _by_candidate(self) -> dict[str, Application]:
        found: dict[str, Application] = {}
        for entry in self.applications:
            found[entry.application.id] = entry.application
            found.update(dict.fromkeys(entry.application.codes, entry.application))
        return found

    @cached_property
    def _voices(self) -> dict[Cell, dict[str, Voice]]:
        found: dict[Cell, dict[str, Voice]] = {}
        for _, sheet in self.sheets:
            for score in sheet.scores:
                voice = Voice(sheet.member, self.member_name(sheet.member), score)
                found.setdefault(score.cell, {})[sheet.member] = voice
        return found


def read_case(record: RecordV1) -> Case:
    """The case in a record.

    Raises:
        Unreadable: the record lacks its rule set or does not say what report it is for.
    """
    shown = readable(record)
    tender, report = shown.the(TenderEntry), shown.the(ReportEntry)
    if tender is None or report is None:
        raise Unreadable("The record lacks the rule set or the details of the report.")
    return Case(shown, record, tender, report, parse_rules(tender.rules))


def joined(parts: Sequence[str]) -> str:
    """Names in a row."""
    return ", ".join(part for part in parts if part)


def named(case: Case, candidate: str) -> str:
    """Name and code of a candidate."""
    name, code = case.name_of(candidate), case.code_of(candidate)
    return name if name == code else f"{name} ({code})"
