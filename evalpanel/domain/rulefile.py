"""A rule set as a TOML file: read it, check all of it at once, hash its meaning."""

from copy import deepcopy
from dataclasses import dataclass, field
from json import dumps
from typing import Any

from pydantic import ValidationError

from evalpanel.domain.canonical import canonical_sha256
from evalpanel.domain.errors import HasProblems, Problem, Sentence
from evalpanel.domain.rule_checks import CALCULATION_CHECKS, CHECKS, WARNINGS, Check
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.schema_problems import located_errors, path_of
from evalpanel.domain.stand_ins import fill_for_calculation, repair
from evalpanel.domain.toml_text import exact_document, read_toml

_MAX_PASSES = 6


@dataclass(frozen=True)
class Verdict:
    """What a check found; `rules` is there exactly when there are no problems."""

    rules: RuleSet | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    rules_sha256: str

    @property
    def valid(self) -> bool:
        """Whether the rule set may be locked."""
        return not self.problems


def read_rules(data: bytes) -> dict[str, Any]:
    """The document in a rule set file, as TOML says it.

    Raises:
        Unreadable: too large, not UTF-8, or not TOML; the sentence names the line.
    """
    return read_toml(data)


def rules_sha256(document: dict[str, Any]) -> str:
    """The one hash of a rule set: RFC 8785 of what TOML says, without the planning (R-2)."""
    exact, _ = exact_document(document)
    return canonical_sha256({key: value for key, value in exact.items() if key != "milestone"})


def check_rules(document: dict[str, Any]) -> Verdict:
    """Everything that is wrong with a rule set, and everything that is odd, at once (R-1)."""
    return _check(document, document, frozenset(), CHECKS, WARNINGS)


def check_for_calculation(document: dict[str, Any]) -> Verdict:
    """As `check_rules`, for what a calculation needs; what it does not need may be missing."""
    filled, absent = fill_for_calculation(document)
    return _check(document, filled, absent, CALCULATION_CHECKS, ())


def parse_rules(document: dict[str, Any]) -> RuleSet:
    """The rule set in a document.

    Raises:
        HasProblems: with every problem and its path.
    """
    return _demand(check_rules(document), document)


def parse_for_calculation(document: dict[str, Any]) -> RuleSet:
    """The rule set in a document of which a calculation needs only a part.

    Raises:
        HasProblems: with every problem and its path.
    """
    return _demand(check_for_calculation(document), document)


def _demand(verdict: Verdict, document: dict[str, Any]) -> RuleSet:
    if verdict.rules is None:
        reference = document.get("reference")
        raise HasProblems(
            Sentence("The rule set {reference} has problems.", reference=reference)
            if reference
            else Sentence("The rule set has problems; it does not even say of which tender it is."),
            verdict.problems,
            hint="Mend the file at the places named and check it again.",
        )
    return verdict.rules


def _check(
    document: dict[str, Any],
    filled: dict[str, Any],
    absent: frozenset[str],
    checks: tuple[Check, ...],
    warnings: tuple[Check, ...],
) -> Verdict:
    exact, inexact_problems = exact_document(filled)
    form = _Form(exact, absent)
    draft = form.draft()
    wrong = {problem.path for problem in form.problems}
    problems = [problem for problem in inexact_problems if problem.path not in wrong]
    problems += form.problems
    odd: list[Problem] = []
    if draft is not None:
        problems += [problem for check in checks for problem in draft.sure(check(draft))]
        odd = [problem for check in warnings for problem in draft.sure(check(draft))]
    return Verdict(
        rules=draft.rules if draft is not None and not problems else None,
        problems=_once(problems),
        warnings=_once(odd),
        rules_sha256=rules_sha256(document),
    )


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple({str(problem): problem for problem in problems}.values())


@dataclass
class _Form:
    """A document on its way to a draft: what is wrong with its form, and where it is doubtful."""

    document: dict[str, Any]
    doubtful: frozenset[str]
    problems: list[Problem] = field(default_factory=list)

    def draft(self) -> Draft | None:
        """The rule set with stand-ins where the form is wrong; None where it stays wrong."""
        work = deepcopy(self.document)
        for _ in range(_MAX_PASSES):
            try:
                rules = RuleSet.model_validate_json(dumps(work))
            except ValidationError as error:
                self._mend(work, error)
            else:
                return Draft(rules, self.doubtful)
        return None

    def _mend(self, work: dict[str, Any], error: ValidationError) -> None:
        doubtful = self.doubtful
        for location, problem in located_errors(RuleSet, work, error):
            if not _is_under(problem.path, doubtful):
                self.problems.append(problem)
            is_unknown = any(
                detail["type"] == "extra_forbidden" and detail["loc"] == location
                for detail in error.errors(include_url=False)
            )
            place = repair(work, location, is_unknown)
            if not is_unknown:
                self.doubtful |= {path_of(place)}


def _is_under(path: str, places: frozenset[str]) -> bool:
    return any(path == place or path.startswith((f"{place}.", f"{place}[")) for place in places)
