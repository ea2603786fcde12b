"""Paragraphs from printed lines."""

import pytest

from evalpanel.exchange.paragraphs import Line, paragraphs


def line(text: str, y: float, right: float = 500, size: float = 10, font: str = "Body") -> Line:
    return Line(text, 50, right, y, size, font)


def test_a_page_without_lines_has_no_paragraphs() -> None:
    assert paragraphs([]) == ()


def test_wrapped_lines_become_one_paragraph() -> None:
    lines = [line("Wij werken", 700), line("elke week", 688), line("samen.", 676, 90)]
    assert paragraphs(lines) == ("Wij werken elke week samen.",)


def test_a_wider_gap_begins_a_paragraph() -> None:
    lines = [line("a", 700), line("b", 688), line("c", 676), line("d", 658), line("e", 646)]
    assert paragraphs(lines) == ("a b c", "d e")


def test_a_heading_stands_alone_by_size_or_font() -> None:
    lines = [
        line("1 Aanpak", 720, 120, size=14, font="Bold"),
        line("Wij werken", 700),
        line("samen", 688),
        line("Team", 676, 80, font="Bold"),
        line("Vier mensen", 664),
    ]
    assert paragraphs(lines) == ("1 Aanpak", "Wij werken samen", "Team", "Vier mensen")


def test_a_word_in_bold_inside_a_line_changes_nothing() -> None:
    lines = [line("Wij werken", 700), line("altijd samen", 688, font=""), line("door", 676)]
    assert paragraphs(lines) == ("Wij werken altijd samen door",)


def test_a_short_last_line_ends_a_paragraph_without_a_gap() -> None:
    lines = [line("Wij werken", 700), line("samen.", 688, 120), line("Daarna", 676)]
    assert paragraphs(lines) == ("Wij werken samen.", "Daarna")


@pytest.mark.parametrize("mark", ["• ", "1. ", "2.3) ", "a) ", "(b) ", "- ", "\u2013 "])
def test_items_of_a_list_are_paragraphs(mark: str) -> None:
    lines = [line("Wij doen dit:", 700, 150), line(f"{mark}een", 688), line("twee", 676)]
    assert paragraphs(lines) == ("Wij doen dit:", f"{mark}een twee")


def test_a_dash_inside_a_sentence_is_no_item() -> None:
    lines = [line("Wij werken", 700), line("\u2013 zo blijkt \u2013", 688), line("samen", 676)]
    assert paragraphs(lines) == ("Wij werken \u2013 zo blijkt \u2013 samen",)


@pytest.mark.parametrize(
    ("end", "begin", "joined"),
    [
        ("duur\u0002", "zaam", "duurzaam"),
        ("duur\u00ad", "zaam", "duurzaam"),
        ("duur\ufffe", "zaam", "duurzaam"),
        ("Zuid\u0002", "Holland", "Zuid-Holland"),
        ("in\u0002", "en uitgang", "in- en uitgang"),
        ("CO2-", "arme flat", "CO2-arme flat"),
        ("in-", "of uitgang", "in- of uitgang"),
        ("5 -", "10 euro", "5 - 10 euro"),
    ],
)
def test_a_word_broken_at_the_line_end_is_mended(end: str, begin: str, joined: str) -> None:
    assert paragraphs([line(end, 700), line(begin, 688)]) == (joined,)


def test_text_goes_on_in_the_next_column() -> None:
    lines = [line("Wij werken", 700), line("elke week", 688), line("samen", 700)]
    assert paragraphs(lines) == ("Wij werken elke week samen",)


def test_cells_on_one_height_stay_together() -> None:
    assert paragraphs([line("Prijs", 700, 90), line("12", 700, 520, font="B")]) == ("Prijs 12",)
