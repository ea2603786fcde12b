"""What must be found in print."""

import pytest

from evalpanel.domain.printed import (
    demanded,
    demanded_reasons,
    missing_in_print,
    ranking_line,
    ranking_lines,
    score_rows,
)
from evalpanel.domain.record import DecisionEntry, RecordV1, ReportEntry
from tests.domain.test_verification import gone, update
from tests.panels import play

RECORD = play("reported").record()


def printed(record: RecordV1 = RECORD) -> list[str]:
    return [
        *(wanted for _, wanted in demanded(record)),
        *(line for _, line in ranking_lines(record)),
        *score_rows(record),
        *demanded_reasons(record),
    ]


def test_everything_printed_is_found_however_it_is_broken_up() -> None:
    text = " ".join(printed())
    assert missing_in_print(RECORD, [text]) is None
    assert missing_in_print(RECORD, [text[:500], text[500:]]) is None
    broken = [text if set(text) & set("· ") else "\u00ad\n".join(text) for text in printed()]
    assert missing_in_print(RECORD, broken) is None


@pytest.mark.parametrize("place", range(len(printed())))
def test_whatever_is_not_printed_is_named(place: int) -> None:
    wanted = printed()
    alike = wanted[place]
    pages = [text for text in wanted if text != alike]
    missing = missing_in_print(RECORD, pages)
    assert missing is not None
    assert alike in str(missing)


def test_a_row_that_two_candidates_share_must_be_printed_twice() -> None:
    rows = list(score_rows(RECORD))
    assert len(rows) == 6
    assert all(len(row.split()) == 5 for row in rows)


@pytest.mark.parametrize(
    ("honest", "printed_instead"),
    [("· 16", "· 16.5"), ("· 16", "· 161"), ("1 ·", "11 ·"), ("A1 ", "A1 1")],
)
def test_a_figure_is_not_found_in_another(honest: str, printed_instead: str) -> None:
    pages = ["\n".join(printed()).replace(honest, printed_instead)]
    assert missing_in_print(RECORD, pages) is not None


def test_a_decimal_comma_is_a_decimal_point() -> None:
    found = play("reported", "mean").record()
    assert any("." in line.split("· ")[2] for _, line in ranking_lines(found))
    dutch = [line.replace(".", ",") for line in printed(found)]
    assert missing_in_print(found, dutch) is None


def test_a_place_in_the_ranking_is_one_run_of_text() -> None:
    assert ranking_line(1, "K7", "16") == "1 · K7 · 16"
    assert ranking_line(None, "K7", "4") == "– · K7 · 4"


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("Één naïeve œuvre", "Één naïeve œuvre"),
        ("een \u202eomgekeerde reden", "een ⟨U+202E⟩omgekeerde reden"),
        ("goed 😀 gevonden, echt", "goed ⟨U+1F600⟩ gevonden, echt"),
        ("the co\ufb03n is fine", "the coffin is fine"),
    ],
)
def test_a_reason_is_found_as_the_font_shows_it(reason: str, shown: str) -> None:
    decision = RECORD.entries(DecisionEntry)[0].decision
    record = update(DecisionEntry, decision=decision.model_copy(update={"reason": reason}))(RECORD)
    pages = [*printed(record), shown]
    pages.remove(reason)
    assert missing_in_print(record, pages) is None
    pages.remove(shown)
    assert missing_in_print(record, pages) is not None


def test_a_record_without_signers_demands_no_rows() -> None:
    assert list(score_rows(gone(ReportEntry)(RECORD))) == []
