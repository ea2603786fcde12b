"""What the archive's validator finds in a PDF, beside what it cannot check (`trust.md` 4b)."""

import io
import re
from typing import Any

_KNOWN = re.compile(
    r"interactive forms \(/AcroForm\)|permissions \(/Perms\)|embedded files are not supported"
)
"""After signing the validator leaves these unchecked, and nothing else."""


def archive_findings(pdf: bytes) -> list[str]:
    """Every violation of PDF/A-3b, and everything unchecked that is not one of the known kinds."""
    from pikepdf import pdfa

    found: Any = pdfa.validate_written(io.BytesIO(pdf), "3b")
    assert found.verdict in {"pass", "not_checked"}, found.verdict
    return [str(f) for f in found.findings if not _KNOWN.search(str(f))]


def is_fit_for_archive(pdf: bytes) -> bool:
    """Whether the validator passes a report that has no fields yet."""
    from pikepdf import pdfa

    found: Any = pdfa.validate_written(io.BytesIO(pdf), "3b")
    return bool(found.verdict == "pass")
