"""Checks of dossiers and sources: what follows on excess, and where a text was published."""

from collections.abc import Iterator

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.rule_draft import Draft


def sound_dossiers(draft: Draft) -> Iterator[Problem]:
    """A limit of pages and what follows on excess are announced together (R-23)."""
    for n, dossier in enumerate(draft.rules.dossiers):
        path = f"dossier[{n}]"
        if draft.is_doubtful(f"{path}.max_pages") or draft.is_doubtful(f"{path}.on_excess"):
            continue
        if (dossier.max_pages is None) != (dossier.on_excess is None):
            key = "max_pages" if dossier.max_pages is None else "on_excess"
            said = Sentence("max_pages and on_excess belong together; {key} is missing.", key=key)
            yield Problem(f"{path}.{key}", said)


def without_source(draft: Draft) -> Iterator[Problem]:
    """Items and reading aids of which nobody can see where they were published."""
    for path, _, item in draft.items():
        if not item.source:
            yield Problem(f"{path}.source", Sentence("The item names no source."))
        for n, aspect in enumerate(item.aspects):
            if not aspect.source:
                said = Sentence("The aspect names no source.")
                yield Problem(f"{path}.aspects[{n}].source", said)
