"""The people of the demo: who they are, and a workspace with a passphrase for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evalpanel.bootstrap import Newcomer, new_desks, suggest_passphrase
from evalpanel.domain.model import Model
from evalpanel.domain.people import Conflict, Role
from evalpanel.domain.toml_text import read_toml
from evalpanel.settings import Workspace
from evalpanel.usecases.ports import Desk


class InventedPerson(Model):
    """A person in `people.toml`; `key` names files and folders."""

    key: str
    name: str
    organisation: str
    function: str
    expertise: str = ""
    roles: tuple[Role, ...] = Field(min_length=1)
    conflicts: tuple[Conflict, ...] = ()


class PeopleFile(Model):
    """The file `people.toml` of a case."""

    people: tuple[InventedPerson, ...] = Field(alias="person", min_length=1)


@dataclass(frozen=True)
class DemoPerson:
    """An invented person with a workspace of their own, unlocked."""

    person: InventedPerson
    desk: Desk
    workspace: Workspace
    passphrase: str
    passphrase_file: Path

    def has(self, role: Role) -> bool:
        """Whether this is one of the person's roles."""
        return role in self.person.roles


def read_people(file: Path) -> tuple[InventedPerson, ...]:
    """The people of a case."""
    document = read_toml(file.read_bytes())
    for entry in document["person"]:
        entry["roles"] = tuple(entry["roles"])
        entry["conflicts"] = tuple(entry["conflicts"])
    document["person"] = tuple(document["person"])
    return PeopleFile.model_validate(document).people


def seat(
    people: tuple[InventedPerson, ...], folder: Path, seated: Callable[[str], None]
) -> tuple[DemoPerson, ...]:
    """Give everybody a workspace and a passphrase file; `seated` hears each name."""
    newcomers = [_newcomer(person, folder) for person in people]
    found = []
    for person, newcomer, desk in zip(people, newcomers, new_desks(newcomers), strict=True):
        file = folder / "passphrases" / f"{person.key}.txt"
        desk.files.write(file, f"{newcomer.passphrase}\n".encode())
        found.append(DemoPerson(person, desk, newcomer.workspace, newcomer.passphrase, file))
        seated(person.name)
    return tuple(found)


def _newcomer(person: InventedPerson, folder: Path) -> Newcomer:
    return Newcomer(
        workspace=Workspace(folder / "people" / person.key),
        name=person.name,
        organisation=person.organisation,
        function=person.function,
        passphrase=suggest_passphrase(),
    )
