"""A record that says a thing twice, or in another form, does not hold (`contract.md`, Record).

An organiser with another program can write any record; of two entries one reader would take the
first and another the last.
"""

import pytest

from evalpanel.domain.people import (
    CARD_NAMESPACE,
    DECLARATION_NAMESPACE,
    SignedCard,
    SignedDeclaration,
)
from evalpanel.domain.record import (
    Leaf,
    LogEntry,
    MappingEntry,
    MemberEntry,
    OpeningEntry,
    RecordV1,
    RegisterEntry,
    ReportEntry,
    TenderEntry,
)
from evalpanel.domain.reopenings import Reopening
from evalpanel.domain.standby import SteppedIn
from evalpanel.domain.variant_check import check_variant
from evalpanel.domain.variants import make_variant
from evalpanel.signing.signatures import SshSignatures
from tests.domain.test_exception_chain import nth, with_everything
from tests.domain.test_verification import no, rerooted, the_record
from tests.panels import STRANGER, person
from tests.sealing_exceptions import BEN, CAS


def and_also(record: RecordV1, entry: object) -> RecordV1:
    """The record with one entry more."""
    leaf = Leaf.model_validate({"salt": "0" * 32, "entry": entry})
    return rerooted(record, (*record.leaves, leaf))


@pytest.mark.parametrize("kind", [TenderEntry, MappingEntry, LogEntry, ReportEntry])
def test_what_stands_once_in_a_record_cannot_stand_twice(kind: type) -> None:
    record = the_record()
    forged = and_also(record, record.entries(kind)[0])
    assert "contradicts itself" in no(forged)["container"]


@pytest.mark.parametrize("place", [{}, {"panel": "ghost"}, {"round": 7}])
def test_every_opening_is_the_one_of_its_round(place: dict[str, object]) -> None:
    record = the_record()
    opening = record.entries(OpeningEntry)[0].model_copy(update=place)
    assert "was opened over other sheets" in no(and_also(record, opening))["seals"]


def test_the_code_of_a_card_on_no_roster_does_not_vouch_for_its_name() -> None:
    """Whoever was kept out has a card too: beside a false one in the same name it stands for it."""
    record = the_record()
    ben = next(one for one in record.entries(MemberEntry) if one.entry.name == BEN)
    other, told, card = person(STRANGER), ben.declaration.declaration, ben.entry.signed.card
    told = told.model_copy(update={"member": other.sign_key})
    card = card.model_copy(
        update={
            "sign": other.sign_key,
            "receive": other.receive_key,
            "pdf": other.pdf_key,
            "declaration": told.fingerprint(),
        }
    )
    signed = SignedCard(card=card, signature=other.sign(card.canonical(), CARD_NAMESPACE))
    second = ben.model_copy(
        update={
            "entry": ben.entry.model_copy(update={"signed": signed}),
            "declaration": SignedDeclaration(
                declaration=told, signature=other.sign(told.canonical(), DECLARATION_NAMESPACE)
            ),
        }
    )
    assert f"already another card of {BEN}" in no(and_also(record, second))["record_chain"]


def test_several_hashes_in_one_do_not_hide_how_much_is_left_out() -> None:
    shared = make_variant(the_record(), "shareable")
    everything = sorted([*shared.hidden, *(leaf.hash() for leaf in shared.leaves)])
    forged = shared.model_copy(update={"hidden": ("".join(everything),), "leaves": ()})
    assert forged.computed_root() == shared.root
    checks = {check.check: check.ok for check in check_variant(forged, SshSignatures().verify)}
    assert checks["container"] is False


def test_a_salt_has_one_form() -> None:
    record = the_record()
    leaf = record.leaves[0].model_copy(update={"salt": " " + record.leaves[0].salt})
    forged = record.model_copy(update={"leaves": (leaf, *record.leaves[1:])})
    assert forged.computed_root() == record.root
    assert "was changed" in no(forged)["container"]


def test_nobody_is_said_to_have_stepped_in_who_scores_anyway() -> None:
    record = with_everything()
    found = record.entries(RegisterEntry)[nth(record, SteppedIn)].entry
    assert isinstance(found, SteppedIn)
    forged = found.model_copy(update={"member": person(CAS).sign_key})
    said = no(and_also(record, RegisterEntry(entry=forged)))["record_chain"]
    assert said == f"That {CAS} stepped in is not as {CAS} signed it."


def test_a_reopening_of_another_tender_belongs_nowhere() -> None:
    record = with_everything()
    found = record.entries(RegisterEntry)[nth(record, Reopening)].entry
    assert isinstance(found, Reopening)
    forged = found.model_copy(update={"reference": "T-9", "reason": "Made up"})
    said = no(and_also(record, RegisterEntry(entry=forged)))["record_chain"]
    assert "belongs to no round" in said
