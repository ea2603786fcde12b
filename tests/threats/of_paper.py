"""Threats to the signatures on a report: rows 20 to 24.

The attacks are those of `trust.md` 4a; stock tools call several of the changed files valid.
"""

import random
from typing import Any

from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from evalpanel.report.pades import sign
from tests.conftest import heavy
from tests.report import test_attacks as attacks
from tests.report.case_data import SIGNERS
from tests.report.signing_fixtures import Signer, private_key, signed_by, signing_of

CHAIR, FIRST, SECOND, THIRD = SIGNERS
FLIPS = 40
PINNED = "is not made with the key on the card"


def a_bit_that_flips() -> None:
    """Signatures."""
    pdf, drawn = attacks.signed(), random.Random(20)  # noqa: S311  repeatable places
    assert attacks.refusal(pdf) == ""
    for _ in range(heavy(FLIPS)):
        at = drawn.randrange(len(pdf))
        flipped = bytes([pdf[at] ^ (1 << drawn.randrange(8))])
        assert not attacks._holds(pdf[:at] + flipped + pdf[at + 1 :]), at


def a_revision_after_the_signatures() -> None:
    """Diff policy + exact field list + last whole.

    Content, annotation, shadow and a signature of its own; `test_attacks` has the other edits.
    """

    def add_field(writer: Any) -> None:
        append_signature_field(writer, SigFieldSpec("member-9", on_page=0, box=(9, 9, 90, 90)))

    signed = attacks.signed()
    for edit in (attacks.add_content, attacks.annotate, attacks.shadow):
        assert attacks.refusal(attacks.appended(signed, edit)) != "", edit.__doc__
    sneaky = sign(attacks.appended(signed, add_field), signing_of(THIRD, "member-9"))
    assert attacks.refusal(sneaky) != ""


def a_second_certificate_in_a_members_name() -> None:
    """SPKI pinning to card."""
    minted = Signer("member-2", SECOND.name, private_key(24))
    assert PINNED in attacks.refusal(signed_by(attacks.signed(2), minted))


def a_signature_in_the_field_of_another() -> None:
    """Pin per field."""
    assert PINNED in attacks.refusal(signed_by(attacks.signed(2), THIRD, field="member-2"))


def a_signature_that_was_taken_off() -> None:
    """Count signed fields; report states "3 of 4"."""
    rolled_back = attacks.signed()[: len(attacks.signed(3))]
    answer = attacks.verify(rolled_back)
    assert (answer.signed, answer.expected) == (3, 4)
    assert "3 of 4 signatures" in answer.checks[0].sentence
