"""What a rule set says of its panels: the announced number, the method and what follows (R-14)."""

from typing import Literal

from evalpanel.domain.rule_types import Count, Id, Some
from evalpanel.domain.toml_model import TomlModel

Method = Literal["consensus", "mean", "median", "trimmed_mean", "rank_sum"]
Fallback = Literal["none", "majority", "chair", "mean"]


class ContinueIf(TomlModel):
    """After a recusal the panel goes on with at least this many scoring members."""

    continue_if_at_least: Some


class Panel(TomlModel):
    """A panel with members of its own, for all or some of the lots and criteria."""

    id: Id
    assessors: Some
    alternates: Count
    chair_scores: bool
    method: Method
    fallback: Fallback
    on_recusal: Literal["replace"] | ContinueIf
    discuss_from_steps: Some
    reason_min_words: Count
    delphi_rounds: Count
    lots: tuple[Id, ...] = ()
    criteria: tuple[Id, ...] = ()

    @property
    def scoring_members(self) -> int:
        """How many people score: the assessors, and the chair where the rules say so."""
        return self.assessors + int(self.chair_scores)

    @property
    def least_members(self) -> int:
        """How many must score where members were recused (R-12, R-14)."""
        if self.on_recusal == "replace":
            return self.scoring_members
        return min(self.on_recusal.continue_if_at_least, self.scoring_members)
