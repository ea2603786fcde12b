"""Codes and passphrases of common Dutch words, which are easy to say and to type.

The list has 1,695 words, so a word drawn from it is worth 10.7 bits: an invitation code of six
words has 64 bits, a suggested passphrase of five words 53. Each guess at a file costs about a
second of computing (age, scrypt), which is worth another 18 bits or so. No two words differ in
one letter only, so a slip of the tongue or finger never gives another word of the list.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

CODE_WORDS = 6
PASSPHRASE_WORDS = 5


@cache
def words() -> tuple[str, ...]:
    """The list, in alphabetical order: lower case, 4 to 8 letters, no accents."""
    text = files("evalpanel.signing").joinpath("words_nl.txt").read_text(encoding="ascii")
    return tuple(text.split())


def invitation_code(below: Callable[[int], int]) -> str:
    """Six words to tell by voice; `below(n)` draws a uniform secret integer from 0 up to n."""
    return _drawn(CODE_WORDS, below)


def suggested_passphrase(below: Callable[[int], int]) -> str:
    """Five words to choose as a passphrase; `below` as for an invitation code."""
    return _drawn(PASSPHRASE_WORDS, below)


def normal_code(typed: str) -> str:
    """A typed code as it was told: lower case, one space between words.

    Dashes, commas and points count as spaces. In a code of digits alone the spaces are left out.
    """
    spaced = "".join(" " if char in "-,.;_" else char for char in typed.lower())
    parts = spaced.split()
    return "".join(parts) if all(part.isdigit() for part in parts) else " ".join(parts)


def _drawn(count: int, below: Callable[[int], int]) -> str:
    return " ".join(words()[below(len(words()))] for _ in range(count))
