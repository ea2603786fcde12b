"""What betrays a candidate: the search terms that follow from an application (R-31).

Names, legal entities and registrations come with the application; `forbidden_words` holds what
people add: brands, persons, addresses, telephone numbers, mail domains.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from evalpanel.domain.application import Application
from evalpanel.domain.letters import fold, folded_words, spelled_out, words_of
from evalpanel.domain.names_in_text import SearchTerms, Sureness, Term
from evalpanel.domain.people import InviteV1
from evalpanel.domain.rules import RuleSet

_FORMS = (
    "bv b v nv n vof cv ua u a ba wa kg gmbh ltd llc inc plc sarl sa spa ab oy stichting "
    "vereniging cooperatie cooperatief onderlinge maatschap combinatie holding beheer coop ev "
    "ivzw vzw"
)
_TRADE = (
    "zorg thuiszorg ouderenzorg jeugdzorg jeugd jeugdhulp welzijn wonen wijk wijken buurt "
    "buurten buurtzorg stad stads thuis huis huizen flat flats woon woonzorg woningen sociaal "
    "sociale maatschappelijk werk werken dienst diensten dienstverlening hulp opvang begeleiding "
    "ondersteuning behandeling verpleging verzorging participatie activering leren onderwijs "
    "kind kinderen ouderen mensen samen samenwerking team teams groep expertise centrum kring "
    "netwerk advies advisering onderzoek project projecten bouw techniek vervoer schoonmaak care "
    "health home group partners services service consulting consultancy consultants solutions "
    "community social support work working welfare youth living"
)
_PLACES = (
    "nederland nederlandse holland europa europe rotterdam rotterdamse amsterdam utrecht haag "
    "gemeente regio regionaal noord oost zuid west midden rijnmond zuidholland"
)
_SMALL = (
    "de het een en of van voor aan bij met in op te ter ten tot uit over onder door naar om als "
    "the and of for with at to from your our uw ons onze jouw wij meer goed beter nieuw nieuwe "
    "sterk vitaal actief plus open eigen leven kracht kansen toekomst groot klein"
)
LEGAL_FORMS = frozenset(_FORMS.split())
"""Legal forms and what goes with them: they tell what somebody is, not who."""
EVERYDAY = LEGAL_FORMS.union(_TRADE.split(), _PLACES.split(), _SMALL.split())
"""Words in many names that betray nobody: they stand in dossiers of everybody."""
_SHORTEST_WORD = 4
"""Letters of a word that can tell one candidate from another."""
_SHORTEST_NUMBER = 6
_ALTERNATIVES = re.compile(r"[/|;:]")
_DIGITS = re.compile(r"[\d\s.()+\-/]*")
_MAIL = re.compile(r"[^\s@]{1,64}@([^\s@]{1,253})")


def terms_of(application: Application, common: Collection[str] = ()) -> Iterator[Term]:
    """Everything that betrays this candidate; `common` words are not telling on their own.

    `common` are the words of the published rules, which everybody uses (folded).
    """
    whose = application.id
    for name in (application.name, *(entity.name for entity in application.entities)):
        yield from name_terms(name, whose, common)
    for entity in application.entities:
        yield from _given_terms(entity.registration, whose, common)
    for word in application.forbidden_words:
        yield from _given_terms(word, whose, common)


def name_terms(name: str, whose: str, common: Collection[str] = ()) -> Iterator[Term]:
    """The name as a whole, without its legal form, and every telling word in it."""
    for part in dict.fromkeys((name, *_ALTERNATIVES.split(name))):
        bare = _without_legal_form(part)
        for written in dict.fromkeys((part.strip(), bare)):
            if _is_telling(written, common) or written == name.strip():
                yield from _spellings(written, whose, "name", common)
    for match in words_of(name):
        word = match.group()
        if len(fold(word)) >= _SHORTEST_WORD and not _is_common(fold(word), common):
            yield from _spellings(word, whose, "word", common)


def search_terms(applications: Iterable[Application], rules: RuleSet) -> SearchTerms:
    """All terms of all candidates, for the organiser, who knows them all."""
    common = words_of_rules(rules)
    return SearchTerms(term for found in applications for term in terms_of(found, common))


def invited_terms(invite: InviteV1, rules: RuleSet) -> SearchTerms:
    """What a member knows: the names and legal entities in the invitation."""
    common = words_of_rules(rules)
    return SearchTerms(
        term
        for candidate in invite.candidates
        for name in (candidate.name, *candidate.entities)
        for term in name_terms(name, candidate.name, common)
    )


def words_of_rules(rules: RuleSet) -> frozenset[str]:
    """The words that the published rules use themselves."""
    texts = [rules.title, *rules.authorities, *rules.parts, *rules.goals]
    texts += [dossier.title for dossier in rules.dossiers]
    texts += [lot.title for lot in rules.lots]
    for criterion in rules.criteria:
        texts.append(criterion.title)
        for item in criterion.items:
            texts += [item.title, item.text, *(aspect.text for aspect in item.aspects)]
    return frozenset(word for text in texts for word in folded_words(text))


def _given_terms(written: str, whose: str, common: Collection[str]) -> Iterator[Term]:
    """A word, name, number or address as somebody put it on the list."""
    mail = _MAIL.fullmatch(written.strip())
    if mail:
        yield from _spellings(mail.group(1), whose, "name", common)
    digits = "".join(folded_words(written)) if _DIGITS.fullmatch(written) else ""
    if len(digits) >= _SHORTEST_NUMBER:
        yield from (_number(written, whose, number) for number in _dialled(digits))
    elif written.strip():
        yield from _spellings(written.strip(), whose, "name", common)


def _dialled(digits: str) -> Iterator[str]:
    """A number, and where it can be one of a telephone, its other ways to be dialled."""
    yield digits
    national = digits.removeprefix("00").removeprefix("31").removeprefix("0")
    if digits.startswith("0") or (digits.startswith("31") and len(digits) > len("31") + 8):
        yield from (f"{prefix}{national}" for prefix in ("0", "31", "0031", "310"))


def _number(written: str, whose: str, digits: str) -> Term:
    return Term(written.strip(), whose, "number", digits)


def _spellings(written: str, whose: str, sure: Sureness, common: Collection[str]) -> Iterator[Term]:
    """The term in plain letters, and as it is written with two letters for one."""
    spellings = dict.fromkeys(folded_words(text) for text in (written, spelled_out(written)))
    for words in spellings:
        letters = "".join(words)
        if not letters:
            continue
        cuts = frozenset(len("".join(words[:n])) for n in range(1, len(words)))
        is_weak = len(letters) < _SHORTEST_WORD or _is_common(letters, common)
        exact = written if is_weak and len(words) == 1 else ""
        yield Term(written, whose, sure, letters, cuts, exact)


def _without_legal_form(name: str) -> str:
    """The name without the legal forms before and after it."""
    found = list(words_of(name))
    while found and fold(found[0].group()) in LEGAL_FORMS:
        found.pop(0)
    while found and fold(found[-1].group()) in LEGAL_FORMS:
        found.pop()
    return name[found[0].start() : found[-1].end()] if found else ""


def _is_telling(name: str, common: Collection[str]) -> bool:
    """Whether a part of a name says more than words that everybody uses."""
    return any(not _is_common(word, common) for word in folded_words(name))


def _is_common(word: str, common: Collection[str]) -> bool:
    return word in EVERYDAY or word in common or word.isdecimal()
