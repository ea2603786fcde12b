"""R-3: what an erratum changes is named place by place."""

from evalpanel.domain.errata import RuleChange, rule_changes
from tests.builders import a_criterion, a_lot, a_ranking, a_rule_set, an_item


def test_a_changed_value_is_named_with_its_path_and_both_texts() -> None:
    before = a_rule_set(lot=[a_lot("1", 1)])
    after = a_rule_set(lot=[a_lot("1", 2)])
    assert rule_changes(before, after) == (RuleChange(path="lot[1].select", before="1", after="2"),)


def test_for_people_a_path_shows_its_steps_and_an_id_keeps_its_dots() -> None:
    change = RuleChange(path="criterion[SC-2].item[SC-2.2].text", before="a", after="b")
    assert change.place == "criterion SC-2 › item SC-2.2 › text"
    flat = RuleChange(path="ranking.total_points", before="1", after="2")
    assert flat.place == "ranking › total_points"


def test_equal_rules_have_no_changes() -> None:
    assert rule_changes(a_rule_set(), a_rule_set()) == ()


def test_a_table_that_is_put_in_front_does_not_make_the_others_look_changed() -> None:
    item, other = an_item("A1"), an_item("A0")
    before = a_rule_set(criterion=[a_criterion("A", item)], ranking=a_ranking("10"))
    after = a_rule_set(criterion=[a_criterion("A", other, item)], ranking=a_ranking("20"))
    paths = [change.path for change in rule_changes(before, after)]
    assert all(path.startswith("criterion[A].item[A0]") for path in paths[:-1])
    assert paths[-1] == "ranking.total_points"


def test_what_is_only_on_one_side_stands_against_a_dash() -> None:
    found = rule_changes({"a": []}, {"b": {}})
    assert found == (
        RuleChange(path="a", before="[]", after="-"),
        RuleChange(path="b", before="-", after="{}"),
    )


def test_the_planning_is_no_part_of_an_erratum() -> None:
    """R-9: plans slip without an erratum."""
    milestones = [{"id": "m", "title": "M", "planned": "2026-04"}]
    assert rule_changes(a_rule_set(), a_rule_set(milestone=milestones)) == ()


def test_values_in_plain_lists_are_told_apart_by_their_place() -> None:
    assert rule_changes({"a": ["x", "y"]}, {"a": ["x", "z"]}) == (
        RuleChange(path="a[1]", before="y", after="z"),
    )
