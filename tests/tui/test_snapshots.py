"""Pictures of the screens at both sizes; the last check, for layout only."""

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import pytest

from evalpanel import language
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.theme import LIGHT
from evalpanel.usecases.ports import Desk
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import a_desk, a_workspace, put_package, score_everything
from tests.tui.pilot import AppPilot, press, settle

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
LANGUAGES = pytest.mark.parametrize("lang", ["nl", "en"])
CODES = ("K7", "M2", "R4", "B9", "T3", "W5")
ITEMS = ("SC-1.1", "SC-1.2", "SC-2.1", "SC-2.2")
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times of day are shown on the clock of the laptop; here that is UTC."""
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def still_workspace() -> Workspace:
    """A workspace whose path is the same on every machine; nothing is written there."""
    return Workspace(Path("/evalpanel"))


def working_desk(leave_open: int = 10) -> Desk:
    """A desk with a package of six candidates, partly scored."""
    desk = a_desk()
    put_package(desk, codes=CODES, items=ITEMS)
    score_everything(desk, leave_open)
    return desk


def pressing(*keys: str) -> Callable[[AppPilot], Awaitable[None]]:
    """Press keys and wait for all that follows."""

    async def before(pilot: AppPilot) -> None:
        pilot.app.animation_level = "none"
        await settle(pilot)
        for key in keys:
            await press(pilot, key)

    return before


def picture(
    snap_compare: Compare, app: EvalPanelApp, size: tuple[int, int], keys: Sequence[str] = ()
) -> bool:
    """Whether the app still looks the same after these keys."""
    return snap_compare(app, terminal_size=size, run_before=pressing(*keys))


@SIZES
@LANGUAGES
def test_home(
    snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int], lang: str
) -> None:
    """One tender in scoring and its next step."""
    app = EvalPanelApp(still_workspace, working_desk(), lang)
    assert picture(snap_compare, app, size)


@SIZES
@LANGUAGES
def test_scoring(
    snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int], lang: str
) -> None:
    """An open assessment beside its dossier."""
    app = EvalPanelApp(still_workspace, working_desk(), lang)
    assert picture(snap_compare, app, size, ["enter"])


@SIZES
def test_scoring_complete(
    snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int]
) -> None:
    """A complete assessment with a warning and a marked passage."""
    app = EvalPanelApp(still_workspace, working_desk(0), "nl")
    assert picture(snap_compare, app, size, ["enter", "down", "down"])


def test_scoring_light(snap_compare: Compare, still_workspace: Workspace) -> None:
    """The look of paper."""
    app = EvalPanelApp(still_workspace, working_desk(0), "nl")
    app.theme = LIGHT.name
    assert picture(snap_compare, app, WIDE, ["enter"])


@SIZES
@LANGUAGES
def test_seal(
    snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int], lang: str
) -> None:
    """The checklist with everything complete."""
    app = EvalPanelApp(still_workspace, working_desk(0), lang)
    assert picture(snap_compare, app, size, ["enter", "f9"])


@SIZES
def test_seal_gaps(
    snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int]
) -> None:
    """The checklist with gaps."""
    app = EvalPanelApp(still_workspace, working_desk(), "nl")
    assert picture(snap_compare, app, size, ["enter", "f9"])


@SIZES
@LANGUAGES
def test_first_run(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], lang: str) -> None:
    """The first step of the first run."""
    app = EvalPanelApp(a_workspace(tmp_path / "home"), None, lang)
    assert picture(snap_compare, app, size)


@SIZES
def test_compare(snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int]) -> None:
    """Two candidates side by side."""
    app = EvalPanelApp(still_workspace, working_desk(0), "nl")
    assert picture(snap_compare, app, size, ["enter", "v"])


@SIZES
def test_help(snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int]) -> None:
    """F1 over the scoring screen."""
    app = EvalPanelApp(still_workspace, working_desk(), "nl")
    assert picture(snap_compare, app, size, ["enter", "f1"])


@SIZES
def test_long_work(
    snap_compare: Compare, still_workspace: Workspace, size: tuple[int, int]
) -> None:
    """Two hundred candidates, in the middle of the list."""
    desk = a_desk()
    put_package(desk, codes=tuple(f"Z{number:03}" for number in range(200)), items=ITEMS[:1])
    app = EvalPanelApp(still_workspace, desk, "nl")
    assert picture(snap_compare, app, size, ["enter", *("j",) * 30])


def test_language_is_put_back() -> None:
    """Pictures in Dutch leave no Dutch behind."""
    assert language.spoken().language == "en"
