"""One legal entity in two applications for one lot: a warning and a recorded decision (R-26)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.application import Application, Entity
from evalpanel.domain.registered_event import RegisteredEvent


class SameEntityDecision(RegisteredEvent):
    """What was decided about an entity that stands in several applications for a lot."""

    kind: Literal["same_entity_decision"] = "same_entity_decision"
    entity: str
    """The name as the first of the applications gives it."""
    lot: str
    candidates: tuple[str, ...]
    """Ids of the applications that were weighed, in alphabetical order."""
    decision: str


@dataclass(frozen=True)
class SharedEntity:
    """An entity in several applications for a lot, with its role in each (by application id)."""

    entity: str
    lot: str
    roles: Mapping[str, str]
    decision: SameEntityDecision | None
    """The last one that weighed exactly these applications."""


def shared_entities(
    applications: Iterable[Application], decisions: Iterable[SameEntityDecision]
) -> Iterator[SharedEntity]:
    """Every entity that applies twice for a lot, alone and in a combination or in two of them.

    Entities are the same by their registration or, where one has none, by their name.
    """
    decided = {(d.entity, d.lot, d.candidates): d for d in decisions}
    known = list(applications)
    for lot in dict.fromkeys(lot for found in known for lot in found.lots):
        here = [(e, a.id) for a in known if lot in a.lots for e in a.entities]
        for group in _groups(here):
            roles = {candidate: entity.role for entity, candidate in group}
            if len(roles) > 1:
                name = group[0][0].name
                key = (name, lot, tuple(sorted(roles)))
                yield SharedEntity(name, lot, roles, decided.get(key))


def _groups(entities: Iterable[tuple[Entity, str]]) -> list[list[tuple[Entity, str]]]:
    """Entities that are the same, together."""
    groups: list[list[tuple[Entity, str]]] = []
    for entity, candidate in entities:
        group = next((g for g in groups if any(_same(entity, e) for e, _ in g)), None)
        if group is None:
            groups.append([(entity, candidate)])
        else:
            group.append((entity, candidate))
    return groups


def _same(one: Entity, other: Entity) -> bool:
    registrations = (one.registration.strip(), other.registration.strip())
    if all(registrations):
        return registrations[0] == registrations[1]
    return _plain(one.name) == _plain(other.name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
