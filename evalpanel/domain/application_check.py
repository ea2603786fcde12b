"""Whether the applications in a record are those that the panel got to see, by its packages."""

from collections.abc import Iterator

from evalpanel.domain.application import Application
from evalpanel.domain.errors import Sentence
from evalpanel.domain.record import ApplicationEntry, PackageEntry, RecordV1
from evalpanel.domain.rules import ALL_LOTS


def applications_flaw(record: RecordV1) -> Sentence | None:
    """The first candidate that the panel saw in another lot or with other documents, or None."""
    return next(_flaws(record), None)


def _flaws(record: RecordV1) -> Iterator[Sentence]:
    known = [entry.application for entry in record.entries(ApplicationEntry)]
    by_code = {code: found for found in known for code in found.codes}
    for entry in record.entries(PackageEntry):
        package = entry.package
        for lot, code in sorted({(lot, code) for lot, code, _ in package.cells()}):
            found = by_code.get(code)
            if found is not None and not _applied(found, lot, code):
                yield Sentence(
                    "The panel scored {name} in lot {lot}, and the record says it did not apply "
                    "for it.",
                    name=found.name,
                    lot=lot,
                )
        for part in package.dossiers:
            found = by_code.get(part.candidate)
            if found is not None and not any(
                (handed_in.dossier, handed_in.lot, handed_in.sha256)
                == (part.dossier, part.lot, part.original_sha256)
                for handed_in in found.dossiers
            ):
                yield Sentence(
                    "The panel read another {dossier} of {name} than was handed in.",
                    dossier=part.dossier,
                    name=found.name,
                )


def _applied(application: Application, lot: str, code: str) -> bool:
    """Whether a code is that of the application in a lot that it applied for."""
    return application.code_in(lot) == code and lot in (ALL_LOTS, *application.lots)
