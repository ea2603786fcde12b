"""R-20: what became of every application follows from the record; nothing else can stand there."""

import pytest

from evalpanel.domain.record import ApplicationEntry, Leaf
from tests.domain.test_verification import Change, at, change, deep, no, rerooted
from tests.panels import play

CASES: dict[str, tuple[Change, str]] = {
    "what became of a candidate": (
        at(ApplicationEntry, "outcomes.0.outcome", "reserve"),
        "is selected; the record says reserve"),
    "an outcome left out": (
        at(ApplicationEntry, "outcomes", ()), "one outcome in each of its lots"),
    "an outcome twice": (
        change(ApplicationEntry, lambda e: deep(e, "outcomes", (*e.outcomes, *e.outcomes))),
        "one outcome in each of its lots"),
    "the lot of an outcome": (
        at(ApplicationEntry, "outcomes.0.lot", "2"), "one outcome in each"),
    "the rank in a reason": (
        at(ApplicationEntry, "outcomes.0.reason", "It stands at rank 7."),
        "reason of the outcome of Alpha"),
    "the reason of an exclusion": (
        at(ApplicationEntry, "outcomes.0.reason", "G-1: Other", 3),
        "reason of the outcome of Delta"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_outcome_that_does_not_follow_is_named(name: str) -> None:
    how, says = CASES[name]
    found = no(how(play("reported").record()))
    assert set(found) == {"outcomes"}
    assert says in found["outcomes"]


def test_an_application_stands_there_once() -> None:
    """Also one that was not ranked, under another name."""
    record = play("reported").record()
    [delta] = [e for e in record.entries(ApplicationEntry) if e.application.id == "delta"]
    other = delta.application.model_copy(update={"name": "Zulu"})
    second = Leaf(salt="0" * 32, entry=delta.model_copy(update={"application": other}))
    found = no(rerooted(record, (*record.leaves, second)))
    assert found["outcomes"] == "Zulu does not have one outcome in each of its lots."


@pytest.mark.parametrize("variant", ["lots", "per_lot", "dutch", "places"])
def test_the_outcomes_of_an_honest_record_follow(variant: str) -> None:
    assert no(play("reported", variant).record()) == {}
