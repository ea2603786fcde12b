"""The PDF for the archive: PDF/A-3b with the record attached (R-75)."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from evalpanel.domain.errors import Unreadable
from evalpanel.report.contents import RECORD_FILE
from evalpanel.report.revision import silence

FLAVOUR = "3b"
_METADATA_DATE = re.compile(rb"(<xmp:MetadataDate>|xmp:MetadataDate=\")[^<\"]*")


@dataclass(frozen=True)
class Description:
    """What the file says of itself: title, language, what is attached, and the claimed time."""

    title: str
    language: str
    attachment: str
    made_at: str


def for_archive(pdf: bytes, record: bytes, description: Description) -> bytes:
    """The PDF as PDF/A-3b with the record in it; the same input gives the same bytes (R-76).

    Raises:
        Unreadable: the result does not conform, which would be a defect of evalpanel.
    """
    import pikepdf
    from pikepdf import pdfa

    silence()
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _describe(document, description)
        _attach(document, record, description)
        for page in document.pages:
            if "/Trans" in page.obj:  # reportlab writes an empty one, which PDF/A forbids
                del page.obj["/Trans"]
        pdfa.prepare(document, FLAVOUR)
        _fix_metadata_date(document, description)
        # `pdfa.save` does the same by way of a file on the disk, where names would stay readable
        document.save(output, **pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True))
    found = pdfa.validate_written(io.BytesIO(output.getvalue()), FLAVOUR)
    if found.verdict != "pass":
        raise Unreadable(
            "The report cannot be written as PDF/A: {finding}.",
            hint="Please report this with the rule set.",
            finding=str(next(iter(found.findings), found.verdict)),
        )
    return output.getvalue()


def _describe(document: Any, description: Description) -> None:
    import pikepdf

    moment = _pdf_date(description.made_at)
    document.docinfo["/CreationDate"] = pikepdf.String(moment)
    document.docinfo["/ModDate"] = pikepdf.String(moment)
    document.Root.Lang = pikepdf.String(description.language)
    document.Root.PageMode = pikepdf.Name.UseOutlines
    document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = description.title
        metadata["dc:language"] = [description.language]


def _attach(document: Any, record: bytes, description: Description) -> None:
    import pikepdf

    moment = _pdf_date(description.made_at)
    attached_file: Any = pikepdf.AttachedFileSpec
    document.attachments[RECORD_FILE] = attached_file(
        document,
        record,
        filename=RECORD_FILE,
        mime_type="application/json",
        description=description.attachment,
        relationship=pikepdf.Name.Data,
        creation_date=moment,
        mod_date=moment,
    )


def _fix_metadata_date(document: Any, description: Description) -> None:
    """The library writes the time of its own clock into the metadata."""
    stream = document.Root.Metadata
    moment = _moment(description.made_at).strftime("%Y-%m-%dT%H:%M:%S+00:00").encode()
    stream.write(_METADATA_DATE.sub(rb"\g<1>" + moment, stream.read_bytes()))


def _pdf_date(moment: str) -> str:
    return _moment(moment).strftime("D:%Y%m%d%H%M%SZ")


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
