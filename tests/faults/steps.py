"""The steps that write: what is done, at which stage, by whom, and how its files are read back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evalpanel.domain.errors import Unreadable
from evalpanel.usecases import (
    consensus,
    declaring,
    inviting,
    issuing,
    merging,
    opening_package,
    panel,
    ranking,
    reporting,
    rounds,
    scoring,
    sealing,
)
from evalpanel.usecases.ports import Desk
from tests.faults import side_steps
from tests.faults.laptops import Laptop
from tests.panels import ADMITTED, ASSESSORS, LEAD, REF, Play, TalkingChance, play

ANN = ASSESSORS[0]
OLD = b"an older file of this name"


@dataclass(frozen=True)
class Step:
    """A step of a person at a stage; doing it again after a fault completes it."""

    name: str
    stage: str
    who: str
    act: Callable[[Desk, Laptop], object]
    writes: str = ""
    """The name, or a pattern of it, of the file that the step writes on the stick, if any."""
    may_replace: bool = True
    """Whether an older file of that name is written over."""
    older: bytes = OLD
    """What stands in that older file."""

    def attempt(self, desk: Desk, laptop: Laptop) -> Unreadable | None:
        """Take the step; gives what went wrong."""
        try:
            self.act(desk, laptop)
        except Unreadable as error:
            return error
        return None

    def play(self) -> Play:
        """The evaluation just before the step."""
        return play(self.stage)


def _invite(desk: Desk, laptop: Laptop) -> None:
    inviting.invite_panel(desk, REF, laptop.stick)


def _declare(desk: Desk, laptop: Laptop) -> None:
    data = (laptop.stick / "T-1.evinvite").read_bytes()
    code = TalkingChance().phrase(inviting.CODE_WORDS)
    declaring.declare(desk, declaring.read_invite(desk, data, code), (), laptop.stick)


def _take_card(desk: Desk, laptop: Laptop) -> None:
    data = (laptop.stick / "T-1-Lena-Lead.evcard").read_bytes()
    panel.add_member(desk, REF, data, "chair")


def _issue(desk: Desk, laptop: Laptop) -> None:
    issuing.issue_packages(desk, REF, laptop.stick)


def _open_package(desk: Desk, laptop: Laptop) -> None:
    opening_package.open_package(desk, (laptop.stick / "T-1-main-1.evpack").read_bytes())


def _score(desk: Desk, laptop: Laptop) -> None:
    scoring.save_score(desk, REF, laptop.play.scores(ANN)[0])


def _seal(desk: Desk, laptop: Laptop) -> None:
    sealing.seal_sheet(desk, REF, laptop.stick)


def _merge(desk: Desk, laptop: Laptop) -> None:
    """Take one seal in; what fails is a verdict on the file, which has no hint."""
    verdict = merging.merge_seals(desk, REF, [laptop.stick / laptop.play.seal(ANN).name]).files[0]
    if verdict.reason is not None:
        raise Unreadable(verdict.reason, hint="See the verdict.")


def _open_round(desk: Desk, _: Laptop) -> None:
    rounds.open_round(desk, REF)


def _decide(desk: Desk, laptop: Laptop) -> None:
    code = laptop.play.code(ADMITTED[0], "1")
    consensus.record_decision(
        desk,
        REF,
        consensus.DecisionInput(
            lot="1", candidate=code, item="A1", score="8", reason="We all agreed on this"
        ),
    )


def _close_meeting(desk: Desk, _: Laptop) -> None:
    consensus.close_meeting(desk, REF)


def _identify(desk: Desk, _: Laptop) -> None:
    ranking.ask_identify(desk, REF)


def _report(desk: Desk, laptop: Laptop) -> None:
    reporting.make_report(desk, REF, laptop.stick / "report.pdf")


def _sign(desk: Desk, laptop: Laptop) -> None:
    reporting.sign_report(desk, laptop.stick / "report.pdf")


STEPS: Sequence[Step] = (
    Step("invite", "judged", LEAD, _invite, "T-1.evinvite"),
    Step("declare", "invited", ANN, _declare, "T-1-Ann-One.evcard"),
    Step("take a card in", "declared", LEAD, _take_card),
    Step("issue", "carded", LEAD, _issue, "T-1-main-1.evpack"),
    Step("open the package", "issued", ANN, _open_package),
    Step("score", "open", ANN, _score),
    Step("seal", "scored", ANN, _seal, "T-1-main-1-Ann-One.evseal"),
    Step("write the seal again", "sealed", ANN, _seal, "T-1-main-1-Ann-One.evseal"),
    Step("merge", "sealed", LEAD, _merge),
    Step("open the round", "merged", LEAD, _open_round),
    Step("decide", "round", LEAD, _decide),
    Step("close the meeting", "decided", LEAD, _close_meeting),
    Step("ask to identify", "closed", LEAD, _identify),
    Step("report", "identified", LEAD, _report, "report.pdf"),
    Step("report again", "reported", LEAD, _report, "report.pdf"),
    Step("certify", "reported", LEAD, _sign, "report.pdf"),
    Step("step back", "open", ANN, side_steps.step_back, "T-1-main-1-Ann-One.evexcuse"),
    Step("reopen", "merged", LEAD, side_steps.reopen, "*.evreopen", may_replace=False),
    Step("write the record", "reported", LEAD, side_steps.write_record, "T-1.evrecord"),
    Step("print a variant", "reported", LEAD, side_steps.print_variant, "shareable.pdf"),
    Step(
        "export the log",
        "reported",
        LEAD,
        side_steps.export_log,
        "log.json",
        older=side_steps.OLDER_LOG,
    ),
    Step("back up", "merged", LEAD, side_steps.back_up, "*.evbackup", may_replace=False),
)
