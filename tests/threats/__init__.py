"""The threat table of `trust.md` section 3, row by row; `test_rows` names and runs them all."""

import pytest

pytest.register_assert_rewrite(
    *(f"{__name__}.of_{kind}" for kind in ("files", "mishaps", "paper", "people"))
)
