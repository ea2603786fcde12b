"""Checks of panels, lots, terms and procedure: numbers that were promised and what the law asks."""

from collections.abc import Iterator

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.ranking_rules import SelectBetween
from evalpanel.domain.rule_draft import Draft

_LEAST_INVITED = {"niet-openbaar": 5, "dialoog": 3, "mvo": 3}
_STANDSTILL_DAYS = 20
_TRIMMED_NEEDS = 3
_MAX_DELPHI = 7


def sound_panels(draft: Draft) -> Iterator[Problem]:
    """Panels whose numbers or methods cannot work."""
    for n, panel in enumerate(draft.rules.panels):
        path = f"panel[{n}]"
        if panel.method == "trimmed_mean" and panel.scoring_members < _TRIMMED_NEEDS:
            said = Sentence("A trimmed mean needs at least three scoring members.")
            yield Problem(f"{path}.method", said)
        if panel.on_recusal != "replace":
            least = panel.on_recusal.continue_if_at_least
            if least > panel.scoring_members:
                said = Sentence(
                    "The panel has only {count} scoring members.", count=panel.scoring_members
                )
                yield Problem(f"{path}.on_recusal", said)
        if panel.delphi_rounds > _MAX_DELPHI:
            said = Sentence("At most seven Delphi rounds fit the eight rounds of a panel.")
            yield Problem(f"{path}.delphi_rounds", said)


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


def least_invited(draft: Draft) -> Iterator[Problem]:
    """The number to invite that the law demands of a procedure (R-7)."""
    rules = draft.rules
    least = _LEAST_INVITED.get(rules.procedure, 0)
    if draft.is_doubtful("procedure"):
        return
    for n, lot in enumerate(rules.lots):
        number = lot.select.min if isinstance(lot.select, SelectBetween) else lot.select
        if number != "all" and number < least:
            said = Sentence(
                "The procedure {procedure} invites at least {least} candidates "
                "(art. 2.99(3) Aanbestedingswet).",
                procedure=rules.procedure,
                least=least,
            )
            yield Problem(f"lot[{n}].select", said)


def kinds_to_come(draft: Draft) -> Iterator[Problem]:
    """Criteria that evalpanel does not evaluate yet."""
    for n, criterion in enumerate(draft.rules.criteria):
        if criterion.kind == "interview":
            said = Sentence("evalpanel does not evaluate interviews yet.")
            yield Problem(f"criterion[{n}].kind", said)
        elif criterion.kind == "price":
            said = Sentence("evalpanel does not evaluate prices yet; quality only.")
            yield Problem(f"criterion[{n}].kind", said)


def sound_terms(draft: Draft) -> Iterator[Problem]:
    """A statutory standstill shorter than the law has it (R-67)."""
    terms = draft.rules.terms
    if terms.basis == "statutory" and terms.days < _STANDSTILL_DAYS:
        said = Sentence(
            "A statutory standstill has at least 20 days (art. 2.127 Aanbestedingswet)."
        )
        yield Problem("terms.days", said)


def odd_choices(draft: Draft) -> Iterator[Problem]:
    """Choices that are allowed but deserve a second look."""
    rules = draft.rules
    if rules.procedure in {"sas-emvi", "openbaar"}:
        said = Sentence(
            "An award procedure often weighs a price; evalpanel evaluates quality only."
        )
        yield Problem("procedure", said)
    if rules.procedure.startswith("sas-") and rules.terms.basis == "statutory":
        said = Sentence("For social and specific services the law sets no standstill.")
        yield Problem("terms.basis", said)
    for n, lot in enumerate(rules.lots):
        if lot.reserve and lot.select == "all":
            said = Sentence('With select = "all" nobody is left for the reserve.')
            yield Problem(f"lot[{n}].reserve", said)


def without_source(draft: Draft) -> Iterator[Problem]:
    """Items and reading aids of which nobody can see where they were published."""
    for path, _, item in draft.items():
        if not item.source:
            yield Problem(f"{path}.source", Sentence("The item names no source."))
        for n, aspect in enumerate(item.aspects):
            if not aspect.source:
                yield Problem(
                    f"{path}.aspects[{n}].source", Sentence("The aspect names no source.")
                )
