"""Random changes of every kind of file: none accepted, none uncontrolled (`trust.md` 3)."""

import pytest

from tests.conftest import heavy
from tests.faults import damaged_files
from tests.faults.campaigns import CHANGES, SEED
from tests.faults.conftest import Tell
from tests.faults.damaged_files import KINDS


@pytest.mark.parametrize("name", KINDS)
def test_a_changed_file_is_refused_and_does_nothing(name: str, tell: Tell) -> None:
    count = heavy(CHANGES)
    counts = tell(damaged_files.run(name, count, SEED)).counts
    assert (counts["refused"], counts["accepted"]) == (count, 0)
