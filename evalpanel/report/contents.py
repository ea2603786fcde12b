"""What a report holds, as its first signer saw it: the attached record and the words per page."""

from __future__ import annotations

import io
import zlib
from typing import Any

from evalpanel.domain.errors import Unreadable
from evalpanel.report.revision import MAX_PDF_BYTES, not_a_report, silence
from evalpanel.report.signatures import certified_part

RECORD_FILE = "record.json"
"""Name of the attachment that holds the record."""
_MAX_RECORD_BYTES = 64 << 20
_MAX_PAGES = 5000


def record_in(pdf: bytes) -> bytes:
    """The record attached to a report.

    Raises:
        Unreadable: the bytes are not a PDF, or there is not exactly one record in it.
    """
    import pikepdf

    silence()
    part = _part(pdf)
    try:
        with pikepdf.open(io.BytesIO(part)) as document:
            attached = document.attachments
            record = _unpacked(attached[RECORD_FILE].obj.EF.F) if RECORD_FILE in attached else b""
            count = len(attached)
    except Exception as error:
        raise not_a_report(error) from error
    if not record or count != 1 or len(record) > _MAX_RECORD_BYTES:
        raise Unreadable(
            "The PDF holds no record of an evaluation.",
            hint="Ask for the report as it was signed; some programs remove attachments.",
        )
    return record


def first_revision_text(pdf: bytes) -> tuple[str, ...]:
    """The words on each page, as the first signer saw them.

    Raises:
        Unreadable: the bytes are not a PDF, or one with too many pages.
    """
    import pypdfium2

    if len(pdf) > MAX_PDF_BYTES:
        raise not_a_report()
    part = _part(pdf)
    try:
        document = pypdfium2.PdfDocument(part)
    except Exception as error:
        raise not_a_report(error) from error
    try:
        return tuple(_words_of(document, number) for number in range(_page_count(document)))
    except Unreadable:
        raise
    except Exception as error:
        raise not_a_report(error) from error
    finally:
        document.close()


def language_of(pdf: bytes) -> str:
    """The language that a report says it is written in: `nl`, `en`, or empty.

    Raises:
        Unreadable: the bytes are not a PDF.
    """
    import pikepdf

    silence()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return str(document.Root.get("/Lang", "")).partition("-")[0].lower()
    except Exception as error:
        raise not_a_report(error) from error


def _unpacked(stream: Any) -> bytes:
    """The bytes of a stream, given up as soon as they grow beyond the limit."""
    raw = bytes(stream.read_raw_bytes())
    kind = str(stream.get("/Filter", ""))
    if kind not in {"", "/FlateDecode"} or "/DecodeParms" in stream:
        raise ValueError(kind)
    if not kind:
        return raw
    return zlib.decompressobj().decompress(raw, _MAX_RECORD_BYTES + 1)


def _part(pdf: bytes) -> bytes:
    """What the first signer saw; the whole of a file whose signatures no longer fit it.

    A program that writes the whole file anew leaves signatures that point anywhere.
    """
    try:
        part = certified_part(pdf)
    except Unreadable:
        return pdf
    return part if part.rstrip(b"\r\n").endswith(b"%%EOF") else pdf


def _page_count(document: Any) -> int:
    count = len(document)
    if count > _MAX_PAGES:
        raise not_a_report()
    return count


def _words_of(document: Any, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r\n", "\n")
    finally:
        text.close()
        page.close()
