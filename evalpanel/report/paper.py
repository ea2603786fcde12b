"""The report as use cases know it (`usecases.ports.Paper`)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from evalpanel.domain.errors import Sentence, Unreadable
from evalpanel.language import catalogue
from evalpanel.report.acceptance import signature_flaw
from evalpanel.report.contents import first_revision_text, language_of, record_in
from evalpanel.report.pades import Signing, StampWords, sign
from evalpanel.report.signatures import SignatureStatus, SignedFile, read_signed_file
from evalpanel.usecases.ports import PaperSignature, SignedPaper

if TYPE_CHECKING:
    from evalpanel.domain.record import RecordV1
    from evalpanel.usecases.ports import Identity

_SIGNED = b"/ByteRange"
"""Stands in every PDF that was ever signed."""


class ReportPaper:
    """Prints, signs and takes apart reports."""

    def print_report(self, record: RecordV1, language: str) -> bytes:
        """An unsigned PDF/A-3b with the record attached and a field for each signer.

        The fields are `chair`, `member-1`, `member-2`, …, in the order of the record.
        """
        from evalpanel.report.document import print_report

        return print_report(record, language)

    def sign(self, pdf: bytes, field: str, signer: Identity, note: str, at: datetime) -> bytes:
        """Certify if it is the first signature, approve otherwise.

        Raises:
            Unreadable: the file is no report.
            Refused: the field does not exist or is signed already.
        """
        first = not read_signed_file(pdf).signatures
        signing = Signing(
            field=field,
            private_key=signer.pdf_private_key(),
            name=signer.name,
            organisation=signer.organisation,
            note=note,
            certify=first,
            at=at,
        )
        return sign(pdf, signing, _stamp_words(language_of(pdf)))

    def inspect(self, pdf: bytes) -> SignedPaper:
        """What the file holds and whether its signatures hold.

        A signed PDF that was damaged shows what can still be read, with the flaw named; the
        record is empty where it cannot be read.

        Raises:
            Unreadable: the file is no PDF, or holds neither record nor signature.
        """
        file, damage = _signed_file(pdf)
        record, pages, loss = _contents(pdf)
        return SignedPaper(
            record=record,
            pages=pages,
            signatures=tuple(_paper_signature(status) for status in file.signatures),
            fields=file.fields,
            flaw=damage or loss or signature_flaw(pdf, file),
        )


def _signed_file(pdf: bytes) -> tuple[SignedFile, Sentence | None]:
    try:
        return read_signed_file(pdf), None
    except Unreadable:
        if not pdf.startswith(b"%PDF-"):
            raise
    damage = Sentence(
        "The file was damaged or changed: its structure is not that of a signed report."
    )
    return SignedFile((), (), 0), damage


def _contents(pdf: bytes) -> tuple[bytes, tuple[str, ...], Sentence | None]:
    """Record and pages; of a signed file that holds neither any more, what happened to it."""
    try:
        return record_in(pdf), first_revision_text(pdf), None
    except Unreadable:
        if _SIGNED not in pdf:
            raise
    loss = Sentence("The file was damaged or changed: its record or its pages cannot be read.")
    return b"", (), loss


def _paper_signature(status: SignatureStatus) -> PaperSignature:
    good = Sentence("The signature of {name} is intact.", name=status.name)
    return PaperSignature(
        field=status.field,
        name=status.name,
        key=status.key,
        intact=status.intact,
        sentence=status.flaw or good,
    )


def _stamp_words(language: str) -> StampWords:
    words = catalogue(language)
    return StampWords(
        certifies=words("Certified by the chair"),
        approves=words("Signed by the member"),
        seal=words("Seal code"),
        claimed=words("Claimed time"),
    )
