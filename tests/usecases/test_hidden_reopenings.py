"""A dishonest lead leaves a reopening out of the record, after an erratum (`trust.md` 2.4; R-35).

The sheet that counts then takes the place of one that nobody knows; but after an erratum that can
be a sheet that never came in.
"""

from functools import cache

from evalpanel.domain.record import LogEntry, RecordV1, RegisterEntry
from evalpanel.domain.reopenings import Reopening, SupersededSheet
from evalpanel.domain.sheet import Score
from evalpanel.usecases import reopening, rounds, scoring
from evalpanel.usecases.own_part import own_sheet_is_identical
from tests.domain.test_verification import no, rerooted
from tests.panels import OUT, REASON, REF, Play
from tests.revisions import (
    ANN,
    BEN,
    rules_revised,
    sealed_anew,
    sealed_by,
    to_report,
)


@cache
def reported() -> Play:
    """An erratum, then Ann's new sheet is reopened and sealed once more."""
    found = sealed_anew(rules_revised(), carried=False)
    made = reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="Two plans were mixed up")
    reopening.take_reopening(found.desk(ANN), found.files.content[made.file])
    worse = Score(lot="1", candidate=found.code("alpha", "1"), item="A1", score="2", reason=REASON)
    scoring.save_score(found.desk(ANN), REF, worse)
    found.clock.move(minutes=2)
    sealed_by(found, ANN, revision=2)
    rounds.open_round(found.lead, REF)
    to_report(found)
    assert no(found.record()) == {}
    return found


def hidden(record: RecordV1, *kinds: type) -> RecordV1:
    """The record without these entries and without what is said of them in the register."""
    kept = (
        leaf
        for leaf in record.leaves
        if not isinstance(leaf.entry, kinds)
        and not (isinstance(leaf.entry, RegisterEntry) and isinstance(leaf.entry.entry, kinds))
    )
    return rerooted(record, tuple(kept))


def test_the_log_tells_of_a_reopening_that_is_left_out() -> None:
    forged = hidden(reported().record(), Reopening, SupersededSheet)
    said = no(forged)["record_chain"]
    assert said.startswith(f"The sheet that {ANN} had sealed under ")
    assert said.endswith("before it was reopened is missing.")


def test_the_member_misses_the_own_reopening_whatever_the_log_says() -> None:
    found = reported()
    assert own_sheet_is_identical(found.desk(ANN), found.record()) is True
    forged = hidden(found.record(), Reopening, SupersededSheet, LogEntry)
    assert "record_chain" not in no(forged)
    assert own_sheet_is_identical(found.desk(ANN), forged) is False
    assert own_sheet_is_identical(found.desk(BEN), forged) is True
