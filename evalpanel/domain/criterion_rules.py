"""What is scored: scales, kinds of dossier, criteria and their items."""

from fractions import Fraction
from functools import cached_property
from typing import Literal

from pydantic import Field

from evalpanel.domain.exact import exact
from evalpanel.domain.rule_types import Filled, Id, Number, Share, Some
from evalpanel.domain.toml_model import TomlModel


class Step(TomlModel):
    """One score that exists: its code, its value as a share of the points, and what it means."""

    code: Id
    value: Number
    label: Filled
    definition: Filled


class Band(TomlModel):
    """What the scores of a range mean from a number upwards."""

    from_: Number = Field(alias="from")
    label: Filled
    definition: Filled


class Range(TomlModel):
    """Scores on a grid: every `step` from `from_` to `to`; the value is score / `to`."""

    from_: Number = Field(alias="from")
    to: Number
    step: Number
    bands: tuple[Band, ...] = ()


class Scale(TomlModel):
    """The scores that exist: a list of `steps`, best first, or a `range`."""

    id: Id
    steps: tuple[Step, ...] = ()
    range: Range | None = None

    @cached_property
    def step_values(self) -> dict[str, Fraction]:
        """What each step is worth, as a share of the points, by its code."""
        return {step.code: exact(step.value) for step in self.steps}


class DossierKind(TomlModel):
    """A kind of dossier that candidates hand in; one that is not scored is never shown (R-5)."""

    id: Id
    title: Filled
    scored: bool = True
    max_pages: Some | None = None
    on_excess: Literal["withhold", "set_aside"] | None = None
    release: Id | None = None


class Minimum(TomlModel):
    """A threshold: at least these `points`, or at least the value of this `score` (R-48)."""

    points: Number | None = None
    score: Id | None = None


class Aspect(TomlModel):
    """A published reading aid to an item; it never has points."""

    text: Filled
    source: str = ""


class Item(TomlModel):
    """One question that gets one score per candidate."""

    id: Id
    title: Filled
    text: Filled
    source: str = ""
    dossiers: tuple[Id, ...]
    scale: Id
    points: Number | None = None
    weight: Share | None = None
    goals: tuple[int, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    minimum: Minimum | None = None


class Criterion(TomlModel):
    """A criterion and its items; `weight` is its share of the total where items have weights."""

    id: Id
    title: Filled
    kind: Literal["dossier", "interview", "price"]
    scope: Literal["lot", "tender"] = "lot"
    lots: tuple[Id, ...] = ()
    weight: Share | None = None
    minimum: Minimum | None = None
    items: tuple[Item, ...] = Field(alias="item", min_length=1)
