"""Checking a record: every claim in it is computed again from what it rests on."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from evalpanel.domain.draw_entries import DrawHeld, draws_flaw
from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.domain.exception_chain import standby_sheets
from evalpanel.domain.exclusions import below_thresholds, exclusions_flaw
from evalpanel.domain.excuses import sealing_members
from evalpanel.domain.log_check import log_flaw, log_sentence
from evalpanel.domain.outcome_check import outcomes_flaw
from evalpanel.domain.ranking_check import Recomputed, ranking_flaw
from evalpanel.domain.record import (
    ActEntry,
    LogEntry,
    MappingEntry,
    MemberEntry,
    OpeningEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    ReportEntry,
    SheetEntry,
    TenderEntry,
    Verify,
    has_one_form,
)
from evalpanel.domain.record_chain import chain_flaw
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.revision_chain import packages_for_sheets
from evalpanel.domain.rulefile import parse_rules, rules_sha256
from evalpanel.domain.sheet import (
    SHEET_NAMESPACE,
    sheet_commitment,
    sheet_flaw,
    sheets_sha256,
)
from evalpanel.domain.variants import readable, variant_flaw

CONTRADICTIONS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What checking a record that contradicts itself may end in; none of it is a fault here."""
_ONCE = (TenderEntry, MappingEntry, LogEntry, ReportEntry)
"""What stands once in a record: of two, one reader would take the first and another the last."""


@dataclass(frozen=True)
class Check:
    """One check and what came of it; `ok` is None where this variant cannot make it."""

    check: str
    ok: bool | None
    sentence: Sentence


def check_record(record: RecordV1, verify: Verify) -> Iterator[Check]:
    """Every check that needs nothing but the record."""
    leaves, sheets = len(record.leaves), len(record.entries(SheetEntry))
    yield judged(
        "container",
        lambda: container_flaw(record),
        Sentence("The record is whole: {leaves} entries under one root.", leaves=leaves),
    )
    yield judged(
        "rule_hash",
        lambda: rule_flaw(record),
        Sentence("The rules are the ones that were locked, and every sheet was made for them."),
    )
    yield judged(
        "seals",
        lambda: _seal_flaw(record, verify),
        Sentence("{count} sealed sheets are as their members signed them.", count=sheets),
    )
    yield judged(
        "record_chain",
        lambda: _chain_flaw(record, verify),
        Sentence("Cards, packages, codes and acts of two persons belong together."),
    )
    yield judged("log", lambda: log_flaw(record), log_sentence(record))
    yield judged(
        "draws",
        lambda: _draw_flaw(record),
        _draws_sentence(record),
    )
    yield from _checks_of_ranking(record, Recomputed(record))


def _checks_of_ranking(record: RecordV1, count: Recomputed) -> Iterator[Check]:
    """Every check that rests on counting again."""
    yield _on_ranking(
        "thresholds",
        lambda: exclusions_flaw(count.rankings, [entry.act for entry in record.entries(ActEntry)]),
        _thresholds_sentence(count),
    )
    yield _on_ranking(
        "outcomes",
        lambda: outcomes_flaw(record, count.rules, count.rankings),
        Sentence("Every application has one outcome in each of its lots, and it is the right one."),
    )
    yield judged(
        "ranking_recomputed",
        lambda: ranking_flaw(record, count),
        Sentence("The ranking follows from the scores and the rules."),
    )


def _draws_sentence(record: RecordV1) -> Sentence:
    """What is said where every draw holds, or there is none (R-56)."""
    if not of_kind(record.register(), DrawHeld):
        return Sentence("No draw was held.")
    return Sentence("Every draw was announced, held once, and gives the order that it says.")


def _thresholds_sentence(count: Recomputed) -> Sentence:
    """What is said where every exclusion was confirmed, or there is none (R-48)."""
    with suppress(EvalPanelError, *CONTRADICTIONS):
        if not below_thresholds(count.rankings):
            return Sentence("Nobody is below a threshold.")
    return Sentence("Two persons confirmed everybody who is below a threshold.")


def judged(name: str, find_flaw: Callable[[], Sentence | None], good: Sentence) -> Check:
    """A check from what it finds wrong; a record that contradicts itself does not hold."""
    try:
        flaw = find_flaw()
    except EvalPanelError as error:
        flaw = error.sentence
    except CONTRADICTIONS:
        flaw = Sentence("The record contradicts itself and cannot be checked.")
    return Check(name, flaw is None, flaw or good)


def _on_ranking(name: str, find_flaw: Callable[[], Sentence | None], good: Sentence) -> Check:
    """A check that rests on the ranking as it follows from the scores."""
    try:
        flaw = find_flaw()
    except (EvalPanelError, *CONTRADICTIONS):
        unmade = Sentence("This cannot be checked while the ranking cannot be recomputed.")
        return Check(name, ok=None, sentence=unmade)
    return Check(name, ok=flaw is None, sentence=flaw or good)


def container_flaw(record: RecordV1) -> Sentence | None:
    """What keeps a record from being whole under its root, or None."""
    if not has_one_form(record) or record.computed_root() != record.root:
        return Sentence("The record was changed: its root does not follow from its entries.")
    if record.variant == "full" and record.hidden:
        return Sentence("The record says it is whole, and leaves {count} entries out.",
                        count=len(record.hidden))  # fmt: skip
    shown = readable(record)
    if any(len(shown.entries(kind)) > 1 for kind in _ONCE):
        return Sentence("The record contradicts itself and cannot be checked.")
    if shown.the(TenderEntry) is None or not shown.entries(RankingEntry):
        return Sentence("The record lacks its rules or its ranking.")
    return variant_flaw(record)


def rule_flaw(record: RecordV1) -> Sentence | None:
    """Whether rules, packages and sheets, as far as they are shown, have one rule hash."""
    tender = record.the(TenderEntry)
    if tender is None:
        return Sentence("The record lacks its rules.")
    if rules_sha256(tender.rules) != tender.rules_sha256:
        return Sentence("The rules were changed: their hash is another one.")
    for entry in record.entries(PackageEntry):
        if rules_sha256(entry.package.rules) != tender.rules_sha256:
            return Sentence(
                "The package of panel {panel} was made for other rules.", panel=entry.package.panel
            )
    for sheet in record.entries(SheetEntry):
        if sheet.sheet.sheet.rules_sha256 != tender.rules_sha256:
            return Sentence(
                "The sheet of {name} was made for other rules.",
                name=_name(record, sheet.sheet.member),
            )
    return None


def _seal_flaw(record: RecordV1, verify: Verify) -> Sentence | None:
    packages = {(e.package.panel, e.package.round): e for e in record.entries(PackageEntry)}
    for entry in record.entries(SheetEntry):
        opened = entry.sheet
        name = _name(record, opened.member)
        inner = opened.inner.encode()
        if sheet_commitment(inner) != entry.commitment:
            return Sentence("The sheet of {name} is not the one that was sealed.", name=name)
        if not verify(opened.member, inner, SHEET_NAMESPACE, opened.signature):
            return Sentence("The sheet of {name} is not signed by {name}.", name=name)
        package = packages.get((opened.panel, opened.round))
        sheet = opened.sheet
        made_for = packages_for_sheets(record, package) if package else ()
        if package is None or sheet.package not in made_for or sheet.member != opened.member:
            return Sentence("The sheet of {name} belongs to another package.", name=name)
        why = sheet_flaw(package.package, sheet)
        if why:
            return Sentence("The sheet of {name} is not whole: {why}", name=name, why=why)
    return _round_flaw(record)


def _round_flaw(record: RecordV1) -> Sentence | None:
    """Each round was opened over exactly the sheets of those who were to seal.

    Not of members who stepped back; alternates who stepped in come on top, with one sheet each.
    """
    openings = {(o.panel, o.round): o for o in record.entries(OpeningEntry)}
    places = [(found.panel, found.round) for found in record.entries(OpeningEntry)]
    known = {(e.package.panel, e.package.round) for e in record.entries(PackageEntry)}
    for place in places:
        if place not in known or places.count(place) > 1:
            return Sentence(
                "The round of panel {panel} was opened over other sheets.", panel=place[0]
            )
    for entry in record.entries(PackageEntry):
        package = entry.package
        place, aside = (package.panel, package.round), standby_sheets(record, package)
        here = [
            found.sheet
            for found in record.entries(SheetEntry)
            if (found.sheet.panel, found.sheet.round) == place
        ]
        sheets = [sheet for sheet in here if sheet.member not in aside]
        members = sorted(found.key for found in sealing_members(record.register(), package))
        is_twofold = len({sheet.member for sheet in here}) < len(here)
        if is_twofold or sorted(sheet.member for sheet in sheets) != members:
            return Sentence("Panel {panel} misses a sheet, or has one too many.", panel=place[0])
        if place not in openings or openings[place].sheets_sha256 != sheets_sha256(sheets):
            return Sentence(
                "The round of panel {panel} was opened over other sheets.", panel=place[0]
            )
    return None


def _chain_flaw(record: RecordV1, verify: Verify) -> Sentence | None:
    tender = record.the(TenderEntry)
    if tender is None:
        return Sentence("The record lacks its rules.")
    return chain_flaw(record, parse_rules(tender.rules), verify)


def _draw_flaw(record: RecordV1) -> Sentence | None:
    """What is wrong with a draw in the record (R-56)."""
    tender = record.the(TenderEntry)
    if tender is None:
        return Sentence("The record lacks its rules.")
    return draws_flaw(record.register(), str(tender.rules["reference"]), tender.rules_sha256)


def _name(record: RecordV1, key: str) -> str:
    names = {member.entry.key: member.entry.name for member in record.entries(MemberEntry)}
    return names.get(key, key[:16])
