"""What can go wrong, in sentences that a person can act on.

A sentence is an English template with named places. Front ends and papers translate the
template and fill in the values, so the rules of the trade know no language but their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, init=False)
class Sentence:
    """One statement for people: an English `template` and the `values` of its places."""

    template: str
    values: Mapping[str, object] = field(hash=False)

    def __init__(self, template: str, /, **values: object) -> None:
        """Keep the template and the values apart, so that values are never read as places."""
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file: the `path` of the field (or line) and what is wrong with it."""

    path: str
    sentence: Sentence

    def __str__(self) -> str:
        """Path and sentence in English."""
        return f"{self.path}: {self.sentence}" if self.path else str(self.sentence)


class EvalPanelError(Exception):
    """What happened (`sentence`) and what to do next (`hint`); `exit_status` for the shell."""

    exit_status = 1

    def __init__(self, template: str | Sentence, /, *, hint: str = "", **values: object) -> None:
        """Make the error from an English template, an English hint and their values."""
        super().__init__(template)
        self.sentence = template if isinstance(template, Sentence) else Sentence(template, **values)
        self.hint = Sentence(hint, **values) if hint else None

    def __str__(self) -> str:
        """What happened and what to do next, in English."""
        return f"{self.sentence} {self.hint}" if self.hint else str(self.sentence)


class Refused(EvalPanelError):
    """The answer is no: a rule of the evaluation forbids it."""

    exit_status = 1


class WrongUsage(EvalPanelError):
    """The command was put in a way that cannot be carried out."""

    exit_status = 2


class Unreadable(EvalPanelError):
    """An input or output failed: wrong passphrase, damaged file, disk full."""

    exit_status = 3


class Damaged(Unreadable):
    """A file that is not, or not any more, what it should be."""


class NotForMe(Unreadable):
    """An encrypted file that the own key does not open: it was made for somebody else."""


class HasProblems(Refused):
    """A file has one or more problems; all of them are in `problems`."""

    def __init__(
        self,
        template: str | Sentence,
        problems: tuple[Problem, ...],
        /,
        *,
        hint: str = "",
        **values: object,
    ) -> None:
        """Make the error from its sentence and every problem found."""
        super().__init__(template, hint=hint, **values)
        self.problems = problems

    def __str__(self) -> str:
        """The sentence and then a line per problem."""
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])
