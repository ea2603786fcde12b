"""Preparing: one key per step, two persons where the rules ask for them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, TextArea

from evalpanel.language import use
from evalpanel.settings import Workspace
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.dialogs.second_person import AskSecondPerson
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.gates import GatesScreen
from evalpanel.tui.screens.prepare import PrepareScreen
from evalpanel.tui.screens.prepare_commands import DoStep, IssueWithOffice
from evalpanel.usecases.applications import ask_opening, receive_applications
from evalpanel.usecases.declaring import declare
from evalpanel.usecases.gate_lines import list_gates
from evalpanel.usecases.inviting import invite_of
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.preparation import list_steps
from evalpanel.usecases.tenders import create_tender, get_tender, lock_tender
from tests.fixtures_case import CASE
from tests.tui.chair_desks import ASSESSORS, LEAD, SECOND, QuickReader, chair_desk, story
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE, a_desk, identity
from tests.tui.pilot import AppPilot, press, settle, shown, type_text


@pytest.fixture(autouse=True)
def second_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any key file is that of the second person, without the wait of a passphrase."""

    def unlock(file: Path, passphrase: str) -> UnlockedIdentity:
        assert file.is_file()
        assert passphrase == "vijf woorden"
        return identity(SECOND)

    monkeypatch.setattr("evalpanel.bootstrap.unlock_identity", unlock)


def a_lead() -> Desk:
    return replace(a_desk(LEAD), dossiers=QuickReader())


async def open_prepare(pilot: AppPilot, reference: str) -> PrepareScreen:
    app = pilot.app
    assert isinstance(app, EvalPanelApp)
    assert app.desk is not None
    await settle(pilot)
    screen = screen_for("prepare", app.desk, app.workspace, reference)
    await app.push_screen(screen)
    await settle(pilot)
    assert isinstance(screen, PrepareScreen)
    return screen


async def pick(pilot: AppPilot, file: Path) -> None:
    field = pilot.app.screen.query_one("#path", Input)
    field.value = str(file)
    field.focus()
    await press(pilot, "enter")


async def second(pilot: AppPilot, file: Path) -> None:
    file.write_bytes(b"key")
    assert isinstance(pilot.app.screen, AskSecondPerson)
    field = pilot.app.screen.query_one("#key-file", Input)
    if not field.value:
        field.value = str(file)
        await press(pilot, "enter")
    await type_text(pilot, "vijf woorden")
    await press(pilot, "enter")


def done(desk: Desk, reference: str = REFERENCE) -> list[str]:
    return [step.id for step in list_steps(desk, reference).steps if step.is_done]


async def test_from_a_rule_set_to_the_opening_by_keyboard(
    workspace: Workspace, tmp_path: Path
) -> None:
    desk = a_lead()
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_prepare(pilot, "")
        await press(pilot, "1")
        await pick(pilot, CASE / "rules.toml")
        assert screen.reference == REFERENCE
        await press(pilot, "2", "left", "enter")
        assert done(desk) == ["rules", "lock"]
        await press(pilot, "3")
        await pick(pilot, CASE / "candidates.toml")
        assert done(desk) == ["rules", "lock", "receive"]
        await press(pilot, "4")
        await second(pilot, tmp_path / "identity.evkey")
        assert "opening" in done(desk)
        await press(pilot, "f7")
        await second(pilot, tmp_path / "identity.evkey")
        assert "gates" in done(desk)


async def test_every_problem_of_a_rule_set_is_listed(workspace: Workspace, tmp_path: Path) -> None:
    bad = tmp_path / "rules.toml"
    text = (CASE / "rules.toml").read_text("utf-8")
    bad.write_text(text.replace('total_points = "40"', 'total_points = "41"\nblob = 1'), "utf-8")
    async with EvalPanelApp(workspace, a_lead()).run_test() as pilot:
        await open_prepare(pilot, "")
        await press(pilot, "1")
        await pick(pilot, bad)
        dialog = pilot.app.screen
        assert isinstance(dialog, Why)
        assert any("blob" in line for line in dialog.steps)


async def test_a_step_that_must_wait_is_not_offered(workspace: Workspace) -> None:
    desk = a_lead()
    create_tender(desk, (CASE / "rules.toml").read_bytes())
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_prepare(pilot, REFERENCE)
        await press(pilot, "3", "8")
        assert pilot.app.screen is screen
        assert done(desk) == ["rules"]


async def test_a_step_that_is_done_says_so_and_the_gates_stay_open(workspace: Workspace) -> None:
    """R-22: what was judged can be looked at, and judged anew, until the decision."""
    async with EvalPanelApp(workspace, chair_desk("identified")).run_test() as pilot:
        screen = await open_prepare(pilot, REFERENCE)
        assert not screen.is_possible(DoStep)
        await press(pilot, "enter")
        assert "is done" in shown(pilot, "#phase")
        await press(pilot, "down")
        assert shown(pilot, "#phase") == ""
        await press(pilot, "5")
        assert isinstance(pilot.app.screen, GatesScreen)
        await press(pilot, "escape")
        assert screen.is_current


async def test_a_step_that_must_wait_says_so(workspace: Workspace) -> None:
    desk = a_lead()
    create_tender(desk, (CASE / "rules.toml").read_bytes())
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "down", "down", "enter")
        assert "waits for a step" in shown(pilot, "#phase")


async def test_the_code_of_the_invitation_is_shown(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("opened")).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "6", "enter")
        assert isinstance(pilot.app.screen, Tell)
        assert "tulp molen fiets" in shown(pilot, ".dialog-text Plain")
    assert list(workspace.outbox.glob("*.evinvite"))


async def test_a_card_gets_a_role(workspace: Workspace, tmp_path: Path) -> None:
    card = tmp_path / "jelle.evcard"
    card.write_bytes(story().cards[ASSESSORS[0]])
    desk = chair_desk("opened")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "7")
        await pick(pilot, card)
        await press(pilot, "enter")
        assert "Jelle de Wit: assessor" in shown(pilot, "#members")
    assert list_steps(desk, REFERENCE).members[0].entry.roles == ("assessor",)


async def test_the_codes_of_the_cards_are_compared_one_after_another(
    workspace: Workspace,
) -> None:
    desk = chair_desk("carded")
    with desk.work() as work:
        for member in work.members.of(REFERENCE):
            work.members.put(member.model_copy(update={"confirmed": False}))
        work.commit()
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        members = list_steps(desk, REFERENCE).members
        await press(pilot, "c")
        assert members[0].entry.signed.code in shown(pilot, ".dialog-text Plain")
        await press(pilot, "left", "enter")
        assert members[1].entry.signed.code in shown(pilot, ".dialog-text Plain")
        await press(pilot, "escape")
    assert [m.confirmed for m in list_steps(desk, REFERENCE).members][:2] == [True, False]


async def test_the_package_is_issued_when_the_panel_is_complete(workspace: Workspace) -> None:
    desk = chair_desk("carded")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "8", "enter")
        assert isinstance(pilot.app.screen, Tell)
    assert "issue" in done(desk)
    assert list(workspace.outbox.glob("*.evpack"))


async def test_a_gate_is_judged_with_a_reason(workspace: Workspace) -> None:
    desk = chair_desk("opened")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "5")
        screen = pilot.app.screen
        assert isinstance(screen, GatesScreen)
        await press(pilot, "enter", "enter")
        pilot.app.screen.query_one("#reason", TextArea).focus()
        await type_text(pilot, "Opnieuw gezien")
        await press(pilot, "tab", "enter")
        assert screen.applicant is not None
        candidate = screen.applicant.application.id
        judgement = list_gates(desk, REFERENCE, candidate)[0].judgement
        assert judgement is not None
        assert (judgement.outcome, judgement.reason) == ("met", "Opnieuw gezien")


async def test_a_failed_gate_waits_for_a_second_person(
    workspace: Workspace, tmp_path: Path
) -> None:
    desk = chair_desk("opened")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "5", "enter", "down", "down", "enter")
        await type_text(pilot, "Niet aangetoond")
        await press(pilot, "tab", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, GatesScreen)
        assert screen.lines[0].waits
        assert screen.query_one("#lines", OptionList).highlighted == 0
        await press(pilot, "f7")
        assert "Niet aangetoond" in shown(pilot, ".dialog-text Plain"), "what is confirmed"
        await second(pilot, tmp_path / "identity.evkey")
        assert "excluded" in shown(pilot, "#standing")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_prepare_picture(
    snap_compare: Callable[..., bool], workspace: Workspace, size: tuple[int, int], language: str
) -> None:
    use(language)
    desk = a_lead()
    create_tender(desk, (CASE / "rules.toml").read_bytes())
    lock_tender(desk, REFERENCE)
    receive_applications(desk, REFERENCE, (CASE / "candidates.toml").read_bytes(), CASE)
    ask_opening(desk, REFERENCE)

    async def show(pilot: AppPilot) -> None:
        await open_prepare(pilot, REFERENCE)

    app = EvalPanelApp(workspace, desk, language)
    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_gates_picture(
    snap_compare: Callable[..., bool], workspace: Workspace, size: tuple[int, int]
) -> None:
    use("nl")

    async def show(pilot: AppPilot) -> None:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "5", "right")

    app = EvalPanelApp(workspace, chair_desk("opened"), "nl")
    assert snap_compare(app, terminal_size=size, run_before=show)


async def test_a_records_office_is_named_when_the_package_is_issued(
    workspace: Workspace, tmp_path: Path
) -> None:
    """`trust.md` 2.4: somebody without another part receives the seals as well."""
    desk, clerk = chair_desk("carded"), a_desk("Noor Archief")
    with desk.work() as work:
        invite = invite_of(desk, work, get_tender(work, REFERENCE))
    card = declare(clerk, invite, [], tmp_path).file
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_prepare(pilot, REFERENCE)
        assert screen.is_possible(IssueWithOffice)
        screen.post_message(IssueWithOffice())
        await settle(pilot)
        await pick(pilot, card)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Tell)
        assert not screen.is_possible(IssueWithOffice)
    with desk.work() as work:
        office = load_package(work, work.packages.of(REFERENCE)[0]).records_office
    assert office is not None
    assert (office.name, office.receive) == ("Noor Archief", clerk.me.receive_key)
