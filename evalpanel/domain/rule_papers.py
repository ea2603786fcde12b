"""Checks of dossiers, sources and planning: what is missing in them, and what they contradict."""

from collections.abc import Iterator
from itertools import combinations

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.text import shortened


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


def contradictory_dates(draft: Draft) -> Iterator[Problem]:
    """Two dates for what has one title, as published papers sometimes have them (R-9).

    A month agrees with each of its days, and a day with each of its times.
    """
    for (_, one), (n, other) in combinations(enumerate(draft.rules.milestones), 2):
        same = one.title.strip().casefold() == other.title.strip().casefold()
        if same and not _agree(one.planned, other.planned):
            said = Sentence(
                "{title} has two dates: {first} ({one}) and {second} ({other}).",
                title=shortened(one.title),
                first=one.planned,
                one=one.source or one.id,
                second=other.planned,
                other=other.source or other.id,
            )
            yield Problem(f"milestone[{n}].planned", said)


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
