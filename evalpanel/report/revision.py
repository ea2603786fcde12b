"""Writing a further revision of a PDF so that it stays PDF 1.7 and PDF/A-3 (`trust.md` 4a).

pyHanko raises the version to 2.0 for elliptic curves and renews dates and ids; PDF/A-3 forbids
the first, and the same data must give the same bytes before signing (R-76).
"""

from __future__ import annotations

import io
import logging
from functools import lru_cache
from hashlib import sha256
from typing import Any

from evalpanel.domain.errors import Unreadable

_NEWEST = (1, 7)
_LONGEST_ID = 64
_LOGGERS = ("pyhanko", "pyhanko_certvalidator", "fontTools", "pikepdf", "pypdf")
MAX_PDF_BYTES = 256 << 20
"""A larger file is not taken in."""


def silence() -> None:
    """Keep the libraries from writing traces of hostile files to the screen."""
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def not_a_report(error: Exception | None = None) -> Unreadable:
    """The one sentence for a file that cannot be taken apart."""
    problem = Unreadable(
        "The file is not a readable PDF report.",
        hint="Ask for a new copy; the file may have been cut off on its way.",
    )
    problem.__cause__ = error
    return problem


def writer_for(pdf: bytes) -> Any:
    """A writer that adds one revision after the bytes of `pdf`.

    Raises:
        Unreadable: the bytes are not a PDF that can be added to.
    """
    silence()
    if len(pdf) > MAX_PDF_BYTES:
        raise not_a_report()
    try:
        return _writer_class()(io.BytesIO(pdf))
    except Exception as error:
        raise not_a_report(error) from error


@lru_cache(maxsize=1)
def _writer_class() -> Any:
    from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Pdf17Writer(IncrementalPdfFileWriter):
        """Keeps version and metadata as they are; the id of a revision follows from its content."""

        def ensure_output_version(self, version: tuple[int, int]) -> None:
            if version <= _NEWEST:
                super().ensure_output_version(version)  # type: ignore[no-untyped-call]  # pyHanko

        def register_extension(self, ext: Any) -> None:
            if "2.0" not in str(ext.base_version):
                super().register_extension(ext)

        def _update_meta(self) -> None:
            """Title and dates of the report are those of the record, not of this laptop."""

        @classmethod
        def _handle_id(cls, prev: Any) -> Any:
            prev.stream.seek(0)
            digest = sha256(prev.stream.read()).digest()[:16]
            first = prev.trailer["/ID"][0] if "/ID" in prev.trailer else digest
            # pyHanko reads an id whose bytes happen to be letters as text: about one in six is
            kept = getattr(first, "original_bytes", first)
            if not isinstance(kept, bytes) or len(kept) > _LONGEST_ID:
                raise not_a_report()
            return ArrayObject([ByteStringObject(kept), ByteStringObject(digest)])

    return Pdf17Writer
