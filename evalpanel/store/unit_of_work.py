"""One piece of work on the database of a workspace."""

from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlmodel import Session

from evalpanel.store import mapping
from evalpanel.store.inspection import SqlInspection
from evalpanel.store.repositories import SqlDocuments, SqlLedger, SqlLog, SqlShelf
from evalpanel.usecases.ports import UnitOfWork


class SqlUnitOfWork(UnitOfWork):
    """All of the work is kept at `commit`, or none of it.

    The database is locked for others from the first use of a shelf until `commit` or the end of
    the block, so keep the block short. One unit of work belongs to one thread; the engine may be
    shared.
    """

    def __init__(self, engine: Engine) -> None:
        """Prepare the shelves; nothing is read yet."""
        self._session = session = Session(engine, autoflush=False)
        self.tenders = SqlShelf(session, mapping.TENDERS)
        self.shifts = SqlLedger(session, mapping.SHIFTS)
        self.applications = SqlShelf(session, mapping.APPLICATIONS)
        self.judgements = SqlLedger(session, mapping.JUDGEMENTS)
        self.acts = SqlShelf(session, mapping.ACTS)
        self.members = SqlShelf(session, mapping.MEMBERS)
        self.participations = SqlShelf(session, mapping.PARTICIPATIONS)
        self.packages = SqlShelf(session, mapping.PACKAGES)
        self.drafts = SqlShelf(session, mapping.DRAFTS)
        self.draft_history = SqlLedger(session, mapping.DRAFT_HISTORY)
        self.seals = SqlShelf(session, mapping.SEALS)
        self.openings = SqlShelf(session, mapping.OPENINGS)
        self.sheets = SqlShelf(session, mapping.SHEETS)
        self.decisions = SqlLedger(session, mapping.DECISIONS)
        self.register = SqlLedger(session, mapping.REGISTER)
        self.reports = SqlShelf(session, mapping.REPORTS)
        self.documents = SqlDocuments(session)
        self.log = SqlLog(session)
        self.inspection = SqlInspection(session)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Undo what was not committed."""
        self._session.close()

    def commit(self) -> None:
        """Keep everything; raises Unreadable when the disk is full or the database is in use."""
        self._session.commit()
