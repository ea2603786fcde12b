"""A records office that receives the seals beside the organiser (`trust.md` 2.4, contract)."""

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.usecases import issuing, merging, opening_package, rounds, scoring, sealing
from evalpanel.usecases.peeling import read_seal
from evalpanel.usecases.sealing import ONION
from tests.panels import ASSESSORS, OUT, REF, STRANGER, Play, play
from tests.revisions import flaws, package_of, to_report

ANN = ASSESSORS[0]


def issued() -> Play:
    """The package names somebody without any other part as records office."""
    found = play("carded")
    found.declare(STRANGER)
    card = found.files.content[found.card(STRANGER)]
    issuing.issue_packages(found.lead, REF, OUT, office_card=card)
    found.settle_unjudged()
    return found


def sealed() -> Play:
    found = issued()
    for name in found.assessors:
        opening_package.open_package(found.desk(name), found.files.content[found.package])
        for score in found.scores(name):
            scoring.save_score(found.desk(name), REF, score)
        sealing.seal_sheet(found.desk(name), REF, OUT)
    return found


def test_the_office_is_named_in_the_package_and_told_to_every_member() -> None:
    found = issued()
    office = package_of(found).records_office
    assert office is not None
    assert office.name == STRANGER
    assert STRANGER not in {entry.name for entry in package_of(found).roster}
    opened = opening_package.open_package(found.desk(ANN), found.files.content[found.package])
    assert any(STRANGER in str(check) for check in opened.checks)


def test_the_office_receives_a_seal_and_reads_no_sheet_in_it() -> None:
    found = sealed()
    desk = found.desk(STRANGER)
    seal, container = read_seal(desk, found.files.content[found.seal(ANN)])
    assert seal.reference == REF
    onion = container.part(ONION) or b""
    with pytest.raises(Unreadable):
        desk.me.decrypt(onion)


def test_nobody_else_receives_a_seal() -> None:
    found = sealed()
    with pytest.raises(Unreadable):
        read_seal(found.desk(ASSESSORS[1]), found.files.content[found.seal(ANN)])


def test_a_round_with_a_records_office_is_opened_and_verified() -> None:
    found = sealed()
    merging.merge_seals(found.lead, REF, [found.seal(name) for name in found.assessors])
    rounds.open_round(found.lead, REF)
    to_report(found)
    assert flaws(found) == []


def test_a_member_of_the_panel_cannot_be_the_records_office() -> None:
    found = play("carded")
    card = found.files.content[found.card(ANN)]
    with pytest.raises(Refused, match="cannot be the records office as well"):
        issuing.issue_packages(found.lead, REF, OUT, office_card=card)


def test_a_card_that_is_not_in_order_is_refused() -> None:
    found = play("carded")
    with pytest.raises(Unreadable):
        issuing.issue_packages(found.lead, REF, OUT, office_card=b"no card")
