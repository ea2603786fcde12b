"""What the steps before scoring say of the panel is what the issue asks of it (R-14)."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import issuing, panel_changes
from evalpanel.usecases.preparation import Step, list_steps
from tests.panels import ASSESSORS, LEAD, OUT, REF, Play, play

ANN, DEE = ASSESSORS[0], ASSESSORS[3]


def steps(found: Play) -> dict[str, Step]:
    return {step.id: step for step in list_steps(found.lead, REF).steps}


def told(found: Play) -> str:
    return str(steps(found)["cards"].detail)


def test_who_takes_the_seat_of_an_assessor_is_not_one_too_many() -> None:
    found = play("carded")
    assert (steps(found)["cards"].is_done, told(found)) == (
        True,
        "5 cards; assessors 3 of 3, chair 1 of 1",
    )
    found.declare(DEE)
    found.add(DEE, "assessor")
    assert (steps(found)["cards"].is_done, steps(found)["issue"].is_possible) == (False, False)
    assert "assessors 4 of 3" in told(found)
    with pytest.raises(Refused, match="has 4 assessors; 3 were announced"):
        issuing.issue_packages(found.lead, REF, OUT)
    panel_changes.recuse_member(found.lead, REF, ANN, reason="A brother works there")
    panel_changes.replace_member(found.lead, REF, ANN, DEE, reason="Steps in")
    assert (steps(found)["cards"].is_done, steps(found)["issue"].is_possible) == (True, True)
    assert "assessors 3 of 3" in told(found)
    issuing.issue_packages(found.lead, REF, OUT)
    assert steps(found)["issue"].is_done


def test_a_chair_who_is_an_assessor_too_keeps_the_panel_open() -> None:
    found = play("declared")
    found.add(LEAD, "process_lead", "chair", "assessor")
    for name in ASSESSORS[:2]:
        found.add(name, "assessor")
    assert "assessors 3 of 3, chair 1 of 1" in told(found)
    assert not steps(found)["cards"].is_done
