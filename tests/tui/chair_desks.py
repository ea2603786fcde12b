"""The organiser's desk at every stage of the Thuisplusflats case, made once and copied per test."""

import csv
import io
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from evalpanel.domain.dossier import PDF, DossierSurvey, DossierText
from evalpanel.exchange.dossier_reader import ChildDossierReader
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.applications import ask_opening, list_applicants, receive_applications
from evalpanel.usecases.confirming import confirm
from evalpanel.usecases.consensus import close_meeting, load_decisions
from evalpanel.usecases.declaring import declare, read_invite
from evalpanel.usecases.inviting import invite_panel
from evalpanel.usecases.issuing import issue_packages
from evalpanel.usecases.merging import merge_seals
from evalpanel.usecases.opening_package import open_package
from evalpanel.usecases.panel import add_member, confirm_card
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.ranking import ask_identify
from evalpanel.usecases.rounds import open_round
from evalpanel.usecases.scoring import load_scores
from evalpanel.usecases.sealing import seal_sheet
from evalpanel.usecases.tenders import create_tender, lock_tender
from tests.fakes import FakeDatabase, FixedClock
from tests.fixtures_case import CASE
from tests.tui.desks import REFERENCE, TestChance, a_desk

LEAD, SECOND = "Marieke van Dongen", "Ruben Kastelein"
ASSESSORS = ("Jelle de Wit", "Ama Osei", "Derya Yıldız")
STAGES = ("opened", "carded", "issued", "merged", "meeting", "decided", "closed", "identified")


class QuickReader(ChildDossierReader):
    """Reads text as ever; a PDF is taken to have one page that says so."""

    def read(self, data: bytes, name: str) -> DossierText:
        """The paragraphs, without a process of its own."""
        if data.startswith(b"%PDF"):
            return DossierText(PDF, (("Een pagina uit een PDF.",),))
        return super().read(data, name)

    def survey(self, data: bytes, name: str, count: int) -> DossierSurvey:
        """The words."""
        return DossierSurvey(pages=self.read(data, name).pages[:count])

    def first_pages(self, data: bytes, count: int) -> bytes:
        """The PDF as it is."""
        return data if count else b""


@dataclass(frozen=True)
class Story:
    """What was written and how the databases looked at every stage."""

    databases: Mapping[tuple[str, str], FakeDatabase]
    """By person and stage."""
    seals: Mapping[str, bytes]
    """By name of the assessor."""
    cards: Mapping[str, bytes]
    package: bytes
    codes: Mapping[str, str]
    """Code by id of the candidate."""

    def code(self, candidate: str) -> str:
        """The code of a candidate."""
        return self.codes[candidate]


def chair_desk(stage: str) -> Desk:
    """The process lead, who chairs, with everything done up to and including a stage."""
    return desk_at(LEAD, stage)


def desk_at(name: str, stage: str) -> Desk:
    """The desk of a person at a stage; each call gives a database of its own."""
    kept = FakeDatabase()
    kept.state = story().databases[name, stage].state.copy()
    return _desk(name, kept, seed=f"{name} {stage}")


def written_seals(folder: Path, names: Iterable[str] = ASSESSORS) -> dict[str, Path]:
    """The seals of assessors as files in a folder."""
    files = {}
    for name in names:
        files[name] = folder / f"seal-{name.split()[0].lower()}.evseal"
        files[name].write_bytes(story().seals[name])
    return files


def decisions_file() -> bytes:
    """The decisions of the case with the codes of this story."""
    return _with_codes(CASE / "decisions.csv", story().codes)


@cache
def story() -> Story:
    """The whole case, played once."""
    folder = Path(tempfile.mkdtemp(prefix="evalpanel-story-"))
    desks = {name: _desk(name, FakeDatabase()) for name in (LEAD, SECOND, *ASSESSORS)}
    kept: dict[tuple[str, str], FakeDatabase] = {}
    lead = desks[LEAD]

    def keep(stage: str) -> None:
        for name, desk in desks.items():
            kept[name, stage] = FakeDatabase()
            kept[name, stage].state = desk.work.__self__.state.copy()  # type: ignore[attr-defined]  # the bound method of a FakeDatabase

    _open_applications(lead, desks[SECOND])
    keep("opened")
    cards = _take_cards(desks, folder)
    keep("carded")
    package = issue_packages(lead, REFERENCE, folder)[0].file.read_bytes()
    codes = {a.application.id: a.application.code for a in list_applicants(lead, REFERENCE)}
    files = {name: _seal(desks[name], package, codes, folder) for name in ASSESSORS}
    keep("issued")
    merge_seals(lead, REFERENCE, tuple(files.values()))
    keep("merged")
    open_round(lead, REFERENCE)
    keep("meeting")
    load_decisions(lead, REFERENCE, _with_codes(CASE / "decisions.csv", codes))
    keep("decided")
    close_meeting(lead, REFERENCE)
    keep("closed")
    ask_identify(lead, REFERENCE)
    confirm(lead, REFERENCE, "identify", desks[SECOND].me)
    keep("identified")
    return Story(
        databases=kept,
        seals={name: file.read_bytes() for name, file in files.items()},
        cards=cards,
        package=package,
        codes=codes,
    )


def _desk(name: str, database: FakeDatabase, seed: str = "") -> Desk:
    desk = a_desk(name, database)
    return replace(
        desk, dossiers=QuickReader(), chance=TestChance(seed or name), clock=FixedClock()
    )


def _open_applications(lead: Desk, second: Desk) -> None:
    create_tender(lead, (CASE / "rules.toml").read_bytes())
    lock_tender(lead, REFERENCE)
    receive_applications(lead, REFERENCE, (CASE / "candidates.toml").read_bytes(), CASE)
    ask_opening(lead, REFERENCE)
    for _ in range(2):
        with lead.work() as work:
            waiting = [act.id for act in open_acts(work, REFERENCE)]
        for act in waiting:
            confirm(lead, REFERENCE, act, second.me)


def _take_cards(desks: Mapping[str, Desk], folder: Path) -> dict[str, bytes]:
    lead = desks[LEAD]
    invitation = invite_panel(lead, REFERENCE, folder)
    people = tomllib.loads((CASE / "people.toml").read_text("utf-8"))["person"]
    cards = {}
    for person in people:
        name = person["name"]
        invite = read_invite(desks[name], invitation.file.read_bytes(), invitation.code)
        cards[name] = declare(desks[name], invite, [], folder).file.read_bytes()
        for role in person["roles"]:
            add_member(lead, REFERENCE, cards[name], role)
        if name != ASSESSORS[-1]:
            confirm_card(lead, REFERENCE, name)
    return cards


def _seal(desk: Desk, package: bytes, codes: Mapping[str, str], folder: Path) -> Path:
    open_package(desk, package)
    key = desk.me.name.lower().replace(" ", "-").replace("ı", "i")
    load_scores(desk, REFERENCE, _with_codes(CASE / "scores" / f"scores-{key}.csv", codes))
    return seal_sheet(desk, REFERENCE, folder).file


def _with_codes(file: Path, codes: Mapping[str, str]) -> bytes:
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, "candidate": codes[row["candidate"]]} for row in rows)
    return text.getvalue().encode()
