"""R-7, R-57, R-58, R-67: lots, the number to invite, terms and contract as the law has them."""

from typing import Any

import pytest

from tests.builders import a_criterion, a_lot, a_rule_set, an_item, rules_from
from tests.domain.verdicts import problems_of, warnings_of

LOTS = [a_lot("1"), a_lot("2"), a_lot("3")]
TERMS = {"basis": "contractual", "days": 20, "extension": "atw"}


@pytest.mark.parametrize("select", [1, 7, {"min": 2, "max": 5}, {"min": 3, "max": 3}, "all"])
def test_a_lot_chooses_a_number_a_range_or_all(select: Any) -> None:
    assert problems_of(lot=[a_lot(select=select, reserve=0)]) == {}


@pytest.mark.parametrize("select", [0, {"min": 0, "max": 2}, {"min": 3, "max": 2}])
def test_a_lot_chooses_somebody(select: Any) -> None:
    assert list(problems_of(lot=[a_lot(select=select)])) == ["lot[0].select"]


@pytest.mark.parametrize(
    "select", [{"min": 2}, {"max": 2}, -1, 2.5, "ALL", [2], {"min": 1, "max": 2, "x": 3}]
)
def test_another_choice_says_what_is_possible(select: Any) -> None:
    found = problems_of(lot=[a_lot(select=select)])
    said = 'This must be a whole number, { min = 2, max = 5 } or "all".'
    assert said in found.values()


def test_a_reserve_of_nobody_is_odd() -> None:
    assert set(warnings_of(lot=[a_lot(select="all", reserve=1)])) == {"lot[0].reserve"}
    assert warnings_of(lot=[a_lot(select=2, reserve=1)]) == {}


@pytest.mark.parametrize(("most", "is_odd"), [(1, False), (2, False), (3, True), (9, True)])
def test_a_limit_that_takes_nothing_away_is_odd(most: int, is_odd: bool) -> None:
    limits = {"max_per_candidate": most, "allocation": "lot_order"}
    assert ("lots.max_per_candidate" in warnings_of(lot=LOTS, lots=limits)) is is_odd


def test_a_limit_of_nonsense_is_one_problem() -> None:
    found = problems_of(lot=LOTS, lots={"max_per_candidate": 2, "allocation": "random"})
    assert list(found) == ["lots.allocation"]


@pytest.mark.parametrize(
    "procedure", ["sas-emvi", "sas-zemvi1", "sas-zemvi2", "sas-zemvi3", "sas-zemvi4",
                  "toelating", "openbaar"],
)  # fmt: skip
def test_only_regular_procedures_with_an_invitation_have_a_least_number(procedure: str) -> None:
    assert problems_of(procedure=procedure, lot=[a_lot(select=1)]) == {}


def test_an_unknown_procedure_is_one_problem() -> None:
    assert list(problems_of(procedure="gunning", lot=[a_lot(select=1)])) == ["procedure"]


@pytest.mark.parametrize("procedure", ["sas-emvi", "openbaar"])
def test_an_award_without_price_is_odd(procedure: str) -> None:
    assert set(warnings_of(procedure=procedure)) == {"procedure"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": 0}, "1 to 3660 days, not 0"),
        ({"days": 3661}, "1 to 3660 days, not 3661"),
        ({"basis": "statutory", "days": 19}, "at least 20 days"),
        ({"basis": "statutory", "days": 3661}, "1 to 3660 days"),
    ],
)
def test_a_term_has_days(changes: dict[str, Any], said: str) -> None:
    found = problems_of(terms=TERMS | changes)
    assert list(found) == ["terms.days"]
    assert said in found["terms.days"]


def test_without_a_term_no_days_are_needed() -> None:
    assert problems_of(terms=TERMS | {"basis": "none", "days": 0}) == {}


def test_codes_per_lot_and_a_limit_do_not_go_together() -> None:
    """R-30, R-59: the limit would tell which codes belong to one candidate."""
    codes = {"candidates": True, "codes": "per_lot", "on_identifying": "ask"}
    limit = {"max_per_candidate": 1, "allocation": "lot_order"}
    assert problems_of(anonymity=codes, lot=LOTS) == {}
    assert list(problems_of(anonymity=codes, lot=LOTS, lots=limit)) == ["anonymity.codes"]


def test_a_statutory_standstill_for_social_services_is_odd() -> None:
    statutory = TERMS | {"basis": "statutory"}
    assert set(warnings_of(terms=statutory)) == {"terms.basis"}
    assert warnings_of(terms=statutory, procedure="toelating") == {}


@pytest.mark.parametrize(
    ("contract", "said", "most"),
    [
        ({"years": "6", "options": ["2", "2"]}, "6 years + 2 × 2 years, at most 10 years", "10"),
        ({"years": "4.5"}, "4.5 years", "9/2"),
        (
            {"years": "2", "options": ["1", "1", "0.5"]},
            "2 years + 2 × 1 + 0.5 years, at most 4.5 years",
            "9/2",
        ),
        ({"years": "2", "options": ["1"]}, "2 years + 1 years, at most 3 years", "3"),
    ],
)
def test_a_contract_says_how_long_it_can_last(
    contract: dict[str, Any], said: str, most: str
) -> None:
    found = rules_from(contract=contract).contract
    assert found is not None
    assert (str(found.duration), str(found.most_years)) == (said, most)


@pytest.mark.parametrize(
    ("changes", "is_sound"),
    [
        ({"options": ["1"], "framework": True}, False),
        ({"options": ["1"], "framework": True, "reason": " "}, False),
        ({"options": ["1"], "framework": True, "reason": "Investments."}, True),
        ({"options": ["1"]}, True),
        ({"framework": True}, True),
    ],
)
def test_a_long_framework_agreement_says_why(changes: dict[str, Any], is_sound: bool) -> None:
    found = problems_of(contract={"years": "4"} | changes)
    assert list(found) == ([] if is_sound else ["contract.reason"])


@pytest.mark.parametrize("years", ["0", "-1", "six", "10%"])
def test_a_contract_lasts_some_years(years: str) -> None:
    found = problems_of(contract={"years": years, "framework": True})
    assert list(found) == ["contract.years"]
    found = problems_of(contract={"years": "4", "options": ["1", years]})
    assert list(found) == ["contract.options[1]"]


@pytest.mark.parametrize(
    ("dossier", "path"),
    [({"max_pages": 2}, "on_excess"), ({"on_excess": "withhold"}, "max_pages")],
)
def test_a_limit_of_pages_says_what_follows(dossier: dict[str, Any], path: str) -> None:
    """R-23: what was done with the excess is what was announced."""
    kinds = a_rule_set()["dossier"]
    kinds[0] |= dossier
    found = problems_of(dossier=kinds)
    assert found == {
        f"dossier[0].{path}": f"max_pages and on_excess belong together; {path} is missing."
    }


@pytest.mark.parametrize(
    "dossier", [{"max_pages": 0, "on_excess": "withhold"}, {"max_pages": 2, "on_excess": "burn"}]
)
def test_a_limit_of_pages_with_nonsense_is_one_problem(dossier: dict[str, Any]) -> None:
    kinds = a_rule_set()["dossier"]
    kinds[0] |= dossier
    assert len(problems_of(dossier=kinds)) == 1


def test_an_item_names_a_dossier_once() -> None:
    item = an_item("A1", "40", dossiers=["plan", "plan"])
    found = problems_of(criterion=[a_criterion("A", item)])
    assert found == {"criterion[0].item[0].dossiers[1]": "plan stands twice."}
