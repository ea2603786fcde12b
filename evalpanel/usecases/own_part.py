"""What a report holds of my own: my seals, and every agreed score that differs from mine.

Shown before a member signs (`trust.md` 2.5).
"""

from dataclasses import dataclass

from evalpanel.domain.consensus import latest_decisions
from evalpanel.domain.crockford import short_code
from evalpanel.domain.record import (
    DecisionEntry,
    PackageEntry,
    RecordV1,
    ReportEntry,
    SheetEntry,
)
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reopenings import Reopening
from evalpanel.domain.revisions import Revision
from evalpanel.domain.sheet import sheet_commitment
from evalpanel.usecases.ports import Desk


@dataclass(frozen=True)
class OwnSeal:
    """A sheet of mine in the report, by the code that I wrote down when I sealed it."""

    code: str
    panel: str
    round: int
    took_the_place_of: str = ""
    """The code of the sheet that I had sealed before; empty where there was none."""


@dataclass(frozen=True)
class ChangeOnMine:
    """An agreed score that differs from what I gave alone, with the panel's reason."""

    lot: str
    candidate: str
    item: str
    title: str
    own: str
    agreed: str
    reason: str


def own_seals(desk: Desk, record: RecordV1) -> tuple[OwnSeal, ...]:
    """Every sheet of mine in the report, in the order of panels and rounds."""
    found = (
        OwnSeal(
            code=short_code(entry.commitment),
            panel=entry.sheet.panel,
            round=entry.sheet.round,
            took_the_place_of=short_code(before) if (before := _superseded(entry)) else "",
        )
        for entry in _my_sheets(desk, record)
    )
    return tuple(sorted(found, key=lambda seal: (seal.panel, seal.round)))


def own_sheet_is_identical(desk: Desk, record: RecordV1) -> bool | None:
    """Whether the report holds, to the byte, whatever I sealed for it on this laptop.

    A sheet that I sealed anew before the opening counts by its latest version; one that was taken
    back for me stands in it as well (R-35).
    """
    report = record.the(ReportEntry)
    with desk.work() as work:
        seals = work.seals.of(report.reference) if report else ()
        register = work.register.of(report.reference) if report else ()
    me = desk.me.sign_key
    mine = {seal.commitment for seal in seals if seal.member == me}
    told, taken_back = (
        {found.commitment for found in of_kind(entries, Reopening) if found.member == me}
        for entries in (record.register(), register)
    )
    if not taken_back <= told:
        return False
    sheets = _my_sheets(desk, record)
    printed = {sheet_commitment(entry.sheet.inner.encode()) for entry in sheets}
    replaced = {_superseded(entry) for entry in sheets}
    return mine <= printed | replaced if mine else None


def knows_my_packages(desk: Desk, record: RecordV1) -> bool:
    """Whether every package that I opened stands in the report, or was revised in it.

    Else others were given another revision than I was (`trust.md` 2.4).
    """
    report, entries = record.the(ReportEntry), record.entries(PackageEntry)
    if report is None or not entries:
        return True
    known = {entry.sha256 for entry in entries}
    known |= {found.sha256 for found in of_kind(record.register(), Revision)}
    with desk.work() as work:
        return all(stored.sha256 in known for stored in work.packages.of(report.reference))


def changes_on_mine(desk: Desk, record: RecordV1) -> tuple[ChangeOnMine, ...]:
    """Every agreed score that differs from what I gave, in the order of my sheets."""
    latest = latest_decisions(entry.decision for entry in record.entries(DecisionEntry))
    titles = _titles(record)
    mine = {
        score.cell: score.score
        for entry in sorted(_my_sheets(desk, record), key=lambda entry: entry.sheet.round)
        for score in entry.sheet.sheet.scores
    }
    return tuple(
        ChangeOnMine(
            lot=cell[0],
            candidate=cell[1],
            item=cell[2],
            title=titles.get(cell[2], ""),
            own=own,
            agreed=latest[cell].score,
            reason=latest[cell].reason,
        )
        for cell, own in mine.items()
        if cell in latest and latest[cell].score != own
    )


def _my_sheets(desk: Desk, record: RecordV1) -> tuple[SheetEntry, ...]:
    return tuple(s for s in record.entries(SheetEntry) if s.sheet.member == desk.me.sign_key)


def _superseded(entry: SheetEntry) -> str:
    return entry.sheet.sheet.supersedes or ""


def _titles(record: RecordV1) -> dict[str, str]:
    """The title of each item, from the rules of a package."""
    rules = next((entry.package.rules for entry in record.entries(PackageEntry)), {})
    return {
        str(item["id"]): str(item.get("title", ""))
        for criterion in rules.get("criterion", ())
        for item in criterion.get("item", ())
    }
