"""What was decided about a name that was found where nobody should be known (R-31)."""

from collections.abc import Iterable
from typing import Literal

from evalpanel.domain.letters import folded_words
from evalpanel.domain.registered_event import RegisteredEvent

Where = Literal["dossiers", "reasons"]
"""In what the candidate handed in, or in what was written about it."""
Measure = Literal["stays", "masked"]
"""It stays as it is, or the panel gets the words with a mask in its place."""


class NameDecision(RegisteredEvent):
    """A person's decision, with the reason, on one term in the texts of or about a candidate."""

    kind: Literal["name_decision"] = "name_decision"
    candidate: str
    """Id of the application whose dossiers hold it, or about which it was written."""
    where: Where
    term: str
    """As it stands on the list of names, or as it was found."""
    measure: Measure
    reason: str

    def covers(self, candidate: str, where: Where, term: str, text: str) -> bool:
        """Whether it is about this find, given as the term and as the text found."""
        about = folded_words(self.term)
        is_same = about in (folded_words(term), folded_words(text))
        return is_same and (self.candidate, self.where) == (candidate, where)


def name_decision_on(
    decisions: Iterable[NameDecision], candidate: str, where: Where, term: str, text: str
) -> NameDecision | None:
    """The decision that counts for a find: the latest, or None while nobody decided."""
    found = [each for each in decisions if each.covers(candidate, where, term, text)]
    return found[-1] if found else None
