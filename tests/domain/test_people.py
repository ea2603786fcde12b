"""Members, their codes and who scores."""

import pytest

from evalpanel.domain.acts import Act
from evalpanel.domain.people import RosterEntry, is_scoring
from tests.panels import ASSESSORS, LEAD, SECOND, play
from tests.usecases.test_opening_package import issued


def entry(*roles: str, panels: tuple[str, ...] = ("main",)) -> RosterEntry:
    package, _ = issued(play("issued"))
    return package.roster[0].model_copy(update={"roles": roles, "panels": panels})


@pytest.mark.parametrize(
    ("roles", "chair_scores", "scores"),
    [
        (("assessor",), False, True),
        (("chair",), False, False),
        (("chair",), True, True),
        (("process_lead", "chair"), False, False),
        (("alternate",), True, False),
        (("secretary", "observer", "process_lead"), True, False),
    ],
)
def test_assessors_score_and_the_chair_if_announced(
    roles: tuple[str, ...], chair_scores: bool, scores: bool
) -> None:
    assert is_scoring(entry(*roles), "main", chair_scores=chair_scores) is scores
    assert not is_scoring(entry(*roles), "other", chair_scores=chair_scores)


def test_every_card_has_a_code_of_its_own() -> None:
    package, _ = issued(play("issued"))
    codes = {found.name: found.signed.code for found in package.roster}
    assert set(codes) == {LEAD, SECOND, *ASSESSORS[:3]}
    assert len(set(codes.values())) == 5
    assert package.entry_of("nobody") is None


def test_an_act_is_confirmed_by_a_second_name_only() -> None:
    act = Act(
        reference="T", id="opening", kind="opening", subject={}, by="Ann", by_key="k",
        by_signature="s", at="now",
    )  # fmt: skip
    assert not act.is_confirmed
    assert act.model_copy(update={"confirmed_by": "Ben"}).is_confirmed
    assert act.key == ("T", "opening")
    confirmed = act.model_copy(update={"confirmed_by": "Ben", "confirmed_at": "later"})
    assert confirmed.statement() == act.statement()
