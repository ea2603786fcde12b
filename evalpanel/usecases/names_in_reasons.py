"""The search for names in what members and panel wrote, before it is sealed and reported (R-31).

Sheets and decisions know candidates by code alone. A member's laptop searches with the names in
the invitation; the organiser's with everything that is known.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from evalpanel.domain.application import Application
from evalpanel.domain.consensus import Decision, latest_decisions
from evalpanel.domain.errors import HasProblems, Problem, Sentence
from evalpanel.domain.identifying import invited_terms, name_terms, search_terms
from evalpanel.domain.name_decisions import NameDecision, name_decision_on
from evalpanel.domain.names_in_text import SearchTerms, Sureness, once_each
from evalpanel.domain.people import InviteV1
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.sheet import Cell, OpenedSheet, Score
from evalpanel.domain.tender import Tender
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.scoring import Desktop, desktop_of
from evalpanel.usecases.tenders import get_locked_tender, rules_of

_TEXTS_OF_SCORE = {
    "reason": Sentence("reason"),
    "plus": Sentence("plus point"),
    "minus": Sentence("minus point"),
    "reference": Sentence("place in the dossier"),
    "question": Sentence("question"),
}
_TEXTS_OF_DECISION = {
    "reason": Sentence("reason"),
    "remark": Sentence("remark"),
    "outside_reason": Sentence("reason of its own"),
    "internal_note": Sentence("internal note"),
}


@dataclass(frozen=True)
class NameWritten:
    """A name in what somebody wrote about a cell: who wrote it, in which text."""

    cell: Cell
    candidate: str
    """Id of the application that it was written about; empty where only its code is known."""
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


def names_in_sheet(work: UnitOfWork, desktop: Desktop) -> tuple[NameWritten, ...]:
    """What the member wrote that names a candidate, as far as the invitation tells who they are."""
    participation = work.participations.get(desktop.package.reference)
    if participation is None:
        return ()
    invite = InviteV1.from_bytes(work.documents.get(participation.invite))
    terms = invited_terms(invite, desktop.rules)
    scores = (desktop.scores[cell] for cell in sorted(desktop.cells) if cell in desktop.scores)
    return tuple(found for score in scores for found in _in_score(terms, score, ""))


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
            "evalpanel seal {reference} --names-stay REASON",
            reference=desktop.package.reference,
        )
    return names_stay.strip() if found else ""


def list_names_in_decision(desk: Desk, decision: Decision) -> tuple[str, ...]:
    """The names in a decision of the panel, to be told at once: the meeting knows codes only."""
    with desk.work() as work:
        tender = get_locked_tender(work, decision.reference)
        terms = search_terms(work.applications.of(tender.reference), rules_of(tender))
    return tuple(dict.fromkeys(found.text for found in _in_decision(terms, decision)))


def list_names_in_reasons(desk: Desk, reference: str) -> tuple[NameWritten, ...]:
    """Every name in what members and panel wrote, as far as rounds were opened."""
    with desk.work() as work:
        return names_in_reasons(work, get_locked_tender(work, reference))


def names_in_reasons(work: UnitOfWork, tender: Tender) -> tuple[NameWritten, ...]:
    """Every name in an opened sheet or in a decision that counts, with what was decided on it."""
    everybody = work.applications.of(tender.reference)
    terms = search_terms(everybody, rules_of(tender))
    decided = of_kind(work.register.of(tender.reference), NameDecision)
    names = {m.entry.key: m.entry.name for m in work.members.of(tender.reference)}
    found: list[NameWritten] = []
    invited = _invited_names(everybody)
    for opened in work.sheets.of(tender.reference):
        found += _in_sheet(terms, opened, names.get(opened.member, opened.member), invited)
    for decision in latest_decisions(work.decisions.of(tender.reference)).values():
        found += _in_decision(terms, decision)
    return tuple(_settled(each, everybody, decided) for each in found)


def demand_no_names_in_reasons(work: UnitOfWork, tender: Tender) -> None:
    """Refuse a report whose reasons name a candidate, until a person decided on each (R-31).

    Raises:
        HasProblems: every such place.
    """
    if not rules_of(tender).anonymity.candidates:
        return
    open_ones = [each for each in names_in_reasons(work, tender) if each.blocks]
    if open_ones:
        raise HasProblems(
            "A reason names a candidate; the report was not made.",
            tuple(Problem(each.writer or each.cell[2], each.sentence) for each in open_ones),
            hint="What was sealed cannot change: say why it stays, for the record: evalpanel "
            "candidate overlook {reference} CANDIDATE --in reasons --term T --reason R",
            reference=tender.reference,
        )


def _in_sheet(
    terms: SearchTerms, opened: OpenedSheet, writer: str, invited: Collection[str]
) -> Iterator[NameWritten]:
    """What a member said on sealing covers the names that the member knew."""
    sheet = opened.sheet
    for score in sheet.scores:
        for found in _in_score(terms, score, writer):
            said = sheet.names_stay if found.term in invited else ""
            yield replace(found, member_says=said)


def _invited_names(everybody: Iterable[Application]) -> frozenset[str]:
    """The terms that follow from the names in the invitation."""
    return frozenset(
        term.written
        for application in everybody
        for name in (application.name, *(entity.name for entity in application.entities))
        for term in name_terms(name, application.id)
    )


def _in_score(terms: SearchTerms, score: Score, writer: str) -> Iterator[NameWritten]:
    texts = ((part, getattr(score, name)) for name, part in _TEXTS_OF_SCORE.items())
    return _in_texts(terms, texts, score.cell, writer)


def _in_decision(terms: SearchTerms, decision: Decision) -> Iterator[NameWritten]:
    texts = ((part, getattr(decision, name)) for name, part in _TEXTS_OF_DECISION.items())
    return _in_texts(terms, texts, decision.cell, "")


def _in_texts(
    terms: SearchTerms, texts: Iterable[tuple[Sentence, str]], cell: Cell, writer: str
) -> Iterator[NameWritten]:
    for part, text in texts:
        for hit in once_each(terms.find(text)).values() if text else ():
            yield NameWritten(
                cell=cell,
                candidate="",
                writer=writer,
                part=part,
                term=hit.term.written,
                text=hit.text,
                whose=hit.term.whose,
                sure=hit.sure,
            )


def _settled(
    found: NameWritten, everybody: Iterable[Application], decided: Iterable[NameDecision]
) -> NameWritten:
    """The find with the application that it is about, and the decision on it."""
    about = next((a.id for a in everybody if found.cell[1] in a.codes), "")
    decision = name_decision_on(decided, about, "reasons", found.term, found.text)
    return replace(found, candidate=about, decision=decision)
