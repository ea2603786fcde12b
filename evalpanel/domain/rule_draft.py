"""A rule set under test: sound in form, with stand-ins at the doubtful places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evalpanel.domain.criterion_rules import Criterion, Item
from evalpanel.domain.errors import Problem
from evalpanel.domain.rules import RuleSet


@dataclass(frozen=True)
class Draft:
    """The rules to be tested and the paths at which a value only stands in."""

    rules: RuleSet
    doubtful: frozenset[str]

    def sure(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that do not speak of a value that only stands in."""
        return (problem for problem in problems if not self.is_doubtful(problem.path))

    def is_doubtful(self, path: str) -> bool:
        """Whether the value at a path, or one that it lies in, only stands in."""
        return any(
            path == place or path.startswith((f"{place}.", f"{place}[")) for place in self.doubtful
        )

    def knows(self, section: str) -> bool:
        """Whether every id in a section is what the file says."""
        own = [place for place in self.doubtful if place.split("[")[0].split(".")[0] == section]
        return not any(place == section or place.endswith(".id") for place in own)

    def knows_points(self) -> bool:
        """Whether all that says what an item can bring is what the file says."""
        ends = (".points", ".weight", ".total_points", ".item")
        sections = {"criterion", "lot", "ranking"}
        return not any(place.endswith(ends) or place in sections for place in self.doubtful)

    def items(self) -> Iterator[tuple[str, Criterion, Item]]:
        """Every item with its path and its criterion."""
        for c, criterion in enumerate(self.rules.criteria):
            for i, item in enumerate(criterion.items):
                yield f"criterion[{c}].item[{i}]", criterion, item
