"""Nobody reads the code of a check: each has a name in words."""

from evalpanel.language import catalogue
from evalpanel.language.check_names import health_check, report_check, workspace_check
from evalpanel.usecases import checking_workspace, verification

WORDS = catalogue("nl")


def test_every_check_of_a_report_has_a_name() -> None:
    named = {check: report_check(WORDS, check) for check in verification.CHECKS}
    assert not [check for check, name in named.items() if "_" in name]
    assert len(set(named.values())) == len(named)
    assert named["ranking_recomputed"] == "rangorde"


def test_every_check_of_a_workspace_has_a_name() -> None:
    named = {check: workspace_check(WORDS, check) for check in checking_workspace.CHECKS}
    assert len(set(named.values())) == len(named)
    assert "cards" not in named.values()


def test_a_tool_is_called_as_it_is_called() -> None:
    assert health_check(WORDS, "tool_ssh_keygen") == "ssh-keygen"
    assert health_check(WORDS, "identity") == "sleutelbestand"
