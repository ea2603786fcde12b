"""Which screen belongs to which step; screens open each other by the name of the step."""

from importlib import import_module

from evalpanel.settings import Workspace
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.usecases.ports import Desk

SCREENS = {
    "home": "home:HomeScreen",
    "invitation": "invitation:InvitationScreen",
    "package": "open_package:PackageScreen",
    "scoring": "scoring:ScoringScreen",
    "seal": "seal:SealScreen",
    "prepare": "prepare:PrepareScreen",
    "merge": "merge:MergeScreen",
    "consensus": "agenda:AgendaScreen",
    "ranking": "ranking:RankingScreen",
    "report": "report:ReportScreen",
    "verify": "verify:VerifyScreen",
}
"""Module and class per step; a module is loaded when its screen is first asked for."""

STEP_OF_PHASE = {
    "draft": "prepare",
    "locked": "prepare",
    "received": "prepare",
    "opened": "prepare",
    "scoring": "scoring",
    "handed_in": "seal",
    "stepped_back": "seal",
    "sealing": "merge",
    "sealed": "merge",
    "meeting": "consensus",
    "decided": "ranking",
    "identified": "report",
    "reported": "report",
    "concluded": "report",
}
"""The step that home opens for a tender in a phase of `overview`; other phases have no screen."""


def screen_for(step: str, desk: Desk, workspace: Workspace, reference: str = "") -> DeskScreen:
    """The screen of a step."""
    module, name = SCREENS[step].split(":")
    screen = getattr(import_module(f"{__name__}.{module}"), name)(desk, workspace, reference)
    if not isinstance(screen, DeskScreen):
        raise TypeError(f"{name} is no DeskScreen")
    return screen
