"""Opening the package: from the organiser, for me, with my own card, and untouched."""

from collections.abc import Callable
from typing import Any

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1, roster_sha256
from evalpanel.domain.people import CARD_NAMESPACE, INVITE_NAMESPACE, RosterEntry
from evalpanel.domain.rulefile import rules_sha256
from evalpanel.usecases import opening_package
from evalpanel.usecases.ports import Container
from tests.builders import a_panel
from tests.panels import ASSESSORS, LEAD, REF, SECOND, STRANGER, Play, person, play, the_rules

ANN, BEN = ASSESSORS[:2]
Change = Callable[[PackageV1], PackageV1]


def issued(found: Play) -> tuple[PackageV1, Container]:
    data = person(ANN).decrypt(found.files.content[found.package])
    container = found.lead.containers.unpack(data, PACKAGE_NAMESPACE)
    return PackageV1.from_document(container.manifest), container


def repacked(
    found: Play, package: PackageV1, parts: tuple[tuple[str, bytes], ...], by: str = LEAD
) -> bytes:
    """The package as an organiser without scruples could make it."""
    packed = found.lead.containers.pack(package.to_json(), parts, person(by), PACKAGE_NAMESPACE)
    everybody = [person(name).receive_key for name in (ANN, BEN, STRANGER)]
    return found.lead.envelopes.encrypt(packed, everybody)


def with_roster(package: PackageV1, roster: tuple[RosterEntry, ...]) -> PackageV1:
    return package.model_copy(update={"roster": roster, "roster_sha256": roster_sha256(roster)})


def swap_card(
    package: PackageV1, whose: str, *, sign_again: bool = True, **changes: Any
) -> PackageV1:
    """Another card in the place of a member's, signed by whoever holds the key."""

    def swapped(entry: RosterEntry) -> RosterEntry:
        if entry.name != whose:
            return entry
        card = entry.signed.card.model_copy(update=changes)
        signature = (
            person(whose).sign(card.canonical(), CARD_NAMESPACE)
            if sign_again
            else entry.signed.signature
        )
        signed = entry.signed.model_copy(update={"card": card, "signature": signature})
        return entry.model_copy(update={"signed": signed})

    return with_roster(package, tuple(swapped(entry) for entry in package.roster))


def test_a_member_sees_what_was_checked() -> None:
    found = play("issued")
    opened = opening_package.open_package(found.desk(ANN), found.files.content[found.package])
    assert opened.to_score == 6
    assert len(opened.checks) == 3
    assert found.log(ANN)[-1] == "package.open"


def test_opening_it_again_changes_nothing() -> None:
    found = play("scored")
    before = found.databases[ANN].state.shelves["drafts"]
    opening_package.open_package(found.desk(ANN), found.files.content[found.package])
    assert found.databases[ANN].state.shelves["drafts"] == before


def test_who_has_not_declared_opens_nothing() -> None:
    found = play("issued")
    found.databases.pop(ANN)
    with pytest.raises(Refused, match="not declared"):
        opening_package.open_package(found.desk(ANN), found.files.content[found.package])


def test_a_package_for_others_stays_closed() -> None:
    found = play("issued")
    with pytest.raises(Unreadable):
        opening_package.open_package(found.desk(STRANGER), found.files.content[found.package])


@pytest.mark.parametrize("cut", [0, 10, 300, -1, -400])
def test_a_truncated_package_stays_closed(cut: int) -> None:
    found = play("issued")
    with pytest.raises(Unreadable):
        opening_package.open_package(found.desk(ANN), found.files.content[found.package][:cut])


def test_another_kind_of_file_is_no_package() -> None:
    found = play("issued")
    invite = found.lead.containers.pack(
        {"schema": "evalpanel/invite/1", "signer": person(LEAD).sign_key}, (), person(LEAD),
        INVITE_NAMESPACE,
    )  # fmt: skip
    data = found.lead.envelopes.encrypt(invite, [person(ANN).receive_key])
    with pytest.raises(Unreadable):
        opening_package.open_package(found.desk(ANN), data)


def test_a_package_of_a_stranger_is_refused() -> None:
    found = play("issued")
    package, container = issued(found)
    forged = package.model_copy(update={"signer": person(STRANGER).sign_key})
    with pytest.raises(Refused, match=f"does not come from {LEAD}"):
        opening_package.open_package(
            found.desk(ANN), repacked(found, forged, container.parts, STRANGER)
        )


def _without(name: str) -> Change:
    return lambda package: with_roster(
        package, tuple(entry for entry in package.roster if entry.name != name)
    )


def _sockpuppet(package: PackageV1) -> PackageV1:
    """Only my own sheets and one for an invented member: the onion would have two layers."""
    mine = tuple(a for a in package.assignments if a.member == person(ANN).sign_key)
    return package.model_copy(update={"assignments": mine})


def _rules(**changes: Any) -> Change:
    def change(package: PackageV1) -> PackageV1:
        rules = the_rules(**changes)
        return package.model_copy(update={"rules": rules, "rules_sha256": rules_sha256(rules)})

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: p.model_copy(update={"invite": "0" * 64}), "does not come from"),
        (lambda p: p.model_copy(update={"panel_id": "0" * 32}), "not declared"),
        (lambda p: p.model_copy(update={"reference": "T-2"}), "not declared"),
        (_without(ANN), "own card is not"),
        (lambda p: swap_card(p, ANN, release={"main": ("age1x",) * 8}), "own card is not"),
        (lambda p: swap_card(p, ANN, name="Ann Other"), "own card is not"),
        (lambda p: swap_card(p, BEN, sign_again=False, receive="age1x"), f"card of {BEN}"),
        (lambda p: swap_card(p, BEN, sign="01" + "00" * 31), f"card of {BEN}"),
        (lambda p: swap_card(p, BEN, release={"main": ()}), "not the one that was announced"),
        (lambda p: p.model_copy(update={"roster_sha256": "0" * 64}), "does not hold what"),
        (lambda p: p.model_copy(update={"rules": the_rules(title="X")}), "does not hold what"),
        (lambda p: p.model_copy(update={"dossiers": p.dossiers[1:]}), "does not hold what"),
        (_without(BEN), "not the one that was announced"),
        (_sockpuppet, "not the one that was announced"),
        (lambda p: p.model_copy(update={"round": 9}), "not the one that was announced"),
        (lambda p: p.model_copy(update={"round": 0}), "not the one that was announced"),
        (lambda p: p.model_copy(update={"panel": "other"}), "not the one that was announced"),
        (_rules(panel=[a_panel("consensus", 4)]), "not the one that was announced"),
        (_rules(lot=[]), "has problems"),
    ],
)
def test_an_organiser_without_scruples_is_caught(change: Change, says: str) -> None:
    found = play("issued")
    package, container = issued(found)
    parts = tuple(dict.fromkeys(container.parts))
    before = found.databases[ANN].state
    with pytest.raises((Refused, Unreadable), match=says):
        opening_package.open_package(found.desk(ANN), repacked(found, change(package), parts))
    assert found.databases[ANN].state is before


def test_a_second_package_never_takes_the_place_of_the_first() -> None:
    found = play("scored")
    package, container = issued(found)
    other = package.model_copy(update={"issued_at": "2026-11-30T00:00:00Z"})
    with pytest.raises(Refused, match="already open here"):
        opening_package.open_package(found.desk(ANN), repacked(found, other, container.parts))
    with found.desk(ANN).work() as work:
        assert len(work.drafts.of(REF)) == 6


def test_members_who_do_not_score_open_it_too() -> None:
    found = play("issued")
    opened = opening_package.open_package(found.desk(SECOND), found.files.content[found.package])
    assert opened.to_score == 0
