"""Acts that need two persons: asked for by one, confirmed by another (`contract.md`, People)."""

from typing import Literal

from evalpanel.domain.model import Model

ACT_NAMESPACE = "evalpanel-act-v1"
ActKind = Literal[
    "opening", "gate", "threshold", "identify", "erratum", "conflict", "admit", "tie",
    "panel_change",
]  # fmt: skip


class Act(Model):
    """What one person asks and another confirms; both sign the same statement."""

    reference: str
    id: str
    """Short and unique within the tender: the kind and, where there are several, its subject."""
    kind: ActKind
    subject: dict[str, str]
    by: str
    by_key: str
    by_signature: str
    at: str
    confirmed_by: str = ""
    confirmed_key: str = ""
    confirmed_signature: str = ""
    confirmed_at: str = ""
    withdrawn_at: str = ""
    """When the act was overtaken before anybody confirmed it; it then waits no more."""

    @property
    def key(self) -> tuple[str, str]:
        """Tender and id."""
        return (self.reference, self.id)

    @property
    def is_confirmed(self) -> bool:
        """Whether a second person has confirmed it."""
        return bool(self.confirmed_by)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a second person."""
        return not self.confirmed_by and not self.withdrawn_at

    def statement(self) -> "ActStatement":
        """What both persons sign."""
        return ActStatement(
            reference=self.reference, id=self.id, kind=self.kind, subject=self.subject, at=self.at
        )


class ActStatement(Model):
    """The part of an act that is signed."""

    reference: str
    id: str
    kind: ActKind
    subject: dict[str, str]
    at: str
