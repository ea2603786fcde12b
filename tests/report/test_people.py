"""The chapter on the panel tells whose card was compared by voice, and whose was not."""

from evalpanel.domain.record import MemberEntry
from evalpanel.language import catalogue
from evalpanel.report.composer import Composer
from evalpanel.report.sections.people import _member_row
from tests.report.case_fixtures import make_case


def test_a_card_that_the_chair_never_confirmed_is_shown_as_such() -> None:
    """`trust.md` 2.5: unconfirmed until the chair ticks it, and shown in the report."""
    page = Composer.__new__(Composer)
    page.words = catalogue("en")
    members = make_case().entries(MemberEntry)
    told = {one.entry.name: _member_row(page, one)[-1].splitlines()[-1] for one in members}
    assert told.pop("Derya Y\u0131ld\u0131z") == "\u25cb not confirmed"
    assert len(told) == 4
    assert set(told.values()) == {"\u2713 confirmed by voice"}
