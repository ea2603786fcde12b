"""Common Dutch words for codes and passphrases that are easy to say and to type.

The list has 1,695 words, so a word drawn from it is worth 10.7 bits: an invitation code of six
words has 64 bits, a suggested passphrase of five words 53. Each guess at a file costs about a
second of computing (age, scrypt), which is worth another 18 bits or so. No two words differ in
one letter only, so a slip of the tongue or finger never gives another word of the list.
"""

from functools import cache
from importlib.resources import files


@cache
def words() -> tuple[str, ...]:
    """The list, in alphabetical order: lower case, 4 to 8 letters, no accents."""
    text = files("evalpanel.signing").joinpath("words_nl.txt").read_text(encoding="ascii")
    return tuple(text.split())
