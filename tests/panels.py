"""A small evaluation played on desks in memory, up to any stage: real keys, no waiting.

Six applications: three reach the panel, one fails a gate, one has a gate that nobody judged until
the package is out, one came late. Everybody has a database of their own; the files on `stick` are
shared by all.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.people import Conflict
from evalpanel.domain.record import RecordV1
from evalpanel.domain.sheet import Score
from evalpanel.exchange.container import SignedContainers
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import (
    applications,
    confirming,
    consensus,
    declaring,
    gates,
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
    tenders,
)
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.consensus import DecisionInput
from evalpanel.usecases.ports import Desk
from tests.fakes import FakeDatabase, FixedClock, MemoryFiles
from tests.panel_case import (
    ADMITTED,
    ASSESSORS,
    FAILED,
    LATE,
    LEAD,
    REASON,
    REF,
    SCORES,
    SECOND,
    SECRET,
    STRANGER,
    UNJUDGED,
    VARIANTS,
    an_application,
    candidates_file,
    the_applications,
    the_rules,
)
from tests.panel_tools import (
    JsonPaper,
    PlainReader,
    QuickEnvelopes,
    TalkingChance,
    paper_of,
    person,
    toml_file,
)

__all__ = [
    "ADMITTED",
    "ASSESSORS",
    "FAILED",
    "IN",
    "LATE",
    "LEAD",
    "OUT",
    "REASON",
    "REF",
    "REPORT",
    "SCORES",
    "SECOND",
    "SECRET",
    "STRANGER",
    "UNJUDGED",
    "VARIANTS",
    "JsonPaper",
    "Play",
    "QuickEnvelopes",
    "TalkingChance",
    "an_application",
    "candidates_file",
    "person",
    "play",
    "resigned",
    "the_applications",
    "the_rules",
    "toml_file",
]

OUT, IN = Path("/stick"), Path("/in")
REPORT = Path("/reports/report.pdf")
STAGES = (
    "new", "locked", "received", "opened", "judged", "invited", "declared", "carded", "issued",
    "open", "scored", "sealed", "merged", "round", "decided", "closed", "identified", "reported",
    "signed",
)  # fmt: skip


def resigned(pdf: bytes, change: Callable[[RecordV1], RecordV1]) -> bytes:
    """The report with another record inside and nothing signed or printed anew."""
    found = json.loads(pdf)
    found["record"] = change(RecordV1.from_bytes(found["record"].encode())).canonical().decode()
    return paper_of(found)


@dataclass
class Play:
    """The evaluation as it stands: databases per person and the files that travel."""

    variant: str
    databases: dict[str, FakeDatabase]
    files: MemoryFiles
    clock: FixedClock
    stage: str = "start"

    def desk(self, name: str) -> Desk:
        """The desk of a person, who need not be on the panel."""
        signatures = SshSignatures()
        return Desk(
            me=person(name),
            work=self.databases.setdefault(name, FakeDatabase()).work,
            clock=self.clock,
            chance=TalkingChance(f"{self.variant} {name} {self.stage}"),
            files=self.files,
            signatures=signatures,
            envelopes=QuickEnvelopes(),
            containers=SignedContainers(signatures),
            dossiers=PlainReader(),
            paper=JsonPaper(),
        )

    @property
    def lead(self) -> Desk:
        """The process lead, who chairs."""
        return self.desk(LEAD)

    @property
    def assessors(self) -> tuple[str, ...]:
        """The names of those who are appointed to score."""
        return ASSESSORS[: int(self.rules["panel"][0]["assessors"])]

    @property
    def scorers(self) -> tuple[str, ...]:
        """The names of everybody who scores."""
        chair = (LEAD,) if self.rules["panel"][0]["chair_scores"] else ()
        return (*self.assessors, *chair)

    @property
    def rules(self) -> dict[str, Any]:
        """The document of the rule set."""
        return the_rules(**VARIANTS[self.variant])

    @property
    def lots(self) -> tuple[str, ...]:
        """The lots."""
        return tuple(lot["id"] for lot in self.rules["lot"])

    @property
    def package(self) -> Path:
        """Where the package lies."""
        return OUT / "T-1-main-1.evpack"

    def card(self, name: str) -> Path:
        """Where a card lies."""
        return OUT / f"T-1-{name.replace(' ', '-')}.evcard"

    def seal(self, name: str) -> Path:
        """Where a seal lies."""
        return OUT / f"T-1-main-1-{name.replace(' ', '-')}.evseal"

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Lot and item of everything that is scored; `*` is scored once for all lots."""
        where = {i["id"]: c.get("scope") for c in self.rules["criterion"] for i in c["item"]}
        return tuple(
            (lot, item)
            for item, scope in where.items()
            for lot in (("*",) if scope == "tender" else self.lots)
        )

    def code(self, candidate: str, lot: str) -> str:
        """What the panel knows a candidate by in a lot."""
        with self.lead.work() as work:
            application = work.applications.get(REF, candidate)
        return application.code_in(lot) if application else ""

    @property
    def codes(self) -> dict[str, str]:
        """Code by id of every opened application."""
        found = [a.application for a in applications.list_applicants(self.lead, REF)]
        return {application.id: application.code for application in found}

    def copy(self, stage: str) -> "Play":
        """The same, to go on from without changing this one."""
        databases = {}
        for name, database in self.databases.items():
            databases[name] = FakeDatabase()
            databases[name].state = database.state.copy()
        files = MemoryFiles()
        files.content = dict(self.files.content)
        return replace(
            self, databases=databases, files=files, clock=FixedClock(self.clock.at), stage=stage
        )

    def confirm_all(self) -> None:
        """The second person confirms whatever waits."""
        with self.lead.work() as work:
            waiting = [act.id for act in open_acts(work, REF)]
        for act in waiting:
            confirming.confirm(self.lead, REF, act, person(SECOND))

    def settle_unjudged(self) -> None:
        """Two persons fail the gate that nobody judged, so that every pair gets an outcome."""
        gates.judge_gate(self.lead, REF, UNJUDGED, "V-1", "not_accepted", reason="Did not answer")
        self.confirm_all()

    def declare(self, name: str, conflicts: Sequence[Conflict] = ()) -> None:
        """Open the invitation and declare."""
        desk = self.desk(name)
        code = TalkingChance().phrase(inviting.CODE_WORDS)
        invite = declaring.read_invite(desk, self.files.content[OUT / "T-1.evinvite"], code)
        declaring.declare(desk, invite, conflicts, OUT)

    def add(self, name: str, *roles: str) -> None:
        """Take a card in with these roles."""
        for role in roles:
            panel.add_member(self.lead, REF, self.files.content[self.card(name)], role)

    def scores(self, name: str) -> list[Score]:
        """What a person gives."""
        number = self.scorers.index(name)
        return [
            Score(lot=lot, candidate=self.code(c, lot), item=item, score=SCORES[c][number],
                  reason=REASON)
            for c in ADMITTED for lot, item in self.cells
        ]  # fmt: skip

    def decide(self, candidate: str, score: str, item: str = "A1", **more: Any) -> None:
        """Record a decision of the panel."""
        given = {"lot": "1", "reason": "We all agreed on this", "outside_reason": "Weighed anew"}
        given |= {"candidate": self.code(candidate, more.get("lot", "1"))}
        consensus.record_decision(
            self.lead, REF, DecisionInput(item=item, score=score, **given | more)
        )

    def log(self, name: str = LEAD) -> list[str]:
        """What the log of a person says was done."""
        with self.desk(name).work() as work:
            return [entry.event.what for entry in work.log.entries()]

    def record(self) -> RecordV1:
        """The record in the report."""
        return RecordV1.from_bytes(JsonPaper().inspect(self.files.content[REPORT]).record)


def play(stage: str, variant: str = "consensus") -> Play:
    """The evaluation with everything done up to and including a stage."""
    return _played(variant, stage).copy(stage)


@cache
def _played(variant: str, stage: str) -> Play:
    number = STAGES.index(stage)
    before = (
        _played(variant, STAGES[number - 1])
        if number
        else Play(variant, {}, MemoryFiles(), FixedClock())
    )
    found = before.copy(stage)
    found.clock.move(minutes=1)
    globals()[f"_{stage}"](found)
    return found


def _new(found: Play) -> None:
    for name in (*ADMITTED, FAILED, UNJUDGED, LATE):
        plan = f"Plan {sha256_hex(name.encode())[:8]}\nTwo\fPage two\fPage three"
        found.files.content |= {
            IN / name / "plan.md": plan.encode(),
            IN / name / "chances.md": f"{SECRET} {name}".encode(),
            IN / name / "uea.txt": b"signed",
        }
    tenders.create_tender(found.lead, toml_file(found.rules))


def _locked(found: Play) -> None:
    tenders.lock_tender(found.lead, REF)


def _received(found: Play) -> None:
    data = candidates_file(the_applications(found.lots))
    applications.receive_applications(found.lead, REF, data, IN)


def _opened(found: Play) -> None:
    applications.ask_opening(found.lead, REF)
    confirming.confirm(found.lead, REF, "opening", person(SECOND))


def _judged(found: Play) -> None:
    found.confirm_all()


def _invited(found: Play) -> None:
    inviting.invite_panel(found.lead, REF, OUT)


def _declared(found: Play) -> None:
    for name in (LEAD, SECOND, *found.assessors):
        found.declare(name)


def _carded(found: Play) -> None:
    found.add(LEAD, "process_lead", "chair")
    found.add(SECOND, "secretary")
    for name in found.assessors:
        found.add(name, "assessor")
        panel.confirm_card(found.lead, REF, name)


def _issued(found: Play) -> None:
    issuing.issue_packages(found.lead, REF, OUT)


def _open(found: Play) -> None:
    found.settle_unjudged()
    for name in (*found.assessors, LEAD, SECOND):
        opening_package.open_package(found.desk(name), found.files.content[found.package])


def _scored(found: Play) -> None:
    for name in found.scorers:
        for score in found.scores(name):
            scoring.save_score(found.desk(name), REF, score)


def _sealed(found: Play) -> None:
    for name in found.scorers:
        sealing.seal_sheet(found.desk(name), REF, OUT)


def _merged(found: Play) -> None:
    merging.merge_seals(found.lead, REF, [found.seal(name) for name in found.scorers])


def _round(found: Play) -> None:
    rounds.open_round(found.lead, REF)


def _decided(found: Play) -> None:
    if found.rules["panel"][0]["method"] == "consensus":
        for candidate, score in zip(ADMITTED, ("8", "6", "4"), strict=True):
            for lot, item in found.cells:
                found.decide(candidate, score, item, lot=lot)


def _closed(found: Play) -> None:
    consensus.close_meeting(found.lead, REF) if found.variant not in ("mean", "delphi") else None


def _identified(found: Play) -> None:
    ranking.ask_identify(found.lead, REF)
    confirming.confirm(found.lead, REF, "identify", person(SECOND))


def _reported(found: Play) -> None:
    reporting.make_report(found.lead, REF, REPORT)


def _signed(found: Play) -> None:
    reporting.sign_report(found.lead, REPORT)
    for name in found.assessors:
        reporting.sign_report(found.desk(name), REPORT)
