"""Where in a rule set something stands, in words instead of the keys of the rule file."""

from evalpanel.language import Words

_BETWEEN = " › "


def rule_place_text(words: Words, place: str) -> str:
    """`criterion SC-2 › item SC-2.2 › text` in a language; a key without a word stays as it is."""
    return _BETWEEN.join(_step(words, step) for step in place.split(_BETWEEN))


def _step(words: Words, step: str) -> str:
    key, space, name = step.partition(" ")
    return f"{_key_word(words, key)}{space}{name}"


def _key_word(words: Words, key: str) -> str:
    return {
        "criterion": words("criterion"),
        "item": words("item"),
        "text": words("text"),
        "title": words("title"),
        "points": words("points"),
        "total_points": words("total points"),
        "weight": words("weight"),
        "scale": words("scale"),
        "steps": words("step"),
        "aspects": words("aspect"),
        "goals": words("goal"),
        "lot": words("lot"),
        "select": words("places"),
        "dossier": words("dossier"),
        "dossiers": words("dossiers"),
        "gate": words("requirement"),
        "evidence": words("evidence"),
        "panel": words("panel"),
        "ranking": words("ranking"),
        "source": words("published paper"),
        "terms": words("terms"),
    }.get(key, key)
