"""R-23: what has more pages than announced is cut off or set aside, whichever was announced."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases.issuing import issue_packages
from tests import panel_case
from tests.panels import OUT, REF, play


def _plan(most: int) -> dict[str, object]:
    plan = {"id": "plan", "title": "Plan", "max_pages": most, "on_excess": "set_aside"}
    return {"dossier": [plan, {"id": "chances", "title": "Chances", "scored": False}]}


def test_the_panel_never_reads_the_first_pages_of_what_is_set_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(panel_case.VARIANTS, "set_aside", _plan(2))
    found = play("carded", "set_aside")
    with pytest.raises(Refused, match="Plan of Alpha has 3 pages") as refused:
        issue_packages(found.lead, REF, OUT)
    assert "gate set T-1 alpha GATE failed" in str(refused.value.hint)


def test_what_keeps_to_its_pages_is_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(panel_case.VARIANTS, "just_enough", _plan(3))
    found = play("carded", "just_enough")
    [issued] = issue_packages(found.lead, REF, OUT)
    assert issued.withheld_pages == 0
