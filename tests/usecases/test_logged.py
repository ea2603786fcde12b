"""No use case keeps a change without an entry in the log that tells it (R-93)."""

import pytest

from evalpanel.usecases import panel, tenders
from evalpanel.usecases.journal import write_log
from tests.logged import DRAFTS, demand_logged
from tests.panels import REF, play


def test_an_act_that_writes_no_entry_does_not_pass_here(monkeypatch: pytest.MonkeyPatch) -> None:
    found = play("new")
    monkeypatch.setattr(tenders, "write_log", lambda *_, **__: None)
    with pytest.raises(AssertionError, match=r"nothing is logged of a change of \['tenders'\]"):
        tenders.lock_tender(found.lead, REF)
    with pytest.raises(AssertionError, match="shifts"):
        tenders.plan_milestone(found.lead, REF, "deadline", "2026-12", "Reason")


def test_an_act_that_does_not_say_what_was_there_before_does_not_pass_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = play("carded")
    monkeypatch.setattr(
        panel, "write_log", lambda desk, work, what, reference, *_, **__: write_log(
            desk, work, what, reference
        ),
    )  # fmt: skip
    with pytest.raises(AssertionError, match="takes the place of in members"):
        panel.confirm_card(found.lead, REF, "Lena Lead")


def test_own_drafts_are_kept_in_their_history_instead() -> None:
    demand_logged({}, {"drafts": {("T",): b"a"}}, set(DRAFTS), [])
