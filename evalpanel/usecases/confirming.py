"""Which effect an act of two persons has once it is confirmed."""

from collections.abc import Mapping

from evalpanel.domain.acts import Act, ActKind
from evalpanel.usecases.acts import Effect, confirm_act
from evalpanel.usecases.admitting import admit_application
from evalpanel.usecases.amending import amend_rules
from evalpanel.usecases.applications import open_applications
from evalpanel.usecases.conflicts import settle_case
from evalpanel.usecases.deciding_ties import break_tie
from evalpanel.usecases.excluding import exclude_candidate
from evalpanel.usecases.gates import fail_gate
from evalpanel.usecases.panel_changes import change_panel
from evalpanel.usecases.ports import Desk, Identity
from evalpanel.usecases.ranking import unmask
from evalpanel.usecases.tenders import start_step

EFFECTS: Mapping[ActKind, Effect] = {
    "opening": open_applications,
    "gate": fail_gate,
    "identify": unmask,
    "erratum": amend_rules,
    "admit": admit_application,
    "conflict": settle_case,
    "threshold": exclude_candidate,
    "tie": break_tie,
    "panel_change": change_panel,
}


def confirm(desk: Desk, reference: str, act_id: str, other: Identity) -> Act:
    """Confirm an act as the second person and let it take effect."""
    with desk.work() as work:
        start_step(desk, work, reference, "confirm")
    return confirm_act(desk, reference, act_id, other, EFFECTS)
