"""Dutch and English: the catalogues, and the language that the front end speaks.

English is the language of the source; Dutch comes from a compiled gettext catalogue.
"""

import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import Figure

LANGUAGES = ("nl", "en")


class Words:
    """Speaks one language: `words("Lot {lot}", lot="1")`."""

    def __init__(self, language: str) -> None:
        """Load the catalogue of a language; English needs none."""
        self.language = language
        self._catalogue = gettext.translation(
            "evalpanel", Path(__file__).parent, [language], fallback=True
        )

    def __call__(self, template: str, /, **values: object) -> str:
        """The template in this language with its values filled in."""
        translated = self._catalogue.gettext(template) if template else ""
        return _one_full_stop(translated, values).format(**values) if values else translated

    def number(self, figure: str) -> str:
        """A decimal number as this language writes it: `7,5` in Dutch."""
        return figure.replace(".", ",") if self.language == "nl" else figure

    def say(self, sentence: Sentence) -> str:
        """A sentence in this language; sentences among its values are translated too."""
        return self(sentence.template, **self._spoken(sentence.values))

    def _spoken(self, values: Mapping[str, object]) -> dict[str, object]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, Sentence):
            return self.say(value)
        return self.number(value) if isinstance(value, Figure) else value


def _one_full_stop(template: str, values: Mapping[str, object]) -> str:
    """The template without the full stop after a value that ends with one: `B.V.`, not `B.V..`."""
    for name, value in values.items():
        if str(value).endswith("."):
            template = re.sub(rf"(\{{{name}\}})\.(?=\s|$)", r"\1", template)
    return template


@cache
def catalogue(language: str) -> Words:
    """The words of a language."""
    return Words(language if language in LANGUAGES else "en")


class _Spoken:
    """The language that this process speaks to its user."""

    words = catalogue("en")


def use(language: str) -> None:
    """Speak this language from now on."""
    _Spoken.words = catalogue(language)


def spoken() -> Words:
    """The words of the language in use."""
    return _Spoken.words


def _(template: str, /, **values: object) -> str:
    """The template in the language in use."""
    return _Spoken.words(template, **values)


def say(sentence: Sentence) -> str:
    """A sentence in the language in use."""
    return _Spoken.words.say(sentence)
