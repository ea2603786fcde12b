"""One person with two laptops has two logs; heads of the one say nothing of the other (R-93)."""

import pytest

from evalpanel.domain.excuses import Excuse
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.standby import SteppedIn
from evalpanel.usecases import excusing, issuing, merging, opening_package
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.own_anchors import own_anchors
from evalpanel.usecases.verifying_log import verify_log
from tests.fakes import FakeDatabase
from tests.panels import ASSESSORS, LEAD, OUT, REF, SECOND, Play, play
from tests.sealing_exceptions import DEE, replace, step_in, with_alternate


class Laptops:
    """The evaluation, with a second and still empty laptop of the process lead."""

    def __init__(self, found: Play) -> None:
        """Laptop 1 holds what was played."""
        self.found = found
        self.databases = {1: found.databases[LEAD], 2: FakeDatabase()}

    def use(self, number: int) -> None:
        """Go on with this laptop."""
        self.found.databases[LEAD] = self.databases[number]

    def flaw(self, number: int) -> str:
        """What `log verify` finds wrong on this laptop."""
        self.use(number)
        return str(verify_log(self.found.lead).flaw or "")


def _issued() -> Laptops:
    """The lead declared on laptop 2, where something stood in the log, and issued on laptop 1."""
    found = play("invited", "chair_scores")
    laptops = Laptops(found)
    laptops.use(2)
    with found.lead.work() as work:
        write_log(found.lead, work, "backup.made", "")
        work.commit()
    found.declare(LEAD)
    assert laptops.flaw(2) == ""  # the invitation is from laptop 1
    laptops.use(1)
    for name in (SECOND, *found.assessors):
        found.declare(name)
    found.add(LEAD, "process_lead", "chair")
    found.add(SECOND, "secretary")
    for name in found.assessors:
        found.add(name, "assessor")
    issuing.issue_packages(found.lead, REF, OUT)
    laptops.use(2)
    opening_package.open_package(found.lead, found.files.content[found.package])
    return laptops


def test_invitation_package_and_card_of_the_other_laptop_raise_no_alarm() -> None:
    laptops = _issued()
    assert [laptops.flaw(number) for number in (1, 2)] == ["", ""]


@pytest.mark.parametrize(("number", "keeps"), [(1, 5), (1, 0), (2, 0)])
def test_a_log_that_was_cut_is_found_on_either_laptop(number: int, keeps: int) -> None:
    """Laptop 1 knows it by the package, laptop 2 by the card, even where nothing is left."""
    laptops = _issued()
    state = laptops.databases[number].state
    state.log = state.log[:keeps]
    assert "The log was cut" in laptops.flaw(number)


def test_an_excuse_from_the_other_laptop_is_known_where_it_was_written() -> None:
    laptops = _issued()
    found = laptops.found
    made = excusing.step_back(found.lead, REF, OUT, reason="My sister applied")
    laptops.use(1)
    merging.merge_seals(found.lead, REF, [made.file])
    known = {}
    for number in (1, 2):
        assert laptops.flaw(number) == ""
        with found.lead.work() as work:
            [excuse] = of_kind(work.register.of(REF), Excuse)
            known[number] = excuse.excuse.anchor in own_anchors(found.lead, work)
    assert known == {1: False, 2: True}


@pytest.mark.parametrize(
    ("told", "is_known"),
    [((), True), (("alternate.merge",), False), (("alternate.merge", "alternate.step_in"), True)],
)
def test_a_step_in_is_left_out_where_it_was_only_taken_in(
    told: tuple[str, ...], is_known: bool
) -> None:
    found = with_alternate()
    merging.merge_seals(found.lead, REF, [found.seal(n) for n in (*ASSESSORS[:3], DEE)])
    replace(found)
    merging.merge_seals(found.lead, REF, [step_in(found).file])
    with found.lead.work() as work:
        [entry] = of_kind(work.register.of(REF), SteppedIn)
    found.databases[DEE] = FakeDatabase()
    desk = found.desk(DEE)
    with desk.work() as work:
        work.register.add(entry)
        for what in (*told, "backup.made"):
            write_log(desk, work, what, REF, DEE, commitment=entry.commitment)
        work.commit()
        assert (entry.step_in.anchor in own_anchors(desk, work)) is is_known
