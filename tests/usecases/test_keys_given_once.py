"""A release key leaves a laptop with one sheet only; nobody gets it again (`trust.md` 2.1).

What an organiser with another program could ask for, and what a stranger could send.
"""

from pathlib import Path
from typing import Any

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.people import CARD_NAMESPACE, InviteV1, RosterEntry, SignedCard
from evalpanel.usecases import declaring, inviting, sealing
from tests import panels
from tests.builders import a_criterion, a_panel, an_item
from tests.panels import (
    ASSESSORS,
    OUT,
    REF,
    STRANGER,
    Play,
    TalkingChance,
    person,
    play,
)
from tests.revisions import (
    amend,
    open_file,
    revise,
    rules_revised,
    sealed_anew,
)
from tests.usecases.test_dishonest_revisions import forged

ANN, BEN, CAS = ASSESSORS[:3]


def invitation(found: Play, **changes: Any) -> InviteV1:
    """The invitation as an organiser or a stranger could write it again."""
    data = found.files.content[OUT / "T-1.evinvite"]
    code = TalkingChance().phrase(inviting.CODE_WORDS)
    return declaring.read_invite(found.lead, data, code).model_copy(update=changes)


def test_a_second_tender_with_the_panel_id_of_the_first_is_refused() -> None:
    found = play("scored")
    bait = invitation(found, reference="T-2")
    with pytest.raises(Refused, match=r"for T-2 copies the one .* for T-1"):
        declaring.declare(found.desk(ANN), bait, (), Path("/bait"))


def test_an_invitation_of_a_stranger_does_not_take_the_place_of_the_organisers() -> None:
    found = play("scored")
    keys = {"signer": person(STRANGER).sign_key, "receive": person(STRANGER).receive_key}
    with pytest.raises(Refused, match="copies the one"):
        declaring.declare(found.desk(ANN), invitation(found, **keys), (), OUT)


def test_nothing_is_sealed_for_a_package_of_another_invitation() -> None:
    found = play("scored")
    other = {"signer": person(STRANGER).sign_key, "receive": person(STRANGER).receive_key}
    invite = invitation(found, panel_id="0" * 32, **other)
    declaring.declare(found.desk(ANN), invite, (), OUT)
    with pytest.raises(Refused, match="does not come from"):
        sealing.seal_sheet(found.desk(ANN), REF, OUT)


def test_a_key_that_went_out_with_a_revision_of_another_round_is_not_given_again() -> None:
    found = sealed_anew(rules_revised(), carried=False)
    item = an_item("B1") | {"text": "What is asked after the second erratum"}
    criteria = [a_criterion("A", an_item("A1")), a_criterion("B", item)]
    amend(found, panels.the_rules(panel=[a_panel("consensus", 3)], criterion=criteria))
    third = revise(found, "Erratum 2")
    open_file(found, ANN, third)
    second_round = {"round": 2, "kind": "delphi", "previous": "0" * 64, "reason": "Discussed",
                    "revision": 1, "lineage": (), "revises": "", "revised_because": ""}  # fmt: skip
    for spent, is_fresh in ((0, False), (1, False), (2, True)):
        file = forged(found, third, **second_round, rules_revisions=spent)
        if is_fresh:
            assert open_file(found, ANN, file)
            continue
        with pytest.raises(Refused, match="key that you gave away in another round"):
            open_file(found, ANN, file)


def test_a_card_that_somebody_made_for_another_tender_is_on_no_roster() -> None:
    found = play("issued")
    ben = person(BEN)

    def of_another_tender(entry: RosterEntry) -> RosterEntry:
        if entry.name != BEN:
            return entry
        card = entry.signed.card.model_copy(update={"panel_id": "0" * 32})
        signed = SignedCard(card=card, signature=ben.sign(card.canonical(), CARD_NAMESPACE))
        return entry.model_copy(update={"signed": signed})

    roster = tuple(map(of_another_tender, _roster(found)))
    with pytest.raises(Refused, match=f"The card of {BEN} on the roster"):
        open_file(found, ANN, forged(found, found.package, roster=roster))


def _roster(found: Play) -> tuple[RosterEntry, ...]:
    with found.lead.work() as work:
        members = work.members.of(REF)
    return tuple(sorted((member.entry for member in members), key=lambda entry: entry.key))
