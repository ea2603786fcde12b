"""A kind of file that travels: how it is read, and at which levels it can be changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from evalpanel.usecases.ports import Desk
from tests.faults.changes import changed
from tests.faults.containers import (
    Forger,
    change_bytes,
    change_manifest,
    change_part,
    change_signature,
)
from tests.panels import Play, play

INSIDE: Mapping[str, Forger] = {
    "content": change_bytes,
    "manifest": change_manifest,
    "part": change_part,
    "signature": change_signature,
}


@dataclass(frozen=True)
class FileKind:
    """A kind of file: a good one, how it is read, and how it is changed."""

    name: str
    good: bytes
    read: Callable[[bytes], object]
    """Takes the file; raises an error of evalpanel where it is refused."""
    state: Callable[[], object]
    """What is in the workspace; the same object as long as nothing was written."""
    levels: Mapping[str, Callable[[Random], bytes]] = field(default_factory=dict)

    def changed(self, chance: Random) -> tuple[str, bytes]:
        """A changed file, and at which level it was changed."""
        level = chance.choice(["bytes", *self.levels])
        if level == "bytes":
            return level, changed(self.good, chance)
        return level, self.levels[level](chance)


def at_stage(stage: str) -> Play:
    return play(stage).copy("damaged files")


def levels_of(
    content: bytes, close: Callable[[bytes], bytes], forgers: Mapping[str, Forger]
) -> dict[str, Callable[[Random], bytes]]:
    """The changes of a container, each encrypted to its reader again."""

    def level(forge: Forger) -> Callable[[Random], bytes]:
        return lambda chance: close(forge(content, chance))

    return {name: level(forge) for name, forge in forgers.items()}


def encrypted(
    name: str,
    good: bytes,
    reader: Desk,
    read: Callable[[bytes], object],
    forgers: Mapping[str, Forger],
) -> FileKind:
    """A container that is encrypted to the reader."""

    def close(content: bytes) -> bytes:
        return reader.envelopes.encrypt(content, [reader.me.receive_key])

    database = reader.work.__self__  # type: ignore[attr-defined]  # a desk in memory has one
    levels = levels_of(reader.me.decrypt(good), close, forgers)
    return FileKind(name, good, read, lambda: database.state, levels)
