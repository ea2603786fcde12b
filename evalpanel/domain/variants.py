"""Variants of the record: what each shows, what it leaves out, and why (R-73, R-91).

Every entry that a variant may show without all of its words has a second leaf from the beginning:
the same entry with the names and inner texts taken out (`PublicEntry`). A variant shows some
leaves and gives only the hashes of the rest, so that all variants of a version have one root.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.consensus import latest_decisions
from evalpanel.domain.errata import Erratum
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.record import (
    CHAIR_FIELD,
    ApplicationEntry,
    ChairEntry,
    DecisionEntry,
    Leaf,
    MemberEntry,
    OpeningEntry,
    PublicEntry,
    RankingEntry,
    RecordV1,
    RegisterEntry,
    ReportEntry,
    TenderEntry,
    Variant,
)
from evalpanel.domain.reopenings import SupersededSheet
from evalpanel.domain.selection_decision import DecisionWithdrawal, SelectionDecision
from evalpanel.domain.suspension import Resumption, Suspension
from evalpanel.domain.unsigned import not_signing

LEFT_OUT: Mapping[Variant, Mapping[str, Sentence]] = {
    "full": {},
    "internal": {
        "sheet": Sentence(
            "the sheets: who scored what alone, and why; those that were sealed anew included"
        ),
        "ranking": Sentence("the steps of the reckoning that repeat what members scored alone"),
        "log": Sentence("the log of the organiser, who may have scored as well"),
    },
    "shareable": {
        "sheet": Sentence("the sheets: who scored what alone, and why"),
        "member": Sentence("the names, cards and declarations of the members of the panel"),
        "application": Sentence(
            "the applications: legal entities, evidence, judgements and dossiers; who was not "
            "selected is known by code only"
        ),
        "mapping": Sentence("which code belongs to whom"),
        "package": Sentence("the packages, which name the members of the panel"),
        "opening": Sentence("who opened the rounds"),
        "decision": Sentence(
            "who was present and agreed, minority views, notes, and earlier versions of decisions"
        ),
        "register": Sentence("what happened beside the normal course, where it names people"),
        "act": Sentence("the acts of two persons, with their names"),
        "ranking": Sentence("the steps of the reckoning that repeat what members scored alone"),
        "tender": Sentence("who locked the rules, and who moved a date and why"),
        "log": Sentence("the log of the organiser"),
        "report": Sentence("who made the report and who signs the full one"),
    },
}
"""Per variant the kinds of entry that it leaves out, and what of it is not shown."""


def public_entries(entries: Iterable[object]) -> Iterator[PublicEntry]:
    """The entries without names and inner texts, in the order of the record."""
    found = tuple(entries)
    latest = latest_decisions(e.decision for e in found if isinstance(e, DecisionEntry)).values()
    for entry in found:
        if isinstance(entry, DecisionEntry) and entry.decision not in latest:
            continue
        shown = _without_people(entry)
        if shown is not None:
            yield PublicEntry(entry=shown)
    yield from (PublicEntry(entry=chair) for chair in _chair(found))


def with_public(entries: Iterable[object]) -> Iterator[object]:
    """The entries of a record, and after them what of each can be shown to everybody."""
    found = tuple(entries)
    return chain(found, public_entries(found))


def make_variant(record: RecordV1, variant: Variant) -> RecordV1:
    """The record with the leaves that a variant leaves out as hashes only; the same root.

    Raises:
        Refused: the record is a variant itself.
    """
    if record.variant != "full":
        raise Refused("A variant is made from the full record only.")
    shown = tuple(leaf for leaf in record.leaves if _is_shown(leaf, variant))
    hidden = (leaf.hash() for leaf in record.leaves if not _is_shown(leaf, variant))
    return record.model_copy(
        update={"variant": variant, "leaves": shown, "hidden": tuple(sorted(hidden))}
    )


def readable(record: RecordV1) -> RecordV1:
    """The record of a variant as any record is read: what is shown of an entry in its place."""
    if record.variant == "full":
        return record
    leaves = (
        leaf.model_copy(update={"entry": leaf.entry.entry})
        if isinstance(leaf.entry, PublicEntry)
        else leaf
        for leaf in record.leaves
    )
    return record.model_copy(update={"leaves": tuple(leaves)})


def signature_fields(record: RecordV1) -> dict[str, str]:
    """The signing key per signature field: only the chair certifies a variant, nobody else."""
    report = readable(record).the(ReportEntry)
    if report is None:
        return {}
    return report.signature_fields if record.variant == "full" else {CHAIR_FIELD: report.chair}


def signatures_wanted(record: RecordV1) -> int:
    """How many sign or should: those on record as not signing count, and make it fewer."""
    absent = not_signing(record.register()) if record.variant == "full" else {}
    return len(signature_fields(record)) + len(absent)


def variant_flaw(record: RecordV1) -> Sentence | None:
    """What a variant shows that it should leave out, or a full record says otherwise in public."""
    wrong = next((leaf for leaf in record.leaves if not _is_shown(leaf, record.variant)), None)
    if wrong is not None:
        return Sentence("This variant shows what it should leave out: {kind}.",
                        kind=wrong.entry.kind)  # fmt: skip
    if record.variant != "full":
        return None
    told = [leaf.entry for leaf in record.leaves if isinstance(leaf.entry, PublicEntry)]
    follows = public_entries(leaf.entry for leaf in record.leaves)
    if sorted(map(_bytes, told)) != sorted(map(_bytes, follows)):
        return Sentence("What the record lets everybody see is not what it says itself.")
    return None


def _bytes(entry: PublicEntry) -> bytes:
    return canonical_bytes(entry.model_dump(mode="json"))


def _is_shown(leaf: Leaf, variant: Variant) -> bool:
    """Whether a variant shows a leaf; what is shareable is shown by its public leaves only."""
    match leaf.entry:
        case ChairEntry():
            return False
        case RegisterEntry(entry=SupersededSheet()):
            return variant == "full"
        case PublicEntry():
            return variant != "internal" or leaf.entry.entry.kind == "ranking"
    return variant != "shareable" and leaf.entry.kind not in LEFT_OUT[variant]


def _chair(entries: tuple[object, ...]) -> Iterator[ChairEntry]:
    """Keys and card code of whoever certifies, without the name."""
    certifiers = {entry.chair for entry in entries if isinstance(entry, ReportEntry)}
    for entry in entries:
        if isinstance(entry, MemberEntry) and entry.entry.key in certifiers:
            signed = entry.entry.signed
            yield ChairEntry(sign=signed.card.sign, pdf=signed.card.pdf, code=signed.code)


def _without_people(entry: object) -> Any:
    """What of an entry everybody may see, or None where that is nothing."""
    taken_out = _TAKEN_OUT.get(type(entry))
    return taken_out(entry) if taken_out else None


def _tender(entry: TenderEntry) -> TenderEntry:
    shifts = (shift.model_copy(update={"by": "", "reason": ""}) for shift in entry.shifts)
    return entry.model_copy(update={"locked_by": "", "shifts": tuple(shifts)})


def _application(entry: ApplicationEntry) -> ApplicationEntry | None:
    """Only who was selected is named, and only in the lots where it was."""
    outcomes = [found for found in entry.outcomes if found.outcome == "selected"]
    lots = tuple(found.lot for found in outcomes)
    application = entry.application
    if not lots:
        return None
    return ApplicationEntry(
        application=application.model_copy(
            update={
                "lots": lots,
                "lot_codes": {k: v for k, v in application.lot_codes.items() if k in lots},
                "received": "",
                "entities": (),
                "evidence": (),
                "forbidden_words": (),
                "dossiers": (),
                "stated": (),
                "admitted_to_pool": None,
                "admitted_at": "",
            }
        ),
        judgements=(),
        outcomes=tuple(found.model_copy(update={"reason": ""}) for found in outcomes),
    )


def _opening(entry: OpeningEntry) -> OpeningEntry:
    return entry.model_copy(update={"by": ""})


def _decision(entry: DecisionEntry) -> DecisionEntry:
    shown = entry.decision.model_copy(
        update={
            "present": (),
            "agrees": (),
            "remark": "",
            "outside_reason": "",
            "internal_note": "",
            "by": "",
        }
    )
    return DecisionEntry(decision=shown)


def _registered(entry: RegisterEntry) -> RegisterEntry | None:
    """Decisions, errata and suspensions, which concern everybody, without who recorded them."""
    happened = entry.entry
    match happened:
        case SelectionDecision():
            changes = {"by": ""}
        case DecisionWithdrawal() | Suspension() | Resumption():
            changes = {"by": "", "reason": ""}
        case Erratum():
            changes = {"by": "", "confirmed_by": ""}
        case _:
            return None
    return RegisterEntry(entry=happened.model_copy(update=changes))


def _ranking(entry: RankingEntry) -> RankingEntry:
    rows = (row.model_copy(update={"why": ()}) for row in entry.result.ranking)
    return RankingEntry(result=entry.result.model_copy(update={"ranking": tuple(rows)}))


def _report(entry: ReportEntry) -> ReportEntry:
    return entry.model_copy(update={"made_by": "", "signers": ()})


_TAKEN_OUT: Mapping[type, Callable[[Any], Any]] = {
    TenderEntry: _tender,
    ApplicationEntry: _application,
    OpeningEntry: _opening,
    DecisionEntry: _decision,
    RegisterEntry: _registered,
    RankingEntry: _ranking,
    ReportEntry: _report,
}
