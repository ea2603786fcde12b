"""Checks of procedure, terms and contract: what the law asks, and what is not done yet."""

from collections.abc import Iterator

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.ranking_rules import SelectBetween
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.rules import LEAST_INVITED
from evalpanel.domain.terms import MAX_DAYS, STANDSTILL_DAYS

_FRAMEWORK_YEARS = 4


def least_invited(draft: Draft) -> Iterator[Problem]:
    """The number to invite that the law demands of a procedure (R-7)."""
    rules = draft.rules
    least = LEAST_INVITED.get(rules.procedure, 0)
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


def codes_under_a_limit(draft: Draft) -> Iterator[Problem]:
    """A limit explains a place by other lots; codes per lot keep those apart (R-30, R-59)."""
    if draft.rules.anonymity.codes == "per_lot" and draft.rules.lot_limits is not None:
        said = Sentence(
            "With a limit per candidate the ranking says who has which lots; codes per lot would "
            "hide just that. Choose per_tender."
        )
        yield Problem("anonymity.codes", said)


def sound_terms(draft: Draft) -> Iterator[Problem]:
    """A term without days, longer than anybody means, or shorter than the law has it (R-67)."""
    terms = draft.rules.terms
    if terms.basis == "statutory" and terms.days < STANDSTILL_DAYS:
        said = Sentence(
            "A statutory standstill has at least 20 days (art. 2.127 Aanbestedingswet)."
        )
        yield Problem("terms.days", said)
    elif terms.basis != "none" and not 1 <= terms.days <= MAX_DAYS:
        said = Sentence("A term has 1 to {most} days, not {days}.", most=MAX_DAYS, days=terms.days)
        yield Problem("terms.days", said)


def sound_contract(draft: Draft) -> Iterator[Problem]:
    """A framework agreement of more than four years says why."""
    contract = draft.rules.contract
    if contract is None or draft.is_doubtful("contract"):
        return
    is_long = contract.framework and contract.most_years > _FRAMEWORK_YEARS
    if is_long and not contract.reason.strip():
        said = Sentence("A framework agreement of more than four years needs a reason.")
        yield Problem("contract.reason", said)


def odd_procedure(draft: Draft) -> Iterator[Problem]:
    """A procedure or a basis of the term that is unusual here."""
    rules = draft.rules
    if rules.procedure in {"sas-emvi", "openbaar"}:
        said = Sentence(
            "An award procedure often weighs a price; evalpanel evaluates quality only."
        )
        yield Problem("procedure", said)
    if rules.procedure.startswith("sas-") and rules.terms.basis == "statutory":
        said = Sentence("For social and specific services the law sets no standstill.")
        yield Problem("terms.basis", said)
