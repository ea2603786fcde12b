"""R-20: every application has exactly one outcome in each of its lots, or the pair is named."""

import pytest

from evalpanel.domain.application import (
    Admission,
    Application,
    Entity,
    GateJudgement,
    Standing,
    admission,
    gate_needs,
)
from evalpanel.domain.gates import GateOutcome
from evalpanel.domain.lot_numbers import CellScores
from evalpanel.domain.lot_ranking import rank_lot
from evalpanel.domain.ranking import Outcome
from evalpanel.domain.reconciliation import Placed, open_gates, places_in, reconcile, refusal
from evalpanel.domain.withdrawals import Withdrawal
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, an_item, rules_from

GATES = [
    {"id": "S-1", "kind": "selection", "title": "Selection"},
    {"id": "V-1", "kind": "condition", "title": "Condition"},
    {"id": "G-1", "kind": "suitability", "title": "Suitability"},
    {"id": "U-1", "kind": "exclusion", "title": "Exclusion"},
]
LOTS = ("1", "2", "3", "4", "5")
RULES = rules_from(gate=GATES, lot=[a_lot(lot) for lot in LOTS])
MET: dict[str, GateOutcome] = {"U-1": "met", "G-1": "met", "V-1": "accepted", "S-1": "met"}


def stands(
    candidate: str, lot: str, standing: Standing, gate: str = "", reason: str = ""
) -> Admission:
    return Admission(candidate=candidate, lot=lot, standing=standing, gate=gate, reason=reason)


def test_ten_applications_with_25_lot_wishes_leave_none_open() -> None:
    """Register 10 applications with 25 lot wishes, leave one open: exactly that pair is named."""
    wishes = [(f"c{n}", lot) for n in range(10) for lot in LOTS[: 3 if n < 5 else 2]]
    assert len(wishes) == 25
    admissions = [stands(candidate, lot, "admitted") for candidate, lot in wishes]
    places = dict.fromkeys(wishes, Placed("selected", 1))
    done = reconcile(RULES, admissions, places)
    assert [(each.candidate, each.lot) for each in done.outcomes] == wishes
    assert done.open == ()
    assert [each.lot for each in done.of("c0")] == ["1", "2", "3"]

    admissions[7] = stands("c2", "2", "open", "G-1")
    [pair] = open_gates(admissions)
    assert (pair.candidate, pair.lot, str(pair.why)) == ("c2", "2", "Gate G-1 is not judged.")
    left = reconcile(RULES, admissions, places)
    assert left.open == (pair,)
    assert len(left.outcomes) == 24


@pytest.mark.parametrize(
    ("standing", "gate", "outcome", "says"),
    [
        ("late", "", "late", "It was received after the deadline and was not opened."),
        ("not_admitted", "", "not_admitted", "It is not admitted to the supplier pool."),
        ("withdrawn", "", "withdrawn", "Because"),
        ("excluded", "U-1", "excluded", "U-1: Because"),
        ("excluded", "G-1", "unsuitable", "G-1: Because"),
        ("excluded", "S-1", "unsuitable", "S-1: Because"),
        ("excluded", "V-1", "set_aside", "V-1: Because"),
    ],
)
def test_what_keeps_it_from_the_panel_has_a_name_and_a_reason(
    standing: Standing, gate: str, outcome: str, says: str
) -> None:
    stood = stands("c", "1", standing, gate, "Because")
    [found] = reconcile(RULES, [stood], {}).outcomes
    assert refusal(RULES, stood) == (found.outcome, found.reason)
    assert (found.candidate, found.lot, found.outcome) == ("c", "1", outcome)
    assert str(found.reason) == says


@pytest.mark.parametrize("standing", ["open", "admitted"])
def test_what_can_still_reach_the_panel_is_not_refused(standing: Standing) -> None:
    assert refusal(RULES, stands("c", "1", standing, "G-1")) is None


@pytest.mark.parametrize(
    ("outcome", "rank", "expected", "says"),
    [
        ("selected", 1, "selected", "It stands at rank 1."),
        ("reserve", 3, "reserve", "It stands at rank 3."),
        ("not_selected", 4, "not_selected", "It stands at rank 4."),
        ("withdrawn", 1, "withdrawn", "It stands at rank 1."),
        (
            "below_threshold",
            None,
            "knocked_out",
            "It does not reach a threshold that was announced.",
        ),
    ],
)
def test_the_ranking_settles_whom_the_panel_saw(
    outcome: Outcome, rank: int | None, expected: str, says: str
) -> None:
    places = {("c", "1"): Placed(outcome, rank), ("c", "2"): Placed("selected", 1)}
    done = reconcile(RULES, [stands("c", "1", "admitted")], places)
    [found] = done.outcomes
    assert found.outcome == expected
    assert str(found.reason) == says


def test_a_tie_at_the_cut_and_a_missing_place_are_no_outcome() -> None:
    tied = {("c", "1"): Placed("tied_at_cut", 2)}
    admissions = [stands("c", "1", "admitted"), stands("d", "1", "admitted")]
    done = reconcile(RULES, admissions, tied)
    assert [(pair.candidate, pair.lot) for pair in done.open] == [("c", "1"), ("d", "1")]
    assert [str(pair.why) for pair in done.open] == [
        "It is tied at the cut, and the tie is not resolved.",
        "It was admitted to the panel and is not in the ranking.",
    ]


def test_places_are_found_under_the_code_of_each_lot() -> None:
    """R-30: with codes per lot an application has another one in every lot."""
    rules = rules_from(
        panel=[a_panel("mean", 1)], criterion=[a_criterion("C", an_item("X"))],
        ranking=a_ranking("10"), lot=[a_lot("1"), a_lot("2")],
    )  # fmt: skip
    cells = {(code, "X"): CellScores({"E": score}) for code, score in (("P", "8"), ("Q", "6"))}
    rankings = [rank_lot(rules, "1", ["P", "Q"], cells), rank_lot(rules, "2", ["Q"], cells)]
    both = an_application().model_copy(
        update={"lots": ("1", "2", "3"), "code": "P", "lot_codes": {"2": "Q"}}
    )
    other = both.model_copy(update={"id": "d", "lots": ("1",), "code": "Q", "lot_codes": {}})
    assert places_in([both, other], rankings) == {
        ("c", "1"): Placed("selected", 1),
        ("c", "2"): Placed("selected", 1),
        ("d", "1"): Placed("not_selected", 2),
    }


# the way there: late, pool, withdrawal and gates in the legal order


def an_application(*, late: bool = False, in_pool: bool | None = None) -> Application:
    return Application(
        reference="T-1", id="c", name="C", received="", late=late, lots=LOTS,
        entities=(Entity(name="Lead", role="lead", registration=""),), evidence=(),
        forbidden_words=(), dossiers=(), admitted_to_pool=in_pool,
    )  # fmt: skip


def judged(gate: str, outcome: GateOutcome, at: str = "2026-06-02") -> GateJudgement:
    return GateJudgement(
        reference="T-1", candidate="c", gate=gate, entity="*", lot="*", outcome=outcome,
        reason="Because", by="Ann", confirmed_by="", at=at,
    )  # fmt: skip


def withdrawn(judged: int, *lots: str) -> Withdrawal:
    return Withdrawal(
        reference="T-1", candidate="c", lots=lots, reason="Too busy", by="Ann", at="2026-06-01",
        judged=judged,
    )  # fmt: skip


def comes_to(
    *judgements: GateJudgement,
    withdrawals: tuple[Withdrawal, ...] = (),
    application: Application | None = None,
    lot: str = "1",
) -> str:
    found = application or an_application()
    needs = gate_needs(RULES, found, lot)
    stood = admission(found, lot, needs, judgements, withdrawals)
    refused = refusal(RULES, stood)
    return refused[0] if refused else stood.standing


def all_met(**other: GateOutcome) -> list[GateJudgement]:
    by_gate = MET | {name.replace("_", "-"): outcome for name, outcome in other.items()}
    return [judged(gate, outcome) for gate, outcome in by_gate.items()]


def test_the_outcome_names_the_first_kind_in_legal_order() -> None:
    """R-22: gates may be judged in any order; the first failed kind in legal order counts."""
    later_first = [judged("S-1", "failed"), judged("V-1", "not_accepted")]
    assert comes_to(*later_first) == "set_aside"
    assert comes_to(*later_first, judged("G-1", "failed")) == "unsuitable"
    assert comes_to(*later_first, judged("G-1", "failed"), judged("U-1", "failed")) == "excluded"
    assert comes_to(*all_met()) == "admitted"
    assert judged("U-1", "met").key == ("T-1", "c")


def test_who_is_not_in_the_pool_stays_out_with_that_reason() -> None:
    """R-109: a non-admitted party is refused, and is still listed in the reconciliation."""
    refused = an_application(in_pool=False)
    assert comes_to(*all_met(), application=refused) == "not_admitted"
    assert comes_to(*all_met(), application=an_application(in_pool=True)) == "admitted"
    late = an_application(late=True, in_pool=False)
    assert comes_to(application=late) == "late"
    assert late.key == ("T-1", "c")
    let_in = refused.model_copy(update={"admitted_at": "2026-06-03"})
    assert comes_to(*all_met(), application=let_in) == "admitted"


def test_a_withdrawal_counts_for_its_lots_unless_the_candidate_was_out_before() -> None:
    """R-20: a withdrawn application has its own outcome; an exclusion before it stays."""
    one = (withdrawn(0, "2"),)
    assert comes_to(*all_met(), withdrawals=one, lot="2") == "withdrawn"
    assert comes_to(*all_met(), withdrawals=one, lot="1") == "admitted"
    assert comes_to(withdrawals=(withdrawn(0),)) == "withdrawn"
    failed = all_met(U_1="failed")
    assert comes_to(*failed, withdrawals=(withdrawn(len(failed)),)) == "excluded"
    later = [*all_met(), judged("U-1", "failed", at="2026-05-01")]
    everywhere = (withdrawn(len(later) - 1),)
    assert comes_to(*later, withdrawals=everywhere) == "withdrawn"
