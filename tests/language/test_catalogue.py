"""Every sentence of the program has a Dutch translation with the same places."""

import string

from evalpanel.domain.errors import Sentence
from evalpanel.language import LANGUAGES, catalogue
from tests.language.catalogue import MO_FILE, compiled, read_catalogue, sentences


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_has_a_dutch_translation() -> None:
    translated = {message.id for message in read_catalogue() if message.string}

    assert [text for text in sentences() if text not in translated] == []


def test_translations_have_the_places_of_their_sentence() -> None:
    different = [
        message.id
        for message in read_catalogue()
        if message.id and _places(str(message.id)) != _places(str(message.string))
    ]

    assert different == []


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    assert {m.id for m in read_catalogue() if m.id} == set(sentences())


def test_the_compiled_catalogue_is_up_to_date() -> None:
    assert MO_FILE.read_bytes() == compiled(read_catalogue())


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    inner = Sentence("the rule hash")
    outer = Sentence("The printed report does not show {what}: {wanted}.", what=inner, wanted="x")

    spoken = {language: catalogue(language).say(outer) for language in LANGUAGES}

    assert spoken["en"] == "The printed report does not show the rule hash: x."
    assert "the rule hash" not in spoken["nl"]


def test_an_unknown_language_falls_back_to_english() -> None:
    assert catalogue("fy")("Lot") == "Lot"
