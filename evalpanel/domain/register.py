"""The register of a procedure: what happened beside the normal course, only ever added to.

Every kind is defined in the module of its subject; this is the list of them. All of it goes into
the record.
"""

from typing import Annotated

from pydantic import Field

from evalpanel.domain.archive import Archival
from evalpanel.domain.clarification import (
    ClarificationAnswer,
    ClarificationRequest,
    ClarificationResult,
)
from evalpanel.domain.conflicts import Allegation, ConflictCase
from evalpanel.domain.draw_entries import DrawCommitment, DrawHeld, DrawInvitation
from evalpanel.domain.errata import Erratum
from evalpanel.domain.evidence import EvidenceReceived
from evalpanel.domain.excuses import Excuse
from evalpanel.domain.follow_ups import FollowUp
from evalpanel.domain.name_decisions import NameDecision
from evalpanel.domain.panel_changes import Recusal, Replacement
from evalpanel.domain.renewals import Renewal
from evalpanel.domain.reopenings import Reopening, SupersededSheet
from evalpanel.domain.revisions import Revision
from evalpanel.domain.same_entity import SameEntityDecision
from evalpanel.domain.selection_decision import DecisionWithdrawal, SelectionDecision
from evalpanel.domain.standby import SteppedIn
from evalpanel.domain.suspension import Resumption, Suspension
from evalpanel.domain.tie_decisions import TieDecision
from evalpanel.domain.unsigned import NotSigning
from evalpanel.domain.withdrawals import Withdrawal

Registered = Annotated[
    Withdrawal
    | Suspension
    | Resumption
    | Erratum
    | DrawInvitation
    | DrawCommitment
    | DrawHeld
    | TieDecision
    | SelectionDecision
    | DecisionWithdrawal
    | ClarificationRequest
    | ClarificationAnswer
    | ClarificationResult
    | EvidenceReceived
    | SameEntityDecision
    | FollowUp
    | Allegation
    | ConflictCase
    | Recusal
    | Replacement
    | Renewal
    | Revision
    | Excuse
    | Reopening
    | SupersededSheet
    | SteppedIn
    | Archival
    | NameDecision
    | NotSigning,
    Field(discriminator="kind"),
]  # fmt: skip
