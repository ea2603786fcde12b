"""What is said of a draw that does not hold, word for word: it goes into the record (R-56)."""

import hashlib
import json
from typing import Any

import pytest

from evalpanel.domain.draw import code_chain, committed_code
from evalpanel.domain.draw_check import commit_draw, record_hand_draw, reveal_draw, verify_draw
from evalpanel.domain.draw_record import MAX_RECORD_BYTES, DrawRecordV1
from evalpanel.domain.errors import Refused, Unreadable
from tests.domain.test_draw import (
    AFTER,
    BEFORE,
    CHAIN,
    CODE,
    HELD,
    SECRET,
    by_hand,
    changed,
    commit,
    drawn,
    notice,
    told,
)


def said(record: DrawRecordV1, published: str = "") -> list[str]:
    return [str(flaw) for flaw in verify_draw(record, published).flaws]


def by_hand_record(**changes: Any) -> DrawRecordV1:
    return DrawRecordV1(notice=notice(), by_hand=by_hand(**changes))


def test_a_chain_is_made_of_hashes_to_its_end() -> None:
    assert code_chain(SECRET, 9) == CHAIN
    assert code_chain(SECRET, 0) == (hashlib.sha256(SECRET).digest(),)
    assert committed_code(CHAIN[1]) == CHAIN[0].hex()


def test_flaws_of_an_announcement_are_told_one_by_one() -> None:
    late = notice(made_at=HELD, invited=(told("K3", HELD), told("K9")), candidates=("K3", "K3"))
    assert said(DrawRecordV1(notice=late, commit=commit())) == [
        "A candidate stands twice in the draw.",
        f"The draw must be announced before {HELD}; the notice is of {HELD}.",
        f"K3 was told of the draw only at {HELD}; it was held at {HELD}.",
        "K9 was invited and is not drawn.",
    ]
    missing = notice(("K7", "K5", "K3"), invited=(told("K5"),), made_at=AFTER)
    assert said(DrawRecordV1(notice=missing, commit=commit())) == [
        f"The draw must be announced before {HELD}; the notice is of {AFTER}.",
        "There is no record that K3, K7 were invited to the draw.",
    ]


def test_flaws_of_a_reveal_are_told_one_by_one() -> None:
    turned = changed(drawn(), "reveal", order=("K3", "K9"), revealed_at=BEFORE)
    order = ", ".join(verify_draw(drawn()).order)
    assert said(turned) == [
        f"The draw was announced for {HELD} and held earlier, at {BEFORE}.",
        f"From this code and value follows the order {order}; the record has K3, K9.",
    ]
    other = changed(drawn(), "reveal", code=CHAIN[2].hex())
    assert said(other)[0] == "The code is not the one that was committed to."
    assert said(drawn().model_copy(update={"commit": None})) == [
        "A draw is either by computation or by hand; the record must hold one.",
        "The record shows a code that was never committed to.",
    ]


def test_flaws_of_a_draw_by_hand_are_told_one_by_one() -> None:
    record = by_hand_record(drawn_at=BEFORE, witness=" marieke ", order=("K7", "K9"))
    assert said(record) == [
        f"The draw was announced for {HELD} and held earlier, at {BEFORE}.",
        "Who draws cannot be the witness; name another person.",
        "The order K7, K9 is not one of exactly the candidates in the draw: K3, K7.",
    ]
    assert said(by_hand_record(order=())) == [
        "The order - is not one of exactly the candidates in the draw: K3, K7."
    ]


def test_what_was_published_is_told_apart_from_what_is_held() -> None:
    announced = commit_draw(notice(), commit())
    assert said(announced) == ["The draw was announced and not yet held."]
    assert said(drawn(), "cd" * 32) == ["The record is not of the announcement that was published."]
    assert said(announced, "cd" * 32) == [
        "The record is not of the announcement that was published."
    ]


@pytest.mark.parametrize(("value", "shown"), [("1  2", "1  2"), ("", "-"), ("é", "é")])
def test_a_value_that_reads_in_two_ways_is_refused_as_typed(value: str, shown: str) -> None:
    announced = commit_draw(notice(), commit())
    with pytest.raises(Refused) as error:
        reveal_draw(announced, value, CODE, AFTER, "Marieke")
    assert str(error.value.sentence) == f"The value {shown} can be read in two ways."


def test_a_reveal_holds_all_that_was_given() -> None:
    announced = commit_draw(notice(), commit())
    reveal = reveal_draw(announced, "1 2 3", CODE, AFTER, "Marieke", ["Ruben", "Ann"]).reveal
    assert reveal is not None
    assert (reveal.value, reveal.code, reveal.revealed_at, reveal.by, reveal.present) == (
        "1 2 3", CODE.hex(), AFTER, "Marieke", ("Ruben", "Ann"),
    )  # fmt: skip
    with pytest.raises(Refused, match=r"^This draw was already held; a draw is held once\.$"):
        reveal_draw(record_hand_draw(notice(), by_hand()), "1", CODE, AFTER, "Marieke")


def test_what_is_published_is_the_hash_of_notice_and_commit() -> None:
    record = drawn().to_json()
    both = {"notice": record["notice"], "commit": record["commit"]}
    text = json.dumps(both, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert drawn().commit_sha256() == hashlib.sha256(text.encode()).hexdigest()


def test_a_record_that_says_something_twice_is_refused() -> None:
    text = drawn().model_dump_json(by_alias=True)
    twice = text.replace('"by_hand":null', '"by_hand":null,"by_hand":null')
    assert twice != text
    with pytest.raises(Unreadable, match="not JSON that says one thing only"):
        DrawRecordV1.from_text(twice.encode())


def test_a_record_may_have_one_mebibyte() -> None:
    data = drawn().model_dump_json(by_alias=True).encode()
    assert DrawRecordV1.from_text(data.ljust(MAX_RECORD_BYTES)) == drawn()
    with pytest.raises(Unreadable, match=r"^The file is larger than 1048576 bytes\.$"):
        DrawRecordV1.from_text(data.ljust(MAX_RECORD_BYTES + 1))


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("code", "AB" * 32, "must be 64 hexadecimal digits in lower case"),
        ("value", "1  2", "must be letters, digits and signs with single spaces between them"),
    ],
)
def test_a_code_or_value_in_another_spelling_is_refused(field: str, text: str, rule: str) -> None:
    document = drawn().to_json()
    document["reveal"][field] = text
    with pytest.raises(Unreadable, match=rf"reveal\.{field}: {rule}\. Ask"):
        DrawRecordV1.from_document(document)
