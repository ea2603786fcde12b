"""Names of candidates in a text, however they are written (R-31, `trust.md` 5)."""

import random
import time
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.application import Application, Entity
from evalpanel.domain.identifying import (
    invited_terms,
    name_terms,
    search_terms,
    terms_of,
    words_of_rules,
)
from evalpanel.domain.letters import fold, folded_words
from evalpanel.domain.names_in_text import MOST_FOUND, SearchTerms, masked, once_each
from evalpanel.domain.people import InvitedCandidate, InviteV1
from evalpanel.domain.rulefile import parse_rules
from tests.builders import a_rule_set

RULES = parse_rules(a_rule_set())
LISTED = (
    "Kadeconnect", "Jan de Vries", "info@kadeveld.nl", "010-4321234", "3011 AB 12", "99 00 00 02",
)  # fmt: skip


def an_application(id_: str = "k", name: str = "Stichting Kadeveld Zorg") -> Application:
    return Application(
        reference="T-1", id=id_, name=name, received="2026-01-01T10:00:00Z", late=False,
        lots=("1",), evidence=(), dossiers=(), forbidden_words=LISTED,
        entities=(Entity(name="Kadeveld Zorg B.V.", role="lead", registration="99000001"),
                  Entity(name="Łukasik & Müller", role="member", registration="")),
    )  # fmt: skip


TERMS = search_terms([an_application()], RULES)


def found(text: str, terms: SearchTerms = TERMS) -> list[tuple[str, str]]:
    return [(hit.text, hit.sure) for hit in terms.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bij KADEVELD werken wij", ("KADEVELD", "word")),
        ("de stichting Kadeveld, zorg", ("stichting Kadeveld, zorg", "name")),
        ("kadeveldzorg", ("kadeveldzorg", "name")),
        ("K a d e v e l d", ("K a d e v e l d", "word")),
        ("k.a.d.e.v.e.l.d", ("k.a.d.e.v.e.l.d", "word")),
        ("wij van Kade-\n   veld", ("Kade-\n   veld", "word")),
        ("Kade veld", ("Kade veld", "word")),
        ("Ka\u00adde\u200bve\u2060ld", ("Ka\u00adde\u200bve\u2060ld", "word")),
        ("K\u0430d\u0435v\u0435ld", ("K\u0430d\u0435v\u0435ld", "word")),
        ("\u039aadeveld", ("\u039aadeveld", "word")),
        ("Kádèvëld", ("Kádèvëld", "word")),
        ("\uff2b\uff41develd", ("\uff2b\uff41develd", "word")),
        ("\u24c0adeveld", ("\u24c0adeveld", "word")),
        ("Kadevelds aanpak", ("Kadevelds", "part")),
        ("TeamKadeveld", ("TeamKadeveld", "part")),
        ("Offerte_Kadeveld_2026.pdf", ("Kadeveld", "word")),
        ("https://www.kadeveld.nl/", ("kadeveld.nl", "name")),
        ("jan@kadeveld.nl", ("kadeveld.nl", "name")),
        ("KvK 99000001", ("99000001", "number")),
        ("KvK 99 00.00-01", ("99 00.00-01", "number")),
        ("99000002", ("99000002", "number")),
        ("bel +31 10 432 12 34", ("31 10 432 12 34", "number")),
        ("bel (010) 432 12 34", ("010) 432 12 34", "number")),
        ("3011ab, 12", ("3011ab, 12", "name")),
        ("jan  de  vries", ("jan  de  vries", "name")),
        ("lukasik", ("lukasik", "word")),
        ("ŁUKASIK", ("ŁUKASIK", "word")),
        ("mevrouw Mueller", ("Mueller", "word")),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, expected: tuple[str, str]) -> None:
    """R-31: names, persons, addresses, numbers and mail domains."""
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "de kade en het veld", "arcadeveldt", "Stichting Zorg", "een stichting voor zorg B.V.",
        "Rotterdam", "990000011", "199000001", "9900\n0001", "12 kamers", "de vries", "jan", "",
        "\u00ad\u200b", "\u0301",
    ],
)  # fmt: skip
def test_what_betrays_nobody_is_not_found(text: str) -> None:
    assert found(text) == []


def test_letters_that_nfkd_does_not_split_have_a_plain_form() -> None:
    """`trust.md` 5: "Łukasik" must not fold to "ukasik"."""
    assert fold("Łukasik") == "lukasik"
    assert fold("ŁØẞĐÆŒıÞÐĦŊŦĸ") == "lossdaeoeithdhntk"
    assert fold("\u0130") == "i"
    assert folded_words("e\u0301e\u0301n \u00ad 2x") == ("een", "2", "x")


def test_a_short_or_everyday_name_is_found_only_with_its_capitals() -> None:
    terms = SearchTerms([*name_terms("ONS", "o"), *name_terms("Samen", "s")])
    assert found("ons huis, samen", terms) == []
    assert found("bij ONS, Samen", terms) == [("ONS", "name"), ("Samen", "name")]


def test_a_name_of_everyday_words_is_found_as_a_whole_only() -> None:
    terms = SearchTerms(name_terms("Stichting Welzijn Rotterdam", "w"))
    assert found("welzijn Rotterdam, stichting", terms) == []
    assert found("de stichting Welzijn Rotterdam", terms) == [
        ("stichting Welzijn Rotterdam", "name")
    ]


def test_words_that_the_rules_use_betray_nobody() -> None:
    assert [t.written for t in name_terms("Kadeveld Prestatie", "k", {"prestatie"})] == [
        "Kadeveld Prestatie", "Kadeveld",
    ]  # fmt: skip
    assert folded_words(RULES.title)[0] in words_of_rules(RULES)


def test_every_part_of_a_combination_is_searched() -> None:
    written = {term.written for term in name_terms("Combinatie Tegelpad / Stichting Ankerhof", "c")}
    assert {"Tegelpad", "Ankerhof", "Stichting Ankerhof"} <= written


def test_a_name_without_letters_gives_no_terms() -> None:
    assert list(name_terms("*** --- ***", "x")) == []
    assert list(name_terms("B.V.", "x"))


def test_who_is_betrayed_is_told_and_two_may_share_a_term() -> None:
    terms = search_terms([an_application("a"), an_application("b")], RULES)
    assert {hit.term.whose for hit in terms.find("Kadeconnect")} == {"a", "b"}
    assert len(once_each(terms.find("Kadeconnect kadeconnect"))) == 2


def test_a_member_searches_with_what_the_invitation_tells() -> None:
    candidate = InvitedCandidate(name="Kadeveld", entities=("Ankerhof B.V.",))
    invite = SimpleNamespace(candidates=(candidate,))
    terms = invited_terms(cast(InviteV1, invite), RULES)
    assert [hit.term.whose for hit in terms.find("Ankerhof en Kadeconnect")] == ["Kadeveld"]


def test_an_empty_registration_is_no_term() -> None:
    assert "" not in {term.folded for term in terms_of(an_application())}


def test_what_was_found_can_be_masked() -> None:
    text = "Kadeveld en K a d e v e l d en Kadevelds"
    hits = TERMS.find(text)
    assert masked(text, hits) == "█████ en █████ en █████"
    assert masked(text, (*hits, *hits)) == masked(text, hits)
    assert masked(text, ()) == text


def test_the_search_ends_where_there_is_more_than_anybody_reads() -> None:
    assert len(TERMS.find("Kadeveld " * (MOST_FOUND * 3))) == MOST_FOUND


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_in_any_company(before: str, after: str) -> None:
    assert any("Kadeveld" in hit.text for hit in TERMS.find(f"{before}\n; Kadeveld ;\n{after}"))


@given(st.text())
def test_any_text_can_be_searched_and_masked(text: str) -> None:
    hits = TERMS.find(text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert not TERMS.find(masked(text, hits)) or hits


def test_hostile_text_takes_time_by_its_length_only() -> None:
    """A hundred times more text of the worst kinds takes far less than its square."""
    chance = random.Random(31)  # noqa: S311 - a series for a test
    kinds = ("k a d e v e l ", "kadevel ", "a\u0301", "\u00ad", "x", "9900000 ", "-\n",
             "".join(chance.choice("kadevl ") for _ in range(97)))  # fmt: skip
    for kind in kinds:
        times = []
        for size in (3_000, 300_000):
            text = (kind * size)[:size]
            start = time.process_time()
            TERMS.find(text)
            times.append(time.process_time() - start)
        assert times[1] < 1000 * max(times[0], 0.002), kind


def test_a_short_name_is_not_read_out_of_other_words() -> None:
    terms = SearchTerms(name_terms("Onis", "o"))
    assert found("of het er toe doet, on is: on. is", terms) == []
    assert found("o n i s, On-\nis", terms) == [("o n i s", "name"), ("On-\nis", "name")]
