"""Paths as terminals paste them."""

from pathlib import Path

from evalpanel.tui.paths_in_text import paths_in_text


def test_paths_stand_on_lines_or_between_spaces(tmp_path: Path) -> None:
    spaced = tmp_path / "met spatie.evseal"
    spaced.touch()
    plain = tmp_path / "zonder.evseal"
    assert paths_in_text(f"{spaced}\n{plain}") == (spaced, plain)
    assert paths_in_text(f"'{spaced}' {plain}") == (spaced, plain)
    assert paths_in_text(str(spaced).replace(" ", "\\ ")) == (spaced,)


def test_addresses_of_files_are_understood() -> None:
    assert paths_in_text("file:///media/a%20b.evseal") == (Path("/media/a b.evseal"),)


def test_a_quote_that_never_ends_is_part_of_a_name() -> None:
    assert paths_in_text("/media/l'an.evseal") == (Path("/media/l'an.evseal"),)


def test_nothing_gives_nothing() -> None:
    assert paths_in_text("  \n") == ()
