"""Values as rows and back: the only place that knows which value lies in which table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from evalpanel.domain.acts import Act
from evalpanel.domain.application import Application, GateJudgement
from evalpanel.domain.audit import Entry, Event
from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.consensus import Decision
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.model import Model
from evalpanel.domain.people import Member
from evalpanel.domain.register import Registered
from evalpanel.domain.sheet import Draft, OpenedSheet, SealFile
from evalpanel.domain.tender import (
    Opening,
    Participation,
    ReportFile,
    Shift,
    StoredPackage,
    Tender,
)
from evalpanel.store import tables

ValueT = TypeVar("ValueT", bound=Model)
ReadT = TypeVar("ReadT")
_EVENTS = TypeAdapter(Event)

_ELSEWHERE = MappingProxyType(
    {
        tables.MemberRow: {"sign": "entry.key", "name": "entry.name"},
        tables.DraftRow: {
            column: f"score.{column}" for column in ("lot", "candidate", "item", "score")
        },
        tables.DraftHistoryRow: {
            column: f"score.{column}" for column in ("lot", "candidate", "item", "score")
        },
    }
)
"""Columns whose value is not an attribute of the same name."""


@dataclass(frozen=True)
class Kind(Generic[ValueT]):
    """A kind of value: its class or union, its table and the columns that form its `key`."""

    value: type[ValueT]
    row: type[tables.Row]
    key: tuple[str, ...]
    columns: dict[str, Callable[[ValueT], Any]] = field(init=False)
    """How each column of the row is read from a value."""
    reader: TypeAdapter[ValueT] = field(init=False)
    """How a value is read from a body."""

    def __post_init__(self) -> None:
        """Work out the columns once."""
        elsewhere = _ELSEWHERE.get(self.row, {})
        own = [name for name in self.row.model_fields if name not in {"position", "body"}]
        readers = {name: attrgetter(elsewhere.get(name, name)) for name in own}
        object.__setattr__(self, "columns", readers)
        object.__setattr__(self, "reader", TypeAdapter(self.value))

    @property
    def name(self) -> str:
        """What a message calls a value of this kind: its table."""
        return str(self.row.__tablename__)

    def cells(self, value: ValueT) -> dict[str, Any]:
        """The row of a value, as columns and their content."""
        cells = {name: read(value) for name, read in self.columns.items()}
        return {**cells, "body": _body(value)}

    def key_of(self, value: ValueT) -> dict[str, Any]:
        """The key columns of a value and their content."""
        return {name: self.columns[name](value) for name in self.key}

    def from_row(self, row: tables.Row) -> ValueT:
        """The value in a row; raises Unreadable if the row is damaged."""
        return _parsed(self.reader, self.name, row.body)


def entry_cells(entry: Entry) -> dict[str, Any]:
    """The row of an entry of the log."""
    body = _body(entry.event)
    return {"seq": entry.seq, "previous": entry.previous, "hash": entry.hash, "body": body}


def entry_from_row(row: tables.AuditRow) -> Entry:
    """The entry in a row of the log; raises Unreadable if the row is damaged."""
    event = _parsed(_EVENTS, "log", row.body)
    return Entry(seq=row.seq, previous=row.previous, hash=row.hash, event=event)


def _body(value: Model) -> str:
    return canonical_bytes(value.model_dump(mode="json")).decode()


def _parsed(reader: TypeAdapter[ReadT], kind: str, body: str) -> ReadT:
    try:
        return reader.validate_json(body)
    except ValidationError as error:
        raise Unreadable(
            "The database holds a damaged {kind}.",
            hint="Restore a backup.",
            kind=kind,
        ) from error


_ROUND = ("reference", "panel", "round")
_CELL = ("reference", "package", "lot", "candidate", "item")

TENDERS = Kind(Tender, tables.TenderRow, ("reference",))
SHIFTS = Kind(Shift, tables.ShiftRow, ("reference",))
APPLICATIONS = Kind(Application, tables.ApplicationRow, ("reference", "id"))
JUDGEMENTS = Kind(GateJudgement, tables.GateJudgementRow, ("reference", "candidate"))
ACTS = Kind(Act, tables.ActRow, ("reference", "id"))
MEMBERS = Kind(Member, tables.MemberRow, ("reference", "sign"))
PARTICIPATIONS = Kind(Participation, tables.ParticipationRow, ("reference",))
PACKAGES = Kind(StoredPackage, tables.PackageRow, _ROUND)
DRAFTS = Kind(Draft, tables.DraftRow, _CELL)
DRAFT_HISTORY = Kind(Draft, tables.DraftHistoryRow, _CELL)
SEALS = Kind(SealFile, tables.SealRow, (*_ROUND, "member"))
OPENINGS = Kind(Opening, tables.OpeningRow, _ROUND)
SHEETS = Kind(OpenedSheet, tables.SheetRow, (*_ROUND, "member"))
DECISIONS = Kind(Decision, tables.DecisionRow, _ROUND)
REGISTER = Kind[Registered](
    Registered,  # type: ignore[arg-type]  # a union of models is read as one kind
    tables.RegisterRow,
    ("reference", "kind"),
)
REPORTS = Kind(ReportFile, tables.ReportRow, ("reference", "version"))

KINDS: tuple[Kind[Any], ...] = (
    TENDERS,
    SHIFTS,
    APPLICATIONS,
    JUDGEMENTS,
    ACTS,
    MEMBERS,
    PARTICIPATIONS,
    PACKAGES,
    DRAFTS,
    DRAFT_HISTORY,
    SEALS,
    OPENINGS,
    SHEETS,
    DECISIONS,
    REGISTER,
    REPORTS,
)
"""Every kind of value that has a table."""
