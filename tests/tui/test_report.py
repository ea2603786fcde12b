"""The report: made with progress, signed with a passphrase, passed from member to member."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from textual.message import Message
from textual.widgets import Input

from evalpanel.language import use
from evalpanel.report.contents import record_in
from evalpanel.settings import Workspace
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.dialog import AskPassphrase, ShowError
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.report import ReportScreen
from evalpanel.tui.screens.report_commands import MakeReport, MakeVariant, Sign
from evalpanel.tui.screens.verify import VerifyScreen
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.workers import WorkDone
from evalpanel.usecases.own_part import OwnSeal
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.report_state import ReportState, look_at_report
from evalpanel.usecases.reporting import make_report, sign_report
from tests.fakes import MemoryFiles
from tests.tui.chair_desks import ASSESSORS, LEAD, chair_desk, desk_at
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE, a_workspace, identity
from tests.tui.pilot import AppPilot, press, settle, shown, type_text

_FILE = Path("report.pdf")


@cache
def report_signed_by(*names: str) -> bytes:
    """The report of the case with these signatures, in this order."""
    files = MemoryFiles()
    if names:
        files.write(_FILE, report_signed_by(*names[:-1]))
        sign_report(replace(desk_at(names[-1], "identified"), files=files), _FILE)
    else:
        make_report(replace(chair_desk("identified"), files=files), REFERENCE, _FILE, "nl")
    return files.read(_FILE)


def _with_fixed_root(desk: Desk, file: Path) -> ReportState:
    """The state of a report whose root and code do not change with the form of the record."""
    seals = (OwnSeal("HTX8-KJT8-HHDY-Z41N", "main", 1),)
    return replace(look_at_report(desk, file), root="0123456789abcdef" * 4, seals=seals)


@pytest.fixture(autouse=True)
def any_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unlock without the wait of a passphrase."""

    def unlock(file: Path, passphrase: str) -> UnlockedIdentity:
        assert file.name == "identity.evkey"
        assert passphrase == "vijf woorden"
        return identity()

    monkeypatch.setattr("evalpanel.bootstrap.unlock_identity", unlock)


@pytest.fixture
def unsigned(tmp_path: Path) -> Path:
    """The report without signatures; signing needs a thread without an event loop."""
    file = tmp_path / "report.pdf"
    file.write_bytes(report_signed_by())
    return file


@pytest.fixture
def certified(tmp_path: Path) -> Path:
    """The report with the signature of the chair."""
    file = tmp_path / "report.pdf"
    file.write_bytes(report_signed_by(LEAD))
    return file


async def open_report(pilot: AppPilot, reference: str = REFERENCE) -> ReportScreen:
    app = pilot.app
    assert isinstance(app, EvalPanelApp)
    assert app.desk is not None
    await settle(pilot)
    screen = screen_for("report", app.desk, app.workspace, reference)
    await app.push_screen(screen)
    await settle(pilot)
    assert isinstance(screen, ReportScreen)
    return screen


async def pick(pilot: AppPilot, file: Path) -> None:
    await press(pilot, "f2")
    pilot.app.screen.query_one("#path", Input).value = str(file)
    pilot.app.screen.query_one("#path").focus()
    await press(pilot, "enter")


async def sign(pilot: AppPilot) -> None:
    await press(pilot, "f6")
    assert isinstance(pilot.app.screen, AskPassphrase)
    pilot.app.screen.query_one("#answer").focus()
    await type_text(pilot, "vijf woorden")
    await press(pilot, "enter")


async def test_the_organiser_makes_and_signs_the_report(workspace: Workspace) -> None:
    desk = chair_desk("identified")
    messages: list[Message] = []
    app = EvalPanelApp(workspace, desk)
    async with app.run_test(message_hook=messages.append) as pilot:
        screen = await open_report(pilot)
        assert not screen.is_possible(Sign)
        await press(pilot, "f5")
        made = [m.result for m in messages if isinstance(m, WorkDone) and m.name == "make"]
        assert made[0].file.is_file()
        assert made[0].file.parent == workspace.reports
        assert len(made[0].waiting_for) == 4
        assert "not signed yet" in shown(pilot, "#phase")
        await sign(pilot)
        assert screen.state is not None
        assert [s.name for s in screen.state.signers if s.has_signed] == [LEAD]
        assert set(screen.state.waiting_for) == set(ASSESSORS)
        assert not screen.is_possible(Sign)


async def test_a_member_signs_a_report_that_was_picked(
    workspace: Workspace, certified: Path
) -> None:
    desk = desk_at("Ama Osei", "identified")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_report(pilot, "")
        assert not screen.is_possible(MakeReport)
        await pick(pilot, certified)
        assert "holds exactly what you sealed" in str(screen.query_one("#own").render())
        assert "differ from yours: " in str(screen.query_one("#own").render())
        await sign(pilot)
        assert screen.state is not None
        assert "Ama Osei" not in screen.state.waiting_for
    assert len(look_at_report(desk, certified).waiting_for) == 2


async def test_the_report_is_copied_to_a_stick(
    workspace: Workspace, certified: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    async with EvalPanelApp(workspace, desk_at(LEAD, "identified")).run_test() as pilot:
        await open_report(pilot, "")
        await pick(pilot, certified)
        await press(pilot, "f4")
        pilot.app.screen.query_one("#path", Input).value = str(stick)
        await press(pilot, "enter")
        assert "Copied" in shown(pilot, "#phase")
        assert (stick / certified.name).read_bytes() == certified.read_bytes()
        (stick / certified.name).write_bytes(b"signed by more")
        await press(pilot, "f4", "enter")
        assert isinstance(pilot.app.screen, ShowError)
    assert (stick / certified.name).read_bytes() == b"signed by more"


async def test_a_member_cannot_sign_before_the_chair(workspace: Workspace, unsigned: Path) -> None:
    async with EvalPanelApp(workspace, desk_at("Ama Osei", "identified")).run_test() as pilot:
        screen = await open_report(pilot, "")
        await pick(pilot, unsigned)
        assert not screen.is_possible(Sign)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, ReportScreen)


async def test_a_file_that_is_no_report_is_refused_in_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "foto.pdf"
    file.write_bytes(b"%PDF-1.7 nothing")
    async with EvalPanelApp(workspace, chair_desk("identified")).run_test() as pilot:
        screen = await open_report(pilot)
        await pick(pilot, file)
        assert isinstance(pilot.app.screen, ShowError)
        assert screen.state is None


async def test_a_member_reads_every_change_on_the_own_scores_before_signing(
    workspace: Workspace, certified: Path
) -> None:
    """`trust.md` 2.5: the seal code, and as a list what the meeting changed, with the reasons."""
    desk = desk_at("Ama Osei", "identified")
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        screen = await open_report(pilot, "")
        await pick(pilot, certified)
        state = screen.state
        assert state is not None
        assert state.changes
        assert state.seals[0].code in str(screen.query_one("#own").render())
        listed = str(screen.query_one("#changes").render())
        for change in state.changes:
            assert f"you {change.own}, agreed {change.agreed}" in listed
            assert " ".join(change.reason.split())[:40] in listed
        await press(pilot, "f6")
        dialog = pilot.app.screen
        assert isinstance(dialog, AskPassphrase)
        assert f"agreed {state.changes[0].agreed}" in str(dialog.query_one(Plain).render())


async def test_variants_are_made_from_the_newest_report(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("identified")).run_test() as pilot:
        screen = await open_report(pilot)
        assert not screen.is_possible(MakeVariant)
        await press(pilot, "f5")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, ChooseOne)
        await press(pilot, "down", "enter")
        assert "shareable.pdf" in shown(pilot, "#phase")
    (made,) = workspace.reports.glob("*-shareable.pdf")
    assert b'"variant":"shareable"' in record_in(made.read_bytes())


async def test_the_organiser_notes_that_a_member_does_not_sign(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("identified")).run_test() as pilot:
        screen = await open_report(pilot)
        await press(pilot, "f5")
        await press(pilot, "f7")
        await press(pilot, "enter")
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, AskReason)
        await type_text(pilot, "no answer to calls or letters")
        pilot.app.screen.query_one("#agree").focus()
        await press(pilot, "enter")
        assert "Noted" in shown(pilot, "#phase")
        await press(pilot, "f5")
        assert screen.state is not None
        assert [one.standing for one in screen.state.not_signing] == ["unreachable"]
        assert len(screen.state.waiting_for) == 3
        assert "no answer to calls" in str(screen.query_one("#signer-lines").render())


async def test_the_report_can_be_verified_from_here(workspace: Workspace, certified: Path) -> None:
    async with EvalPanelApp(workspace, chair_desk("identified")).run_test() as pilot:
        await open_report(pilot)
        await pick(pilot, certified)
        await press(pilot, "f8")
        screen = pilot.app.screen
        assert isinstance(screen, VerifyScreen)
        assert screen.verification is not None
        assert screen.verification.signed == 1


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_picture(
    snap_compare: Callable[..., bool],
    tmp_path: Path,
    certified: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    language: str,
) -> None:
    use(language)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("evalpanel.tui.screens.report.look_at_report", _with_fixed_root)
    workspace = a_workspace(Path("evalpanel"))
    file = workspace.inbox / "rapport.pdf"
    file.write_bytes(certified.read_bytes())

    async def show(pilot: AppPilot) -> None:
        await open_report(pilot, "")
        await pick(pilot, file)

    desk: Desk = desk_at("Jelle de Wit", "identified")
    app = EvalPanelApp(workspace, desk, language)
    assert snap_compare(app, terminal_size=size, run_before=show)
