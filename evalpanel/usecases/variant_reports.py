"""Variants of a report that was made: printed from the record of that version, as it is kept."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.record import RecordV1, ReportEntry, Variant
from evalpanel.domain.variants import make_variant
from evalpanel.usecases.handing_out import write_and_commit
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.report_state import demand_report
from evalpanel.usecases.reporting import demand_unsigned


@dataclass(frozen=True)
class VariantMade:
    """A variant as made: of which version, under which root, and how much it shows."""

    version: int
    root: str
    shown: int
    hidden: int


def make_variant_report(
    desk: Desk, reference: str, file: Path, variant: Variant, language: str = ""
) -> VariantMade:
    """Print a variant of the newest report: same version, same root, less in it (R-73).

    Raises:
        Refused: no report was made yet, or the file is a report that was signed.
    """
    demand_unsigned(desk, file)
    with desk.work() as work:
        made = demand_report(work, reference)
        full = RecordV1.from_bytes(work.documents.get(made.record))
        report = full.the(ReportEntry)
        record = make_variant(full, variant)
        write_log(desk, work, "report.variant", reference, variant, root=record.root)
        spoken = language or (report.language if report else "")
        write_and_commit(desk, work, {file: desk.paper.print_report(record, spoken)})
    return VariantMade(
        version=made.version,
        root=record.root,
        shown=len(record.leaves),
        hidden=len(record.hidden),
    )
