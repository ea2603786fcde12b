"""Rule files that are wrong: one sentence each with line or field, all of a file in one go."""

import math
from typing import Any

import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.domain.rulefile import (
    check_for_calculation,
    check_rules,
    parse_rules,
    read_rules,
)
from evalpanel.domain.toml_text import exact_document
from tests.builders import a_lot, a_rule_set
from tests.domain.verdicts import problems_of

POINTS = "criterion[0].item[0].points"


def with_points(points: object) -> dict[str, str]:
    """The problems of the sound rule set with this in place of the points of its first item."""
    document = a_rule_set()
    document["criterion"][0]["item"][0]["points"] = points
    return {p.path: str(p.sentence) for p in check_rules(document).problems}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf\n  \n", "The file is empty"),
        (b"a = 1\nb = " + b"9" * 5000, "Line 2 has a number of more than 4,300 digits"),
        (b"a = 1\nb = '\x00'", "Line 2 is not UTF-8"),
        (b"a = 1\nb = '\xe9'", "Line 2 is not UTF-8"),
        ("a = 1\n".encode("utf-16"), "Line 1 is not UTF-8"),
        ("a = 1\n".encode("utf-16-le"), "Line 1 is not UTF-8"),
        (b"a = [1,\n", "at its end"),
        (b"%PDF-1.7", "Line 1"),
        (b"[terms]\n[terms]\n", "Line 2"),
    ],
)
def test_what_is_no_rule_file_is_refused_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_rules(data)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    assert read_rules(b'\xef\xbb\xbfa = "1"\r\nb = "2"\r\n') == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    "number", ["NaN", "nan", "inf", "1e3", "=1+1", "1,5", "10 ", "0x10", "1_000", "1/0", "٣", "",
               "10%", "x" * 10_000, "9" * 13],
)  # fmt: skip
def test_text_that_is_no_exact_number_is_one_short_problem(number: str) -> None:
    said = 'This must be a number between quotes, such as "10" or "0.25".'
    assert with_points(number) == {POINTS: said}


@pytest.mark.parametrize("number", [math.nan, math.inf, 1e3, 2**60, 10**30, True, 10])
def test_a_bare_number_is_told_at_its_place(number: object) -> None:
    assert "quotes" in with_points(number)[POINTS]


def test_a_bare_number_that_is_too_large_is_told_where_no_text_is_asked() -> None:
    lots = [a_lot() | {"reserve": 2**60}]
    assert problems_of(lot=lots) == {"lot[0].reserve": "The number is too large."}


@pytest.mark.parametrize("text", [b"a = 2026-01-02", b"a = 2026-01-02T10:00:00Z", b"a = 10:00:00"])
def test_a_bare_date_or_time_is_told(text: bytes) -> None:
    (problem,) = exact_document(read_rules(text))[1]
    assert problem.path == "a"
    assert "between quotes" in str(problem)


@pytest.mark.parametrize(
    "name", ["", "x" * 65, "x" * 10_000, " a", "a\nb", "a\x1b[31m", "a\u202eb"]
)
def test_an_id_is_short_visible_text(name: str) -> None:
    said = "An id is 1 to 64 visible characters without spaces around them."
    assert problems_of(lot=[a_lot(name)]) == {"lot[0].id": said}


def test_an_unknown_name_of_ten_thousand_characters_makes_a_short_sentence() -> None:
    document = a_rule_set()
    document["criterion"][0]["lots"] = ["x" * 10_000]
    (problem,) = (p for p in check_rules(document).problems if p.path == "criterion[0].lots[0]")
    assert len(str(problem)) < 150


@pytest.mark.parametrize(
    "planned", ["2026-04", "2026-05-20", "2026-06-01T12:00:00+02:00", "2026-06-01T12:00Z"]
)
def test_a_milestone_keeps_its_precision_as_written(planned: str) -> None:
    """R-9: a month stays a month and a day a day."""
    milestone = {"id": "m", "title": "M", "planned": planned, "actual": planned}
    (found,) = parse_rules(a_rule_set(milestone=[milestone])).milestones
    assert (found.planned, found.actual) == (planned, planned)


@pytest.mark.parametrize(
    "planned", ["2026", "2026-13", "2026-00", "2026-02-30", "2026-06-01T12:00", "april 2026"]
)
def test_a_milestone_that_is_no_date_is_told(planned: str) -> None:
    milestone = {"id": "m", "title": "M", "planned": planned}
    assert list(problems_of(milestone=[milestone])) == ["milestone[0].planned"]


@pytest.mark.parametrize("hash_", ["ab" * 31, "AB" * 32, "x" * 64, ""])
def test_a_hash_of_a_paper_is_64_hexadecimal_digits(hash_: str) -> None:
    source = {"id": "guide", "title": "Guide", "sha256": hash_}
    assert list(problems_of(source=[source])) == ["source[0].sha256"]
    assert problems_of(source=[source | {"sha256": "ab" * 32}]) == {}


@pytest.mark.parametrize("changes", [{"title": "  "}, {"authorities": [""]}])
def test_text_says_something(changes: dict[str, Any]) -> None:
    assert list(problems_of(**changes).values()) == ["This must not be empty."]


def test_several_authorities_and_on_whose_behalf_they_buy_are_kept() -> None:
    rules = parse_rules(a_rule_set(authorities=["Town", "Village"], on_behalf_of=["Hamlet"]))
    assert (rules.authorities, rules.on_behalf_of) == (("Town", "Village"), ("Hamlet",))


def test_a_thousand_mistakes_are_all_named() -> None:
    assert len(problems_of(lot=[a_lot(str(n), select=0) for n in range(1000)])) == 1000


@pytest.mark.parametrize("key", ["schema", "reference", "terms", "panel", "gate", "lot"])
def test_what_is_missing_is_named_with_its_field(key: str) -> None:
    """R-1: a set-up with any of these missing cannot be locked."""
    document = a_rule_set()
    del document[key]
    assert [p.path for p in check_rules(document).problems] == [key]


@pytest.mark.parametrize(
    ("section", "key"),
    [("panel", "assessors"), ("panel", "method"), ("panel", "on_recusal"), ("lot", "select"),
     ("gate", "kind"), ("source", "title"), ("dossier", "id"), ("criterion", "kind")],
)  # fmt: skip
def test_a_key_that_is_missing_in_a_table_is_named(section: str, key: str) -> None:
    document = a_rule_set()
    del document[section][0][key]
    found = {p.path: str(p.sentence) for p in check_rules(document).problems}
    assert found[f"{section}[0].{key}"] == f"The key {key} is missing."


def test_a_table_in_which_nothing_can_stand_in_has_all_its_problems_named() -> None:
    """Without its years a contract falls away as a whole, but not what is wrong inside it."""
    found = problems_of(contract={"options": ["x"], "framework": "yes"}, colour="red")
    assert set(found) == {"contract.years", "contract.options[0]", "contract.framework", "colour"}


def test_a_file_that_stays_wrong_in_form_is_not_tested_for_its_meaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("evalpanel.domain.rulefile._MAX_PASSES", 1)
    verdict = check_rules(a_rule_set(colour="red", lot=[a_lot(select=0)]))
    assert [p.path for p in verdict.problems] == ["colour"]
    assert verdict.rules is None


@pytest.mark.parametrize("section", ["panel", "scale", "criterion", "ranking", "lot", "terms"])
@pytest.mark.parametrize("broken", ["x", 3, [3], [[]], {}, [{}], True])
def test_nonsense_for_a_calculation_is_a_problem_and_never_a_crash(
    section: str, broken: object
) -> None:
    verdict = check_for_calculation(a_rule_set() | {section: broken})
    assert verdict.valid is (section in {"terms", "ranking"} and broken == {})


def test_a_goal_of_a_list_of_goals_that_is_wrong_is_not_tested() -> None:
    document = a_rule_set(goals="none")
    document["criterion"][0]["item"][0]["goals"] = [3]
    assert [p.path for p in check_rules(document).problems] == ["goals"]


def test_an_unknown_key_deep_in_the_file_names_the_nearest_one() -> None:
    kinds = a_rule_set()["dossier"]
    kinds[0]["max_page"] = 2
    assert problems_of(dossier=kinds) == {
        "dossier[0].max_page": "The key max_page is unknown. Did you mean max_pages?"
    }
