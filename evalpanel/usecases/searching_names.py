"""The search for names in what candidates handed in, before the panel sees it (R-31).

What the panel would read blocks the issue until a person decided on it; what goes no further than
this workspace (properties, links, attachments, pages beyond the limit) is told and left behind.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from evalpanel.domain.application import Application
from evalpanel.domain.dossier import DossierSurvey, HandedIn
from evalpanel.domain.errors import Sentence
from evalpanel.domain.identifying import search_terms
from evalpanel.domain.name_decisions import NameDecision, name_decision_on
from evalpanel.domain.names_in_text import SearchTerms, Sureness, once_each
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.tender import Tender
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import get_locked_tender, rules_of

Progress = Callable[[int, int], None]
"""Told how many dossiers were searched, of how many."""

_PLACES = {
    "properties": Sentence("properties of the file"),
    "metadata": Sentence("metadata of the file"),
    "link": Sentence("a link"),
    "script": Sentence("a script"),
    "file name": Sentence("the name of an attached file"),
    "attachment": Sentence("an attached file"),
    "form field": Sentence("a form field"),
    "comment": Sentence("a comment"),
    "bookmark": Sentence("a bookmark"),
    "font": Sentence("the name of a font"),
    "image": Sentence("what a picture says of itself"),
    "spoken text": Sentence("text for reading aloud"),
    "stream": Sentence("content that does not show"),
    "file": Sentence("an earlier version of the file"),
}
_REPEATING = ("stream", "file", "font")
"""Places that hold once more what stands elsewhere."""
_HIDDEN = Sentence("a hidden part of the file")


@dataclass(frozen=True)
class NameFound:
    """A term in a dossier: where, whose it is, and whether the panel would get to see it."""

    candidate: str
    """Id of the application whose dossier it is."""
    dossier: str
    lot: str
    place: Sentence
    term: str
    text: str
    """As it stands there."""
    whose: str
    """Id of the application that the term betrays."""
    sure: Sureness
    remains: bool
    """False where it does not go to the panel."""
    decision: NameDecision | None = None

    @property
    def blocks(self) -> bool:
        """Whether somebody still has to decide on it."""
        return self.remains and self.decision is None


@dataclass(frozen=True)
class PagesToSee:
    """Pages of a dossier that a person has to look at, since no program can read them."""

    dossier: str
    lot: str
    pictures: tuple[int, ...]
    """Pages with a picture: a logo betrays as well as a name."""
    wordless: tuple[int, ...]
    """Pages without words: a scan, or letters drawn as lines."""
    complete: bool
    """False where the file holds more than could be searched."""


@dataclass(frozen=True)
class SearchedCandidate:
    """What was found in the dossiers of one candidate, and what is left to look at."""

    id: str
    name: str
    code: str
    found: tuple[NameFound, ...]
    to_see: tuple[PagesToSee, ...]


def search_dossiers(
    desk: Desk, reference: str, progress: Progress | None = None
) -> tuple[SearchedCandidate, ...]:
    """What betrays a candidate in every dossier that the panel may come to read.

    Raises:
        Refused: the applications were not opened. Unreadable: a dossier cannot be read any more.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        return search_tender(desk, work, tender, progress)


def search_tender(
    desk: Desk,
    work: UnitOfWork,
    tender: Tender,
    progress: Progress | None = None,
    only: Collection[str] | None = None,
) -> tuple[SearchedCandidate, ...]:
    """The same within a unit of work, for the applications named in `only`, or all opened ones."""
    rules = rules_of(tender)
    everybody = work.applications.of(tender.reference)
    terms = search_terms(everybody, rules)
    decisions = of_kind(work.register.of(tender.reference), NameDecision)
    chosen = [a for a in everybody if a.code and (only is None or a.id in only)]
    done = 0
    total = sum(len(_read_by_panel(application)) for application in chosen)
    searched = []
    for application in chosen:
        found: list[NameFound] = []
        to_see: list[PagesToSee] = []
        for handed_in in _read_by_panel(application):
            limit = max(1, rules.dossier(handed_in.dossier).max_pages or handed_in.pages)
            data = work.documents.get(handed_in.sha256)
            survey = desk.dossiers.survey(data, handed_in.file, limit)
            found += _names_in(application, handed_in, survey, limit, terms, decisions)
            to_see += _pages_to_see(handed_in, survey, limit)
            done += 1
            if progress:
                progress(done, total)
        codes = ", ".join(dict.fromkeys(application.codes_by_lot.values()))
        searched.append(
            SearchedCandidate(application.id, application.name, codes, tuple(found), tuple(to_see))
        )
    return tuple(searched)


def _read_by_panel(application: Application) -> tuple[HandedIn, ...]:
    return tuple(found for found in application.dossiers if found.read)


Passage = tuple[str, Sentence, str]
"""A place, its words, and a text that stands there."""


def _names_in(
    application: Application,
    handed_in: HandedIn,
    survey: DossierSurvey,
    limit: int,
    terms: SearchTerms,
    decisions: Iterable[NameDecision],
) -> Iterator[NameFound]:
    """Every term once for each place; what merely repeats the words of a page is left out."""
    told: set[tuple[str, tuple[str, str]]] = set()
    known: set[tuple[str, str]] = set()
    for passages, remains in _passages(handed_in, survey, limit):
        for place, words, text in passages:
            for key, hit in once_each(terms.find(text)).items():
                if (place, key) in told or (key in known and place in _REPEATING):
                    continue
                told.add((place, key))
                known.add(key)
                term, shown = hit.term.written, hit.text
                decision = name_decision_on(decisions, application.id, "dossiers", term, shown)
                yield NameFound(
                    candidate=application.id,
                    dossier=handed_in.dossier,
                    lot=handed_in.lot,
                    place=words,
                    term=term,
                    text=shown,
                    whose=hit.term.whose,
                    sure=hit.sure,
                    remains=remains,
                    decision=decision if remains else None,
                )


def _passages(
    handed_in: HandedIn, survey: DossierSurvey, limit: int
) -> Iterator[tuple[Iterator[Passage], bool]]:
    """What the panel would get, then what it would not."""
    yield _words(survey, range(min(limit, len(survey.pages)))), True
    yield _parts(survey.kept), True
    yield _words(survey, range(limit, len(survey.pages))), False
    yield iter([("name", Sentence("the name of the file"), handed_in.file)]), False
    yield _parts(survey.handed_in), False


def _words(survey: DossierSurvey, pages: range) -> Iterator[Passage]:
    for number in pages:
        words = Sentence("page {page}", page=number + 1)
        yield f"page {number}", words, "\n".join(survey.pages[number])


def _parts(found: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    for place, text in found:
        yield place, _PLACES.get(place, _HIDDEN), text


def _pages_to_see(handed_in: HandedIn, survey: DossierSurvey, limit: int) -> Iterator[PagesToSee]:
    wordless = tuple(n for n, page in enumerate(survey.pages[:limit], start=1) if not page)
    if survey.images or wordless or not survey.complete:
        yield PagesToSee(handed_in.dossier, handed_in.lot, survey.images, wordless, survey.complete)
