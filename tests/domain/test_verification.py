"""Checking a record: whatever is changed in it, the check that it concerns says no."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from evalpanel.domain.canonical import canonical_bytes, canonical_sha256
from evalpanel.domain.model import Model
from evalpanel.domain.package import PACKAGE_NAMESPACE, mapping_commitment
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    DecisionEntry,
    Leaf,
    MappingEntry,
    MemberEntry,
    OpeningEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    ReportEntry,
    SheetEntry,
    TenderEntry,
    root_of,
)
from evalpanel.domain.sheet import SHEET_NAMESPACE, SheetV1, sheet_commitment, sheets_sha256
from evalpanel.domain.variants import public_entries
from evalpanel.domain.verification import check_record
from evalpanel.signing.signatures import SshSignatures
from tests import panels
from tests.panels import ASSESSORS, LEAD, SECOND, STRANGER, person, play

EntryT = TypeVar("EntryT", bound=Model)
Change = Callable[[RecordV1], RecordV1]
SIGNATURES = SshSignatures()
ANN, BEN = ASSESSORS[:2]


def no(record: RecordV1) -> dict[str, str]:
    """The checks that say no, and their sentences."""
    checks = list(check_record(record, SIGNATURES.verify))
    assert [check.check for check in checks] == [
        "container", "rule_hash", "seals", "record_chain", "log", "draws", "thresholds",
        "outcomes", "ranking_recomputed",
    ]  # fmt: skip
    return {check.check: str(check.sentence) for check in checks if check.ok is False}


def rerooted(record: RecordV1, leaves: tuple[Leaf, ...]) -> RecordV1:
    """The record with these leaves, what follows from them, and a root, as its maker could."""
    own = [leaf for leaf in leaves if leaf.entry.kind != "public"]
    leaves = (*own, *(Leaf(salt="0" * 32, entry=e) for e in public_entries(x.entry for x in own)))
    root = root_of([*(leaf.hash() for leaf in leaves), *record.hidden])
    return record.model_copy(update={"leaves": leaves, "root": root})


def change(kind: type[EntryT], how: Callable[[EntryT], EntryT | None], nth: int = 0) -> Change:
    """Change the n-th entry of a kind (None takes it out), and compute the root again."""

    def changed(record: RecordV1) -> RecordV1:
        leaves, seen = [], -1
        for leaf in record.leaves:
            if isinstance(leaf.entry, kind):
                seen += 1
                if seen == nth:
                    entry = how(leaf.entry)
                    if entry is None:
                        continue
                    leaves.append(leaf.model_copy(update={"entry": entry}))
                    continue
            leaves.append(leaf)
        assert seen >= nth
        return rerooted(record, tuple(leaves))

    return changed


def update(kind: type[EntryT], nth: int = 0, **changes: Any) -> Change:
    return change(kind, lambda entry: entry.model_copy(update=changes), nth)


def gone(kind: type[Model], nth: int = 0) -> Change:
    return change(kind, lambda _: None, nth)


def deep(value: Any, path: str, new: Any) -> Any:
    """A frozen value with something new at a dotted path."""
    name, _, rest = path.partition(".")
    if isinstance(value, tuple):
        index = int(name)
        return (*value[:index], deep(value[index], rest, new) if rest else new, *value[index + 1 :])
    if isinstance(value, dict):
        return value | {name: deep(value[name], rest, new) if rest else new}
    return value.model_copy(update={name: deep(getattr(value, name), rest, new) if rest else new})


def at(kind: type[Model], path: str, new: Any, nth: int = 0) -> Change:
    return change(kind, lambda entry: deep(entry, path, new), nth)


def the_record(variant: str = "consensus") -> RecordV1:
    return play("reported", variant).record()


@pytest.mark.parametrize(
    "variant", ["consensus", "mean", "majority", "by_mean", "chair_scores", "lots"]
)
def test_an_honest_record_passes_every_check(variant: str) -> None:
    assert no(the_record(variant)) == {}


def test_the_order_of_the_leaves_means_nothing() -> None:
    found = play("decided")
    found.decide("alpha", "6", reason="On second thoughts it is less")
    for stage in ("closed", "identified", "reported"):
        getattr(panels, f"_{stage}")(found)
    record = found.record()
    assert record.computed_root() == record.root
    turned = record.model_copy(update={"leaves": record.leaves[::-1]})
    assert turned.computed_root() == record.root
    assert set(no(turned)) <= {"ranking_recomputed"}
    assert "ranking_recomputed" not in no(turned)


def _score(entry: SheetEntry, new: str) -> SheetEntry:
    sheet = entry.sheet.sheet
    first = sheet.scores[0].model_copy(update={"score": new})
    inner = sheet.model_copy(update={"scores": (first, *sheet.scores[1:])}).canonical().decode()
    return entry.model_copy(update={"sheet": entry.sheet.model_copy(update={"inner": inner})})


def _sheet_by(entry: SheetEntry, signer: str, how: Callable[[SheetV1], SheetV1]) -> SheetEntry:
    inner = how(entry.sheet.sheet).canonical()
    signature = person(signer).sign(inner, SHEET_NAMESPACE)
    sheet = entry.sheet.model_copy(update={"inner": inner.decode(), "signature": signature})
    return entry.model_copy(update={"commitment": sheet_commitment(inner), "sheet": sheet})


def _with_commitment(entry: SheetEntry) -> SheetEntry:
    changed = _score(entry, "2")
    return changed.model_copy(update={"commitment": sheet_commitment(changed.sheet.inner.encode())})


def _swapped_codes(entry: MappingEntry) -> MappingEntry:
    codes = entry.codes | {"alpha": entry.codes["bravo"], "bravo": entry.codes["alpha"]}
    return entry.model_copy(update={"codes": codes})


def _swap_everywhere(record: RecordV1) -> RecordV1:
    """Two candidates change places in the mapping and in their applications."""
    record = change(MappingEntry, _swapped_codes)(record)
    mapping = record.the(MappingEntry)
    assert mapping is not None
    for nth, name in ((0, "alpha"), (1, "bravo")):
        record = at(ApplicationEntry, "application.code", mapping.codes[name], nth)(record)
    return record


def _opened_over_what_is_here(record: RecordV1) -> RecordV1:
    sheets = [entry.sheet for entry in record.entries(SheetEntry)]
    return update(OpeningEntry, sheets_sha256=sheets_sha256(sheets))(record)


def _manifest(how: Callable[[dict[str, Any]], dict[str, Any]], signer: str) -> Change:
    """Another manifest, hashed and signed anew by somebody."""

    def changed(entry: PackageEntry) -> PackageEntry:
        manifest = how(entry.manifest)
        signature = person(signer).sign(canonical_bytes(manifest), PACKAGE_NAMESPACE)
        return entry.model_copy(
            update={"manifest": manifest, "sha256": canonical_sha256(manifest),
                    "signature": signature}
        )  # fmt: skip

    return change(PackageEntry, changed)


FIRST_RANK = "result.ranking.0"
RANKING = "ranking_recomputed"
CHAIN = "record_chain"
CASES: dict[str, tuple[Change, set[str], str]] = {
    # seals
    "a score": (
        change(SheetEntry, lambda e: _score(e, "2")), {"seals"}, "is not the one that was sealed"),
    "a score and its seal code": (
        change(SheetEntry, _with_commitment), {"seals"}, "is not signed by"),
    "a sheet signed by another": (
        change(SheetEntry, lambda e: _sheet_by(e, STRANGER, lambda s: s)), {"seals"},
        "is not signed by"),
    "a seal code": (update(SheetEntry, commitment="0" * 64), {"seals"}, "not the one that was"),
    "a sheet left out": (gone(SheetEntry), {"seals"}, "misses a sheet, or has one too many"),
    "the hash of the opening": (
        update(OpeningEntry, sheets_sha256="0" * 64), {"seals", "log"}, "opened over other sheets"),
    "the opening left out": (gone(OpeningEntry), {"seals"}, "opened over other sheets"),
    "a sheet of another package": (
        at(SheetEntry, "sheet.round", 2), {"seals"}, "belongs to another package"),
    "the package": (
        _manifest(lambda m: m | {"issued_at": "later"}, LEAD), {"seals"}, "another package"),
    # record_chain
    "a manifest": (
        at(PackageEntry, "manifest.organiser", "Nobody"), {CHAIN}, "not as it was issued"),
    "the signature of a package": (
        update(PackageEntry, signature="x"), {CHAIN}, "not as it was issued"),
    "a package signed by another": (
        _manifest(lambda m: m, STRANGER), {CHAIN}, "not as it was issued"),
    "a card": (
        at(MemberEntry, "entry.signed.card.function", "Mayor", 2), {CHAIN}, "is not signed by"),
    "the key of a card": (
        at(MemberEntry, "entry.signed.card.pdf", "02" + "0" * 64, 2), {CHAIN}, "is not signed by"),
    "a role": (
        at(MemberEntry, "entry.roles", ("assessor", "chair"), 2), {CHAIN}, "roster"),
    "a declaration": (
        at(MemberEntry, "declaration.declaration.statement", "None", 2), {CHAIN}, "declaration of"),
    "the signature of a declaration": (
        at(MemberEntry, "declaration.signature", "x", 2), {CHAIN}, "declaration of"),
    "a member left out": (gone(MemberEntry, 1), {CHAIN}, "roster"),
    "two candidates swapped": (
        change(MappingEntry, _swapped_codes), {CHAIN}, "do not belong together"),
    "two candidates swapped everywhere": (
        _swap_everywhere, {CHAIN, "outcomes"}, "do not belong together"),
    "the salt of the codes": (update(MappingEntry, salt="00"), {CHAIN}, "do not belong together"),
    "the codes left out": (gone(MappingEntry), {CHAIN}, "do not belong together"),
    "a code": (
        at(ApplicationEntry, "application.code", "Q9", 3), {CHAIN}, "another code than drawn"),
    "an excluded application left out": (gone(ApplicationEntry, 3), {CHAIN}, "is missing"),
    "the signature of an act": (
        at(ActEntry, "act.confirmed_signature", "x"), {CHAIN}, "not signed by two persons"),
    "who confirmed": (
        at(ActEntry, "act.confirmed_by", "Somebody Else"), {CHAIN}, "not signed by two persons"),
    "who asked": (at(ActEntry, "act.by", ANN), {CHAIN}, "not signed by two persons"),
    "what an act was about": (
        at(ActEntry, "act.subject.reason", "Other", 1), {CHAIN}, "not signed by two persons"),
    "an act of one person": (
        change(ActEntry, lambda e: e.model_copy(update={"act": e.act.model_copy(update={
            "confirmed_key": e.act.by_key, "confirmed_signature": e.act.by_signature})})),
        {CHAIN}, "not signed by two persons"),
    "the opening act left out": (gone(ActEntry, 0), {CHAIN}, "act opening"),
    "the act of a failed gate left out": (gone(ActEntry, 1), {CHAIN}, "exclusion of Delta"),
    "the unmasking left out": (gone(ActEntry, 3), {CHAIN}, "act identify"),
    "the chair": (
        update(ReportEntry, chair=person(SECOND).sign_key), {CHAIN}, "Those who sign"),
    "a signer left out": (update(ReportEntry, signers=()), {CHAIN}, "Those who sign"),
    "the signers left out": (gone(ReportEntry), {CHAIN}, "does not say who signs"),
    "the tender of the report": (
        update(ReportEntry, reference="T-2"), {CHAIN}, "about another tender"),
    # rules and ranking
    "the rule hash": (update(TenderEntry, rules_sha256="0" * 64), {"rule_hash"}, "hash is another"),
    "the title in the rules": (
        at(TenderEntry, "rules.title", "Other"), {"rule_hash"}, "rules were changed"),
    "a decision": (at(DecisionEntry, "decision.score", "2"), {RANKING, "outcomes", "log"}, "has"),
    "who agreed": (at(DecisionEntry, "decision.agrees", (ANN,)), {RANKING, "log"}, "missing"),
    "a decision left out": (gone(DecisionEntry), {RANKING, "log"}, "missing"),
    "a total": (at(RankingEntry, f"{FIRST_RANK}.total", "20"), {RANKING}, "and 20 at rank 1"),
    "an exact total": (
        at(RankingEntry, f"{FIRST_RANK}.total_exact", "20"), {RANKING}, "was changed"),
    "a rank": (at(RankingEntry, f"{FIRST_RANK}.rank", 2), {RANKING}, "at rank 2 in the report"),
    "an outcome": (
        at(RankingEntry, f"{FIRST_RANK}.outcome", "not_selected"), {RANKING}, "was changed"),
    "the points of an item": (
        at(RankingEntry, f"{FIRST_RANK}.items.A1", "9"), {RANKING}, "was changed"),
    "a candidate left out of the ranking": (
        change(RankingEntry, lambda e: deep(e, "result.ranking", e.result.ranking[1:])),
        {RANKING}, "at rank - in the report"),
    "a candidate too many": (
        change(RankingEntry, lambda e: deep(e, "result.ranking", (*e.result.ranking,
               deep(e.result.ranking[2], "candidate", "Z0")))), {RANKING}, "is not the one"),
    "how many are selected": (at(RankingEntry, "result.select", 2), {RANKING}, "is not the one"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_named_by_exactly_its_check(name: str) -> None:
    how, checks, says = CASES[name]
    found = no(how(the_record()))
    assert set(found) == checks
    assert says in " ".join(found.values())


@pytest.mark.parametrize("name", CASES)
def test_a_change_without_a_new_root_breaks_the_container_too(name: str) -> None:
    record = the_record()
    changed = CASES[name][0](record).model_copy(update={"root": record.root})
    assert "container" in no(changed)


MANY: dict[str, tuple[Change, set[str]]] = {
    "the points of an item": (
        at(TenderEntry, "rules.criterion", ()), {"rule_hash", CHAIN, RANKING}),
    "the whole rule set": (gone(TenderEntry), {"container", "rule_hash", CHAIN, "draws", RANKING}),
    "the ranking": (gone(RankingEntry), {"container", RANKING}),
    "the package": (gone(PackageEntry), {"seals", CHAIN, "log", RANKING}),
    "a ranked application left out": (gone(ApplicationEntry), {CHAIN, RANKING, "outcomes"}),
    "an admitted candidate made open": (
        at(ApplicationEntry, "judgements", ()), {CHAIN, RANKING, "outcomes"}),
    "an admitted candidate made to fail": (
        at(ApplicationEntry, "judgements.0.outcome", "failed"), {CHAIN, RANKING, "outcomes"}),
    "the application made late": (
        at(ApplicationEntry, "application.late", True), {RANKING, "outcomes"}),
}  # fmt: skip


@pytest.mark.parametrize("name", MANY)
def test_a_great_change_is_named_by_every_check_it_concerns(name: str) -> None:
    how, checks = MANY[name]
    assert set(no(how(the_record()))) == checks


def test_dropping_a_candidate_and_ranking_the_rest_anew_is_seen() -> None:
    """The maker of the record leaves a candidate out and computes everything again."""
    record = the_record()
    kept = [
        row.model_copy(update={"rank": rank, "outcome": "selected" if rank == 1 else row.outcome})
        for rank, row in enumerate(record.entries(RankingEntry)[0].result.ranking[1:], 1)
    ]
    record = gone(ApplicationEntry)(record)
    record = at(RankingEntry, "result.ranking", tuple(kept))(record)
    assert "is missing" in no(record)[CHAIN]


def _hole(sheet: SheetV1) -> SheetV1:
    return sheet.model_copy(update={"scores": sheet.scores[1:]})


def _off(sheet: SheetV1) -> SheetV1:
    first = sheet.scores[0].model_copy(update={"score": "9"})
    return sheet.model_copy(update={"scores": (first, *sheet.scores[1:])})


def _as_ben(sheet: SheetV1) -> SheetV1:
    return sheet.model_copy(update={"member": person(BEN).sign_key})


@pytest.mark.parametrize(
    ("how", "says"),
    [(_hole, "exactly the scores"), (_off, "9 is not on"), (_as_ben, "another package")],
)
def test_a_sheet_that_its_member_sealed_against_the_rules_is_seen(
    how: Callable[[SheetV1], SheetV1], says: str
) -> None:
    record = the_record("mean")
    names = {m.entry.key: m.entry.name for m in record.entries(MemberEntry)}
    nth = next(n for n, e in enumerate(record.entries(SheetEntry)) if names[e.sheet.member] == ANN)
    record = change(SheetEntry, lambda e: _sheet_by(e, ANN, how), nth)(record)
    assert says in no(_opened_over_what_is_here(record))["seals"]


def test_a_second_sheet_of_a_member_is_seen() -> None:
    record = the_record()
    sheet = next(leaf for leaf in record.leaves if isinstance(leaf.entry, SheetEntry))
    twice = _opened_over_what_is_here(rerooted(record, (*record.leaves, sheet)))
    assert "one too many" in no(twice)["seals"]


def test_a_sheet_for_other_rules_is_seen() -> None:
    record = change(
        SheetEntry,
        lambda e: _sheet_by(e, ANN, lambda s: s.model_copy(update={"rules_sha256": "0" * 64})),
    )(the_record())
    assert "was made for other rules" in no(record)["rule_hash"]


def test_a_package_for_other_rules_is_seen() -> None:
    record = at(PackageEntry, "manifest.rules.title", "Other")(the_record())
    assert "was made for other rules" in no(record)["rule_hash"]


def test_a_roster_that_is_not_hashed_is_seen() -> None:
    record = _manifest(lambda m: m | {"roster_sha256": "0" * 64}, LEAD)(the_record())
    assert "roster" in no(record)[CHAIN]


def test_an_opened_mapping_of_others_is_seen() -> None:
    record = the_record()
    codes = {"x": "Q9"}
    record = update(MappingEntry, codes=codes)(record)
    record = _manifest(
        lambda m: m | {"mapping_commitment": mapping_commitment(_salt(record), codes)}, LEAD
    )(record)
    assert "another code than drawn" in no(record)[CHAIN]


def _salt(record: RecordV1) -> str:
    mapping = record.the(MappingEntry)
    return mapping.salt if mapping else ""


def test_a_full_record_hides_nothing() -> None:
    record = the_record()
    hidden = record.model_copy(
        update={"leaves": record.leaves[:-1], "hidden": (record.leaves[-1].hash(),)}
    )
    assert hidden.computed_root() == record.root
    assert "leaves 1 entries out" in no(hidden)["container"]


def test_a_member_who_is_not_in_the_record_is_named_by_key() -> None:
    record = gone(MemberEntry, 2)(the_record())
    first = change(SheetEntry, lambda e: _score(e, "2"))
    assert "is not the one that was sealed" in no(first(record))["seals"]
