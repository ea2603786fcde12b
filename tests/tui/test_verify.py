"""Verifying: a line per check, codes that pin a signature, the verdict in words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from evalpanel.language import use
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import ShowError
from evalpanel.tui.screens.verify import VerifyScreen
from evalpanel.tui.words.checks import check_lines
from evalpanel.usecases.record_files import write_record
from evalpanel.usecases.reporting import make_report
from evalpanel.usecases.verification import CheckLine, NotSigningLine
from tests.tui.chair_desks import ASSESSORS, LEAD, desk_at
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE
from tests.tui.pilot import AppPilot, press, settle, shown, type_text
from tests.tui.test_report import pick, report_signed_by


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """The report with all signatures."""
    file = tmp_path / "rapport.pdf"
    file.write_bytes(report_signed_by(LEAD, *ASSESSORS))
    return file


@pytest.fixture
def certified(tmp_path: Path) -> Path:
    """The report with the signature of the chair only."""
    file = tmp_path / "rapport.pdf"
    file.write_bytes(report_signed_by(LEAD))
    return file


async def open_verify(pilot: AppPilot, file: Path) -> VerifyScreen:
    await settle(pilot)
    await press(pilot, "f8")
    screen = pilot.app.screen
    assert isinstance(screen, VerifyScreen)
    await pick(pilot, file)
    return screen


def an_app(workspace: Workspace, language: str = "") -> EvalPanelApp:
    return EvalPanelApp(workspace, desk_at("Ama Osei", "identified"), language)


async def test_a_whole_report_holds(workspace: Workspace, signed: Path) -> None:
    async with an_app(workspace).run_test() as pilot:
        screen = await open_verify(pilot, signed)
        assert screen.verification is not None
        assert "THE REPORT HOLDS. Everybody has signed" in shown(pilot, "#verdict")
        lines = str(screen.query_one("#check-lines").render()).splitlines()
        assert len(lines) == len(screen.verification.checks)
        assert all(line[0] in "✓–" for line in lines)


async def test_nobody_has_signed_is_no_refusal(workspace: Workspace, signed: Path) -> None:
    """What is not signed yet is told apart from what was changed."""
    async with an_app(workspace, "en").run_test() as pilot:
        screen = await open_verify(pilot, signed)
        found = screen.verification
        assert found is not None
        bare = CheckLine(check="signatures", ok=False, sentence="The report is not signed.")
        told = {"valid": False, "signed": 0, "signatures": (), "checks": (bare, *found.checks[1:])}
        screen._show(found.model_copy(update=told))
        assert shown(pilot, "#verdict").startswith("○ NOT SIGNED YET. Everything else holds;")
        screen._show(found.model_copy(update={**told, "variant": "shareable"}))
        assert shown(pilot, "#verdict").endswith("Everything else holds for what it shows.")
        flaw = CheckLine(check="container", ok=False, sentence="An entry was changed.")
        screen._show(found.model_copy(update={**told, "checks": (bare, flaw)}))
        assert shown(pilot, "#verdict") == "× THE REPORT DOES NOT HOLD."


async def test_a_missing_signature_is_said(workspace: Workspace, certified: Path) -> None:
    async with an_app(workspace).run_test() as pilot:
        await open_verify(pilot, certified)
        assert "3 have not signed" in shown(pilot, "#verdict")


async def test_nobody_waits_for_a_member_on_record_as_not_signing(
    workspace: Workspace, signed: Path
) -> None:
    async with an_app(workspace).run_test() as pilot:
        screen = await open_verify(pilot, signed)
        found = screen.verification
        assert found is not None
        absent = NotSigningLine(member="Ama Osei", standing="declined", reason="Too thin", at="")
        told = {"signed": 3, "expected": 4, "not_signing": (absent,)}
        screen._show(found.model_copy(update=told))
        assert "Everybody has signed but" in shown(pilot, "#verdict")
        lines = str(screen.query_one("#signature-lines").render())
        assert "Signatures: 3 of 4" in lines
        assert "– Ama Osei: declined. Too thin" in lines


def test_checks_that_a_variant_cannot_make_are_named_on_one_line() -> None:
    use("en")
    why = "It is left out."
    made = CheckLine(check="container", ok=True, sentence="Whole.")
    left_out = [CheckLine(check=name, ok=None, sentence=why) for name in ("seals", "log")]
    alone = CheckLine(check="codes", ok=None, sentence="No codes.")
    first, joined, last = check_lines((made, *left_out, alone))
    assert (first, last) == (made, alone)
    assert joined.sentence == "Not shown here: sealed sheets, log. It is left out."


async def test_one_changed_byte_does_not_hold(workspace: Workspace, signed: Path) -> None:
    data = bytearray(signed.read_bytes())
    data[len(data) // 3] ^= 1
    signed.write_bytes(bytes(data))
    async with an_app(workspace).run_test() as pilot:
        await open_verify(pilot, signed)
        if isinstance(pilot.app.screen, ShowError):
            await press(pilot, "escape")
            assert "cannot be checked" in shown(pilot, "#verdict")
        else:
            assert "DOES NOT HOLD" in shown(pilot, "#verdict")


async def test_a_code_pins_the_signature_of_its_member(workspace: Workspace, signed: Path) -> None:
    async with an_app(workspace).run_test() as pilot:
        screen = await open_verify(pilot, signed)
        assert screen.verification is not None
        assert "code compared" not in str(screen.query_one("#signature-lines").render())
        code = next(c for c in screen.verification.codes if c.member == "Ama Osei").seal
        await press(pilot, "f3")
        await type_text(pilot, code.lower())
        await press(pilot, "enter")
        pinned = [s.name for s in screen.verification.signatures if s.pinned]
        assert pinned == ["Ama Osei"]
        lines = str(screen.query_one("#signature-lines").render()).splitlines()
        assert sum("code compared" in line for line in lines) == 1


async def test_a_code_that_is_not_in_the_report_fails(workspace: Workspace, signed: Path) -> None:
    async with an_app(workspace).run_test() as pilot:
        screen = await open_verify(pilot, signed)
        screen.query_one("#codes", Input).value = "AAAA-AAAA-AAAA-AAAA"
        await press(pilot, "f3", "enter")
        assert "DOES NOT HOLD" in shown(pilot, "#verdict")


async def test_a_record_without_its_paper_holds_too(workspace: Workspace, tmp_path: Path) -> None:
    lead, file = desk_at(LEAD, "identified"), tmp_path / "rapport.evrecord"
    make_report(lead, REFERENCE, tmp_path / "rapport.pdf")
    write_record(lead, REFERENCE, file)
    async with an_app(workspace).run_test() as pilot:
        await open_verify(pilot, file)
        assert "THE RECORD HOLDS" in shown(pilot, "#verdict")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_verify_picture(
    snap_compare: Callable[..., bool],
    workspace: Workspace,
    signed: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    use(language)

    async def show(pilot: AppPilot) -> None:
        await open_verify(pilot, signed)

    assert snap_compare(an_app(workspace, language), terminal_size=size, run_before=show)
