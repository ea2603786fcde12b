"""Finding what betrays a candidate in a text: whole names, telling words of them, numbers (R-31).

A text is looked over for bare letters, and where these raise a suspicion read once, word by word,
whatever the number of names; so the time grows with its length only. A name is found however it is
spaced, hyphenated or broken over lines, but never inside another word, unless it is long enough to
be told apart there.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.letters import fold, words_of
from evalpanel.domain.quick_look import QuickLook

Sureness = Literal["name", "word", "part", "number"]
"""A whole name or given word; a telling word of a name; such a word inside another; a number."""

LONGEST = 120
"""Letters of a term that count; nobody writes more of a name by accident."""
MOST_FOUND = 200
"""Finds in one text after which the search ends: it is betrayed by then."""
MASK = "█████"
"""What stands in a text in place of a name."""
_SUREST: tuple[Sureness, ...] = ("name", "number", "word", "part")
_SHORTEST_GLUED = 8
"""Letters from which a term may be divided over words in another way than it was written."""
_SHORTEST_PART = 7
"""Letters from which a term is recognised at the start or end of a longer word."""
_HYPHENATED = re.compile(r"(?:[-\u2010\u2011\u2012\u2013\u00ad\u2043\ufe63\uff0d]\s{0,40})?")
_IN_A_NUMBER = re.compile(r"[ \u00a0.\-/()+_]{0,3}")


@dataclass(frozen=True)
class Term:
    """Something to search for: as written, whose it is, and what finding it means."""

    written: str
    whose: str
    sure: Sureness
    folded: str
    """Its words in plain letters, without anything between them."""
    cuts: frozenset[int] = frozenset()
    """After how many letters a word of it ends."""
    exact: str = ""
    """For a short or everyday word: found only with these capitals."""


@dataclass(frozen=True)
class Found:
    """A term in a text: where it stands and how it is written there."""

    term: Term
    start: int
    end: int
    text: str
    sure: Sureness


class SearchTerms:
    """Terms prepared for searching."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Index the terms by their letters."""
        self.terms = tuple(dict.fromkeys(terms))
        self._by_letters: dict[str, list[Term]] = {}
        for term in self.terms:
            self._by_letters.setdefault(term.folded[:LONGEST], []).append(term)
        self._starts = {letters[:n] for letters in self._by_letters for n in range(1, len(letters))}
        long = (w for w in self._by_letters if len(w) >= _SHORTEST_PART and not w.isdecimal())
        self._part_lengths = sorted({len(letters) for letters in long}, reverse=True)
        self._look = QuickLook(
            (term.folded[:LONGEST] for term in self.terms if not term.exact),
            (term.exact for term in self.terms if term.exact),
        )

    def suspects(self, texts: Sequence[str]) -> list[int]:
        """Which of many texts, by their place, may hold a term; `find` need not read the rest."""
        return self._look.suspects(texts)

    def find(self, text: str) -> tuple[Found, ...]:
        """Every term in the text, in the order of their places; of nested ones the longest."""
        return self.find_exactly(text) if self.suspects((text,)) else ()

    def find_exactly(self, text: str) -> tuple[Found, ...]:
        """The same without the quick look before."""
        words = _Words(text)
        found: list[Found] = []
        parts: dict[str, tuple[Term, ...]] = {}
        after = 0
        for index, word in enumerate(words.folded):
            if not word or words.starts[index] < after:
                continue
            hits = tuple(self._at(words, index)) or self._parts(words, index, parts)
            if hits:
                after = max(hit.end for hit in hits)
                found.extend(_surest(hit for hit in hits if hit.end == after))
            if len(found) >= MOST_FOUND:
                break
        return tuple(found)

    def _at(self, words: "_Words", first: int) -> Iterator[Found]:
        """Terms that begin with this word; the words after it are taken in one by one."""
        letters, cuts = "", list[int]()
        for last in range(first, len(words.folded)):
            letters += words.folded[last]
            for term in self._by_letters.get(letters, ()):
                if _fits(term, words, range(first, last + 1), cuts):
                    yield words.found(term, first, last, term.sure)
            if letters not in self._starts:
                return
            cuts.append(len(letters))

    def _parts(
        self, words: "_Words", index: int, known: dict[str, tuple[Term, ...]]
    ) -> tuple[Found, ...]:
        """Terms at the start or the end of a longer word, as in `Kadevelds`."""
        word = words.folded[index]
        if word not in known:
            known[word] = tuple(
                term
                for length in self._part_lengths
                if length < len(word)
                for letters in (word[:length], word[-length:])
                for term in self._by_letters.get(letters, ())
                if not term.exact and term.sure != "number"
            )
        return tuple(words.found(term, index, index, "part") for term in known[word])


def _surest(hits: Iterable[Found]) -> Iterable[Found]:
    """One find for everybody whose term it is: a whole name before a word of one."""
    best: dict[str, Found] = {}
    for hit in sorted(hits, key=lambda hit: _SUREST.index(hit.sure)):
        best.setdefault(hit.term.whose, hit)
    return best.values()


class _Words:
    """The words of a text, folded, with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends = array("Q"), array("Q")
        self.folded: list[str] = []
        known: dict[str, str] = {}
        for match in words_of(text):
            word = match.group()
            if word not in known:
                known[word] = fold(word)
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.folded.append(known[word])

    def found(self, term: Term, first: int, last: int, sure: Sureness) -> Found:
        """A term from one word up to and including another."""
        start, end = self.starts[first], self.ends[last]
        return Found(term, start, end, self.text[start:end], sure)


def _fits(term: Term, words: _Words, places: range, cuts: list[int]) -> bool:
    """Whether the words are the term: divided as it was written, or in a way that hides it."""
    if term.exact:
        return words.text[words.starts[places[0]] : words.ends[places[-1]]] == term.exact
    if not cuts:
        return True
    gaps = [words.text[words.ends[n] : words.starts[n + 1]] for n in places[:-1]]
    if term.sure == "number":
        return all(_IN_A_NUMBER.fullmatch(gap) for gap in gaps)
    if term.cuts.issuperset(cuts) or len(term.folded) >= _SHORTEST_GLUED:
        return True
    return all(len(words.folded[n]) == 1 for n in places) or all(
        _HYPHENATED.fullmatch(gap) for gap in gaps
    )


def masked(text: str, found: Iterable[Found], mask: str = MASK) -> str:
    """The text with a mask in place of everything that was found."""
    pieces, after = [], 0
    for hit in sorted(found, key=lambda hit: hit.start):
        if hit.start >= after:
            pieces += [text[after : hit.start], mask]
            after = hit.end
    return "".join((*pieces, text[after:]))


def once_each(found: Iterable[Found]) -> Mapping[tuple[str, str], Found]:
    """The first find of every term, by whose it is and how it was written."""
    first: dict[tuple[str, str], Found] = {}
    for hit in found:
        first.setdefault((hit.term.whose, hit.term.written), hit)
    return first
