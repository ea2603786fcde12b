"""An excuse, a reopened sheet and an alternate who stepped in, in the case of the tests."""

from typing import Any

from evalpanel.domain.anchor import START
from evalpanel.domain.excuses import Excuse, ExcuseV1
from evalpanel.domain.reopenings import Reopening, ReopeningV1, SupersededSheet
from evalpanel.domain.sheet import INDEPENDENCE, Score, SheetV1, sheet_commitment
from evalpanel.domain.standby import StepInV1, SteppedIn
from tests.report.case_data import PANEL_ID, REFERENCE, SIGNERS, key_of, made_up_hash

LEAD, WHY = "Marieke van Dongen", "twee plannen verwisseld"
JELLE, DERYA = key_of(SIGNERS[1]), key_of(SIGNERS[3])
_ROUND: dict[str, Any] = {"reference": REFERENCE, "panel": "main", "round": 1}
_TOLD: dict[str, Any] = _ROUND | {
    "panel_id": PANEL_ID, "package": made_up_hash("package"), "anchor": START,
}  # fmt: skip


def former_sheet() -> SheetV1:
    """What was sealed before the reopening: one score, other than the one that counts."""
    return SheetV1(
        reference=REFERENCE, panel_id=PANEL_ID, panel="main", round=1,
        package=made_up_hash("package"), rules_sha256=made_up_hash("rules"), member=JELLE,
        scores=(Score(lot="1", candidate="B3", item="SC-1.1", score="2", reason="vergist"),),
        order=(), independence=INDEPENDENCE["nl"], sealed_at="2026-06-08T09:00:00Z",
        salt="00" * 16,
    )  # fmt: skip


def sealing_events() -> list[object]:
    """One of each; the excuse is for a lot that is not scored, so that it changes no score."""
    inner = former_sheet().canonical()
    commitment = sheet_commitment(inner)
    excuse = ExcuseV1(
        **_TOLD, signer=DERYA, roster_sha256=made_up_hash("roster"), revision=1,
        reason="een zus solliciteert", excused_at="2026-06-08T10:00:00Z",
    )  # fmt: skip
    reopening = ReopeningV1(
        **_TOLD, signer=made_up_hash("lead"), member=JELLE, commitment=commitment, reason=WHY,
        by=LEAD, at="2026-06-08T11:00:00Z",
    )  # fmt: skip
    step_in = StepInV1(
        **_TOLD, signer=DERYA, commitment=made_up_hash("closed"), at="2026-06-08T12:00:00Z"
    )
    signed: dict[str, Any] = {"signature": "", "document": made_up_hash("file")}
    return [
        Excuse(
            **_ROUND, **signed, member=DERYA, reason=excuse.reason, manifest=excuse.to_json(),
            lots=("9",), by=LEAD, at="2026-06-08T10:30:00Z",
        ),
        Reopening(
            **_ROUND, **signed, member=JELLE, commitment=commitment, reason=WHY,
            manifest=reopening.to_json(), by=LEAD, at=reopening.at,
        ),
        SupersededSheet(
            **_ROUND, member=JELLE, commitment=commitment, inner=inner.decode(), signature="",
            by=LEAD, at="2026-06-09T09:00:00Z",
        ),
        SteppedIn(
            **_ROUND, **signed, member=DERYA, commitment=step_in.commitment,
            manifest=step_in.to_json(), by=LEAD, at=step_in.at,
        ),
    ]  # fmt: skip
