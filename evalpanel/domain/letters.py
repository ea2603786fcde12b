"""Words as they are compared: every way to write a letter comes down to one plain letter.

`trust.md` 5: NFKD does not split ł, ø, ß or đ, so these have a map of their own; so have Cyrillic
and Greek letters that look like Latin ones. Marks above letters and characters without width
count for nothing.
"""

import re
import unicodedata
from collections.abc import Iterator

_PLAIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe",
    "ı": "i", "ȷ": "j", "ŋ": "n", "ĸ": "k", "ƒ": "f", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ɛ": "e",
    "ə": "e", "ɡ": "g", "ɣ": "g", "ɨ": "i", "ɩ": "i", "ɔ": "o", "ʀ": "r", "ʋ": "v", "ʏ": "y",
    "ƀ": "b", "ȼ": "c", "ǥ": "g", "ɏ": "y", "ɍ": "r", "ƶ": "z", "ⱥ": "a", "ⱦ": "t",
}  # fmt: skip
_LOOKALIKES = {
    # Cyrillic
    "а": "a", "в": "b", "е": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c",
    "т": "t", "у": "y", "х": "x", "ѕ": "s", "і": "i", "ј": "j", "ԁ": "d", "ԛ": "q", "ԝ": "w",
    "ɑ": "a", "һ": "h", "ӏ": "l", "п": "n", "г": "r", "ѵ": "v", "ү": "y",
    # Greek
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p",
    "τ": "t", "υ": "u", "χ": "x", "ζ": "z", "μ": "m", "γ": "y", "ω": "w",
}  # fmt: skip
_ROUND_A_LETTER = {"(": "", ")": ""}
"""What NFKD makes of a letter in brackets, as in `⒜`; no word holds other brackets."""
_MAP = str.maketrans({**_PLAIN, **_LOOKALIKES, **_ROUND_A_LETTER})
_WITHOUT_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNSEEN = re.compile(f"[{_WITHOUT_WIDTH}{_MARKS}]+")
_IN_CIRCLES = "\u249c-\u24e9\U0001f110-\U0001f149"
_WORD = re.compile(
    rf"(?:[^\W\d_]|[{_IN_CIRCLES}])(?:[^\W\d_]+|[{_IN_CIRCLES}{_WITHOUT_WIDTH}{_MARKS}]+)*|\d+"
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def fold(word: str) -> str:
    """The plain letters and digits of a word in lower case; `Łukasik` gives `lukasik`."""
    if word.isascii():
        return word.lower()
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKD", word)).casefold()
    return _UNSEEN.sub("", unicodedata.normalize("NFKD", bare.translate(_MAP)))


def words_of(text: str) -> Iterator[re.Match[str]]:
    """Each run of letters and each run of digits, with its place; one pass over the text."""
    return _WORD.finditer(text)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    found = (fold(match.group()) for match in words_of(text))
    return tuple(word for word in found if word)


def plain_name(name: str) -> str:
    """A name without what an eye does not see: capitals, spaces, marks and lookalike letters."""
    return "".join(folded_words(name)) or name


def spelled_out(text: str) -> str:
    """The text with two letters for one, as in `Mueller` for `Müller`."""
    return unicodedata.normalize("NFC", text).casefold().translate(_GERMAN)
