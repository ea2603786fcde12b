"""One of each kind of what can happen beside the normal course, in the case of the tests."""

from typing import Any

from evalpanel.domain.archive import Archival
from evalpanel.domain.clarification import (
    ClarificationAnswer,
    ClarificationRequest,
    ClarificationResult,
)
from evalpanel.domain.conflicts import Allegation, ConflictCase
from evalpanel.domain.draw import committed_code
from evalpanel.domain.draw_check import commit_draw, record_hand_draw, reveal_draw
from evalpanel.domain.draw_entries import DrawCommitment, DrawHeld, DrawInvitation
from evalpanel.domain.draw_record import DrawCommit, HandDraw, Invited
from evalpanel.domain.errata import Erratum, RuleChange
from evalpanel.domain.evidence import Evidence, EvidenceReceived
from evalpanel.domain.follow_ups import FollowUp
from evalpanel.domain.name_decisions import NameDecision
from evalpanel.domain.panel_changes import Recusal, Replacement
from evalpanel.domain.same_entity import SameEntityDecision
from evalpanel.domain.selection_decision import DecisionWithdrawal, SelectionDecision
from evalpanel.domain.suspension import Resumption, Suspension
from evalpanel.domain.tie_decisions import TieDecision
from evalpanel.domain.unsigned import NotSigning
from evalpanel.domain.withdrawals import Withdrawal
from tests.report.case_data import REFERENCE, SIGNERS, key_of, made_up_hash

LEAD, SECOND = "Marieke van Dongen", "Ruben Kastelein"
AMA = key_of(SIGNERS[2])
FACTS = (
    "De moeder van het lid huurde tot 2019 een woning van deze gegadigde. Het lid heeft er nooit "
    "gewerkt en kent niemand van de directie."
)
CODE = bytes(range(32))


def _said(at: str, **fields: str) -> dict[str, Any]:
    return {"reference": REFERENCE, "by": LEAD, "at": at, **fields}


def panel_events() -> list[object]:
    """Interests, a measure on one of them, a recusal and a replacement."""
    mine: dict[str, Any] = {"member": AMA, "name": "Stichting Wilgentij Ouderenzorg"}
    told: dict[str, Any] = {
        "alleged_by": "", "facts": FACTS,
        "investigation": "Gesprek met het lid op 5 juni 2026; huurcontract ingezien.",
    }  # fmt: skip
    return [
        Allegation(
            **_said("2026-06-03T09:00:00Z"), member=key_of(SIGNERS[1]), name="Kadeveld Wonen",
            what="zou er hebben gesolliciteerd", alleged_by="een oud-medewerker",
        ),
        ConflictCase(
            **_said("2026-06-05T09:00:00Z"), **mine, **told, what="moeder huurde er tot 2019",
            measure="recusal", lots=(), reason="Voorzichtigheid.", decided_by="de directeur",
        ),
        ConflictCase(
            **_said("2026-06-06T09:00:00Z"), **mine, **told, what="moeder huurde er tot 2019",
            measure="none", lots=(), reason="Het belang is afgelopen.", decided_by="de directeur",
        ),
        Recusal(
            **_said("2026-06-07T09:00:00Z"), member=AMA, lots=(), reason="langdurig ziek",
            approved_by="de directeur", effect="kept",
        ),
        Replacement(
            **_said("2026-06-07T10:00:00Z"), old=AMA, new=key_of(SIGNERS[3]), lots=(),
            reason="neemt de plaats van de zieke in", approved_by="de directeur",
            candidates_informed=True, effect="kept",
        ),
        NotSigning(
            **_said("2026-07-02T09:00:00Z"), member=key_of(SIGNERS[3]), standing="unreachable",
            reason="twee keer gebeld en geschreven, geen antwoord",
        ),
    ]  # fmt: skip


def gate_events() -> list[object]:
    """Evidence that came in later, a request from question to result, an entity that is twice."""
    about: dict[str, Any] = {"reference": REFERENCE, "candidate": "kadeveld"}
    paper = Evidence(
        kind="gva", entity="Kadeveld Wonen B.V.", dated="2020-01-01", valid_until="",
        sha256=None, received="2026-06-10",
    )  # fmt: skip
    return [
        EvidenceReceived(
            **about, evidence=paper, reason="op verzoek nagezonden", by=LEAD,
            at="2026-06-10T09:00:00Z",
        ),
        ClarificationRequest(
            **about, number=1, question="Wie tekende de verklaring?", gate="", entity="*",
            lot="*", sent="2026-06-08", days=14, ends="2026-06-22", by=LEAD,
            at="2026-06-08T09:00:00Z",
        ),
        ClarificationAnswer(
            **about, number=1, answer="De bestuurder, mandaat bijgevoegd.", received="2026-06-24",
            late=True, by=LEAD, at="2026-06-24T09:00:00Z",
        ),
        ClarificationResult(
            **about, number=1, result="Het mandaat volstaat.", by=LEAD, at="2026-06-25T09:00:00Z"
        ),
        SameEntityDecision(
            reference=REFERENCE, entity="Stichting Peilschaal Wonen", lot="1",
            candidates=("peilschaal", "zonnewende"), decision="Beide mogen blijven.", by=LEAD,
            at="2026-06-04T09:00:00Z",
        ),
    ]  # fmt: skip


def draw_events() -> list[object]:
    """A draw by computation that was announced and held, one by hand, and a tie decided."""
    decided = TieDecision(
        reference=REFERENCE, lot="1", candidates=("B3", "K7"), order=("K7", "B3"),
        reason="De wijk kent deze partij al.", ground="artikel 4.3 van de leidraad",
        by=LEAD, confirmed_by=SECOND, at="2026-06-26T12:00:00Z",
    )  # fmt: skip
    return [*_computed(), *_by_hand(), decided]


def _invitation(candidates: tuple[str, ...]) -> DrawInvitation:
    return DrawInvitation(
        reference=REFERENCE, lot="1", candidates=candidates, held_at="2026-06-26T10:00:00Z",
        place="Stadhuis, kamer 12", held_by="notaris De Graaf",
        invited=tuple(
            Invited(candidate=code, told_at="2026-06-24T12:00:00Z", told_by="brief per e-mail")
            for code in candidates
        ),
        by=LEAD, at="2026-06-24T12:00:00Z",
    )  # fmt: skip


def _computed() -> list[object]:
    invitation = _invitation(("R2", "W6"))
    notice = invitation.notice(made_up_hash("rules"), "2026-06-25T09:00:00Z")
    commit = DrawCommit(source="Staatsloterij 26 juni 2026", code_sha256=committed_code(CODE))
    announced = commit_draw(notice, commit)
    held = reveal_draw(announced, "AB12 345", CODE, "2026-06-26T20:30:00Z", LEAD, [SECOND])
    return [
        invitation,
        DrawCommitment(reference=REFERENCE, record=announced, by=LEAD, at="2026-06-25T09:00:00Z"),
        DrawHeld(reference=REFERENCE, record=held, by=LEAD, at="2026-06-26T20:30:00Z"),
    ]


def _by_hand() -> list[object]:
    invitation = _invitation(("M4", "T9"))
    drawn = HandDraw(
        drawn_at="2026-06-26T10:05:00Z", method="gevouwen briefjes uit een schaal",
        by="notaris De Graaf", witness=SECOND, order=("T9", "M4"),
    )  # fmt: skip
    notice = invitation.notice(made_up_hash("rules"), "2026-06-24T12:00:00Z")
    record = record_hand_draw(notice, drawn)
    return [
        invitation,
        DrawHeld(reference=REFERENCE, record=record, by=LEAD, at="2026-06-26T10:10:00Z"),
    ]


def course_events() -> list[object]:
    """A suspension, a withdrawal, errata, decisions, a follow-up and the end."""
    return [
        Suspension(**_said("2026-06-12T09:00:00Z"), reason="klacht van een gegadigde"),
        Resumption(**_said("2026-06-15T09:00:00Z"), reason="klacht ongegrond"),
        Withdrawal(
            **_said("2026-06-29T09:00:00Z"), candidate="ooievaarspoort", lots=(),
            reason="geen capaciteit meer", after_ranking=True,
        ),
        Erratum(
            **_said("2026-05-04T09:00:00Z"), number=1, before_sha256=made_up_hash("before"),
            after_sha256=made_up_hash("after"),
            changes=(RuleChange(path="ranking.total_points", before="45", after="40"),),
            reason="Verschrijving in het totaal.", ground="geen wezenlijke wijziging",
            confirmed_by=SECOND,
        ),
        SelectionDecision(
            **_said("2026-06-28T09:00:00Z"), version=1, taken_by="de directeur Wonen",
            mandate="Mandaatbesluit 2024, artikel 7", date="2026-06-27",
        ),
        DecisionWithdrawal(
            **_said("2026-06-29T10:00:00Z"), version=1, reason="rekenfout in een bijlage"
        ),
        SelectionDecision(
            **_said("2026-06-30T09:00:00Z"), version=2, taken_by="de directeur Wonen",
            mandate="Mandaatbesluit 2024, artikel 7", date="2026-06-30",
        ),
        FollowUp(**_said("2026-06-30T10:00:00Z"), lot="1", action="apart inkooptraject"),
        NameDecision(
            **_said("2026-06-11T10:00:00Z"), candidate="peilschaal", where="dossiers",
            term="Buurtpeil", measure="masked", reason="Het is de naam van hun eigen aanpak.",
        ),
        Archival(**_said("2026-07-01T09:00:00Z"), stopped=False, reason="einde van de termijn"),
    ]  # fmt: skip
