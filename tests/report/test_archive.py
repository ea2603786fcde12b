"""The PDF for the archive is made in memory: its words stand on no disk before it is written."""

import tempfile
from pathlib import Path

import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.language import catalogue
from evalpanel.report import archive
from evalpanel.report.case import read_case
from evalpanel.report.document import print_archive
from tests.report.archive_rules import is_fit_for_archive
from tests.report.case_fixtures import make_case


def _no_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError), tempfile.TemporaryFile():
        pass


def test_no_temporary_file_holds_a_reason_or_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Issue 4, at rest: temporary files hold no readable dossier, reason or name."""
    _no_disk(monkeypatch, tmp_path)
    unsigned, _ = print_archive(read_case(make_case()), catalogue("en"))
    assert is_fit_for_archive(unsigned)


def test_what_does_not_conform_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """R-75; here the metadata do not say that it is PDF/A."""
    monkeypatch.setattr(archive, "_fix_metadata_date", _spoil)
    with pytest.raises(Unreadable, match="cannot be written as PDF/A"):
        print_archive(read_case(make_case()), catalogue("en"))


def _spoil(document: object, _: archive.Description) -> None:
    document.Root.Metadata.write(b"<x/>")  # type: ignore[attr-defined]  # a document of pikepdf
