"""Checks of panels: announced numbers and methods that can be kept (R-14, R-41)."""

from collections.abc import Iterator
from math import inf

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.rules import RuleSet

_TRIMMED_NEEDS = 3
_MAX_DELPHI = 7


def sound_panels(draft: Draft) -> Iterator[Problem]:
    """Panels whose numbers or methods cannot work."""
    for n, panel in enumerate(draft.rules.panels):
        path = f"panel[{n}]"
        if panel.method == "trimmed_mean" and panel.scoring_members < _TRIMMED_NEEDS:
            said = Sentence("A trimmed mean needs at least three scoring members.")
            yield Problem(f"{path}.method", said)
        if panel.delphi_rounds > _MAX_DELPHI:
            said = Sentence("At most seven Delphi rounds fit the eight rounds of a panel.")
            yield Problem(f"{path}.delphi_rounds", said)
        yield from _after_recusal(path, panel)


def one_method_with_rank_sum(draft: Draft) -> Iterator[Problem]:
    """A sum of ranks ranks whole lots, so one panel must score all of a lot."""
    rules = draft.rules
    for lot in rules.lots:
        panels = {p for i in rules.scored_items(lot.id) for p in rules.panels_of(lot.id, i.id)}
        if len(panels) > 1 and any(panel.method == "rank_sum" for panel in panels):
            said = Sentence(
                "With rank_sum one panel must score everything in lot {lot}.", lot=lot.id
            )
            yield Problem("panel", said)


def odd_panels(draft: Draft) -> Iterator[Problem]:
    """Announcements that can never come into play."""
    for n, panel in enumerate(draft.rules.panels):
        if panel.method != "consensus" and panel.fallback != "none":
            said = Sentence("A fallback means something only where the panel seeks consensus.")
            yield Problem(f"panel[{n}].fallback", said)
        if draft.knows("scale") and panel.discuss_from_steps > _widest_spread(draft.rules):
            said = Sentence("No two scores lie so far apart, so no score must be discussed.")
            yield Problem(f"panel[{n}].discuss_from_steps", said)


def _after_recusal(path: str, panel: Panel) -> Iterator[Problem]:
    if panel.on_recusal == "replace":
        return
    least = panel.on_recusal.continue_if_at_least
    if least > panel.scoring_members:
        said = Sentence("The panel has only {count} scoring members.", count=panel.scoring_members)
        yield Problem(f"{path}.on_recusal", said)
    elif panel.method == "trimmed_mean" and least < _TRIMMED_NEEDS:
        said = Sentence("A trimmed mean needs at least three scoring members.")
        yield Problem(f"{path}.on_recusal", said)


def _widest_spread(rules: RuleSet) -> float:
    """The most steps between two scores; a range is taken to be wide enough."""
    return max(len(scale.steps) - 1 if scale.steps else inf for scale in rules.scales)
