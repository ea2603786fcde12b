"""R-26: an entity that applies twice for a lot is shown until somebody decides about it."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.withdrawals import Withdrawal
from evalpanel.usecases import applications, same_entities
from tests.panels import IN, REF, Play, an_application, candidates_file, play


def received() -> Play:
    found = play("locked", "lots")
    alone = an_application("alpha", lots=["1", "2"])
    member = alone["entity"][0] | {"role": "member"}
    other = an_application("bravo", lots=["2", "1"])
    other["entity"][1] = member
    other["gate"] = []
    late = an_application("charlie", received="2026-11-20T12:00:01+01:00")
    late["entity"][1] = member
    late["gate"] = []
    data = candidates_file([alone, other, late])
    applications.receive_applications(found.lead, REF, data, IN)
    found.stage = "received"
    return found


def opened() -> Play:
    found = received()
    applications.ask_opening(found.lead, REF)
    found.confirm_all()
    return found


def shown(found: Play) -> list[tuple[str, list[str], bool]]:
    return [
        (each.lot, list(each.roles), each.decision is not None)
        for each in same_entities.list_shared_entities(found.lead, REF)
    ]


def test_it_is_found_per_lot_and_late_ones_do_not_count() -> None:
    assert shown(received()) == [("1", ["alpha", "bravo"], False), ("2", ["alpha", "bravo"], False)]


def test_a_decision_is_recorded_for_one_lot_or_for_all() -> None:
    found = opened()
    made = same_entities.decide_same_entity(found.lead, REF, "alpha Ltd", "Apart enough", "2")
    assert [(each.lot, each.candidates, each.decision) for each in made] == [
        ("2", ("alpha", "bravo"), "Apart enough")
    ]
    assert [decided for *_rest, decided in shown(found)] == [False, True]
    assert len(same_entities.decide_same_entity(found.lead, REF, "alpha Ltd", "Same again")) == 2
    assert found.log()[-2:] == ["entity.decide", "entity.decide"]


def test_one_that_withdrew_is_nothing_to_decide() -> None:
    found = opened()
    with found.lead.work() as work:
        work.register.add(
            Withdrawal(
                reference=REF,
                candidate="bravo",
                lots=("1",),
                reason="One of the two",
                by="Lena Lead",
                at=found.lead.now(),
            )
        )
        work.commit()
    assert [lot for lot, *_rest in shown(found)] == ["2"]


def test_nothing_is_decided_about_who_applies_once() -> None:
    found = opened()
    with pytest.raises(Refused, match="bravo Ltd does not stand in two applications"):
        same_entities.decide_same_entity(found.lead, REF, "bravo Ltd", "Fine")
    with pytest.raises(Refused, match="A reason is required"):
        same_entities.decide_same_entity(found.lead, REF, "alpha Ltd", " ")
