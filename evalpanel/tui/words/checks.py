"""The checks of a report in lines: those that a variant cannot make share one line."""

from collections.abc import Iterable

from evalpanel.language import _, spoken
from evalpanel.language.check_names import report_check
from evalpanel.usecases.verification import CheckLine


def check_lines(checks: Iterable[CheckLine]) -> list[CheckLine]:
    """A line per check; checks that say the same of what is left out are named on one line."""
    listed = tuple(checks)
    found: list[CheckLine] = []
    for check in listed:
        same = [c for c in listed if c.ok is None and c.sentence == check.sentence]
        if check.ok is not None or len(same) == 1:
            found.append(check)
        elif check is same[0]:
            names = ", ".join(report_check(spoken(), c.check) for c in same)
            sentence = _("Not shown here: {checks}. {why}", checks=names, why=check.sentence)
            found.append(check.model_copy(update={"sentence": sentence}))
    return found
