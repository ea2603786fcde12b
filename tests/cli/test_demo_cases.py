"""Every case of the demo is whole; Welzijn is played by the demo's own script, in memory.

The script is the one that `evalpanel demo` runs; only keys, disk and paper are quick ones. Welzijn
ends as the case did (R-8, R-57): 25 of 28 places, lot 6 empty, lot 14 with one.
"""

import runpy
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evalpanel.cli.demo import cases
from evalpanel.cli.demo_papers import Papers
from evalpanel.cli.demo_people import DemoPerson, InventedPerson, read_people
from evalpanel.cli.demo_play import Play, play_all
from evalpanel.domain.calculation import LotResult
from evalpanel.domain.follow_ups import FollowUp
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    RegisterEntry,
    Variant,
)
from evalpanel.domain.scorefile import read_scores
from evalpanel.domain.variants import make_variant
from evalpanel.exchange.container import SignedContainers
from evalpanel.language import catalogue
from evalpanel.report.case import read_case
from evalpanel.report.contents import first_revision_text
from evalpanel.report.document import print_archive, print_report
from evalpanel.report.paper import ReportPaper
from evalpanel.settings import Workspace
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.ranking import rank_lots
from tests.builders import PROJECT
from tests.fakes import FakeDatabase, FixedClock, MemoryFiles
from tests.panel_tools import JsonPaper, PlainReader, QuickEnvelopes, TalkingChance, person
from tests.report.archive_rules import archive_findings, is_fit_for_archive

VARIANTS: tuple[Variant, ...] = ("internal", "shareable")
FIXTURES = PROJECT / "fixtures"


def seated(one: InventedPerson, files: MemoryFiles, clock: FixedClock) -> DemoPerson:
    """A person with a desk in memory."""
    signatures = SshSignatures()
    desk = Desk(
        me=person(one.name),
        work=FakeDatabase().work,
        clock=clock,
        chance=TalkingChance(one.key),
        files=files,
        signatures=signatures,
        envelopes=QuickEnvelopes(),
        containers=SignedContainers(signatures),
        dossiers=PlainReader(),
        paper=JsonPaper(),
    )
    home = Path("/demo/people") / one.key
    return DemoPerson(one, desk, Workspace(home), "", Path("/demo/passphrases") / one.key)


@pytest.fixture(scope="module")
def told() -> list[str]:
    """The lines with which the demo shows how far it is."""
    return []


@pytest.fixture(scope="module")
def welzijn(told: list[str]) -> Play:
    """The Welzijn case, played to its signed report."""
    case = FIXTURES / "welzijn"
    files, clock = MemoryFiles(), FixedClock()
    files.content |= {file: file.read_bytes() for file in case.rglob("*") if file.is_file()}
    people = tuple(seated(one, files, clock) for one in read_people(case / "people.toml"))
    play = Play(papers=Papers(case), folder=Path("/demo"), people=people)
    play_all(play, lambda number, count, line, _: told.append(f"{number}/{count} {line}"))
    return play


def record_of(play: Play) -> RecordV1:
    """What the signed report holds."""
    return RecordV1.from_bytes(JsonPaper().inspect(play.desk.files.read(play.report)).record)


def test_the_report_of_fourteen_lots_and_its_variants_are_fit_for_the_archive(
    welzijn: Play,
) -> None:
    """R-75; `trust.md` 4b: "pass" before signing, no violation after it."""
    full, words = record_of(welzijn), catalogue("nl")
    for variant in VARIANTS:
        record = make_variant(full, variant)
        unsigned, _ = print_archive(read_case(record), words)
        assert is_fit_for_archive(unsigned)
        assert missing_in_print(record, first_revision_text(unsigned)) is None
    at = datetime(2026, 7, 1, tzinfo=UTC)
    signed = ReportPaper().sign(print_report(full, "nl"), "chair", welzijn.desk.me, "", at)
    assert archive_findings(signed) == []


def results(play: Play) -> dict[str, LotResult]:
    """The ranking of each lot in the signed record."""
    return {e.result.lot: e.result for e in record_of(play).entries(RankingEntry)}


def test_the_record_holds_twenty_five_winners_of_twenty_eight(welzijn: Play) -> None:
    """The record follows from sealed scores; nothing in the case says who wins."""
    selected = {
        lot: [row.candidate for row in result.ranking if row.outcome == "selected"]
        for lot, result in results(welzijn).items()
    }
    counts = Counter(code for codes in selected.values() for code in codes)

    assert {lot: len(codes) for lot, codes in selected.items() if len(codes) != 2} == {
        "6": 0, "14": 1,
    }  # fmt: skip
    assert len(selected) == 14
    assert sorted(counts.values(), reverse=True) == [5, 5, 4, 4, 3, 2, 2]


def test_the_winners_have_names_and_two_of_them_are_combinations(welzijn: Play) -> None:
    names = rank_lots(welzijn.desk, welzijn.reference).names
    winners = {
        names[row.candidate]
        for result in results(welzijn).values()
        for row in result.ranking
        if row.outcome == "selected"
    }

    assert len(winners) == 7
    assert sum(name.startswith("Combinatie ") for name in winners) == 2
    assert "Combinatie Buurtweef: Stichting Tegelpad / Stichting Ankerhof / Kleurkring Jeugd" in (
        winners
    )


def test_lots_stand_in_order_of_their_numbers_with_their_whole_names(welzijn: Play) -> None:
    rules = rank_lots(welzijn.desk, welzijn.reference).rules

    assert [lot.id for lot in rules.lots] == [str(number) for number in range(1, 15)]
    assert rules.lot("5").title == "Hillegersberg-Schiebroek"
    assert rules.lot("9").title == "Kralingen-Crooswijk"
    assert [lot.lot for lot in rank_lots(welzijn.desk, welzijn.reference).lots] == [
        lot.id for lot in rules.lots
    ]


def test_every_application_has_one_outcome_in_every_lot_it_asked_for(welzijn: Play) -> None:
    """R-20: the fourteen applications and all 63 pairs with a lot: one outcome each."""
    found = record_of(welzijn).entries(ApplicationEntry)
    outcomes = {
        (entry.application.id, said.lot): said for entry in found for said in entry.outcomes
    }
    kinds = Counter(said.outcome for said in outcomes.values())

    assert len(found) == 14
    assert len(outcomes) == sum(len(entry.application.lots) for entry in found) == 63
    assert kinds["selected"] == 25
    assert outcomes["pleinlantaarn", "9"].outcome == "late"
    assert "spreekuur op afstand" in outcomes["trefblad", "6"].reason
    assert outcomes["trefblad", "6"].outcome == "unsuitable"
    assert {outcomes["participade", lot].outcome for lot in ("2", "6", "8")} == {"not_admitted"}


def test_two_persons_do_what_lets_a_candidate_fall_out(welzijn: Play) -> None:
    acts = [entry.act for entry in record_of(welzijn).entries(ActEntry)]
    failures = [act for act in acts if act.kind in {"gate", "threshold"}]

    assert Counter(act.kind for act in failures) == {"gate": 1, "threshold": 2}
    assert {(act.by, act.confirmed_by) for act in acts} == {
        ("Hendrik van Zuilen", "Aïsha Benali"),
    }


def test_a_plan_for_a_lot_in_which_its_candidate_fell_out_is_in_no_package(welzijn: Play) -> None:
    package = record_of(welzijn).entries(PackageEntry)[0].package
    lots = {part.lot for part in package.dossiers if part.candidate == welzijn.codes["trefblad"]}

    assert lots == {"*", "4", "12", "9", "2"}


def test_the_record_says_what_follows_for_lots_six_and_fourteen(welzijn: Play) -> None:
    entries = [found.entry for found in record_of(welzijn).entries(RegisterEntry)]
    follow_ups = {found.lot: found.action for found in entries if isinstance(found, FollowUp)}

    assert set(follow_ups) == {"6", "14"}
    assert "apart" in follow_ups["6"]


def test_the_report_verifies_with_the_chair_and_every_assessor(welzijn: Play) -> None:
    found = welzijn.verification

    assert found is not None
    assert found.valid
    assert (found.signed, found.expected) == (4, 4)


def test_the_stand_alone_checker_counts_fourteen_lots_as_evalpanel_does(
    welzijn: Play, tmp_path: Path
) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(record_of(welzijn).canonical())
    checker = runpy.run_path(str(PROJECT / "evalpanel" / "cli" / "check_record.py"))
    assert checker["main"]([str(file)]) == 0


def test_a_panel_without_meeting_is_told_as_such(welzijn: Play, told: list[str]) -> None:
    assert not welzijn.papers.decisions
    assert any("combined as announced" in line for line in told)
    assert any("below a threshold" in line for line in told)
    assert told[-1].startswith(f"{len(told)}/{len(told)} ")


@pytest.mark.parametrize("case", cases())
def test_a_case_has_scores_of_exactly_its_assessors(case: str) -> None:
    people = read_people(FIXTURES / case / "people.toml")
    files = (FIXTURES / case / "scores").glob("*.csv")
    given = {row.evaluator for file in files for row in read_scores(file.read_bytes())}

    assert given == {one.name for one in people if "assessor" in one.roles}


def test_both_cases_can_be_played() -> None:
    assert cases() == ("thuisplusflats", "welzijn")
