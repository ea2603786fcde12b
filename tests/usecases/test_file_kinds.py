"""A file that is for another command is named at once, with the command that reads it."""

from pathlib import Path

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.usecases import merging, verifying_log
from evalpanel.usecases.file_kinds import demand_kind
from tests.panels import ASSESSORS, REF, play


@pytest.mark.parametrize("name", ["a.evpack", "A.EVPACK", "without-ending", "a.zip"])
def test_what_is_meant_and_what_has_no_known_ending_is_looked_into(name: str) -> None:
    demand_kind(Path(name), ".evpack")


@pytest.mark.parametrize(
    ("name", "reads_it"),
    [("a.evinvite", "evalpanel declare"), ("a.EVSEAL", "evalpanel merge"), ("a.pdf", "verify")],
)
def test_another_kind_of_file_is_named_with_what_reads_it(name: str, reads_it: str) -> None:
    with pytest.raises(Unreadable, match=reads_it):
        demand_kind(Path(name), ".evpack")


def test_a_package_among_the_seals_is_not_called_damaged() -> None:
    found = play("sealed")
    result = merging.merge_seals(found.lead, REF, [found.package, found.seal(ASSESSORS[0])])
    assert result.files[0].verdict == "refused"
    assert "It is a package" in str(result.files[0].reason)


def test_a_log_is_never_written_over_another_file() -> None:
    found, file = play("reported"), Path("/out/log")
    verifying_log.export_log(found.lead, REF, file)
    verifying_log.export_log(found.lead, REF, file)
    found.files.content[file] = b"minutes of the meeting"
    with pytest.raises(Refused, match="another file"):
        verifying_log.export_log(found.lead, REF, file)
    assert found.files.content[file] == b"minutes of the meeting"


def test_a_log_is_not_written_over_what_cannot_be_read(tmp_path: Path) -> None:
    """Such as a film: what is too large to look into is no log."""
    found, file = play("reported"), tmp_path / "film"
    file.write_bytes(b"kept")
    with pytest.raises(Unreadable):
        verifying_log.export_log(found.lead, REF, file)
    assert file not in found.files.content
