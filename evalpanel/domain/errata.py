"""Errata: the only way in which a locked rule set can still change (R-3)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from evalpanel.domain.model import Model
from evalpanel.domain.registered_event import RegisteredEvent

PLANNING = "milestone"
"""The part of a rule set that is outside its hash."""
_MISSING = "-"
_BETWEEN_STEPS = re.compile(r"\.(?![^\[]*\])")
"""A dot that is no part of an id, which stands in brackets."""


class RuleChange(Model):
    """One place in the rule set that an erratum changes, as text before and after."""

    path: str
    before: str
    after: str

    @property
    def place(self) -> str:
        """The path for people: `criterion SC-2 › item SC-2.2 › text`."""
        steps = _BETWEEN_STEPS.sub(" › ", self.path)
        return steps.replace("[", " ").replace("]", "")


class Erratum(RegisteredEvent):
    """A change of locked rules: why, on which legal ground, and confirmed by whom (R-3)."""

    kind: Literal["erratum"] = "erratum"
    number: int
    before_sha256: str
    after_sha256: str
    changes: tuple[RuleChange, ...]
    reason: str
    ground: str
    """The legal ground, as the process lead states it."""
    confirmed_by: str

    def subject(self) -> dict[str, str]:
        """What of it the two signed."""
        return {
            "before": self.before_sha256,
            "after": self.after_sha256,
            "reason": self.reason,
            "ground": self.ground,
        }


def rule_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[RuleChange, ...]:
    """Every place where two rule sets differ in what is locked, in the order of the paths.

    Tables in a list are told apart by their `id`, so that a new item does not make all later
    ones look changed.
    """
    old, new = dict(_leaves(_locked(before), "")), dict(_leaves(_locked(after), ""))
    return tuple(
        RuleChange(path=path, before=old.get(path, _MISSING), after=new.get(path, _MISSING))
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    )


def _locked(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != PLANNING}


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and value:
        for number, part in enumerate(value):
            named = part.get("id", number) if isinstance(part, Mapping) else number
            yield from _leaves(part, f"{path}[{named}]")
    else:
        yield path, str(value)
