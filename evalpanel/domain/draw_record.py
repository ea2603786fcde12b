"""The record of a draw between equals: announced, then drawn by computation or by hand (R-56).

Labels are the codes of the candidates, so that the record names nobody. What is wrong with a record
is one table in `draw_check`; making a record and verifying one go by the same table.
"""

import json
import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.candidate_entries import ClockTime
from evalpanel.domain.canonical import canonical_bytes, canonical_sha256
from evalpanel.domain.draw import CODE_BYTES
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.model import Model, WireModel
from evalpanel.domain.rule_types import Filled, Id, Sha256

MAX_DRAWN = 1000
MAX_RECORD_BYTES = 1 << 20
_CODE = re.compile(f"[0-9a-f]{{{2 * CODE_BYTES}}}")


def _one_time_code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise PydanticCustomError("code", "must be 64 hexadecimal digits in lower case")
    return text


def is_in_one_spelling(text: str) -> bool:
    """Whether no other text looks the same on paper and would draw another order."""
    visible = text.isascii() and text.isprintable()
    return visible and bool(text) and text == " ".join(text.split())


def _in_one_spelling(text: str) -> str:
    if not is_in_one_spelling(text):
        raise PydanticCustomError(
            "drawn_value", "must be letters, digits and signs with single spaces between them"
        )
    return text


OneTimeCode = Annotated[str, AfterValidator(_one_time_code)]
"""A code of the chain as 64 hexadecimal digits in lower case."""
DrawnValue = Annotated[str, AfterValidator(_in_one_spelling)]
"""Public randomness as typed, written as the announcement of its source says."""


class Invited(Model):
    """That a candidate in the draw was told when, where and how it is drawn, and may attend."""

    candidate: Id
    told_at: ClockTime
    told_by: Filled
    """The way in which, such as by letter or message."""


class DrawNotice(Model):
    """What was announced: between whom, for which places, where and when."""

    reference: Id
    lot: Id
    rules_sha256: Sha256
    candidates: tuple[Id, ...] = Field(min_length=2, max_length=MAX_DRAWN)
    made_at: ClockTime
    held_at: ClockTime
    """When it is drawn; by computation: when the public value becomes known."""
    place: Filled
    by: Filled
    invited: tuple[Invited, ...] = Field(max_length=MAX_DRAWN)


class DrawCommit(Model):
    """What the value of the draw will be made of, published before anybody can know it."""

    source: Filled
    """The named public source, and how its value is written down."""
    code_sha256: Sha256


class DrawReveal(Model):
    """The public value, the code that was committed to, and the order that follows from them."""

    revealed_at: ClockTime
    value: DrawnValue
    code: OneTimeCode
    by: Filled
    present: tuple[Filled, ...] = ()
    order: tuple[Id, ...]


class HandDraw(Model):
    """A draw by hand: how, by whom, under whose eyes, and what came out."""

    drawn_at: ClockTime
    method: Filled
    by: Filled
    witness: Filled
    present: tuple[Filled, ...] = ()
    order: tuple[Id, ...]


class DrawRecordV1(WireModel):
    """A draw: `commit` and later `reveal` by computation, or `by_hand`."""

    format: Literal["evalpanel/draw/1"] = Field(default="evalpanel/draw/1", alias="schema")
    notice: DrawNotice
    commit: DrawCommit | None = None
    reveal: DrawReveal | None = None
    by_hand: HandDraw | None = None
    anchor: Anchor | None = Field(default=None, exclude_if=lambda anchor: anchor is None)
    """The head of the log of whoever made the record; older ones have none, nor those typed over.

    It is no part of what is published before the draw.
    """

    @classmethod
    def from_text(cls, data: bytes) -> Self:
        """The record in JSON of any layout, such as one that was typed over from paper.

        Raises:
            Unreadable: not JSON, larger than 1 MiB, a key that stands twice, or another format.
        """
        if len(data) > MAX_RECORD_BYTES:
            raise Unreadable("The file is larger than {limit} bytes.", limit=MAX_RECORD_BYTES)
        try:
            document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_no_key_twice)
            canonical = canonical_bytes(document)
        except (ValueError, RecursionError) as error:
            raise Unreadable(
                "The file is not JSON that says one thing only.",
                hint="Ask for the record of the draw as it was written.",
            ) from error
        return cls.from_bytes(canonical)

    def commit_sha256(self) -> str:
        """SHA-256 of notice and commit together: what is printed and published before the draw."""
        commit = None if self.commit is None else self.commit.to_json()
        return canonical_sha256({"notice": self.notice.to_json(), "commit": commit})


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found
