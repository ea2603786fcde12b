"""What a check says of a rule set, by path."""

from typing import Any

from evalpanel.domain.rulefile import check_rules
from tests.builders import a_rule_set


def problems_of(**changes: Any) -> dict[str, str]:
    """The problems of the sound rule set with these sections in place of its own."""
    return {p.path: str(p.sentence) for p in check_rules(a_rule_set(**changes)).problems}


def warnings_of(**changes: Any) -> dict[str, str]:
    """The warnings about the sound rule set with these sections in place of its own."""
    return {p.path: str(p.sentence) for p in check_rules(a_rule_set(**changes)).warnings}
