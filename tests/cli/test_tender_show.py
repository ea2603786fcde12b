"""`tender show` and `list`: what changed after the lock, and what waits to be settled."""

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from evalpanel.cli import tender, tender_course
from evalpanel.usecases import amending, confirming, panel_changes
from tests.builders import a_lot
from tests.cli.shell import Shell
from tests.panels import ASSESSORS, LEAD, REF, SECOND, Play, person, play, the_rules, toml_file
from tests.usecases.test_amending import WHY
from tests.usecases.test_recusals import with_interest


@pytest.fixture(autouse=True)
def in_amsterdam(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A laptop that stands in Amsterdam."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        yield
    time.tzset()


def at_desk(monkeypatch: pytest.MonkeyPatch, found: Play) -> Play:
    session = SimpleNamespace(desk=lambda: found.lead)
    for module in (tender, tender_course):
        monkeypatch.setattr(module, "session_of", lambda _: session)
    return found


def shown(shell: Shell) -> tuple[str, dict[str, Any]]:
    return shell("tender", "show", REF).out, shell("tender", "show", REF, "--json").document()


def test_the_last_erratum_is_shown_with_its_time(
    monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    """R-3: what is locked changed after the lock, so the lock alone would mislead."""
    found = at_desk(monkeypatch, play("received"))
    words, answer = shown(shell)
    assert "erratum" not in words
    assert answer["errata"] == []
    for select in (2, 3):
        found.clock.move(hours=1)
        rules = the_rules(lot=[a_lot("1", select)])
        act = amending.ask_erratum(found.lead, REF, toml_file(rules), **WHY)
        confirming.confirm(found.lead, REF, act.id, person(SECOND))
    words, answer = shown(shell)
    assert [part["number"] for part in answer["errata"]] == [1, 2]
    last = answer["errata"][-1]
    assert (last["by"], last["confirmed_by"], last["reason"]) == (LEAD, SECOND, WHY["reason"])
    assert last["at"].endswith("Z")
    assert "Changed by erratum 2 on" in words
    assert "erratum 1" not in words


def test_times_are_those_of_the_laptop_and_utc_in_json(
    monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    found = at_desk(monkeypatch, play("received"))
    words, answer = shown(shell)
    utc, here = answer["locked_at"], found.clock.now().astimezone()
    assert utc not in words
    assert f"{here:%d %b %Y}".lstrip("0") in words
    shell("tender", "suspend", REF, "--reason", "A complaint")
    refused = shell("tender", "suspend", REF, "--reason", "Another")
    assert f"is suspended since {here:%-d %b %Y, %H:%M}" in refused.err
    listed = shell("tender", "list")
    assert f"Suspended since {here:%-d %b %Y, %H:%M}: A complaint" in listed.out


def test_an_interest_that_nobody_decided_is_named(
    monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    """R-11; whose it is stands in the list of interests, for who may see it."""
    at_desk(monkeypatch, with_interest())
    words, answer = shown(shell)
    assert answer["waits"] == ["One interest of a member is not decided yet."]
    assert f"Waits: {answer['waits'][0]}" in words
    assert ASSESSORS[0] not in words
    [listed] = shell("tender", "list", "--json").document()["tenders"]
    assert listed["next_step"] == answer["waits"][0]


def test_an_empty_seat_is_named_until_somebody_takes_it(
    monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    """R-12, R-14."""
    found = at_desk(monkeypatch, play("carded"))
    assert shown(shell)[1]["waits"] == []
    panel_changes.recuse_member(found.lead, REF, ASSESSORS[0], reason="A brother works there")
    [seat] = shown(shell)[1]["waits"]
    assert seat == "A seat is empty: lot 1 has 2 of 3 members of panel main."
    assert seat in shell("tender", "list").out
    stand_in = ASSESSORS[3]
    found.declare(stand_in)
    found.add(stand_in, "alternate")
    panel_changes.replace_member(found.lead, REF, ASSESSORS[0], stand_in, reason="Steps in")
    assert shown(shell)[1]["waits"] == []
