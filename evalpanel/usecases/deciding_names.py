"""Deciding on a name that was found: it stays or is masked, by somebody, for a reason (R-31)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from evalpanel.domain.application import Application
from evalpanel.domain.dossier import HandedIn
from evalpanel.domain.errors import HasProblems, Problem, Refused, Sentence
from evalpanel.domain.identifying import search_terms
from evalpanel.domain.name_decisions import Measure, NameDecision, Where
from evalpanel.domain.names_in_text import Found, SearchTerms, masked
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.names_in_reasons import names_in_reasons
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.searching_names import NameFound, search_tender
from evalpanel.usecases.tenders import demand_reason, rules_of, start_step

_HINTS = {
    "ask": Sentence(
        "See each with: evalpanel candidate scan {reference}. Then let it stay (candidate "
        "overlook) or mask it (candidate mask): {reference} CANDIDATE --term T --reason R"
    ),
    "set_aside": Sentence(
        "As announced the application is set aside, by two persons: evalpanel gate set "
        "{reference} CANDIDATE GATE failed --reason R. A false alarm may stay: evalpanel "
        "candidate overlook {reference} CANDIDATE --term T --reason R"
    ),
}
AS_ANNOUNCED = "on_identifying = redact"
"""The reason of a mask that the rules announced."""


def decide_on_name(
    desk: Desk,
    reference: str,
    candidate: str,
    term: str,
    *,
    reason: str,
    measure: Measure = "stays",
    where: Where = "dossiers",
) -> NameDecision:
    """Record that a name stays or is masked in the texts of or about a candidate (id or code).

    Raises:
        Refused: no such candidate or name, no reason, or a mask where the rules announce
            something else.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "name")
        application = _application(work, reference, candidate)
        decision = NameDecision(
            reference=reference,
            candidate=application.id,
            where=where,
            term=term.strip(),
            measure=measure,
            reason=demand_reason(reason),
            by=desk.me.name,
            at=desk.now(),
        )
        _demand_allowed(rules_of(tender), decision)
        _demand_found(desk, work, tender, decision)
        _keep(desk, work, decision)
        work.commit()
    return decision


def demand_anonymous(desk: Desk, work: UnitOfWork, tender: Tender, only: Collection[str]) -> None:
    """Refuse to show the panel a name on which nobody decided; mask it where that was announced.

    Raises:
        HasProblems: every such name with its place.
    """
    anonymity = rules_of(tender).anonymity
    if not anonymity.candidates:
        return
    searched = search_tender(desk, work, tender, only=only)
    blocking = [each for one in searched for each in one.found if each.blocks]
    if anonymity.on_identifying == "redact":
        _mask_all(desk, work, tender, blocking)
    elif blocking:
        raise HasProblems(
            "The panel would read who a candidate is; nothing was issued.",
            tuple(_problem(each) for each in blocking),
            hint=_HINTS[anonymity.on_identifying].template,
            reference=tender.reference,
        )


@dataclass(frozen=True)
class ShownDossier:
    """What the panel gets of a dossier: words, and whether the file itself may go with them."""

    pages: tuple[tuple[str, ...], ...]
    with_file: bool


def shown_dossier(
    desk: Desk,
    work: UnitOfWork,
    rules: RuleSet,
    application: Application,
    handed_in: HandedIn,
    pages: tuple[tuple[str, ...], ...],
) -> ShownDossier:
    """The first pages with a mask over every name on which that was decided.

    A page cannot be masked in a PDF, so that a dossier with such a name goes as words alone.
    """
    decisions = [
        each
        for each in of_kind(work.register.of(application.reference), NameDecision)
        if (each.candidate, each.where) == (application.id, "dossiers")
    ]
    if not pages or not any(each.measure == "masked" for each in decisions):
        return ShownDossier(pages, with_file=True)
    terms = search_terms(work.applications.of(application.reference), rules)
    data = work.documents.get(handed_in.sha256)
    survey = desk.dossiers.survey(data, handed_in.file, len(pages))
    shown = tuple(_masked_page(page, terms, decisions) for page in pages)
    hidden = any(_masked_in(text, terms, decisions) for _, text in survey.kept)
    return ShownDossier(shown, with_file=shown == pages and not hidden)


def _masked_page(
    page: Iterable[str], terms: SearchTerms, decisions: Iterable[NameDecision]
) -> tuple[str, ...]:
    """Paragraphs are searched as one text, since a name may run over two of them."""
    text = "\n".join(page)
    return tuple(masked(text, _masked_in(text, terms, decisions)).split("\n"))


def _masked_in(
    text: str, terms: SearchTerms, decisions: Iterable[NameDecision]
) -> tuple[Found, ...]:
    return tuple(hit for hit in terms.find(text) if _is_masked(hit, decisions))


def _is_masked(hit: Found, decisions: Iterable[NameDecision]) -> bool:
    covering = [
        each
        for each in decisions
        if each.covers(each.candidate, "dossiers", hit.term.written, hit.text)
    ]
    return bool(covering) and covering[-1].measure == "masked"


def _mask_all(desk: Desk, work: UnitOfWork, tender: Tender, found: Iterable[NameFound]) -> None:
    for candidate, term in dict.fromkeys((each.candidate, each.term) for each in found):
        decision = NameDecision(
            reference=tender.reference,
            candidate=candidate,
            where="dossiers",
            term=term,
            measure="masked",
            reason=AS_ANNOUNCED,
            by=desk.me.name,
            at=desk.now(),
        )
        _keep(desk, work, decision)


def _keep(desk: Desk, work: UnitOfWork, decision: NameDecision) -> None:
    work.register.add(decision)
    write_log(
        desk,
        work,
        "candidate.name",
        decision.reference,
        decision.candidate,
        reason=decision.reason,
        term=decision.term,
        measure=decision.measure,
        where=decision.where,
    )


def _application(work: UnitOfWork, reference: str, candidate: str) -> Application:
    known = work.applications.of(reference)
    found = next((a for a in known if candidate == a.id or candidate in a.codes), None)
    if found is None:
        raise Refused(
            "{reference} has no application {candidate}.",
            hint="Known: {known}.",
            reference=reference,
            candidate=candidate,
            known=", ".join(each.id for each in known),
        )
    return found


def _demand_allowed(rules: RuleSet, decision: NameDecision) -> None:
    if decision.measure != "masked":
        return
    if decision.where == "reasons":
        raise Refused("What was sealed or decided is not masked; it stays, with the reason.")
    if rules.anonymity.on_identifying == "set_aside":
        raise Refused(
            "The rules announce that what identifies is set aside; it cannot be masked.",
            hint="Two persons set the application aside: evalpanel gate set {reference} "
            "{candidate} GATE failed --reason R",
            reference=rules.reference,
            candidate=decision.candidate,
        )


def _demand_found(desk: Desk, work: UnitOfWork, tender: Tender, decision: NameDecision) -> None:
    """A decision is on something that is there: a misspelt term would settle nothing."""
    if decision.where == "reasons":
        there = [(each.candidate, each.term, each.text) for each in names_in_reasons(work, tender)]
    else:
        searched = search_tender(desk, work, tender, only={decision.candidate})
        there = [(f.candidate, f.term, f.text) for one in searched for f in one.found if f.remains]
    if not any(decision.covers(c, decision.where, term, text) for c, term, text in there):
        known = dict.fromkeys(term for c, term, _ in there if c == decision.candidate)
        raise Refused(
            "{term} was not found for {candidate}.",
            hint="Found: {known}.",
            term=decision.term,
            candidate=decision.candidate,
            known=", ".join(known) or "-",
        )


def _problem(found: NameFound) -> Problem:
    said = Sentence(
        "{place}: {text} betrays {whose}.",
        place=found.place,
        text=" ".join(found.text.split()),
        whose=found.whose,
    )
    return Problem(f"{found.candidate}.{found.dossier}", said)
