"""The tables: columns to ask by, and `body`, the whole value as canonical JSON.

Rows are dumb; `mapping` turns them into values. `position` keeps the order of arrival.
"""

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s",
    "ix": "ix_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Row(SQLModel):
    """What every row of a shelf or a ledger has."""

    position: int | None = Field(default=None, primary_key=True)
    body: str


class TenderRow(Row, table=True):
    """A tender of the organiser."""

    __tablename__ = "tender"
    __table_args__ = (UniqueConstraint("reference"),)

    reference: str
    title: str
    panel_id: str
    rules_sha256: str
    locked_at: str
    opened_at: str


class ShiftRow(Row, table=True):
    """A milestone that moved."""

    __tablename__ = "shift"
    __table_args__ = (Index(None, "reference"),)

    reference: str
    milestone: str
    planned: str
    at: str


class ApplicationRow(Row, table=True):
    """An application as received."""

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("reference", "id"),)

    reference: str
    id: str
    name: str
    code: str
    received: str
    late: bool


class GateJudgementRow(Row, table=True):
    """One outcome of one gate."""

    __tablename__ = "gate_judgement"
    __table_args__ = (Index(None, "reference", "candidate"),)

    reference: str
    candidate: str
    gate: str
    entity: str
    lot: str
    outcome: str
    by: str
    at: str


class ActRow(Row, table=True):
    """An act of two persons."""

    __tablename__ = "act"
    __table_args__ = (UniqueConstraint("reference", "id"),)

    reference: str
    id: str
    kind: str
    by: str
    confirmed_by: str
    at: str


class MemberRow(Row, table=True):
    """A member as the organiser knows it; `sign` is the signing key."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("reference", "sign"),)

    reference: str
    sign: str
    name: str
    confirmed: bool
    handed_out: bool


class ParticipationRow(Row, table=True):
    """A tender that the owner takes part in."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("reference"),)

    reference: str
    title: str
    panel_id: str
    package: str


class PackageRow(Row, table=True):
    """A package as issued or opened here."""

    __tablename__ = "package"
    __table_args__ = (UniqueConstraint("reference", "panel", "round"),)

    reference: str
    panel: str
    round: int
    sha256: str
    at: str


class DraftRow(Row, table=True):
    """A member's score as it stands."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("reference", "package", "lot", "candidate", "item"),)

    reference: str
    package: str
    lot: str
    candidate: str
    item: str
    score: str
    saved_at: str


class DraftHistoryRow(Row, table=True):
    """A member's score as it once stood."""

    __tablename__ = "draft_history"
    __table_args__ = (Index(None, "reference", "package", "lot", "candidate", "item"),)

    reference: str
    package: str
    lot: str
    candidate: str
    item: str
    score: str
    saved_at: str


class SealRow(Row, table=True):
    """A sealed sheet, made or merged here."""

    __tablename__ = "seal"
    __table_args__ = (UniqueConstraint("reference", "panel", "round", "member"),)

    reference: str
    panel: str
    round: int
    member: str
    commitment: str
    document: str
    at: str


class OpeningRow(Row, table=True):
    """A round that was opened."""

    __tablename__ = "opening"
    __table_args__ = (UniqueConstraint("reference", "panel", "round"),)

    reference: str
    panel: str
    round: int
    by: str
    at: str
    closed_at: str


class SheetRow(Row, table=True):
    """A sheet after its round was opened."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("reference", "panel", "round", "member"),)

    reference: str
    panel: str
    round: int
    member: str


class DecisionRow(Row, table=True):
    """A version of an agreed score."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "reference", "panel", "round"),)

    reference: str
    panel: str
    round: int
    lot: str
    candidate: str
    item: str
    version: int
    score: str
    at: str


class RegisterRow(Row, table=True):
    """Something that happened beside the normal course of a procedure."""

    __tablename__ = "register"
    __table_args__ = (Index(None, "reference", "kind"),)

    reference: str
    kind: str
    by: str
    at: str


class ReportRow(Row, table=True):
    """A report that was made here."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("reference", "version"),)

    reference: str
    version: int
    path: str
    root: str
    at: str


class DocumentRow(SQLModel, table=True):
    """Bytes known by their SHA-256 (hex)."""

    __tablename__ = "document"

    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class AuditRow(SQLModel, table=True):
    """An entry of the log; `body` is the event, hashes are hexadecimal."""

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("hash"),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(previous) = 64 AND length(hash) = 64", name="hashes"),
    )

    seq: int = Field(primary_key=True)
    previous: str
    hash: str
    body: str
