"""Names in decisions of the panel, told at once: the meeting knows candidates by code (R-31)."""

from collections.abc import Iterable

from evalpanel.domain.consensus import Decision
from evalpanel.domain.identifying import search_terms
from evalpanel.domain.tender import Tender
from evalpanel.usecases.meeting import meeting_of
from evalpanel.usecases.names_in_reasons import names_in
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import get_locked_tender, rules_of
from evalpanel.usecases.written_texts import texts_of_decision


def list_names_in_decision(desk: Desk, decision: Decision) -> tuple[str, ...]:
    """The names in a decision of the panel, to be told at once."""
    with desk.work() as work:
        tender = get_locked_tender(work, decision.reference)
        return _names_in(work, tender, [decision])


def list_names_in_latest(desk: Desk, reference: str, panel: str = "") -> tuple[str, ...]:
    """The names in the decisions that count in the meeting, after many were recorded at once."""
    with desk.work() as work:
        meeting = meeting_of(work, reference, panel)
        decisions = [item.decision for item in meeting.agenda if item.decision]
        return _names_in(work, get_locked_tender(work, reference), decisions)


def _names_in(work: UnitOfWork, tender: Tender, decisions: Iterable[Decision]) -> tuple[str, ...]:
    rules = rules_of(tender)
    if not rules.anonymity.candidates:
        return ()
    terms = search_terms(work.applications.of(tender.reference), rules)
    written = (text for decision in decisions for text in texts_of_decision(decision))
    return tuple(dict.fromkeys(found.text for found in names_in(terms, written)))
