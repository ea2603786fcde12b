"""Evidence: whose it is, how old it may be and when that is measured (R-27, R-106, R-108)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.evidence import (
    Evidence,
    EvidenceDays,
    EvidenceFound,
    EvidenceReceived,
    EvidenceState,
    award_day,
    evidence_at_award,
    judge_evidence,
    lack_of,
    last_good_day,
    months_after,
)
from evalpanel.domain.evidence_rules import EvidenceKind, EvidenceRules
from evalpanel.domain.rulefile import check_rules
from tests.builders import a_rule_set

USUAL = EvidenceRules()
SUBMITTED = date(2026, 6, 1)


def a_piece(kind: str, **changes: str) -> Evidence:
    given_ = {"entity": "Lead", "dated": "", "valid_until": "", "received": ""} | changes
    return Evidence(kind=kind, sha256=None, **given_)


def state(
    piece: Evidence, rules: EvidenceRules = USUAL, *, award: date | None = None, entity: str = "*"
) -> str:
    days = EvidenceDays(SUBMITTED, award)
    [found] = judge_evidence(rules, [piece.kind], entity, [piece], days, only_entity=False)
    return found.state


@pytest.mark.parametrize(
    ("kind", "last_good", "too_old"),
    [
        ("GVA", "2024-06-01", "2024-05-31"),
        ("conduct_certificate", "2024-06-01", "2024-05-31"),
        ("KvK-uittreksel", "2025-12-01", "2025-11-30"),
        ("trade_register_extract", "2025-12-01", "2025-11-30"),
        ("verklaring fiscale verplichtingen", "2025-12-01", "2025-11-30"),
        ("tax_compliance_statement", "2025-12-01", "2025-11-30"),
    ],
)
def test_usual_ages_count_to_the_day(kind: str, last_good: str, too_old: str) -> None:
    """R-106: a GVA dated 2 years and 1 day before the submission is expired."""
    assert state(a_piece(kind, dated=last_good)) == "valid"
    assert state(a_piece(kind, dated=too_old)) == "expired"
    assert state(a_piece(kind)) == "undated"


def test_a_policy_is_good_until_its_end_date() -> None:
    """R-106: a policy counts by the end date on it, and needs no date of its own."""
    assert state(a_piece("insurance_policy", valid_until="2026-06-01")) == "valid"
    assert state(a_piece("insurance_policy", valid_until="2026-05-31")) == "expired"
    assert state(a_piece("insurance_policy")) == "valid"


def test_the_earlier_of_age_and_end_date_counts() -> None:
    piece = a_piece("GVA", dated="2026-01-01", valid_until="2026-05-31")
    assert last_good_day(USUAL, piece) == date(2026, 5, 31)
    assert state(piece) == "expired"


def test_the_day_of_measuring_is_a_setting() -> None:
    """R-106: reference date setting submission | receipt | award."""
    late = a_piece("GVA", dated="2024-06-15", received="2026-06-20")
    award = date(2026, 7, 1)
    assert state(late, award=award) == "valid"
    assert state(late, EvidenceRules(measured_at="receipt"), award=award) == "expired"
    at_once = a_piece("GVA", dated="2024-06-15")
    assert state(at_once, EvidenceRules(measured_at="receipt"), award=award) == "valid"
    assert state(at_once, EvidenceRules(measured_at="award"), award=award) == "expired"
    assert state(at_once, EvidenceRules(measured_at="award")) == "valid"


def test_a_kind_can_have_an_age_and_a_day_of_its_own() -> None:
    """R-106: every age is a default that the rule set can announce otherwise."""
    own = EvidenceKind(id="GVA", max_age_months=12, measured_at="award")
    rules = EvidenceRules.model_validate({"kind": (own,)})
    assert state(a_piece("GVA", dated="2025-07-01"), rules, award=date(2026, 7, 1)) == "valid"
    assert state(a_piece("GVA", dated="2025-06-30"), rules, award=date(2026, 7, 1)) == "expired"
    without = EvidenceRules.model_validate({"kind": ({"id": "GVA"},)})
    assert state(a_piece("GVA", dated="1999-01-01"), without) == "valid"
    assert without.measured_at_of("GVA") == "submission"


def test_each_member_brings_its_own_and_other_evidence_is_joint() -> None:
    """R-27: a member without its own exclusion evidence is incomplete; a policy may be joint."""
    pieces = [a_piece("uea"), a_piece("policy", entity="Member"), a_piece("list", entity="")]
    days = EvidenceDays(SUBMITTED)

    def found(kind: str, entity: str, *, only_entity: bool = False) -> str:
        [one] = judge_evidence(USUAL, [kind], entity, pieces, days, only_entity=only_entity)
        return one.state

    assert found("uea", "Lead") == "valid"
    assert found("uea", "Member") == "missing"
    assert found("policy", "*") == "valid"
    assert found("list", "*") == "valid"
    assert found("list", "Member") == "missing"
    assert found("list", "Lead", only_entity=True) == "valid"


def test_the_best_piece_counts() -> None:
    pieces = [
        a_piece("GVA"),
        a_piece("GVA", dated="2020-01-01"),
        a_piece("GVA", dated="2025-01-01"),
        a_piece("GVA", dated="2026-01-01"),
    ]
    days = EvidenceDays(SUBMITTED)
    [best] = judge_evidence(USUAL, ["GVA"], "*", pieces, days, only_entity=True)
    assert best == EvidenceFound("GVA", "*", "valid", date(2028, 1, 1))
    [expired] = judge_evidence(USUAL, ["GVA"], "*", pieces[:2], days, only_entity=True)
    assert expired.state == "expired"


def test_the_watch_list_measures_on_the_day_of_the_award() -> None:
    """R-108: what is valid at submission and expired on the award; R-106: the UEA is confirmed."""
    award = date(2026, 12, 1)
    pieces = [a_piece("uea"), a_piece("KvK-uittreksel", dated="2026-05-01")]
    own = EvidenceRules.model_validate(
        {"kind": ({"id": "KvK-uittreksel", "max_age_months": 6, "measured_at": "submission"},)}
    )
    for rules in (USUAL, own):
        found = evidence_at_award(
            rules, ["uea", "KvK-uittreksel", "GVA"], "Lead", pieces, award, only_entity=True
        )
        assert [each.state for each in found] == ["to_confirm", "expired", "missing"]
    anew = [*pieces, a_piece("uea", received="2026-11-20")]
    [uea] = evidence_at_award(USUAL, ["uea"], "Lead", anew, award, only_entity=False)
    assert uea.state == "valid"
    others = [*pieces, a_piece("uea", received="2026-11-20", entity="Member")]
    [uea] = evidence_at_award(USUAL, ["uea"], "Lead", others, award, only_entity=False)
    assert uea.state == "to_confirm"


@pytest.mark.parametrize(
    ("rules", "planned", "expected"),
    [
        (USUAL, [("selection", "2026-07"), ("decision", "2026-02")], date(2026, 2, 28)),
        (USUAL, [("award", "2026-07-01T12:00:00+02:00")], date(2026, 7, 1)),
        (USUAL, [("award", "2026-07-01"), ("award", "2026-08-01")], date(2026, 8, 1)),
        (USUAL, [("deadline", "2026-07-01")], None),
        (EvidenceRules(award="dialogue"), [("award", "2026-07-01")], None),
        (EvidenceRules(award="dialogue"), [("dialogue", "2028-02")], date(2028, 2, 29)),
    ],
)
def test_the_award_is_the_day_in_the_planning(
    rules: EvidenceRules, planned: list[tuple[str, str]], expected: date | None
) -> None:
    assert award_day(rules, planned) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_months_go_on_as_a_calendar_does(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and months_after(later, 1).month)


def test_late_evidence_is_registered_by_tender_and_kind() -> None:
    received = EvidenceReceived(
        reference="T-1", candidate="a", evidence=a_piece("GVA"), reason="Asked", by="Ann", at="now"
    )
    assert received.key == ("T-1", "evidence_received")


def test_what_lacks_is_said_with_whose_it_is() -> None:
    states: list[tuple[str, EvidenceState]] = [
        ("Lead", "missing"), ("*", "expired"), ("*", "undated"), ("*", "to_confirm"), ("*", "valid")
    ]  # fmt: skip
    day = date(2026, 1, 1)
    found = [str(lack_of(EvidenceFound("GVA", entity, state, day))) for entity, state in states]
    assert found == [
        "GVA is missing (Lead)",
        "GVA expired on 2026-01-01",
        "GVA has no date",
        "GVA is to be confirmed anew",
        "GVA is valid",
    ]


def test_what_is_announced_about_evidence_is_checked() -> None:
    wrong = {"kind": [{"id": "x"}, {"id": "x"}], "award": "never", "measured_at": "award"}
    assert [p.path for p in check_rules(a_rule_set(evidence=wrong)).problems] == [
        "evidence.kind[1].id",
        "evidence.award",
    ]
    sound = a_rule_set(
        evidence={"award": "award", "repair_days": 7, "kind": [{"id": "x"}]},
        milestone=[{"id": "award", "title": "Award", "planned": "2026-09"}],
    )
    assert check_rules(sound).problems == ()
