"""Values for property tests."""

from typing import Any

from hypothesis import strategies as st

from evalpanel.domain.canonical import MAX_DEPTH

MAX_INTEGER = 2**53 - 1
MEAN_TEXTS = (
    "", "0", "-1", "1e9", "\u202e", "{name}", "=1+1", "x" * 300, "0" * 64, "AGE-SECRET-KEY-1X",
)  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Text without lone surrogates, and what breaks programs."""
    free = st.text(st.characters(codec="utf-8"), max_size=30)
    return st.one_of(st.sampled_from(MEAN_TEXTS), free)


def json_values(leaves: int = 8) -> st.SearchStrategy[Any]:
    """What a file can hold: no floats, integers that every reader knows."""
    simple = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | texts()
    return st.recursive(
        simple,
        lambda below: st.lists(below, max_size=4) | st.dictionaries(texts(), below, max_size=4),
        max_leaves=min(leaves, MAX_DEPTH),
    )
