"""A value that ends with a full stop ends its sentence: `B.V.`, not `B.V..`."""

import pytest

from evalpanel.domain.errors import Sentence
from evalpanel.language import catalogue


@pytest.mark.parametrize(
    ("template", "name", "said"),
    [
        ("It is {name}.", "Kadeveld B.V.", "It is Kadeveld B.V."),
        ("It is {name}. See it.", "Kadeveld B.V.", "It is Kadeveld B.V. See it."),
        ("It is {name}.", "Kadeveld", "It is Kadeveld."),
        ("Write {name}.pdf anew.", "B.", "Write B..pdf anew."),
    ],
)
def test_one_full_stop_is_enough(template: str, name: str, said: str) -> None:
    assert catalogue("en").say(Sentence(template, name=name)) == said
