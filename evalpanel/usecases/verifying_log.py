"""Verifying a log: the one of this workspace, or the one of a tender that somebody exported."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.audit_check import check_links
from evalpanel.domain.errors import EvalPanelError, Refused, Sentence, Unreadable
from evalpanel.domain.kept_heads import log_anchors
from evalpanel.domain.record import LogEntry, RecordV1
from evalpanel.domain.shown_log import LogV1, show_log, shown_log_flaw
from evalpanel.usecases.journal import nothing_logged
from evalpanel.usecases.own_anchors import own_anchors
from evalpanel.usecases.ports import Desk, Paper, UnitOfWork

_PDF = b"%PDF-"


@dataclass(frozen=True)
class LogVerdict:
    """What came of the check: how much was checked, the head, and the first flaw or None."""

    entries: int
    anchors: int
    head: Anchor
    flaw: Sentence | None

    @property
    def sentence(self) -> Sentence:
        """The first flaw, or that there is none."""
        if self.flaw is not None:
            return self.flaw
        if not self.anchors:
            return Sentence(
                "The log is whole: {entries} entries in one chain.", entries=self.entries
            )
        return Sentence(
            "The log is whole: {entries} entries in one chain. It agrees with what other files "
            "hold of it, at {anchors} places.",
            entries=self.entries,
            anchors=self.anchors,
        )


def verify_log(desk: Desk) -> LogVerdict:
    """Check the chain of the whole log of this workspace against every head known here (R-93).

    Raises:
        Unreadable: a file that holds such a head is damaged.
    """
    with desk.work() as work:
        return log_verdict(work, own_anchors(desk, work))


def log_verdict(work: UnitOfWork, anchors: tuple[Anchor, ...]) -> LogVerdict:
    """What comes of checking the log of a workspace against these heads."""
    links = work.log.links()
    head = Anchor(seq=len(links), hash=links[-1].hash if links else "0" * 64)
    return LogVerdict(len(links), len(anchors), head, check_links(links, anchors))


def export_log(desk: Desk, reference: str, file: Path) -> LogV1:
    """Write the log of one tender for outsiders; of other tenders it holds hashes only.

    Raises:
        Refused: nothing was logged for it, or the file is there and is no log.
        Unreadable: the file is there and cannot be read, or could not be written.
    """
    with desk.work() as work:
        shown = show_log(work.log.links(), reference)
    if not shown.entries:
        raise nothing_logged(reference)
    exported = LogV1(reference=reference, owner=desk.me.name, log=shown)
    _demand_no_other_file(desk, file)
    desk.files.write(file, exported.canonical())
    return exported


def _demand_no_other_file(desk: Desk, file: Path) -> None:
    """An earlier log is replaced by the newer one, and nothing else is written over.

    Raises:
        Refused: it is no log.
        Unreadable: it cannot be told what it is.
    """
    try:
        data = desk.files.read(file)
    except Unreadable:
        if _is_there(file):
            raise
        return
    try:
        LogV1.from_bytes(data)
    except EvalPanelError as error:
        raise Refused(
            "{file} is another file; it is kept.",
            hint="Choose another name for the log.",
            file=str(file),
        ) from error


def _is_there(file: Path) -> bool:
    """Whether a file has this name; in a folder that may not be looked into, none that we know."""
    try:
        return file.exists()
    except OSError:
        return False


def verify_log_file(data: bytes, report: bytes | None, paper: Paper) -> LogVerdict:
    """Check an exported log or the log in a report, against the heads in a report if one is given.

    Raises:
        Unreadable: a file is of another kind or damaged.
    """
    if data.startswith(_PDF):
        report = report or data
        exported = _log_in(_record_in(data, paper))
    else:
        exported = LogV1.from_bytes(data)
    anchors = log_anchors(_record_in(report, paper)) if report else ()
    flaw = shown_log_flaw(exported.log, exported.reference, anchors)
    return LogVerdict(len(exported.log.events()), len(anchors), exported.log.anchor, flaw)


def _record_in(report: bytes, paper: Paper) -> RecordV1:
    return RecordV1.from_bytes(paper.inspect(report).record)


def _log_in(record: RecordV1) -> LogV1:
    """The log that a report shows; raises Refused for a variant that does not."""
    found = record.the(LogEntry)
    events = found.log.events() if found and found.log else ()
    if found is None or found.log is None or not events:
        raise Refused(
            "This report does not show the log.",
            hint="Take the full report, or the file of: evalpanel log REF --out FILE",
        )
    return LogV1(reference=events[0].reference, owner=events[0].by, log=found.log)
