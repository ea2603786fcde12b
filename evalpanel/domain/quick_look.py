"""A quick look at many texts: in which of them can a term stand at all (R-31).

The exact search keeps the place of every word, which takes time; most texts name nobody. So all
texts are first brought down to bare letters at once, and looked through for a few letters of each
term. The look may suspect a text for nothing, but never passes over one that holds a term.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from evalpanel.domain.letters import fold, words_of

_BETWEEN = "\0"
"""Parts the texts; it survives in bare letters."""
_LETTERS_LOOKED_FOR = 7
"""A few letters suffice: a suspicion for nothing costs one exact search."""
_MOST_AT_ONCE = 100
"""Different letters beyond ASCII up to which replacing one by one is quicker."""
_OFTEN_FIRST = b"enatirodslghvkmubpwjczfxyq"
_ASCII = bytes(range(128))
_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(
    code for code in _ASCII if not chr(code).isalnum() and chr(code) != _BETWEEN
)  # fmt: skip


class _BareLetters(dict[int, str]):
    """What is left of each character beyond ASCII; nothing of what is in no word."""

    def __missing__(self, code: int) -> str:
        kept = fold(chr(code)) if _is_in_words(chr(code)) else ""
        self[code] = "".join(each for each in kept if _is_in_words(each))
        return self[code]


def _is_in_words(letter: str) -> bool:
    return not unicodedata.combining(letter) and any(words_of(letter))


_BARE = _BareLetters()


def bare_letters(text: str) -> bytes:
    """The words of a text as they are compared, without anything between them.

    Marks that the comparison keeps are left out here too, since their order may change. NUL stays.
    """
    beyond = _encoded(text).translate(None, _ASCII)
    if beyond:
        text = _without(text, set(beyond.decode("utf-8", "surrogatepass")))
    return _encoded(text).translate(_LOWER, _NO_LETTERS)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _without(text: str, letters: set[str]) -> str:
    if len(letters) > _MOST_AT_ONCE:
        return text.translate({code: _BARE[code] for code in map(ord, letters)})
    for letter in letters:
        text = text.replace(letter, _BARE[ord(letter)])
    return text


class QuickLook:
    """Looks for a few letters of each term, and for short words as they are written."""

    def __init__(self, folded: Iterable[str], exact: Iterable[str]) -> None:
        """Terms by their plain letters; those that count only as written come as written."""
        few = {_telling_part(bare_letters(letters)) for letters in folded}
        self._letters = re.compile(_one_of(few)) if few else None
        as_written = b"|".join(re.escape(_encoded(word)) for word in dict.fromkeys(exact))
        self._as_written = re.compile(as_written) if as_written else None

    def suspects(self, texts: Sequence[str]) -> list[int]:
        """The places in the sequence of all texts that may hold a term, in their order."""
        together = _BETWEEN.join(texts)
        if together.count(_BETWEEN) != max(len(texts) - 1, 0):
            together = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
        found = set[int]()
        if self._letters:
            found.update(_numbers(self._letters, bare_letters(together)))
        if self._as_written:
            found.update(_numbers(self._as_written, _encoded(together)))
        return sorted(found)


def _numbers(seen: re.Pattern[bytes], together: bytes) -> Iterator[int]:
    """In which of the texts that were joined something is seen."""
    number = before = 0
    for match in seen.finditer(together):
        number += together.count(_BETWEEN.encode(), before, match.start())
        before = match.start()
        yield number


def _telling_part(letters: bytes) -> bytes:
    """A few letters of a term, from one on that is rare: fewer words begin like it."""
    starts = range(max(len(letters) - _LETTERS_LOOKED_FOR, 0) + 1)
    first = max(starts, key=lambda at: _OFTEN_FIRST.find(letters[at : at + 1]) % 27)
    return letters[first : first + _LETTERS_LOOKED_FOR]


def _one_of(parts: Iterable[bytes]) -> bytes:
    """An expression for any of these; what begins alike is read once."""
    by_first: dict[bytes, list[bytes]] = {}
    for part in parts:
        if not part:
            return b""
        by_first.setdefault(part[:1], []).append(part[1:])
    ways = [re.escape(first) + _one_of(rest) for first, rest in sorted(by_first.items())]
    return ways[0] if len(ways) == 1 else b"(?:" + b"|".join(ways) + b")"
