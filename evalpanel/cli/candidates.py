"""`candidate`: who applied and who reaches the panel."""

from __future__ import annotations

import typer

from evalpanel.cli.answers.candidates import CandidateListAnswer, CandidatePart, LotOutcomePart
from evalpanel.cli.applications import receive
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import outcome_word
from evalpanel.usecases.applications import Applicant, list_applicants

app = noun("Candidates: names, codes and who reaches the panel.")
app.command("load")(receive)

_BEST_FIRST = ("admitted", "open", "excluded", "late")


@app.command("list")
def list_candidates(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List id, name, code and outcome; for the organiser's eyes only."""
    found = tuple(_part(a) for a in list_applicants(session_of(context).desk(), reference))
    heads = (_("Id"), _("Name"), _("Code"), _("Outcome"), _("Reason"))
    rows = [
        (c.id, c.name, c.code or "-", outcome_word(spoken(), c.outcome), c.reason) for c in found
    ]
    give(CandidateListAnswer(candidates=found), table(heads, rows), as_json=as_json)


def _part(applicant: Applicant) -> CandidatePart:
    application = applicant.application
    standings = sorted(applicant.admissions, key=lambda a: _BEST_FIRST.index(a.standing))
    best = standings[0] if standings else None
    return CandidatePart(
        id=application.id,
        name=application.name,
        code=application.code or None,
        lots=application.lots,
        outcome=best.standing if best else "late",
        reason=_reason(best.gate, best.reason) if best else "",
        per_lot=tuple(
            LotOutcomePart(lot=a.lot, outcome=a.standing, reason=_reason(a.gate, a.reason))
            for a in applicant.admissions
        ),
    )


def _reason(gate: str, reason: str) -> str:
    return f"{gate}: {reason}" if gate and reason else gate or reason
