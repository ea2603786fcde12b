"""Whoever comes back with the recovery code alone is told what is lost (`trust.md` 2.4, 3)."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import opening_package
from evalpanel.usecases.beginning_anew import lost_memory
from tests.panels import ASSESSORS, play

ANN = ASSESSORS[0]


def test_an_empty_workspace_says_what_it_does_not_know_and_another_says_nothing() -> None:
    found = play("sealed")
    assert lost_memory(found.desk(ANN)) is None
    assert lost_memory(found.lead) is None
    del found.databases[ANN]
    assert "nor in which rounds your seal is in" in str(lost_memory(found.desk(ANN)))


def test_a_new_card_from_a_lost_laptop_opens_nothing_that_was_issued_for_the_old_one() -> None:
    """So that nobody seals a second time, with a key that is out, unless the lead lets that in."""
    found = play("sealed")
    del found.databases[ANN]
    found.declare(ANN)
    with pytest.raises(Refused, match="Your own card is not on the roster"):
        opening_package.open_package(found.desk(ANN), found.files.content[found.package])
    with pytest.raises(Refused, match="no newer version"):
        found.add(ANN, "assessor")
