"""What goes wrong never shows the inside of the program, and slow work says that it runs."""

from pathlib import Path
from typing import Any

import pytest
from textual.worker import WorkerFailed

from evalpanel.tui import app as app_module
from evalpanel.tui.app import EvalPanelApp, run_app
from evalpanel.tui.panel_screen import PanelScreen
from tests.tui.desks import a_desk, a_workspace
from tests.tui.pilot import settle, shown


class _Slow(PanelScreen):
    """A screen whose work ends when the test says so."""

    seen = ""

    def look(self) -> str:
        """What the header line says while the work runs."""
        return "\n".join(str(part.render()) for part in self.query("#busy").results())

    def take(self, name: str, result: Any) -> None:
        """Keep what the work saw."""
        self.seen = f"{name}: {result}"


@pytest.fixture
def app(tmp_path: Path) -> EvalPanelApp:
    """The app at home, with nothing there yet."""
    return EvalPanelApp(a_workspace(tmp_path), a_desk(), language="en")


async def test_work_with_a_key_begins_only_after_the_screen_says_so(app: EvalPanelApp) -> None:
    async with app.run_test() as pilot:
        await settle(pilot)
        screen = _Slow()
        await app.push_screen(screen)
        screen.begin_with_key("open", screen.look)
        assert screen.under_way == ["open"]
        await settle(pilot)

        assert screen.seen == "open: ◆ One moment …"
        assert shown(pilot, "#busy") == "", "and it is gone when the work is done"


async def test_a_refusal_of_the_system_is_a_sentence(app: EvalPanelApp) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/stick/seal.evseal")

    async with app.run_test() as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, PanelScreen)
        screen.begin("write", refuse)
        await settle(pilot)

        assert "The system refused /stick/seal.evseal: Permission denied." in shown(
            pilot, ".dialog-text Plain"
        )


async def test_a_fault_ends_the_app_without_a_trace(app: EvalPanelApp) -> None:
    """A trace with the values of variables could show names, reasons or scores."""

    def fault() -> None:
        raise KeyError("Sluiskolk")

    async def meet_it() -> None:
        async with app.run_test() as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, PanelScreen)
            screen.begin("read", fault)
            await settle(pilot)

    with pytest.raises(WorkerFailed):
        await meet_it()

    assert isinstance(app.fault, KeyError)
    assert app._exit_renderables == []


def test_who_runs_the_app_is_told_of_the_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Broken:
        fault = ZeroDivisionError()

        def __init__(self, *_arguments: object, **_options: object) -> None: ...

        def run(self) -> None: ...

    monkeypatch.setattr(app_module, "EvalPanelApp", Broken)
    with pytest.raises(ZeroDivisionError):
        run_app(a_workspace(tmp_path), "en")
