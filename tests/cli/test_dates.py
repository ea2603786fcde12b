"""R-67, R-101: terms on the command line, with days that were declared free besides the law."""

import pytest

from tests.cli.shell import Shell


@pytest.mark.parametrize(
    ("command", "end"),
    [
        (["standstill", "--from", "2021-11-29"], "2021-12-20"),
        (["standstill", "--from", "2026-04-25", "--extra-holiday", "2026-05-15"], "2026-05-18"),
        (["working-days", "--from", "2026-05-12", "--days", "2"], "2026-05-15"),
        (
            ["working-days", "--from", "2026-05-12", "--days", "2",
             "--extra-holiday", "2026-05-13", "--extra-holiday", "2026-05-15"],
            "2026-05-19",
        ),
    ],
)  # fmt: skip
def test_a_term_ends_as_the_law_and_the_declared_days_say(
    shell: Shell, command: list[str], end: str
) -> None:
    assert shell("dates", *command, "--json").document()["end"] == end


def test_a_day_that_is_none_is_named(shell: Shell) -> None:
    done = shell("dates", "standstill", "--from", "2026-04-25", "--extra-holiday", "mei 15")
    assert done.status == 2
    assert "mei 15 is not a day" in done.err
