"""What is said of a dossier (R-23)."""

import pytest

from evalpanel.domain.dossier import MARKDOWN, PDF, TEXT, count_method


@pytest.mark.parametrize(
    ("media", "said"),
    [(PDF, "the PDF has them"), (TEXT, "ends at a form feed"), (MARKDOWN, "ends at a form feed")],
)
def test_it_is_said_how_pages_were_counted(media: str, said: str) -> None:
    """R-23: the count method follows from what the file is."""
    assert said in str(count_method(media))
