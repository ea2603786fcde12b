"""R-2, R-3: after the lock the rules change only by an erratum of two persons."""

import pytest

from evalpanel.domain.errata import Erratum, RuleChange
from evalpanel.domain.errors import Refused
from evalpanel.domain.record import RegisterEntry
from evalpanel.usecases import amending, applications, confirming, tenders
from evalpanel.usecases.acts import list_open_acts
from tests import panels
from tests.builders import a_lot
from tests.panels import REF, SECOND, STRANGER, Play, person, play, toml_file

WHY = {"reason": "Two places were meant", "ground": "2.26a, before the opening"}


def _changed(**changes: object) -> bytes:
    return toml_file(panels.the_rules(**{"lot": [a_lot("1", 2)]} | changes))


def _ask(found: Play) -> str:
    return amending.ask_erratum(found.lead, REF, _changed(), **WHY).id


def _locked_select(found: Play) -> object:
    tender, _ = tenders.show_tender(found.lead, REF)
    return tenders.rules_of(tender).lot("1").select


def test_a_confirmed_erratum_replaces_the_rules_and_is_kept() -> None:
    found = play("received")
    before, _ = tenders.show_tender(found.lead, REF)
    confirming.confirm(found.lead, REF, _ask(found), person(SECOND))
    after, _ = tenders.show_tender(found.lead, REF)
    assert _locked_select(found) == 2
    with found.lead.work() as work:
        (kept,) = work.register.of(REF, "erratum")
    assert isinstance(kept, Erratum)
    assert (kept.before_sha256, kept.after_sha256) == (before.rules_sha256, after.rules_sha256)
    assert kept.changes == (RuleChange(path="lot[1].select", before="1", after="2"),)
    assert (kept.reason, kept.ground) == (WHY["reason"], WHY["ground"])
    assert (kept.by, kept.confirmed_by) == (found.lead.me.name, SECOND)


def test_an_erratum_has_no_effect_until_it_is_confirmed() -> None:
    found = play("received")
    _ask(found)
    assert _locked_select(found) == 1
    assert [act.kind for act in list_open_acts(found.lead, REF)] == ["erratum"]


@pytest.mark.parametrize("missing", ["reason", "ground"])
def test_an_erratum_needs_a_reason_and_a_legal_ground(missing: str) -> None:
    with pytest.raises(Refused, match="A reason is required"):
        amending.ask_erratum(play("received").lead, REF, _changed(), **WHY | {missing: " "})


def test_an_erratum_that_means_the_same_is_refused() -> None:
    with pytest.raises(Refused, match="means the same"):
        amending.ask_erratum(play("received").lead, REF, toml_file(panels.the_rules()), **WHY)


def test_an_erratum_for_another_tender_is_refused() -> None:
    with pytest.raises(Refused, match="is for T-2"):
        amending.ask_erratum(play("received").lead, REF, _changed(reference="T-2"), **WHY)


def test_once_the_chair_is_known_the_chair_must_be_one_of_the_two() -> None:
    found = play("carded")
    asked = _ask(found)
    with found.lead.work() as work:
        for member in work.members.of(REF):
            if "chair" in member.entry.roles:
                entry = member.entry.model_copy(update={"roles": ("process_lead",)})
                work.members.put(member.model_copy(update={"entry": entry}))
            elif member.entry.name == panels.ASSESSORS[0]:
                entry = member.entry.model_copy(update={"roles": ("chair",)})
                work.members.put(member.model_copy(update={"entry": entry}))
        work.commit()
    with pytest.raises(Refused, match="needs the chair"):
        confirming.confirm(found.lead, REF, asked, person(STRANGER))
    confirming.confirm(found.lead, REF, asked, person(panels.ASSESSORS[0]))
    assert _locked_select(found) == 2


def test_after_the_opening_no_erratum_is_possible() -> None:
    with pytest.raises(Refused, match="is open for the rules as they are"):
        _ask(play("round"))


def test_the_second_of_two_errata_asked_for_together_is_refused() -> None:
    found = play("received")
    first = _ask(found)
    other = toml_file(panels.the_rules(lot=[a_lot("1", 3)]))
    confirming.confirm(found.lead, REF, first, person(SECOND))
    second = amending.ask_erratum(found.lead, REF, other, **WHY).id
    third = amending.ask_erratum(found.lead, REF, other, **WHY).id
    assert second == third == "erratum-2"
    confirming.confirm(found.lead, REF, second, person(SECOND))
    assert _locked_select(found) == 3


def test_the_erratum_stands_in_the_record() -> None:
    found = play("received")
    confirming.confirm(found.lead, REF, _ask(found), person(SECOND))
    applications.ask_opening(found.lead, REF)
    confirming.confirm(found.lead, REF, "opening", person(SECOND))
    with found.lead.work() as work:
        entries = [RegisterEntry(entry=entry) for entry in work.register.of(REF)]
    assert [entry.entry.kind for entry in entries] == ["erratum"]
