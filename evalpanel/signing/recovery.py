"""The recovery code on paper: a seed as 14 groups of 4 characters, with a checksum.

The code alone restores every key, without passphrase (`trust.md` 2.1). Its 56 characters hold
the 256 bits of the seed and 24 bits of checksum, in Crockford's base 32.
"""

import hashlib
import itertools
import re
from collections.abc import Iterator

from evalpanel.domain.crockford import ALPHABET, encode, grouped, plain
from evalpanel.domain.errors import Unreadable

GROUPS = 14
GROUP = 4
_LENGTH = GROUPS * GROUP
_SEED_BYTES = 32
_CHECKSUM_BYTES = 3
_CHECKSUM_TAG = b"evalpanel-recovery-v1"
_NUMBERED = re.compile(r"(?<!\S)(\d{1,2})[ \t.:]+([0-9A-Za-z]{4})(?!\S)", re.ASCII)
_COMPARE = "Compare it with your recovery sheet and type it again."


def recovery_code(seed: bytes) -> str:
    """The code of a seed of 32 bytes: 14 groups of 4 characters with a space between them."""
    number = int.from_bytes(seed + _checksum(seed), "big")
    return grouped(encode(number, _LENGTH), " ")


def seed_from_recovery_code(code: str) -> bytes:
    """The seed of a typed code; case, spaces and dashes do not matter, O, I, L are read as 0, 1, 1.

    A whole recovery sheet, on which the groups are numbered, will do as well.

    Raises:
        Unreadable: a typing error; the sentence names the group where it can be found.
    """
    code = _groups_on_sheet(code) or code
    typed = plain("".join(code.split()))
    _expect_characters(typed)
    _expect_length(typed, code)
    seed = _seed_of(typed)
    if seed is None:
        raise _mistyped(typed)
    return seed


def _groups_on_sheet(text: str) -> str:
    """The groups of a sheet that numbers them 1 to 14; empty where the text is no such sheet."""
    numbered = _NUMBERED.findall(text)
    if [int(number) for number, _ in numbered] != list(range(1, GROUPS + 1)):
        return ""
    return " ".join(group for _, group in numbered)


def _checksum(seed: bytes) -> bytes:
    return hashlib.sha256(_CHECKSUM_TAG + seed).digest()[:_CHECKSUM_BYTES]


def _seed_of(typed: str) -> bytes | None:
    """The seed of 56 good characters, or None where the checksum is not that of the seed."""
    number = 0
    for char in typed:
        number = number << 5 | ALPHABET.index(char)
    data = number.to_bytes(_SEED_BYTES + _CHECKSUM_BYTES, "big")
    seed, checksum = data[:_SEED_BYTES], data[_SEED_BYTES:]
    return seed if _checksum(seed) == checksum else None


def _expect_characters(typed: str) -> None:
    for place, char in enumerate(typed):
        if char not in ALPHABET:
            raise Unreadable(
                "Group {group} of the recovery code has the character {character}, "
                "which no recovery code has.",
                hint=_COMPARE,
                group=place // GROUP + 1,
                character=char,
            )


def _expect_length(typed: str, code: str) -> None:
    if len(typed) == _LENGTH:
        return
    groups = code.replace("-", " ").split()
    odd = next((i for i, group in enumerate(groups, 1) if len(group) != GROUP), None)
    if odd is not None and len(groups) == GROUPS:
        raise Unreadable(
            "Group {group} of the recovery code does not have 4 characters.",
            hint=_COMPARE,
            group=odd,
        )
    raise Unreadable(
        "A recovery code has 14 groups of 4 characters, 56 in all; this one has {count}.",
        hint=_COMPARE,
        count=len(typed),
    )


def _mistyped(typed: str) -> Unreadable:
    for group, candidate in _near(typed):
        if _seed_of(candidate) is not None:
            return Unreadable(
                "The recovery code has a typing error, probably in group {group}.",
                hint=_COMPARE,
                group=group,
            )
    return Unreadable("The recovery code has a typing error.", hint=_COMPARE)


def _near(typed: str) -> Iterator[tuple[int, str]]:
    """Codes that differ in one character, then those with two characters of a group swapped.

    About 1,800 codes against 24 bits of checksum: a wrong group is named once in 9,000 times.
    """
    for place, char in itertools.product(range(_LENGTH), ALPHABET):
        yield place // GROUP + 1, typed[:place] + char + typed[place + 1 :]
    for start in range(0, _LENGTH, GROUP):
        for a, b in itertools.combinations(range(start, start + GROUP), 2):
            swapped = list(typed)
            swapped[a], swapped[b] = typed[b], typed[a]
            yield start // GROUP + 1, "".join(swapped)
