"""R-8: all lots side by side, and what is done about places that stay open."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import lots
from tests.panels import REF, play


def test_all_lots_stand_side_by_side_with_codes_only() -> None:
    found = play("closed", "lots")
    overview, ranked = lots.overview_lots(found.lead, REF)
    best = found.codes["alpha"]
    assert [(line.lot, line.selected, line.state) for line in overview.lots] == [
        ("1", (best,), "filled"),
        ("2", (best,), "filled"),
    ]
    assert [(one.candidate, one.lots) for one in overview.candidates] == [(best, ("1", "2"))]
    assert ranked.names == {}


def test_nothing_follows_where_every_place_is_filled() -> None:
    found = play("closed", "lots")
    with pytest.raises(Refused, match="nothing has to follow"):
        lots.record_follow_up(found.lead, REF, "1", "A procedure of its own")
    with pytest.raises(Refused, match="has no lot 9"):
        lots.record_follow_up(found.lead, REF, "9", "A procedure of its own")


def test_what_is_done_about_open_places_is_kept_and_shown() -> None:
    found = play("closed", "places")
    lots.record_follow_up(found.lead, REF, "1", " A procedure of its own ")
    overview, _ = lots.overview_lots(found.lead, REF)
    (line,) = overview.lots
    assert (line.state, line.follow_up) == ("under_filled", "A procedure of its own")
    assert "lot.follow_up" in found.log()
