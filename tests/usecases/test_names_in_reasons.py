"""Reasons of the organiser that members read: no name of a candidate leaves with them (R-31)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import amending, reopening
from tests import later_rounds, revisions
from tests.panels import ASSESSORS, OUT, REF, Play, play, toml_file

Writer = Callable[[str], object]


def _erratum(found: Play, reason: str, ground: str) -> object:
    rules = toml_file(revisions.amended_rules(found))
    return amending.ask_erratum(found.lead, REF, rules, reason=reason, ground=ground)


def _reopening(reason: str) -> object:
    lead = play("merged").copy("named").lead
    return reopening.reopen_seal(lead, REF, ASSESSORS[0], OUT, reason=reason)


def _round(reason: str) -> object:
    plan = replace(later_rounds.REDO, reason=reason)
    return later_rounds.issue(play("closed").copy("named"), plan)


def _revision(reason: str) -> object:
    found = revisions.half_sealed()
    revisions.come(found)
    revisions.replace(found)
    return revisions.revise(found, reason)


WRITERS: dict[str, Writer] = {
    "round": _round,
    "revision": _revision,
    "reopening": _reopening,
    "erratum": lambda reason: _erratum(play("issued").copy("named"), reason, "Clause 4"),
    "ground": lambda reason: _erratum(play("issued").copy("named"), "B1 was unclear", reason),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_reason_that_names_a_candidate_goes_to_nobody(write: Writer) -> None:
    with pytest.raises(Refused, match=r"Br\u00e1vo C\u00e1re in it betrays bravo"):
        write("A question by Br\u00e1vo C\u00e1re")
    assert write("A question by one of the candidates")
