"""Text of people is shown for what it is."""

import pytest
from hypothesis import given

from evalpanel.domain.text import clean_text, csv_cell, from_csv_cell, one_line
from tests.strategies import texts


def test_plain_text_stays_as_it_is() -> None:
    assert clean_text("Plain [bold]text[/] <b>&amp;") == "Plain [bold]text[/] <b>&amp;"
    assert clean_text("één\tnaïef\nœuvre") == "één\tnaïef\nœuvre"


def test_line_breaks_of_every_system_become_newlines() -> None:
    assert clean_text("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert one_line("  a\r\n b\t c ") == "a b c"


def test_controls_and_direction_marks_become_visible() -> None:
    assert clean_text("\x1b[31m") == "⟨U+001B⟩[31m"
    assert clean_text("a\u202eb\u200e") == "a⟨U+202E⟩b⟨U+200E⟩"
    assert clean_text("\u2028") == "⟨U+2028⟩"


def test_what_has_no_ink_becomes_visible() -> None:
    """Else two names look the same (`trust.md` 3, bidi/invisible spoofing)."""
    for char in "\u034f\u115f\u17b4\u180b\u3164\uffa0\ufe0f\U000e0100\u200b\ufeff\u00ad":
        assert clean_text(f"Ann{char}a") == f"Ann⟨U+{ord(char):04X}⟩a"


def test_what_the_font_lacks_becomes_visible() -> None:
    assert clean_text("a😀", {ord("a")}) == "a⟨U+1F600⟩"
    assert clean_text("ab", {ord("a")}) == "a⟨U+0062⟩"


@given(texts())
def test_no_control_character_comes_out(text: str) -> None:
    shown = clean_text(text)
    assert all(char in "\n\t" or char.isprintable() or char.isspace() for char in shown)
    assert clean_text(shown) == shown


@given(texts())
def test_a_cell_comes_back_and_is_no_formula(text: str) -> None:
    cell = csv_cell(text)
    assert from_csv_cell(cell) == text
    assert not cell.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1", "\n+1", " @SUM(A1)", "\uff1d1+1", "\uff20A1"])
def test_neither_blanks_nor_full_width_hide_a_formula(text: str) -> None:
    assert csv_cell(text) == f"'{text}"
    assert from_csv_cell(csv_cell(text)) == text


def test_a_quote_that_protects_nothing_stays() -> None:
    assert from_csv_cell("'t Hof") == "'t Hof"
    assert from_csv_cell("'=1") == "=1"
    assert csv_cell("'t Hof") == "''t Hof"
