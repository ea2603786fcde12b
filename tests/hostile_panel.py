"""The small evaluation of `tests.panels`, in which every text that people type is hostile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any, TypeVar

import pytest

from evalpanel.domain.slug import slug
from evalpanel.usecases import sealing
from tests import panels
from tests.fakes import FixedClock, MemoryFiles
from tests.hostile_texts import ALL, FLOODS, in_one_value
from tests.panels import OUT, REF, Play

PlayT = TypeVar("PlayT", bound=Play)
VARIANT = "hostile"
_NAME = 60
"""Characters of hostile text in a name, which may have 200."""
NAMES = tuple(
    " ".join(ALL[start::16])[:_NAME].replace("\x00", "") + f" {start}x" for start in range(16)
)
EVERYTHING = "Measured and well founded. " + "\n".join(in_one_value())
FLOOD = "Founded and well measured. " + " ".join(FLOODS)


def _short_texts() -> Iterator[str]:
    return cycle([text for text in ALL if text.strip() and len(text) <= _NAME])


def _spoilt(value: Any, texts: Iterator[str]) -> Any:
    """A document with a hostile text behind every text for people in it."""
    if isinstance(value, list):
        return [_spoilt(one, texts) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{inner} {next(texts)} {next(texts)}"
        if key in ("title", "text", "name", "reason", "label", "definition", "registration")
        and isinstance(inner, str)
        else _spoilt(inner, texts)
        for key, inner in value.items()
    }


_KNOWN = {"anonymity": {"candidates": False, "codes": "per_tender", "on_identifying": "ask"}}
"""Names are searched for in texts only where they are secret."""


@dataclass(eq=False)
class HostilePlay(Play):
    """The evaluation with files under the names that the app gives them."""

    @property
    def rules(self) -> dict[str, Any]:
        """A rule set of which every title, text and label is hostile."""
        spoilt = _spoilt(panels.the_rules(**_KNOWN), _short_texts())
        spoilt["authorities"] = list(NAMES[8:10])
        spoilt["goals"] = ["First " + NAMES[10], "Second " + NAMES[11]]
        assert isinstance(spoilt, dict)
        return spoilt

    @property
    def package(self) -> Any:
        """Where the package lies."""
        return OUT / "T-1-main-1.evpack"

    def card(self, name: str) -> Any:
        """Where a card lies."""
        return OUT / f"T-1-{slug(name)}.evcard"

    def seal(self, name: str) -> Any:
        """Where a seal lies."""
        return OUT / f"T-1-main-1-{slug(name)}.evseal"


def _hostile_applications(lots: Any = ("1",)) -> list[dict[str, Any]]:
    texts = _short_texts()
    found: list[dict[str, Any]] = []
    for number, one in enumerate(_PLAIN_APPLICATIONS(lots)):
        spoilt = _spoilt(one, texts)
        spoilt["name"] = f"{one['name']} {NAMES[12 + number % 4]}"
        names = {old["name"]: new["name"] for old, new in zip(one["entity"], spoilt["entity"],
                                                               strict=True)}  # fmt: skip
        for part in (*spoilt["gate"], *spoilt["evidence"]):
            if "entity" in part:
                part["entity"] = names[part["entity"]]
        found.append(spoilt)
    return found


_PLAIN_APPLICATIONS = panels.the_applications
_PLAIN_FILE = panels.candidates_file


def _sealed(found: Play) -> None:
    for name in found.scorers:
        sealing.seal_sheet(found.desk(name), REF, OUT, names_stay=EVERYTHING)


@contextmanager
def hostile_names() -> Iterator[None]:
    """While this lasts, everybody in `panels` has a hostile name and gives hostile reasons."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panels, "LEAD", NAMES[0])
        patch.setattr(panels, "SECOND", NAMES[1])
        patch.setattr(panels, "ASSESSORS", NAMES[2:7])
        patch.setattr(panels, "REASON", EVERYTHING)
        patch.setattr(panels, "the_applications", _hostile_applications)
        patch.setattr(panels, "candidates_file",
                      lambda found: _PLAIN_FILE(found).replace(b"\x7f", b"\\u007f"))  # fmt: skip
        plain = panels.toml_file
        patch.setattr(panels, "toml_file",
                      lambda found: plain(found).replace(b"\x7f", b"\\u007f"))  # fmt: skip
        patch.setattr(panels, "_sealed", _sealed)
        patch.setitem(panels.VARIANTS, VARIANT, _KNOWN)
        yield


def hostile_play(stage: str) -> HostilePlay:
    """The evaluation with everything done up to a stage; only within `hostile_names`."""
    return dict(hostile_stages(stage))[stage]


def hostile_stages(last: str) -> Iterator[tuple[str, HostilePlay]]:
    """The same evaluation after each stage; copy what is to be kept."""
    return _played(HostilePlay(VARIANT, {}, MemoryFiles(), FixedClock()), last)


def plain_play(stage: str) -> Play:
    """The same with ordinary texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(panels.VARIANTS, VARIANT, _KNOWN)
        return dict(_played(Play(VARIANT, {}, MemoryFiles(), FixedClock()), stage))[stage]


def _played(found: PlayT, last: str) -> Iterator[tuple[str, PlayT]]:
    for step in panels.STAGES[: panels.STAGES.index(last) + 1]:
        found.stage = step
        found.clock.move(minutes=1)
        getattr(panels, f"_{step}")(found)
        yield step, found
