"""Checks of lots: how many are chosen in each, and how many one candidate can get (R-57, R-58)."""

from collections.abc import Iterator

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.ranking_rules import SelectBetween
from evalpanel.domain.rule_draft import Draft


def sound_lots(draft: Draft) -> Iterator[Problem]:
    """Lots in which nobody is chosen, and limits without their rule (R-58)."""
    for n, lot in enumerate(draft.rules.lots):
        least = lot.select.min if isinstance(lot.select, SelectBetween) else lot.select
        if least != "all" and least < 1:
            yield Problem(f"lot[{n}].select", Sentence("At least one candidate must be chosen."))
        if isinstance(lot.select, SelectBetween) and lot.select.max < lot.select.min:
            yield Problem(f"lot[{n}].select", Sentence("max lies below min."))
    limits = draft.rules.lot_limits
    if limits is None or draft.is_doubtful("lots"):
        return
    for key, value in (
        ("max_per_candidate", limits.max_per_candidate),
        ("allocation", limits.allocation),
    ):
        if value is None:
            said = Sentence(
                "max_per_candidate and allocation belong together; {key} is missing.", key=key
            )
            yield Problem(f"lots.{key}", said)


def odd_lots(draft: Draft) -> Iterator[Problem]:
    """A reserve of nobody, and a limit that no candidate can reach."""
    rules = draft.rules
    for n, lot in enumerate(rules.lots):
        if lot.reserve and lot.select == "all":
            said = Sentence('With select = "all" nobody is left for the reserve.')
            yield Problem(f"lot[{n}].reserve", said)
    most = rules.lot_limits.max_per_candidate if rules.lot_limits else None
    if most is not None and most >= len(rules.lots) and draft.knows("lot"):
        said = Sentence(
            "There are {count} lots, so the limit takes nothing away.", count=len(rules.lots)
        )
        yield Problem("lots.max_per_candidate", said)
