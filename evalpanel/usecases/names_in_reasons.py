"""The search for names in what members and panel wrote, before it is sealed and reported (R-31).

Sheets and decisions know candidates by code alone. A member's laptop searches with the names in
the invitation; the organiser's with everything that is known.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from evalpanel.domain.application import Application
from evalpanel.domain.errors import HasProblems, Problem, Refused, Sentence
from evalpanel.domain.identifying import invited_terms, name_terms, search_terms
from evalpanel.domain.name_decisions import NameDecision, name_decision_on
from evalpanel.domain.names_in_text import SearchTerms, Sureness, once_each
from evalpanel.domain.package import Cell
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.tender import Tender
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.my_invitation import my_invite
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.scoring import Desktop, desktop_of
from evalpanel.usecases.tenders import get_locked_tender, rules_of
from evalpanel.usecases.written_texts import (
    NO_CELL,
    WrittenText,
    texts_of_decision,
    texts_of_events,
    texts_of_package,
    texts_of_score,
)


@dataclass(frozen=True)
class NameWritten:
    """A name in what somebody wrote about a cell: who wrote it, in which text."""

    cell: Cell
    """`NO_CELL` for a reason that is about no cell."""
    candidate: str
    """Id of the application that it was written about; empty where only its code is known.

    Of a reason about no cell, the one that it betrays.
    """
    writer: str
    """The member; empty for the panel."""
    part: Sentence
    term: str
    text: str
    whose: str
    sure: Sureness
    decision: NameDecision | None = None
    member_says: str = ""
    """Why the member let it stay when sealing."""

    @property
    def blocks(self) -> bool:
        """Whether nobody said yet, for the record, why it stays."""
        return self.decision is None and not self.member_says

    @property
    def sentence(self) -> Sentence:
        """Where it stands and what it betrays."""
        if self.cell == NO_CELL:
            return Sentence(
                "{part}: {text} betrays {whose}.",
                part=self.part,
                text=" ".join(self.text.split()),
                whose=self.whose,
            )
        lot, candidate, item = self.cell
        return Sentence(
            "{part} on {item} of {candidate}, lot {lot}: {text} betrays {whose}.",
            part=self.part,
            item=item,
            candidate=candidate,
            lot=lot,
            text=" ".join(self.text.split()),
            whose=self.whose,
        )


def names_in(
    terms: SearchTerms, written: Iterable[WrittenText], invited: Collection[str] = ()
) -> tuple[NameWritten, ...]:
    """Every name in these texts; what a member said on sealing covers the names in `invited`."""
    texts = [each for each in written if each.text]
    suspects = [texts[place] for place in terms.suspects([each.text for each in texts])]
    return tuple(
        NameWritten(
            cell=each.cell,
            candidate="",
            writer=each.writer,
            part=each.part,
            term=hit.term.written,
            text=hit.text,
            whose=hit.term.whose,
            sure=hit.sure,
            member_says=each.names_stay if hit.term.written in invited else "",
        )
        for each in suspects
        for hit in once_each(terms.find_exactly(each.text)).values()
    )


def names_in_sheet(work: UnitOfWork, desktop: Desktop) -> tuple[NameWritten, ...]:
    """What the member wrote that names a candidate, as far as the invitation tells who they are."""
    if not desktop.rules.anonymity.candidates:
        return ()
    invite = my_invite(work, desktop.package.reference)
    if invite is None:
        return ()
    terms = invited_terms(invite, desktop.rules)
    scores = (desktop.scores[cell] for cell in sorted(desktop.cells) if cell in desktop.scores)
    return names_in(terms, (text for score in scores for text in texts_of_score(score, "")))


def list_names_in_sheet(desk: Desk, reference: str, panel: str = "") -> tuple[NameWritten, ...]:
    """The same for the own sheet as it stands, before it is sealed."""
    with desk.work() as work:
        return names_in_sheet(work, desktop_of(desk, work, reference, panel))


def demand_no_names(work: UnitOfWork, desktop: Desktop, names_stay: str = "") -> str:
    """Why the sheet names a candidate on purpose, or nothing if it names none.

    Raises:
        HasProblems: it names one and the member did not say why; with every such place.
    """
    found = names_in_sheet(work, desktop)
    if found and not names_stay.strip():
        raise HasProblems(
            "Your sheet names a candidate; it was not sealed.",
            tuple(Problem(" ".join(each.cell), each.sentence) for each in found),
            hint="Change the text (use the code), or say on purpose why it stays: "
            "evalpanel seal {reference} --out DIR --names-stay REASON",
            reference=desktop.package.reference,
        )
    return names_stay.strip() if found else ""


def list_names_in_reasons(desk: Desk, reference: str) -> tuple[NameWritten, ...]:
    """Every name in what members and panel wrote, as far as rounds were opened."""
    with desk.work() as work:
        return names_in_reasons(work, get_locked_tender(work, reference))


def names_in_reasons(work: UnitOfWork, tender: Tender) -> tuple[NameWritten, ...]:
    """Every name in what was written while candidates had codes, with what was decided on it."""
    if not rules_of(tender).anonymity.candidates:
        return ()
    everybody = work.applications.of(tender.reference)
    terms = search_terms(everybody, rules_of(tender))
    register = work.register.of(tender.reference)
    decided = of_kind(register, NameDecision)
    invited = _invited_names(everybody)
    found = names_in(terms, _written_in(work, tender, register), invited)
    return tuple(_settled(each, everybody, decided) for each in found)


def demand_no_names_in_reasons(work: UnitOfWork, tender: Tender) -> None:
    """Refuse a report whose reasons name a candidate, until a person decided on each (R-31).

    Raises:
        HasProblems: every such place.
    """
    open_ones = [each for each in names_in_reasons(work, tender) if each.blocks]
    if open_ones:
        raise HasProblems(
            "A reason names a candidate; the report was not made.",
            tuple(Problem(each.writer or each.cell[2], each.sentence) for each in open_ones),
            hint="What was sealed cannot change: say why it stays, for the record: evalpanel "
            "candidate overlook {reference} CANDIDATE --in reasons --term T --reason R",
            reference=tender.reference,
        )


def demand_nameless(work: UnitOfWork, tender: Tender, *reasons: str) -> None:
    """Refuse a reason that members get to read while candidates have codes alone (R-31).

    Raises:
        Refused: it names a candidate; what is not written yet can be said otherwise.
    """
    rules = rules_of(tender)
    if not rules.anonymity.candidates:
        return
    terms = search_terms(work.applications.of(tender.reference), rules)
    for hit in (hit for reason in reasons for hit in terms.find(reason)):
        raise Refused(
            "The reason would go to the panel, and {text} in it betrays {whose}.",
            hint="Say it with the code of the candidate, or without a name.",
            text=" ".join(hit.text.split()),
            whose=hit.term.whose,
        )


def _written_in(
    work: UnitOfWork, tender: Tender, register: Iterable[object]
) -> Iterator[WrittenText]:
    """Everything that goes into the report and was written while candidates had codes alone."""
    names = {m.entry.key: m.entry.name for m in work.members.of(tender.reference)}
    for opened in work.sheets.of(tender.reference):
        writer = names.get(opened.member, opened.member)
        for score in opened.sheet.scores:
            yield from texts_of_score(score, writer, opened.sheet.names_stay)
    for decision in work.decisions.of(tender.reference):
        yield from texts_of_decision(decision)
    for stored in work.packages.of(tender.reference):
        yield from texts_of_package(load_package(work, stored))
    yield from texts_of_events(register)


def _invited_names(everybody: Iterable[Application]) -> frozenset[str]:
    """The terms that follow from the names in the invitation."""
    return frozenset(
        term.written
        for application in everybody
        for name in (application.name, *(entity.name for entity in application.entities))
        for term in name_terms(name, application.id)
    )


def _settled(
    found: NameWritten, everybody: Iterable[Application], decided: Iterable[NameDecision]
) -> NameWritten:
    """The find with the application that it is about, and the decision on it."""
    about = next((a.id for a in everybody if found.cell[1] in a.codes), "")
    if found.cell == NO_CELL:
        about = found.whose
    decision = name_decision_on(decided, about, "reasons", found.term, found.text)
    return replace(found, candidate=about, decision=decision)
