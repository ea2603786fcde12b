"""What every `--json` answer is: a value whose `schema` key names its kind and version."""

from evalpanel.domain.model import Model


class Answer(Model):
    """The answer of one command; its keys are a promise to scripts (`contract.md`)."""
