"""A case of the demo, played step by step through the same use cases as everything else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from evalpanel.cli.demo_papers import Papers
from evalpanel.cli.demo_people import DemoPerson
from evalpanel.domain.errors import Refused
from evalpanel.domain.people import Role
from evalpanel.domain.scorefile import write_decisions, write_scores
from evalpanel.domain.slug import slug
from evalpanel.language import _, spoken
from evalpanel.usecases.acts import list_open_acts
from evalpanel.usecases.applications import (
    ask_opening,
    list_applicants,
    receive_applications,
)
from evalpanel.usecases.confirming import confirm
from evalpanel.usecases.consensus import close_meeting, load_decisions
from evalpanel.usecases.declaring import declare, read_invite
from evalpanel.usecases.excluding import ask_exclusion
from evalpanel.usecases.inviting import invite_panel
from evalpanel.usecases.issuing import issue_packages
from evalpanel.usecases.lots import record_follow_up
from evalpanel.usecases.merging import MergeResult, merge_seals
from evalpanel.usecases.opening_package import open_package
from evalpanel.usecases.panel import add_member, confirm_card
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.ranking import ask_identify, rank_lots
from evalpanel.usecases.reporting import make_report, sign_report
from evalpanel.usecases.rounds import open_round
from evalpanel.usecases.scoring import load_scores
from evalpanel.usecases.sealing import seal_sheet
from evalpanel.usecases.tenders import create_tender, lock_tender
from evalpanel.usecases.verification import Verification, verify_report


@dataclass
class Play:
    """The case while it is played: its papers, its people and what they made so far."""

    papers: Papers
    folder: Path
    people: tuple[DemoPerson, ...]
    reference: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    """Anonymous code per candidate id."""
    invitation: Path = Path()
    invitation_code: str = ""
    cards: dict[str, Path] = field(default_factory=dict)
    package: Path = Path()
    seals: tuple[Path, ...] = ()
    report: Path = Path()
    verification: Verification | None = None

    @property
    def lead(self) -> DemoPerson:
        """The process lead, on whose laptop everything comes together."""
        return self._with("process_lead")[0]

    @property
    def chair(self) -> DemoPerson:
        """The chair, who certifies the report."""
        return self._with("chair")[0]

    @property
    def secretary(self) -> DemoPerson:
        """The second person in acts of two."""
        return self._with("secretary")[0]

    @property
    def assessors(self) -> tuple[DemoPerson, ...]:
        """Those who score."""
        return self._with("assessor")

    @property
    def desk(self) -> Desk:
        """The organiser's desk."""
        return self.lead.desk

    @property
    def travelling(self) -> Path:
        """The folder that stands for the USB stick."""
        return self.folder / "travelling-files"

    def _with(self, role: Role) -> tuple[DemoPerson, ...]:
        return tuple(person for person in self.people if person.has(role))


Step = tuple[str, Callable[[Play], None]]


def steps(play: Play) -> tuple[Step, ...]:
    """What happens, in order: a line for people and what does it."""
    papers = play.papers
    opens = (
        _("The chair opens the round; the panel meets")
        if papers.decisions
        else _("The chair opens the round; scores are combined as announced")
    )
    below: Step = (_("Two persons confirm who is below a threshold"), _exclude)
    places: Step = (_("What follows for places that stay open is recorded"), _follow_up)
    return (
        (_("The process lead takes in the rule set and locks it"), _lock),
        (_("The applications are registered"), _receive),
        (_("Two persons open them; codes are drawn"), _open_applications),
        (_("The secretary confirms every failed gate"), _confirm_acts),
        (_("The panel is invited"), _invite),
        (_("Everybody declares interests and makes a card"), _declare),
        (_("The cards come in; their codes are compared by voice"), _take_cards),
        (_("One package for the panel is issued"), _issue),
        (_("The assessors open it on their own laptops"), _open_packages),
        (_("Each scores alone"), _score),
        (_("Each seals the sheet"), _seal),
        (_("The seals are merged in any order; nothing opens before the last"), _merge),
        (opens, _open_round),
        (_("The lots are ranked by code"), _rank),
        *([below] if papers.below_threshold else []),
        (_("Two persons put names to the codes"), _identify),
        *([places] if papers.follow_ups else []),
        (_("The report is made"), _report),
        (_("The chair certifies and the assessors countersign"), _sign),
        (_("The report is verified"), _verify),
    )


def _lock(play: Play) -> None:
    tender = create_tender(play.desk, play.papers.rules)
    play.reference = lock_tender(play.desk, tender.reference).reference


def _receive(play: Play) -> None:
    papers = play.papers
    receive_applications(play.desk, play.reference, papers.candidates, papers.folder)


def _open_applications(play: Play) -> None:
    act = ask_opening(play.desk, play.reference)
    confirm(play.desk, play.reference, act.id, play.secretary.desk.me)
    play.codes = {
        found.application.id: found.application.code
        for found in list_applicants(play.desk, play.reference)
        if found.application.code
    }


def _confirm_acts(play: Play) -> None:
    for act in list_open_acts(play.desk, play.reference):
        confirm(play.desk, play.reference, act.id, play.secretary.desk.me)


def _invite(play: Play) -> None:
    made = invite_panel(play.desk, play.reference, play.travelling)
    play.invitation, play.invitation_code = made.file, made.code


def _declare(play: Play) -> None:
    """Everybody declares; the told code is tried once, because it costs 1.5 s by design."""
    invite = read_invite(play.desk, play.desk.files.read(play.invitation), play.invitation_code)
    for someone in play.people:
        card = declare(someone.desk, invite, someone.person.conflicts, play.travelling)
        play.cards[someone.person.key] = card.file


def _take_cards(play: Play) -> None:
    for someone in play.people:
        card = play.desk.files.read(play.cards[someone.person.key])
        for role in someone.person.roles:
            add_member(play.desk, play.reference, card, role)
        confirm_card(play.desk, play.reference, someone.person.name)


def _issue(play: Play) -> None:
    play.package = issue_packages(play.desk, play.reference, play.travelling)[0].file


def _open_packages(play: Play) -> None:
    for someone in play.assessors:
        open_package(someone.desk, someone.desk.files.read(play.package))


def _score(play: Play) -> None:
    for someone in play.assessors:
        rows = play.papers.scores_of(someone.person.name)
        coded = [row.model_copy(update={"candidate": play.codes[row.candidate]}) for row in rows]
        load_scores(someone.desk, play.reference, write_scores(coded))


def _seal(play: Play) -> None:
    play.seals = tuple(
        seal_sheet(someone.desk, play.reference, play.travelling).file for someone in play.assessors
    )


def _merge(play: Play) -> None:
    order = _shuffled(play.seals, play.desk.chance.below)
    for number, seal in enumerate(order, start=1):
        result = merge_seals(play.desk, play.reference, [seal])
        _demand(result, "accepted", ready=number == len(order))
    again = merge_seals(play.desk, play.reference, order[:1])
    _demand(again, "already_here", ready=True)


def _open_round(play: Play) -> None:
    open_round(play.desk, play.reference)
    rows = play.papers.decisions
    if rows:
        coded = [row.model_copy(update={"candidate": play.codes[row.candidate]}) for row in rows]
        load_decisions(play.desk, play.reference, write_decisions(coded))
        close_meeting(play.desk, play.reference)


def _rank(play: Play) -> None:
    rank_lots(play.desk, play.reference)


def _exclude(play: Play) -> None:
    for lot, candidate, reason in play.papers.below_threshold:
        ask_exclusion(play.desk, play.reference, play.codes[candidate], lot, reason=reason)
    _confirm_acts(play)


def _identify(play: Play) -> None:
    act = ask_identify(play.desk, play.reference)
    confirm(play.desk, play.reference, act.id, play.secretary.desk.me)


def _follow_up(play: Play) -> None:
    for lot, action in play.papers.follow_ups:
        record_follow_up(play.desk, play.reference, lot, action)


def _report(play: Play) -> None:
    play.report = play.folder / f"{slug(play.reference)}.pdf"
    make_report(play.desk, play.reference, play.report)


def _sign(play: Play) -> None:
    for someone in (play.chair, *play.assessors):
        sign_report(someone.desk, play.report)


def _verify(play: Play) -> None:
    desk = play.desk
    pdf = desk.files.read(play.report)
    play.verification = verify_report(pdf, (), desk.paper, desk.signatures, spoken())
    if not play.verification.valid:
        wrong = [check.sentence for check in play.verification.checks if check.ok is False]
        raise Refused("The report of the demo does not verify: {why}", why=" ".join(wrong))


def play_all(play: Play, told: Callable[[int, int, str, float], None]) -> None:
    """Play every step; `told` hears number, count, line and seconds after each."""
    whole = steps(play)
    for number, (line, act) in enumerate(whole, start=1):
        begun = time.monotonic()
        act(play)
        told(number, len(whole), line, time.monotonic() - begun)


def _shuffled(files: Iterable[Path], below: Callable[[int], int]) -> list[Path]:
    left = list(files)
    drawn = []
    while left:
        drawn.append(left.pop(below(len(left))))
    return drawn


def _demand(result: MergeResult, verdict: str, *, ready: bool) -> None:
    found = result.files[0]
    if found.verdict != verdict or result.ready != ready:
        raise Refused(
            "The merge of {file} went another way than the demo expects: {verdict}.",
            file=found.file,
            verdict=found.verdict,
        )
