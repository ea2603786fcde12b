"""Writing and reading `*.evrecord`: the record of a report without its paper."""

from pathlib import Path

from evalpanel.domain.errors import Unreadable
from evalpanel.domain.record import RecordV1
from evalpanel.domain.record_file import RECORD_NAMESPACE, RECORD_ROLE, RecordFileV1
from evalpanel.domain.tender import ReportFile
from evalpanel.usecases.handing_out import write_and_commit
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Containers, Desk
from evalpanel.usecases.report_state import demand_report


def write_record(desk: Desk, reference: str, file: Path) -> ReportFile:
    """Write the record of the newest report to a signed file that anybody can read.

    Raises:
        Refused: no report was made yet.
    """
    with desk.work() as work:
        made = demand_report(work, reference)
        manifest = RecordFileV1(
            signer=desk.me.sign_key,
            name=desk.me.name,
            reference=reference,
            version=made.version,
            root=made.root,
        )
        parts = [(RECORD_ROLE, work.documents.get(made.record))]
        packed = desk.containers.pack(manifest.to_json(), parts, desk.me, RECORD_NAMESPACE)
        write_log(desk, work, "report.record", reference, str(made.version), root=made.root)
        write_and_commit(desk, work, {file: packed})
    return made


def read_record(data: bytes, containers: Containers) -> tuple[RecordFileV1, RecordV1]:
    """What the file says of itself, and the record in it.

    Raises:
        Unreadable: no such file, not as it was signed, or its manifest is about another record.
    """
    container = containers.unpack(data, RECORD_NAMESPACE)
    manifest = RecordFileV1.from_document(container.manifest)
    if [role for role, _ in container.parts] != [RECORD_ROLE]:
        raise Unreadable("The file does not hold one record.", hint="Ask for a new copy.")
    record = RecordV1.from_bytes(container.parts[0][1])
    if record.root != manifest.root:
        raise Unreadable("The file holds another record than it says.", hint="Ask for a new copy.")
    return manifest, record
