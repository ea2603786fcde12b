"""File names that every system accepts."""

import re

import pytest
from hypothesis import given

from evalpanel.domain.slug import MAX_LENGTH, slug
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TPF-2026-01", "TPF-2026-01"),
        ("Derya Yıldız", "Derya-Yildiz"),
        ("../../etc/passwd", "etc-passwd"),
        ("Łódź Straße", "Lodz-Strasse"),
        ("con", "con-"),
        ("COM1", "COM1-"),
        ("a" * 100, "a" * MAX_LENGTH),
    ],
)
def test_names_stay_readable(text: str, name: str) -> None:
    assert slug(text) == name


def test_names_in_another_script_stay_apart() -> None:
    assert slug("李") != slug("王")
    assert slug("李") == slug("李")
    assert slug("").startswith("file-")


@given(texts())
def test_any_text_gives_a_safe_name(text: str) -> None:
    name = slug(text)
    assert re.fullmatch(r"[A-Za-z0-9-]+", name)
    assert len(name) <= MAX_LENGTH
    assert name.lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
