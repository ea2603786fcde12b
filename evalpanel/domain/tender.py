"""A tender on an organiser's laptop, and a tender that a member takes part in."""

from typing import Any

from evalpanel.domain.model import Model


class Tender(Model):
    """A tender in the organiser's workspace: its rule set and how far it has come."""

    reference: str
    title: str
    panel_id: str
    rules: dict[str, Any]
    """The rule set as parsed; without a change of meaning after the lock."""
    rules_sha256: str
    locked_at: str = ""
    locked_by: str = ""
    opened_at: str = ""
    """When the applications were opened, by two persons."""
    mapping_salt: str = ""
    identified: bool = False
    report_version: int = 0

    @property
    def key(self) -> tuple[str]:
        """The reference."""
        return (self.reference,)

    @property
    def is_locked(self) -> bool:
        """Whether the rule set can no longer change."""
        return bool(self.locked_at)


class Shift(Model):
    """A milestone that moved, with the reason (R-9)."""

    reference: str
    milestone: str
    planned: str
    reason: str
    by: str
    at: str

    @property
    def key(self) -> tuple[str]:
        """The reference of the tender."""
        return (self.reference,)


class Participation(Model):
    """A tender that the owner of this workspace takes part in: invitation, card, package."""

    reference: str
    title: str
    panel_id: str
    invite: str
    """SHA-256 of the stored invitation."""
    card: str
    """SHA-256 of the stored card, empty until declared."""
    card_code: str
    package: str = ""
    """SHA-256 of the manifest of the opened package."""
    version: int = 1
    """Of the declaration: one higher each time that the member declares again."""

    @property
    def key(self) -> tuple[str]:
        """The reference of the tender."""
        return (self.reference,)


class StoredPackage(Model):
    """A package as issued or opened here: its manifest and where its parts are stored."""

    reference: str
    panel: str
    round: int
    sha256: str
    """SHA-256 of the manifest, which names the package."""
    manifest: str
    """SHA-256 of the stored manifest bytes in the documents."""
    signature: str
    at: str

    @property
    def key(self) -> tuple[str, ...]:
        """Tender, panel and round."""
        return (self.reference, self.panel, str(self.round))


class Opening(Model):
    """A round that was opened: by whom, when, over which sheets."""

    reference: str
    panel: str
    round: int
    by: str
    at: str
    sheets_sha256: str
    closed_at: str = ""
    """When the last decision was taken and the meeting closed."""
    standby: tuple[str, ...] = ()
    """The commitments of the sheets of alternates that were in by then; they stayed closed."""

    @property
    def key(self) -> tuple[str, ...]:
        """Tender, panel and round."""
        return (self.reference, self.panel, str(self.round))


class ReportFile(Model):
    """A report that was made here: version, place and root of its record."""

    reference: str
    version: int
    path: str
    root: str
    record: str
    """SHA-256 of the stored record bytes."""
    at: str

    @property
    def key(self) -> tuple[str, str]:
        """Tender and version."""
        return (self.reference, str(self.version))
