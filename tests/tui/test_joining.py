"""First run, unlocking, invitation and package, by keyboard alone."""

from pathlib import Path

import pytest

from evalpanel import bootstrap
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.package import PACKAGE_NAMESPACE
from evalpanel.domain.people import INVITE_NAMESPACE
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import Confirm, ShowError
from evalpanel.tui.screens.first_run import FirstRunScreen
from evalpanel.tui.screens.first_run_steps import SheetStep
from evalpanel.tui.screens.home import HomeScreen
from evalpanel.tui.screens.invitation import InvitationScreen
from evalpanel.tui.screens.scoring import ScoringScreen
from evalpanel.tui.widgets.interest_row import InterestRow
from evalpanel.usecases.ports import Desk
from tests.tui.desks import REFERENCE, a_desk, an_invite, identity, put_package
from tests.tui.pilot import paste_text, press, settle, shown, type_text

PASSPHRASE = "tulp molen fiets brug"


@pytest.fixture
def quick_bootstrap(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Set-up and unlocking without the cost of a passphrase; gives the passphrases used."""
    used: list[str] = []

    def new_desk(_workspace: Workspace, name: str, *rest: str) -> tuple[Desk, str]:
        used.append(rest[-1])
        return a_desk(name), " ".join(f"{number:04}" for number in range(1, 15))

    def open_desk(_workspace: Workspace, passphrase: str) -> Desk:
        used.append(passphrase)
        if passphrase != PASSPHRASE:
            raise Unreadable("The passphrase does not open {file}.", file="identity")
        return a_desk()

    monkeypatch.setattr(bootstrap, "new_desk", new_desk)
    monkeypatch.setattr(bootstrap, "open_desk", open_desk)
    return used


async def test_first_run_makes_a_workspace(
    workspace: Workspace, quick_bootstrap: list[str]
) -> None:
    async with EvalPanelApp(workspace).run_test() as pilot:
        await settle(pilot)
        await type_text(pilot, "Ama Osei")
        await press(pilot, "enter", "enter", "enter")
        await type_text(pilot, "kort")
        assert "too short" in shown(pilot, "#strength")
        await press(pilot, "enter", "enter")
        assert "12" in shown(pilot, "#pass-step .complaint")
        await pilot.press("shift+tab", "ctrl+u")
        await paste_text(pilot, PASSPHRASE)
        assert "strong" in shown(pilot, "#strength")
        await press(pilot, "enter")
        await paste_text(pilot, PASSPHRASE)
        await press(pilot, "enter")
        step = pilot.app.screen.query_one(SheetStep)
        assert quick_bootstrap == [PASSPHRASE]
        first, second = step.asked
        await type_text(pilot, "9999")
        await press(pilot, "enter", "enter")
        assert str(first) in shown(pilot, "#sheet-step .complaint")
        await pilot.press("ctrl+u")
        await type_text(pilot, f"{first:04}")
        await press(pilot, "enter")
        await type_text(pilot, f"{second:04}")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Ama Osei" in shown(pilot, "#status")


async def test_the_passphrase_leads_back_to_the_name(
    workspace: Workspace, quick_bootstrap: list[str]
) -> None:
    async with EvalPanelApp(workspace).run_test() as pilot:
        await type_text(pilot, "Ama Ossei")
        await press(pilot, "enter", "enter", "enter", "escape")
        await pilot.press("ctrl+u")
        await type_text(pilot, "Ama Osei")
        await press(pilot, "enter", "enter", "enter")
        for _ in range(2):
            await paste_text(pilot, PASSPHRASE)
            await press(pilot, "enter")
        assert quick_bootstrap == [PASSPHRASE]


async def test_the_recovery_sheet_is_saved_as_text(
    workspace: Workspace, quick_bootstrap: list[str], tmp_path: Path
) -> None:
    assert quick_bootstrap == []
    async with EvalPanelApp(workspace).run_test() as pilot:
        await type_text(pilot, "Ama Osei")
        await press(pilot, "enter", "enter", "enter")
        for _ in range(2):
            await paste_text(pilot, PASSPHRASE)
            await press(pilot, "enter")
        await press(pilot, "f6")
        pilot.app.screen.query_one("#path").value = str(tmp_path)  # type: ignore[attr-defined]  # an Input
        await press(pilot, "enter")
        assert "saved" in shown(pilot, "#saved")
        assert "0014" in next(tmp_path.glob("*.txt")).read_text()


async def test_whoever_comes_back_with_the_sheet_alone_hears_what_is_lost(
    workspace: Workspace, quick_bootstrap: list[str]
) -> None:
    assert quick_bootstrap == []
    async with EvalPanelApp(workspace).run_test() as pilot:
        await settle(pilot)
        first_run = pilot.app.screen
        assert isinstance(first_run, FirstRunScreen)
        first_run.take("restore", a_desk())
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        (told,) = pilot.app._notifications
        assert "evalpanel restore FILE" in told.message


async def test_a_wrong_passphrase_gets_a_sentence_and_another_try(
    workspace: Workspace, quick_bootstrap: list[str]
) -> None:
    workspace.identity.write_bytes(b"-")
    async with EvalPanelApp(workspace).run_test() as pilot:
        await type_text(pilot, "verkeerd")
        await press(pilot, "enter")
        assert "does not open" in shown(pilot, "#answer")
        await paste_text(pilot, PASSPHRASE)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert quick_bootstrap == ["verkeerd", PASSPHRASE]


def invitation(folder: Path) -> Path:
    """The file of an invitation that opens with `tulp molen`."""
    lead = a_desk("Marieke van Dongen")
    packed = lead.containers.pack(
        an_invite(identity(lead.me.name)).to_json(), (), lead.me, INVITE_NAMESPACE
    )
    file = folder / "x.evinvite"
    file.write_bytes(lead.envelopes.encrypt_with_passphrase(packed, "tulp molen"))
    return file


async def test_declaring_an_interest_makes_a_card(workspace: Workspace, tmp_path: Path) -> None:
    desk, file = a_desk(), invitation(tmp_path)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f4", "tab")
        await paste_text(pilot, str(file))
        await press(pilot, "enter")
        await type_text(pilot, "Tulp roos")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ShowError)
        await press(pilot, "enter")
        await type_text(pilot, "Tulp molen")
        await press(pilot, "enter")
        assert "Marieke van Dongen" in shown(pilot, "#who")
        await press(pilot, "tab", "space", "f9")
        assert "Lantaarnhof" in shown(pilot, "#complaint")
        await paste_text(pilot, "zus werkt daar")
        await press(pilot, "f9")
        assert "tick" in shown(pilot, "#complaint")
        await press(pilot, "space", "f9", "enter")
        assert len(shown(pilot, "#code").replace("-", "")) == 16
    assert list(tmp_path.glob("*.evcard")), "where the invitation came from"
    with desk.work() as work:
        assert work.participations.get(REFERENCE)


async def test_a_declaration_that_was_begun_is_not_lost_without_a_question(
    workspace: Workspace, tmp_path: Path
) -> None:
    desk, file = a_desk(), invitation(tmp_path)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f4", "tab")
        await paste_text(pilot, str(file))
        await press(pilot, "enter")
        await type_text(pilot, "Tulp molen")
        await press(pilot, "enter", "tab", "space")
        await paste_text(pilot, "zus werkt daar")
        await press(pilot, "ctrl+q")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, InvitationScreen)
        await press(pilot, "escape")
        assert "lost" in shown(pilot, ".dialog-text Plain")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, InvitationScreen)
        assert any(row.conflict for row in pilot.app.screen.query(InterestRow))
        await press(pilot, "escape", "left", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
    with desk.work() as work:
        assert work.participations.get(REFERENCE) is None


async def test_opening_a_package_shows_three_checks_and_goes_to_scoring(
    workspace: Workspace, tmp_path: Path
) -> None:
    source, desk = a_desk(), a_desk()
    package = put_package(source)
    with source.work() as there, desk.work() as here:
        participation = there.participations.get(REFERENCE)
        assert participation
        for sha256 in (participation.invite, participation.card):
            here.documents.put(there.documents.get(sha256))
        here.participations.put(participation.model_copy(update={"package": ""}))
        texts = sorted({part.text for part in package.dossiers})
        parts = [("text", there.documents.get(sha256)) for sha256 in texts]
        here.commit()
    lead = identity("Marieke van Dongen")
    packed = desk.containers.pack(package.to_json(), parts, lead, PACKAGE_NAMESPACE)
    file = tmp_path / "x.evpack"
    file.write_bytes(desk.envelopes.encrypt(packed, [desk.me.receive_key]))
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2", "tab")
        await paste_text(pilot, str(file))
        await press(pilot, "enter")
        assert shown(pilot, "#checks").count("✓") == 3
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ScoringScreen)


async def test_a_package_that_is_none_is_refused_in_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "x.evpack"
    file.write_bytes(b"not a package")
    async with EvalPanelApp(workspace, a_desk()).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2", "tab")
        await paste_text(pilot, str(file))
        await press(pilot, "enter")
        assert "not opened" in shown(pilot, "#title")
