"""All checks of the meaning of a rule set, in the order in which people read the file."""

from collections.abc import Callable, Iterable

from evalpanel.domain import (
    rule_evidence,
    rule_ids,
    rule_law,
    rule_lots,
    rule_panels,
    rule_papers,
    rule_points,
    rule_scales,
    rule_ties,
    rule_weights,
)
from evalpanel.domain.errors import Problem
from evalpanel.domain.rule_draft import Draft

Check = Callable[[Draft], Iterable[Problem]]

CALCULATION_CHECKS: tuple[Check, ...] = (
    rule_panels.sound_panels,
    rule_panels.one_method_with_rank_sum,
    rule_scales.sound_scales,
    rule_ids.duplicate_ids,
    rule_ids.reserved_ids,
    rule_ids.unknown_scales,
    rule_ids.unknown_lots,
    rule_ids.panels_of_items,
    rule_law.kinds_to_come,
    rule_points.sound_points,
    rule_weights.sound_weights,
    rule_points.sum_of_points,
    rule_points.sound_minimums,
    rule_ties.sound_tie_break,
    rule_ties.sound_rounding,
    rule_lots.sound_lots,
)
"""What must hold before anything can be calculated."""

CHECKS: tuple[Check, ...] = (
    *CALCULATION_CHECKS,
    rule_ids.unknown_dossiers,
    rule_ids.unknown_goals,
    rule_law.least_invited,
    rule_law.codes_under_a_limit,
    rule_law.sound_terms,
    rule_law.sound_contract,
    rule_papers.sound_dossiers,
    rule_evidence.sound_evidence,
)
"""What must hold before a rule set locks."""

WARNINGS: tuple[Check, ...] = (
    rule_scales.odd_scales,
    rule_ties.odd_tie_break,
    rule_panels.odd_panels,
    rule_lots.odd_lots,
    rule_law.odd_procedure,
    rule_papers.without_source,
    rule_papers.contradictory_dates,
)
"""What is allowed but deserves a second look."""
