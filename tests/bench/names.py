"""The search for names in all reasons of a round against lower case and `in` over the same text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from evalpanel.domain.identifying import name_terms
from evalpanel.domain.names_in_text import SearchTerms
from tests.bench.stopwatch import Race

CANDIDATES = 24
SCORES = 240
PLAN = (
    "de maatregel is gemeten onderbouwd en al twee jaar in bedrijf terugval bij uitval van "
    "medewerkers tegelijk beschreven met een termijn per stap één financiële coördinatie blijft "
    "onduidelijk het plan noemt geen eigenaar zodat wij minder vertrouwen hebben dan gewenst"
)


def races() -> Iterator[Race]:
    """A sheet of 240 scores; then three hundred times as many reasons, as before the report."""
    names = [f"Stichting {first}{last} Zorg" for first in ("Kade", "Tegel", "Anker", "Linde")
             for last in ("veld", "pad", "hof", "kamp", "stee", "donk")][:CANDIDATES]  # fmt: skip
    terms = SearchTerms(term for name in names for term in name_terms(name, name))
    written = {term.written for term in terms.terms}
    for number in (SCORES, 72_000):
        texts = _texts(number)
        letters = sum(map(len, texts)) // 1000
        told = f"search {number} × 3 texts ({letters} kB) for {CANDIDATES} names"
        yield Race(
            f"{told} / casefold and in",
            partial(_search, terms, texts),
            partial(_bare, written, texts),
            1,
            rounds=3,
        )
        if number == SCORES:
            slow = partial(_search_each, terms, texts)
            yield Race(f"{told} / a tenth of the exact search", partial(_ten, terms, texts), slow,
                       1, rounds=3)  # fmt: skip


def _search(terms: SearchTerms, texts: list[str]) -> list[object]:
    return [terms.find_exactly(texts[place]) for place in terms.suspects(texts)]


def _ten(terms: SearchTerms, texts: list[str]) -> None:
    for _ in range(10):
        _search(terms, texts)


def _search_each(terms: SearchTerms, texts: list[str]) -> list[object]:
    return [terms.find_exactly(text) for text in texts]


def _bare(written: set[str], texts: list[str]) -> list[str]:
    together = "\n".join(texts).casefold()
    return [name for name in written if name.casefold() in together]


def _texts(number: int) -> list[str]:
    """A reason, a plus point and a place for each score."""
    chance = random.Random(31)  # noqa: S311 - a series for a measurement
    words = PLAN.split()
    texts = []
    for place in range(number):
        texts.append(" ".join(chance.choices(words, k=30)))
        texts.append(" ".join(chance.choices(words, k=5)))
        texts.append(f"blz {place % 9} ¶2")
    return texts
