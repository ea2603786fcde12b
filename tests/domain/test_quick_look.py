"""The quick look never passes over a text in which the exact search finds a term (R-31)."""

import unicodedata
from typing import Literal, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evalpanel.domain.identifying import name_terms
from evalpanel.domain.letters import fold, words_of
from evalpanel.domain.names_in_text import SearchTerms, Term
from evalpanel.domain.quick_look import QuickLook, bare_letters
from tests.domain.test_names_in_text import TERMS

NAMES = ("Kadeveld", "Kadeveld Zorg", "Łukasik & Müller", "kadeveld.nl", "99000001", "ONS",
         "Stichting Tegelpad", "Ægir Øst", "Café ½ Één", "Иванов", "東京 会社", "क़लम")  # fmt: skip
ALL = SearchTerms(
    (*TERMS.terms, *(term for name in NAMES for term in name_terms(name, name)),
     Term("99000001", "n", "number", "99000001"))
)  # fmt: skip
ALIKE = {"a": "аαⓐ⒜ａá", "e": "еεèé", "o": "оοøº", "k": "кκ", "l": "ӏłⅼ", "s": "ѕſ", "i": "іıİ"}
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
BETWEEN = ("", " ", "-", "-\n   ", ".", "\u00ad", "\u200b", "\u2060", "\u0301", "\u0323\u0301",
           "\u093c", "_", "\0", "·", "(", "⁄", "\u3164", "1", "\ud800")  # fmt: skip


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """A name with every trick: capitals, lookalikes, marks, and things between its letters."""
    name = draw(st.sampled_from(NAMES))
    form: Form = draw(st.sampled_from(get_args(Form)))
    always = draw(st.booleans())
    between = draw(st.sampled_from(BETWEEN))
    pieces = []
    for letter in unicodedata.normalize(form, name):
        change = draw(st.sampled_from(("", "", "", "upper", "alike", "title")))
        changed = {"upper": letter.upper(), "title": letter.title()}.get(change, letter)
        if change == "alike" and letter.lower() in ALIKE:
            changed = draw(st.sampled_from(ALIKE[letter.lower()]))
        stands = between if always or draw(st.integers(0, 5)) == 0 else ""
        pieces.append(changed + stands)
    return "".join(pieces)


ANY_TEXT = st.text(st.characters(), max_size=30)
TEXTS = st.lists(st.lists(st.one_of(disguised(), ANY_TEXT), max_size=3).map(" ".join), max_size=6)


@given(TEXTS)
@example(["⒜ kadeveld", "½ 1⁄2", "\0 Kade\0veld", "K\u0301\u0323adeveld"])
def test_the_quick_way_never_misses_what_the_slow_way_finds(texts: list[str]) -> None:
    """R-31: a true over-approximation, for one text and for many at once."""
    hits = [place for place, text in enumerate(texts) if ALL.find_exactly(text)]
    suspects = ALL.suspects(texts)
    assert set(hits) <= set(suspects)
    assert suspects == sorted(set(suspects))
    assert [ALL.find(text) for text in texts] == [ALL.find_exactly(text) for text in texts]


@given(disguised())
def test_bare_letters_see_through_every_disguise(text: str) -> None:
    """All words of a text stand in its bare letters, whatever is between them."""
    text = text.replace("\0", "")
    words = "".join(fold(match.group()) for match in words_of(text))
    assert bare_letters(words) in bare_letters(text)


@given(st.lists(st.text(st.characters(), min_size=4), max_size=3), ANY_TEXT, ANY_TEXT)
def test_a_name_of_any_letters_is_not_passed_over(
    names: list[str], before: str, after: str
) -> None:
    terms = SearchTerms(term for name in names for term in name_terms(name, "x"))
    for name in names:
        text = f"{before} {name} {after}"
        assert not terms.find_exactly(text) or terms.suspects([text]) == [0]


def test_bare_letters_stay_what_they_are() -> None:
    """Whatever is looked through twice, or after another letter was replaced, stays equal."""
    for code in (*range(1, 0x3000), *range(0xF900, 0x10000), *range(0x1F100, 0x1F200)):
        bare = bare_letters(chr(code))
        assert bare_letters(bare.decode("utf-8", "surrogatepass")) == bare, hex(code)


@pytest.mark.parametrize("filler", ["", "".join(map(chr, range(0x4E00, 0x4F00)))])
def test_only_texts_with_letters_of_a_term_are_suspected(filler: str) -> None:
    """Also where there are more kinds of letters than are replaced one by one."""
    texts = ["Een plan", "K.a.d.e.v.e.l.d" + filler, "", "Kade\0veld", "\0\0", "onsamen", "ONS"]
    assert ALL.suspects(texts) == [1, 3, 6]
    assert ALL.suspects([]) == []


def test_where_nobody_is_looked_for_nothing_is_suspected() -> None:
    assert QuickLook((), ()).suspects(["Kadeveld"]) == []
    assert QuickLook(("",), ()).suspects(["a", "b"]) == [0, 1]
