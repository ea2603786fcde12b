"""Checks on what a rule set announces about evidence (R-106)."""

from collections.abc import Iterator

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.rule_ids import unknown_name


def sound_evidence(draft: Draft) -> Iterator[Problem]:
    """A kind that stands twice, and an award that is not in the planning."""
    rules = draft.rules.evidence
    seen: set[str] = set()
    for n, kind in enumerate(rules.kinds):
        if kind.id in seen:
            said = Sentence("The kind of evidence {kind} stands twice.", kind=kind.id)
            yield Problem(f"evidence.kind[{n}].id", said)
        seen.add(kind.id)
    milestones = [milestone.id for milestone in draft.rules.milestones]
    if rules.award and rules.award not in milestones:
        yield Problem("evidence.award", unknown_name("milestone", rules.award, milestones))
