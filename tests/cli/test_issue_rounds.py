"""`issue` for a later round: what it is for is checked before anything else."""

from pathlib import Path

from tests.cli.shell import Shell


def test_a_kind_that_is_none_is_wrong_usage(shell: Shell, tmp_path: Path) -> None:
    ran = shell("issue", "T-1", "--out", tmp_path, "--round", "2", "--kind", "again")
    assert ran.status == 2
    assert "again is no kind of round" in ran.err
    assert "reassessment" in ran.err
    assert ran.out == ""
