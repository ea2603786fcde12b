"""What a laptop does while it is killed: each errand says how many of its changes are kept.

An errand that is done again goes on where it was and completes; `changes` is what it comes to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.sheet import Score
from evalpanel.store.unit_of_work import SqlUnitOfWork
from evalpanel.usecases import consensus, merging, reporting, scoring, sealing
from evalpanel.usecases.consensus import DecisionInput
from evalpanel.usecases.ports import Desk, UnitOfWork
from tests.faults.laptops import Laptop
from tests.faults.steps import ANN, STEPS
from tests.faults.typing_in_app import WORDS, type_words, words_kept
from tests.panels import ADMITTED, LEAD, REF, Play, play

Say = Callable[[int], None]
"""Tells that this many changes are kept."""
_ROUNDS = 6
"""How often the whole sheet is scored anew."""


@dataclass(frozen=True)
class Errand:
    """Work of a person from a stage on, in changes that are acknowledged one by one."""

    name: str
    stage: str
    who: str
    changes: int
    work: Callable[[Desk, Laptop, Say], None]
    count: Callable[[UnitOfWork, Laptop], int]
    """How many changes are there; raises AssertionError where they are not the first ones."""
    only_by_changes: bool = False
    """Whether it is too slow to be measured first and done again; kills come after changes then."""

    def play(self) -> Play:
        """The evaluation just before the errand."""
        return play(self.stage)

    def kept(self, laptop: Laptop) -> int:
        """How many changes are there."""
        with SqlUnitOfWork(laptop.open()) as work:
            return self.count(work, laptop)


def planned_scores(laptop: Laptop, rounds: int = _ROUNDS) -> list[Score]:
    """The whole sheet over and over, each time with other reasons."""
    sheet = laptop.play.scores(ANN)
    return [
        score.model_copy(update={"reason": f"{score.reason}, read {number + 1} times"})
        for number in range(rounds)
        for score in sheet
    ]


def _score(desk: Desk, laptop: Laptop, say: Say) -> None:
    with desk.work() as work:
        done = _scores_kept(work, laptop)
    for number, score in enumerate(planned_scores(laptop)[done:], start=done + 1):
        scoring.save_score(desk, REF, score)
        say(number)


def _scores_kept(work: UnitOfWork, laptop: Laptop) -> int:
    history = [draft.score for draft in work.draft_history.of()]
    assert history == planned_scores(laptop)[: len(history)], "other scores than were given"
    return len(history)


def _seal(desk: Desk, laptop: Laptop, say: Say) -> None:
    sealing.seal_sheet(desk, REF, laptop.stick)
    say(1)


def _seals_kept(work: UnitOfWork, laptop: Laptop) -> int:
    """A seal that the database knows lies on the stick as well, to the byte."""
    seals = work.seals.of(REF)
    for seal in seals:
        data = (laptop.stick / seal.file).read_bytes()
        assert sha256_hex(data) == seal.document, "another seal on the stick"
    return len(seals)


def _merge(desk: Desk, laptop: Laptop, say: Say) -> None:
    for number, name in enumerate(laptop.play.assessors, start=1):
        file = laptop.stick / laptop.play.seal(name).name
        verdict = merging.merge_seals(desk, REF, [file]).files[0]
        assert verdict.verdict != "refused", verdict.reason
        say(number)


def _decide(desk: Desk, laptop: Laptop, say: Say) -> None:
    with desk.work() as work:
        done = _decisions_kept(work, laptop)
    for number, given in enumerate(_planned_decisions(laptop)[done:], start=done + 1):
        consensus.record_decision(desk, REF, given)
        say(number)


def _planned_decisions(laptop: Laptop) -> list[DecisionInput]:
    codes = {(name, lot): laptop.play.code(name, lot)
             for name in ADMITTED for lot in laptop.play.lots}  # fmt: skip
    return [
        DecisionInput(
            lot=lot,
            candidate=codes[candidate, lot],
            item=item,
            score=score,
            reason="We all agreed on this",
            outside_reason="Weighed anew",
        )
        for score in ("8", "6", "4")
        for candidate in ADMITTED
        for lot, item in laptop.play.cells
    ]


def _decisions_kept(work: UnitOfWork, laptop: Laptop) -> int:
    kept = [(d.lot, d.candidate, d.item, d.score) for d in work.decisions.of(REF)]
    planned = [(d.lot, d.candidate, d.item, d.score) for d in _planned_decisions(laptop)]
    assert kept == planned[: len(kept)], "other decisions than were recorded"
    return len(kept)


def _report(desk: Desk, laptop: Laptop, say: Say) -> None:
    """Make the report and certify it; after a kill only what is missing."""
    file = laptop.stick / "report.pdf"
    with desk.work() as work:
        done = _report_kept(work, laptop)
    if done == 0:
        reporting.make_report(desk, REF, file)
        say(1)
    if not desk.paper.inspect(desk.files.read(file)).signatures:
        reporting.sign_report(desk, file)
    say(2)


def _report_kept(work: UnitOfWork, laptop: Laptop) -> int:
    """0 without a report, 1 when it is made, 2 when it is certified; the file is there."""
    reports = work.reports.of(REF)
    if not reports:
        return 0
    found = laptop.play.desk(LEAD).paper.inspect((laptop.stick / "report.pdf").read_bytes())
    assert sha256_hex(found.record) == reports[-1].record, "another record in the file"
    logged = {entry.event.what for entry in work.log.entries()}
    assert "report.sign" not in logged or found.signatures, "a signature is gone"
    return 2 if found.signatures else 1


def _step(name: str) -> Callable[[Desk, Laptop, Say], None]:
    """A step of one change."""
    step = next(step for step in STEPS if step.name == name)

    def work(desk: Desk, laptop: Laptop, say: Say) -> None:
        with desk.work() as unit:
            done = _logged(step.name)(unit, laptop)
        if not done:
            step.act(desk, laptop)
        say(1)

    return work


_WHAT = {
    "invite": "panel.invite",
    "declare": "panel.declare",
    "issue": "package.issue",
    "open the round": "round.open",
    "step back": "round.step_back",
    "reopen": "seal.reopen",
    "write the record": "report.record",
    "back up": "backup.made",
}


def _logged(name: str) -> Callable[[UnitOfWork, Laptop], int]:
    """Whether the log has the step; then its file is there as well."""
    writes = next(step.writes for step in STEPS if step.name == name)

    def count(work: UnitOfWork, laptop: Laptop) -> int:
        done = any(entry.event.what == _WHAT[name] for entry in work.log.entries())
        assert not (done and writes) or any(laptop.stick.glob(writes)), f"{writes} is gone"
        return int(done)

    return count


ERRANDS: Sequence[Errand] = (
    Errand("scoring", "open", ANN, _ROUNDS * 6, _score, _scores_kept),
    Errand("sealing", "scored", ANN, 1, _seal, _seals_kept),
    Errand("merging", "sealed", LEAD, 3, _merge, lambda work, _: len(work.seals.of(REF))),
    Errand("opening a round", "merged", LEAD, 1, _step("open the round"),
           _logged("open the round")),
    Errand("deciding", "round", LEAD, 18, _decide, _decisions_kept),
    Errand("reporting and certifying", "identified", LEAD, 2, _report, _report_kept),
    Errand("issuing", "carded", LEAD, 1, _step("issue"), _logged("issue")),
    Errand("inviting", "judged", LEAD, 1, _step("invite"), _logged("invite")),
    Errand("declaring", "invited", ANN, 1, _step("declare"), _logged("declare")),
    Errand("stepping back", "open", ANN, 1, _step("step back"), _logged("step back")),
    Errand("reopening a seal", "merged", LEAD, 1, _step("reopen"), _logged("reopen")),
    Errand("writing the record", "reported", LEAD, 1, _step("write the record"),
           _logged("write the record")),
    Errand("backing up", "merged", LEAD, 1, _step("back up"), _logged("back up")),
)  # fmt: skip
TYPING = Errand("typing in the app", "open", ANN, len(WORDS), type_words, words_kept, True)
ROTA: Sequence[Errand] = (*ERRANDS, *ERRANDS[:6], TYPING)
"""Twenty errands in a row; the app is slow to start, so it comes once, and the steps beside the
normal course come once as well."""
