"""A rule set file: every problem at once, each with its path, and the hash of its meaning."""

from collections.abc import Callable
from typing import Any

import pytest

from evalpanel.domain.errors import HasProblems, Unreadable
from evalpanel.domain.rulefile import (
    check_for_calculation,
    check_rules,
    parse_rules,
    read_rules,
    rules_sha256,
)
from tests.builders import (
    THUISPLUSFLATS,
    a_criterion,
    a_lot,
    a_panel,
    a_ranking,
    a_rule_set,
    a_scale,
    an_item,
)

Document = dict[str, Any]


def problems_of(document: Document) -> dict[str, str]:
    return {p.path: str(p.sentence) for p in check_rules(document).problems}


def warnings_of(document: Document) -> dict[str, str]:
    return {p.path: str(p.sentence) for p in check_rules(document).warnings}


def test_a_sound_rule_set_has_no_problems_and_no_warnings() -> None:
    verdict = check_rules(a_rule_set())
    assert verdict.valid
    assert verdict.rules is not None
    assert verdict.warnings == ()


def test_the_fixture_is_sound() -> None:
    verdict = check_rules(read_rules((THUISPLUSFLATS / "rules.toml").read_bytes()))
    assert (verdict.problems, verdict.warnings) == ((), ())


def test_every_problem_is_named_at_once() -> None:
    document = a_rule_set(ranking=a_ranking("45", tie_break=["Z", "draw"]), colour="red")
    document["criterion"][0]["item"][1]["scale"] = "nowhere"
    del document["terms"]["days"]
    document["panel"][0]["method"] = "vote"
    assert set(problems_of(document)) == {
        "ranking.total_points", "ranking.tie_break[0]", "colour", "criterion[0].item[1].scale",
        "terms.days", "panel[0].method",
    }  # fmt: skip


def test_the_sum_of_points_must_be_the_total() -> None:
    found = problems_of(a_rule_set(ranking=a_ranking("45")))
    assert found == {"ranking.total_points": "The items add up to 40 points, not to 45."}


def test_an_unknown_key_names_the_nearest_one() -> None:
    document = a_rule_set()
    document["criterion"][0]["item"][0]["pionts"] = "3"
    found = problems_of(document)
    assert found["criterion[0].item[0].pionts"] == "The key pionts is unknown. Did you mean points?"


@pytest.mark.parametrize("attribute", ["criteria", "panels", "lot_limits", "format"])
def test_names_of_attributes_are_no_keys(attribute: str) -> None:
    assert attribute in problems_of(a_rule_set() | {attribute: []})


def test_a_number_without_quotes_is_told_where_and_how() -> None:
    document = a_rule_set()
    document["criterion"][0]["item"][0]["points"] = 9.5
    document["criterion"][0]["item"][1]["points"] = 10
    found = problems_of(document)
    assert "9.5" in found["criterion[0].item[0].points"]
    assert "between quotes" in found["criterion[0].item[1].points"]


def test_a_date_without_quotes_is_told() -> None:
    document = read_rules(b"[[milestone]]\nid='a'\ntitle='A'\nplanned=2026-01-01\n")
    assert "between quotes" in problems_of(a_rule_set() | document)["milestone[0].planned"]


@pytest.mark.parametrize(
    "section",
    ["reference", "title", "authorities", "procedure", "language", "source", "terms", "anonymity",
     "panel", "scale", "dossier", "criterion", "ranking", "lot", "gate"],
)  # fmt: skip
def test_every_section_must_be_there(section: str) -> None:
    document = a_rule_set()
    del document[section]
    assert section in problems_of(document)


def test_no_gates_are_written_as_an_empty_list() -> None:
    assert problems_of(a_rule_set(gate=[])) == {}


def change(path: str, value: Any) -> Callable[[Document], None]:
    def apply(document: Document) -> None:
        here: Any = document
        *way, last = [int(p) if p.isdigit() else p for p in path.split(".")]
        for part in way:
            here = here[part]
        here[last] = value

    return apply


@pytest.mark.parametrize(
    ("where", "value", "path"),
    [
        ("criterion.0.item.0.dossiers", ["chances"], "criterion[0].item[0].dossiers[0]"),
        ("criterion.0.item.0.dossiers", ["letter"], "criterion[0].item[0].dossiers[0]"),
        ("criterion.0.item.0.dossiers", [], "criterion[0].item[0].dossiers"),
        ("criterion.0.item.0.goals", [3], "criterion[0].item[0].goals[0]"),
        ("criterion.0.item.0.minimum", {"score": "7"}, "criterion[0].item[0].minimum.score"),
        ("criterion.0.item.0.minimum", {"points": "11"}, "criterion[0].item[0].minimum.points"),
        ("criterion.0.item.0.minimum", {}, "criterion[0].item[0].minimum"),
        ("criterion.0.minimum", {"points": "20.5"}, "criterion[0].minimum.points"),
        ("criterion.0.minimum", {"score": "6"}, "criterion[0].minimum"),
        ("ranking.minimum", {"points": "41"}, "ranking.minimum.points"),
        ("criterion.0.item.0.weight", "50%", "criterion[0].item[0].points"),
        ("criterion.0.item.0.id", "A2", "criterion[0].item[1].id"),
        ("criterion.0.item.0.id", "draw", "criterion[0].item[0].id"),
        ("criterion.0.lots", ["9"], "criterion[0].lots[0]"),
        ("criterion.0.kind", "price", "criterion[0].kind"),
        ("criterion.0.kind", "interview", "criterion[0].kind"),
        ("panel.0.criteria", ["A"], "criterion[1]"),
        ("panel.0.lots", ["9"], "panel[0].lots[0]"),
        ("panel.0.on_recusal", {"continue_if_at_least": 4}, "panel[0].on_recusal"),
        ("panel.0.on_recusal", "stop", "panel[0].on_recusal"),
        ("panel.0.delphi_rounds", 8, "panel[0].delphi_rounds"),
        ("lot.0.select", 0, "lot[0].select"),
        ("lot.0.select", {"min": 3, "max": 2}, "lot[0].select"),
        ("lot.0.select", "some", "lot[0].select"),
        ("lot.0.id", "*", "lot[0].id"),
        ("ranking.tie_break", ["draw", "A"], "ranking.tie_break[0]"),
        ("scale.0.steps.1.code", "10", "scale[0].steps[1].code"),
        ("scale.0.steps.0.value", "1.1", "scale[0].steps[0].value"),
        ("gate.0.points", "5", "gate[0].points"),
        ("terms.extra_holidays", ["15 mei"], "terms.extra_holidays[0]"),
        ("source.0.date", "2026-02-30", "source[0].date"),
    ],
)
def test_a_problem_stands_at_its_path(where: str, value: Any, path: str) -> None:
    """Among others R-6 (a gate has no points), R-50 and R-52 (no interviews, no price yet)."""
    document = a_rule_set()
    change(where, value)(document)
    assert path in problems_of(document)


def test_limits_of_lots_only_together() -> None:
    assert set(problems_of(a_rule_set(lots={"max_per_candidate": 2}))) == {"lots.allocation"}
    assert set(problems_of(a_rule_set(lots={"allocation": "lot_order"}))) == {
        "lots.max_per_candidate"
    }


@pytest.mark.parametrize(
    ("range_", "key"),
    [("0 10 0", "step"), ("0 10 3", "step"), ("5 5 1", "to"), ("0 9 0.0001", "step")],
)
def test_a_range_must_add_up(range_: str, key: str) -> None:
    first, last, step = range_.split()
    scale = a_scale(from_=first, to=last, step=step)
    assert f"scale[0].range.{key}" in problems_of(a_rule_set(scale=[scale]))


@pytest.mark.parametrize(
    ("procedure", "select", "allowed"),
    [("niet-openbaar", 4, False), ("niet-openbaar", 5, True), ("dialoog", 2, False),
     ("mvo", 3, True),
     ("niet-openbaar", {"min": 4, "max": 6}, False), ("niet-openbaar", "all", True),
     ("sas-zemvi2", 2, True)],
)  # fmt: skip
def test_the_number_to_invite_follows_the_procedure(
    procedure: str, select: Any, allowed: bool
) -> None:
    found = problems_of(a_rule_set(procedure=procedure, lot=[a_lot(select=select)]))
    assert (found == {}) is allowed
    assert allowed or "2.99(3)" in found["lot[0].select"]


def test_weights_are_shares_of_the_total() -> None:
    criteria = [
        a_criterion("A", *(an_item(f"A{n}", None, weight="1/3") for n in (1, 2, 3)), weight="60%"),
        a_criterion("B", an_item("B1", None, weight="100%"), weight="40%"),
    ]  # fmt: skip
    rules = parse_rules(a_rule_set(criterion=criteria))
    assert [str(rules.points_of(item)) for item in rules.items] == ["8", "8", "8", "16"]


def test_a_total_must_be_right_in_every_lot() -> None:
    document = a_rule_set(lot=[a_lot("1"), a_lot("2")])
    document["criterion"][1]["lots"] = ["1"]
    assert "lot 2" in problems_of(document)["ranking.total_points"]


def test_a_step_that_can_never_decide_is_warned_of() -> None:
    found = warnings_of(a_rule_set(ranking=a_ranking(tie_break=["B", "A", "draw"])))
    assert set(found) == {"ranking.tie_break[1]"}
    assert warnings_of(a_rule_set(ranking=a_ranking(tie_break=["B", "A1", "draw"]))) == {}


def test_odd_rule_sets_are_warned_of() -> None:
    steps = [
        {"code": str(n), "value": f"0.{n}", "label": "l", "definition": "d"} for n in range(1, 9)
    ]
    document = a_rule_set(scale=[{"id": "scale", "steps": steps}], ranking=a_ranking(tie_break=[]))
    document["criterion"][0]["item"][0] |= {"source": "", "aspects": [{"text": "results"}]}
    assert set(warnings_of(document)) >= {
        "scale[0].steps", "ranking.tie_break", "criterion[0].item[0].source",
        "criterion[0].item[0].aspects[0].source",
    }  # fmt: skip


def test_an_unknown_major_is_refused() -> None:
    assert "schema" in problems_of(a_rule_set(schema="evalpanel/tender/2"))


def test_parsing_names_every_problem() -> None:
    with pytest.raises(HasProblems, match="T-1") as caught:
        parse_rules(a_rule_set(ranking=a_ranking("45"), colour="red"))
    assert len(caught.value.problems) == 2


def test_a_calculation_needs_only_what_it_uses() -> None:
    document = {
        "schema": "evalpanel/tender/1",
        "panel": [{"method": "mean", "assessors": 2}],
        "scale": [{"id": "s", "range": {"from": "0", "to": "10", "step": "1"}}],
        "criterion": [{"id": "C", "item": [{"id": "X", "scale": "s", "points": "10"}]}],
        "ranking": {"tie_break": ["draw"]},
        "lot": [{"id": "1", "select": 1}],
    }
    assert check_for_calculation(document).problems == ()
    assert not check_rules(document).valid
    del document["lot"]
    assert [p.path for p in check_for_calculation(document).problems] == ["lot"]


def test_a_calculation_does_not_care_for_the_law() -> None:
    assert check_for_calculation(a_rule_set(procedure="niet-openbaar")).valid


def test_the_hash_is_of_the_meaning() -> None:
    plain = b'schema = "evalpanel/tender/1"\nreference = "A"\n'
    spaced = b'# a comment\nreference   = "A"\nschema = "evalpanel/tender/1"\n'
    planned = plain + b'[[milestone]]\nid = "m"\n'
    other = plain.replace(b'"A"', b'"B"')
    hashes = [rules_sha256(read_rules(text)) for text in (plain, spaced, planned, other)]
    assert hashes[0] == hashes[1] == hashes[2] != hashes[3]


def test_the_hash_does_not_fill_in_defaults() -> None:
    document = a_rule_set()
    said = a_rule_set()
    said["criterion"][0]["scope"] = "lot"
    assert rules_sha256(document) != rules_sha256(said)


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"a = 1\nb = \n", "Line 2"), (b"a = 1\na = 2\n", "Line 2"),
     (b"a = 'x'\nb = '\xff'\n", "Line 2"),
     (b"x" * ((1 << 20) + 1), "larger"), (b"a = " + b"[" * 5000, "deeply")],
)  # fmt: skip
def test_a_file_that_is_no_toml_says_where(data: bytes, place: str) -> None:
    with pytest.raises(Unreadable, match=place):
        read_rules(data)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(Unreadable, match="deeply"):
        check_rules(read_rules(b"a = " + b"[" * 40 + b"]" * 40))


def test_panels_share_the_work_without_gap_or_overlap() -> None:
    panels = [a_panel(), a_panel() | {"id": "second"}]
    assert "criterion[0]" in problems_of(a_rule_set(panel=panels))
    panels[0]["criteria"], panels[1]["criteria"] = ["A"], ["B"]
    assert problems_of(a_rule_set(panel=panels)) == {}


@pytest.mark.parametrize("broken", [[], "x", 3, [3], [[]], {}, [{}], None, True])
@pytest.mark.parametrize(
    "section", ["panel", "scale", "criterion", "ranking", "lot", "gate", "terms"]
)
def test_nonsense_is_a_problem_and_never_a_crash(section: str, broken: Any) -> None:
    verdict = check_rules(a_rule_set() | {section: broken})
    assert verdict.valid is (section == "gate" and broken == [])
