"""Below a threshold somebody falls out only by the word of two persons (R-48)."""

from typing import Any

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.record import ActEntry, RecordV1
from evalpanel.domain.verification import check_record
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import confirming, consensus, excluding, ranking, reporting
from evalpanel.usecases.acts import list_open_acts
from tests import panels
from tests.builders import a_criterion, an_item
from tests.domain.test_verification import change, gone, no
from tests.panels import LEAD, REF, REPORT, SECOND, Play, person, play

REASON = "The plan is below the 6 that the guide asks for."


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Charlie has a 4 on both items, where A1 must reach a 6."""
    items = [a_criterion("A", an_item("A1", minimum={"score": "6"})),
             a_criterion("B", an_item("B1"))]  # fmt: skip
    monkeypatch.setattr(panels, "VARIANTS", {"threshold": {"criterion": items}})
    return play("closed", "threshold")


def ask(found: Play, **changes: Any) -> str:
    given = {"candidate": found.codes["charlie"], "lot": "1", "reason": REASON} | changes
    return excluding.ask_exclusion(found.lead, REF, given.pop("candidate"), given.pop("lot"),
                                   **given).id  # fmt: skip


def exclude(found: Play) -> None:
    confirming.confirm(found.lead, REF, ask(found), person(SECOND))


def test_nobody_is_named_before_two_persons_confirmed_who_falls_out(found: Play) -> None:
    code = found.codes["charlie"]
    [lot] = ranking.rank_lots(found.lead, REF).lots
    assert [(one.candidate, one.rank) for one in lot.ranked][-1] == (code, None)
    with pytest.raises(Refused, match=rf"below a threshold.*{code} \(1\)"):
        ranking.ask_identify(found.lead, REF)
    act = ask(found)
    with pytest.raises(Refused, match=rf"still waits for a second person: {code} \(1\)") as told:
        ranking.ask_identify(found.lead, REF)
    assert f"For each of {act}: evalpanel confirm {REF} ACT" in str(told.value.hint)
    with pytest.raises(Refused, match="needs two persons"):
        confirming.confirm(found.lead, REF, act, person(LEAD))
    confirming.confirm(found.lead, REF, act, person(SECOND))
    ranking.ask_identify(found.lead, REF)
    assert "threshold" in found.log()


def said_of_thresholds(record: RecordV1) -> str:
    checks = check_record(record, SshSignatures().verify)
    return next(str(check.sentence) for check in checks if check.check == "thresholds")


def test_where_nobody_is_below_a_threshold_no_two_persons_are_claimed() -> None:
    assert said_of_thresholds(play("reported").record()) == "Nobody is below a threshold."


def test_the_word_of_two_is_in_the_record_and_checked(found: Play) -> None:
    exclude(found)
    panels._identified(found)
    reporting.make_report(found.lead, REF, REPORT)
    record = found.record()
    assert no(record) == {}
    acts = [entry.act for entry in record.entries(ActEntry)]
    place = next(n for n, act in enumerate(acts) if act.kind == "threshold")
    assert acts[place].subject["reason"] == REASON
    assert "Two persons confirmed everybody" in said_of_thresholds(record)
    assert acts[place].subject["below"] == "A1=0.4<0.6"
    said = "was not confirmed by two persons"
    assert said in no(gone(ActEntry, place)(record))["thresholds"]

    def other(entry: ActEntry) -> ActEntry:
        subject = entry.act.subject | {"total": "9"}
        return entry.model_copy(update={"act": entry.act.model_copy(update={"subject": subject})})

    flaws = no(change(ActEntry, other, place)(record))
    assert said in flaws["thresholds"]
    assert "not signed by two persons" in flaws["record_chain"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"candidate": "Q0"}, "not below a threshold in lot 1"),
        ({"lot": "2"}, "not below a threshold in lot 2"),
        ({"reason": " "}, "reason is required"),
    ],
)
def test_only_who_is_below_a_threshold_falls_out_and_with_a_reason(
    found: Play, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        ask(found, **changes)
    assert list_open_acts(found.lead, REF) == ()


def test_once_is_enough(found: Play) -> None:
    exclude(found)
    with pytest.raises(Refused, match="already done"):
        ask(found)


def changed_to(found: Play, score: str, item: str) -> None:
    """Another agreed score, as a meeting that is held again gives it."""
    with found.lead.work() as work:
        [opening] = work.openings.of(REF)
        work.openings.put(opening.model_copy(update={"closed_at": ""}))
        work.commit()
    found.decide("charlie", score, item, reason="We weighed it once more")
    consensus.close_meeting(found.lead, REF)


def test_another_score_makes_the_word_of_two_void(found: Play) -> None:
    exclude(found)
    changed_to(found, "2", "B1")
    with pytest.raises(Refused, match="below a threshold"):
        ranking.ask_identify(found.lead, REF)
    act = ask(found)
    assert act == f"threshold-{found.codes['charlie']}-1-again-2"
    confirming.confirm(found.lead, REF, act, person(SECOND))
    ranking.ask_identify(found.lead, REF)


def test_nobody_confirms_what_is_no_longer_so(found: Play) -> None:
    act = ask(found)
    changed_to(found, "2", "B1")
    with pytest.raises(Refused, match="changed since this was asked"):
        confirming.confirm(found.lead, REF, act, person(SECOND))
    changed_to(found, "8", "A1")
    with pytest.raises(Refused, match="changed since this was asked"):
        confirming.confirm(found.lead, REF, act, person(SECOND))
    with pytest.raises(Refused, match="not below a threshold"):
        ask(found)
    assert list_open_acts(found.lead, REF) == ()
    ranking.ask_identify(found.lead, REF)
