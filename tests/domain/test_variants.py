"""Variants of a record: what each shows, and what can still be checked of it (R-73, R-91)."""

from typing import Any, get_args

import pytest

from evalpanel.domain.errata import Erratum
from evalpanel.domain.errors import Refused
from evalpanel.domain.record import (
    ApplicationEntry,
    ChairEntry,
    DecisionEntry,
    Leaf,
    MemberEntry,
    PublicEntry,
    RankingEntry,
    RecordEntry,
    RecordV1,
    RegisterEntry,
    ReportEntry,
    SheetEntry,
    TenderEntry,
    Variant,
    root_of,
)
from evalpanel.domain.reopenings import SupersededSheet
from evalpanel.domain.selection_decision import DecisionWithdrawal, SelectionDecision
from evalpanel.domain.standby import SteppedIn
from evalpanel.domain.suspension import Resumption, Suspension
from evalpanel.domain.tender import Shift
from evalpanel.domain.unsigned import NotSigning
from evalpanel.domain.variant_check import check_variant
from evalpanel.domain.variants import (
    LEFT_OUT,
    make_variant,
    public_entries,
    readable,
    signature_fields,
    variant_flaw,
)
from tests.domain.test_verification import SIGNATURES, at, change, no, the_record
from tests.panels import REF

WAYS = ["consensus", "mean", "majority", "by_mean", "lots"]
VARIANTS: tuple[Variant, ...] = ("internal", "shareable")


def made(variant: Variant, way: str = "consensus") -> RecordV1:
    return make_variant(the_record(way), variant)


def verdicts(record: RecordV1) -> dict[str, bool | None]:
    return {check.check: check.ok for check in check_variant(record, SIGNATURES.verify)}


def rerooted(record: RecordV1, leaves: tuple[Leaf, ...]) -> RecordV1:
    root = root_of([*(leaf.hash() for leaf in leaves), *record.hidden])
    return record.model_copy(update={"leaves": leaves, "root": root})


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_an_honest_variant_has_no_flaw_and_the_same_root(variant: Variant, way: str) -> None:
    record = made(variant, way)
    assert record.root == record.computed_root() == the_record(way).root
    assert False not in verdicts(record).values()
    assert verdicts(record).keys() == verdicts(the_record(way)).keys()


def test_the_full_record_is_checked_as_before() -> None:
    assert verdicts(the_record())["seals"] is True
    assert readable(the_record()) == the_record()


def test_where_agreed_scores_decide_the_ranking_is_recomputed_without_sheets() -> None:
    for variant in VARIANTS:
        assert verdicts(made(variant))["ranking_recomputed"] is True
        assert verdicts(made(variant, "mean"))["ranking_recomputed"] is None
    assert verdicts(made("internal"))["record_chain"] is True
    assert verdicts(made("shareable"))["record_chain"] is None
    assert verdicts(made("shareable"))["seals"] is None


def test_the_salts_of_what_is_left_out_are_left_out_too() -> None:
    """Else a short entry could be guessed from its hash (`contract.md`, Record)."""
    shown = made("shareable").canonical().decode()
    public = [leaf for leaf in the_record().leaves if isinstance(leaf.entry, PublicEntry)]
    hidden = [leaf for leaf in the_record().leaves if leaf not in public]
    assert all(leaf.salt in shown for leaf in public)
    assert not any(leaf.salt in shown for leaf in hidden)
    assert len({leaf.salt for leaf in the_record().leaves}) == len(the_record().leaves)


def test_every_kind_of_entry_has_its_reason_to_be_left_out_of_what_is_shared() -> None:
    """The one table names every kind: who adds one decides what everybody may see of it."""
    union, *_ = get_args(RecordEntry)
    kinds = {kind.model_fields["kind"].default for kind in get_args(union)}
    assert kinds - {"public", "chair"} == LEFT_OUT["shareable"].keys()
    assert LEFT_OUT["internal"].keys() <= kinds


def test_only_public_leaves_are_shared() -> None:
    assert {leaf.entry.kind for leaf in made("shareable").leaves} == {"public"}
    internal = {leaf.entry.kind for leaf in made("internal").leaves}
    assert not internal & {"sheet", "ranking", "log"}
    assert {e.entry.kind for e in made("internal").entries(PublicEntry)} == {"ranking"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_claims_nothing_about_a_report_that_it_does_not_hold(variant: Variant) -> None:
    """Only who compares the roots knows that it is of the full report (R-73)."""
    [check] = [c for c in check_variant(made(variant), SIGNATURES.verify) if c.check == "container"]
    assert check.ok is True
    assert "Compare it with the root of the full report" in str(check.sentence)


def test_a_variant_is_made_from_the_full_record_only() -> None:
    with pytest.raises(Refused, match="full record only"):
        make_variant(made("internal"), "shareable")


def test_a_variant_that_shows_too_much_is_not_accepted() -> None:
    """Nor does a full record pass for a variant, to be spared its checks."""
    for variant in VARIANTS:
        posing = the_record().model_copy(update={"variant": variant})
        assert "shows what it should leave out" in str(variant_flaw(posing))
        assert verdicts(posing)["container"] is False


def test_a_sheet_that_was_sealed_anew_is_left_out_of_the_internal_variant() -> None:
    sheet = the_record().entries(SheetEntry)[0].sheet
    old = SupersededSheet(
        reference=REF, by="Ann", at="2026-06-01T10:00:00Z", member=sheet.member,
        panel=sheet.panel, round=sheet.round, commitment="0" * 64, inner=sheet.inner,
        signature=sheet.signature,
    )  # fmt: skip
    leaf = Leaf(salt="ab" * 16, entry=RegisterEntry(entry=old))
    record = rerooted(the_record(), (*the_record().leaves, leaf))
    assert leaf not in make_variant(record, "internal").leaves
    assert leaf.hash() in make_variant(record, "internal").hidden


def test_what_happened_to_seals_is_followed_on_the_full_report_only() -> None:
    stepped = SteppedIn(
        reference=REF, by="Ann", at="", member="", panel="main", round=1, commitment="",
        manifest={}, signature="", document="",
    )  # fmt: skip
    leaf = Leaf(salt="ab" * 16, entry=RegisterEntry(entry=stepped))
    record = make_variant(the_record(), "internal")
    record = record.model_copy(update={"leaves": (*record.leaves, leaf)})
    assert verdicts(record)["record_chain"] is None


def test_what_everybody_may_see_must_follow_from_the_record() -> None:
    """The panel signs the full record; nothing else than that can be shown to others."""

    def lie(entry: PublicEntry) -> PublicEntry:
        return entry.model_copy(update={"entry": entry.entry.model_copy(update={"rules": {}})})

    leaves = [
        leaf.model_copy(update={"entry": lie(leaf.entry)})
        if isinstance(leaf.entry, PublicEntry) and isinstance(leaf.entry.entry, TenderEntry)
        else leaf
        for leaf in the_record().leaves
    ]
    lying = rerooted(the_record(), tuple(leaves))
    assert "is not what it says itself" in no(lying)["container"]
    extra = Leaf(salt="cd" * 16, entry=ChairEntry(sign="0", pdf="0", code="0"))
    assert "container" in no(rerooted(the_record(), (*the_record().leaves, extra)))
    kept = tuple(e for e in the_record().leaves if not isinstance(e.entry, PublicEntry))
    assert "container" in no(rerooted(the_record(), kept))


def _public(record: RecordV1, kind: type[Any]) -> list[Any]:
    return [e.entry for e in record.entries(PublicEntry) if isinstance(e.entry, kind)]


def test_only_who_was_selected_is_named() -> None:
    shown = _public(the_record(), ApplicationEntry)
    selected = [
        entry.application.name
        for entry in the_record().entries(ApplicationEntry)
        if any(found.outcome == "selected" for found in entry.outcomes)
    ]
    assert [entry.application.name for entry in shown] == selected
    assert all(not entry.application.entities and not entry.judgements for entry in shown)
    assert not any(found.reason for entry in shown for found in entry.outcomes)


def test_who_was_selected_in_one_lot_is_named_in_that_lot_only() -> None:
    lots = _public(the_record("lots"), ApplicationEntry)
    for entry in lots:
        assert set(entry.application.lots) == {found.lot for found in entry.outcomes}
        assert entry.application.lot_codes.keys() <= set(entry.application.lots)


def test_decisions_are_shown_without_people_and_notes() -> None:
    noted = at(DecisionEntry, "decision.internal_note", "stays inside")(the_record())
    for entry in _public(noted, DecisionEntry):
        found = entry.decision
        assert (found.present, found.agrees, found.by) == ((), (), "")
        assert (found.remark, found.outside_reason, found.internal_note) == ("", "", "")
        assert found.reason


def test_an_earlier_version_of_a_decision_is_not_shown() -> None:
    entry = the_record().entries(DecisionEntry)[0]
    newer = DecisionEntry(decision=entry.decision.model_copy(update={"version": 2, "score": "2"}))
    found = [e.entry for e in public_entries([entry, newer])]
    assert [e.decision.version for e in found if isinstance(e, DecisionEntry)] == [2]


def test_shifts_and_register_entries_are_shown_without_people() -> None:
    said: dict[str, Any] = {"reference": REF, "by": "Ann", "at": "2026-06-01T10:00:00Z"}
    decision = SelectionDecision(
        **said, version=1, taken_by="college", mandate="M1", date="2026-06-01"
    )
    shift = Shift(**said, milestone="m", planned="2026-07", reason="vakantie van Ben")
    tender = the_record().entries(TenderEntry)[0].model_copy(update={"shifts": (shift,)})
    entries: list[Any] = [
        tender,
        *(
            RegisterEntry(entry=each)
            for each in (
                decision,
                Erratum(
                    **said,
                    number=1,
                    before_sha256="0" * 64,
                    after_sha256="1" * 64,
                    changes=(),
                    reason="fout in tabel",
                    ground="1.10",
                    confirmed_by="Ann",
                ),
                NotSigning(**said, member="0", standing="declined", reason="Ann wil niet"),
                Resumption(**said, reason="bravo trok in"),
                DecisionWithdrawal(**said, version=1, reason="Ann zei het"),
                Suspension(**said, reason="klacht van bravo"),
            )
        ),
    ]
    text = "".join(entry.model_dump_json() for entry in public_entries(entries))
    assert "college" in text
    assert "2026-07" in text
    assert "fout in tabel" in text
    for hidden in ("Ann", "vakantie", "bravo"):
        assert hidden not in text


def test_the_steps_of_the_reckoning_are_shown_to_no_variant() -> None:
    """They repeat what members scored alone."""
    for variant in VARIANTS:
        rows = [r for e in readable(made(variant)).entries(RankingEntry) for r in e.result.ranking]
        assert rows
        assert not any(row.why for row in rows)


def test_the_chair_of_a_variant_is_known_by_keys_and_card_code_only() -> None:
    chair = readable(made("shareable")).the(ChairEntry)
    report = the_record().the(ReportEntry)
    assert chair is not None
    assert report is not None
    member = next(m for m in the_record().entries(MemberEntry) if m.entry.key == report.chair)
    assert (chair.sign, chair.code) == (report.chair, member.entry.signed.code)
    assert signature_fields(made("shareable")) == {"chair": report.chair}
    assert signature_fields(made("internal")) == {"chair": report.chair}
    assert len(signature_fields(the_record())) == 4
    assert signature_fields(make_variant(change(ReportEntry, lambda _: None)(the_record()),
                                         "shareable")) == {}  # fmt: skip


def _total(entry: RankingEntry) -> RankingEntry:
    first = entry.result.ranking[0].model_copy(update={"total_exact": "3"})
    ranking = (first, *entry.result.ranking[1:])
    return RankingEntry(result=entry.result.model_copy(update={"ranking": ranking}))


def _order(entry: RankingEntry) -> RankingEntry:
    last = len(entry.result.ranking)
    rows = (row.model_copy(update={"rank": last + 1 - (row.rank or 0)})
            for row in entry.result.ranking)  # fmt: skip
    return RankingEntry(result=entry.result.model_copy(update={"ranking": tuple(rows)}))


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(("how", "said"), [(_total, "total"), (_order, "order")])
def test_a_changed_ranking_is_seen_in_a_variant(variant: Variant, how: Any, said: str) -> None:
    record = make_variant(change(RankingEntry, how)(the_record()), variant)
    check = {c.check: c for c in check_variant(record, SIGNATURES.verify)}["ranking_recomputed"]
    assert check.ok is False
    assert variant == "internal" or said in str(check.sentence)


def test_changed_rules_are_seen_in_a_variant() -> None:
    changed = at(TenderEntry, "rules.title", "Another")(the_record())
    for variant in VARIANTS:
        assert verdicts(make_variant(changed, variant))["rule_hash"] is False


def test_a_variant_without_rules_says_no_and_never_fails() -> None:
    lacking = change(TenderEntry, lambda _: None)(the_record())
    for variant in VARIANTS:
        found = verdicts(make_variant(lacking, variant))
        assert found["container"] is False
        assert found["ranking_recomputed"] is not True
