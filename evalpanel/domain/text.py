"""Text written by people: one way to make it safe to show on a screen, on paper and in a table."""

import unicodedata
from collections.abc import Container

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Letters and marks without ink, by which two names look the same (Unicode: default ignorable)."""
_SHOWN = 64
_FORMULA_START = tuple("=+-@'\uff1d\uff0b\uff0d\uff20")
"""What spreadsheets take for a formula, also in full width."""


def clean_text(text: str, glyphs: Container[int] | None = None) -> str:
    """Show every character for what it is; nothing is dropped silently.

    Controls, bidirectional and invisible marks and, where `glyphs` (code points of a font) is
    given, characters that the font lacks become visible as ⟨U+202E⟩. Line breaks become newlines;
    tabs stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if glyphs is None and text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char, glyphs) for char in text)


def one_line(text: str) -> str:
    """Clean text on a single line, for titles, table cells and messages."""
    return " ".join(clean_text(text).split())


def shortened(text: str) -> str:
    """The start of a text that somebody typed, so that a message stays a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: one `'` before `= + - @ '`.

    The same where blanks come first, because spreadsheets skip them (`trust.md` 3).
    """
    return f"'{text}" if _begins_formula(text) else text


def from_csv_cell(text: str) -> str:
    """The text of a cell written by `csv_cell`: one leading `'` before `= + - @ '` is removed."""
    return text[1:] if text.startswith("'") and _begins_formula(text[1:]) else text


def _begins_formula(text: str) -> bool:
    return text.lstrip().startswith(_FORMULA_START)


def _visible(char: str, glyphs: Container[int] | None) -> str:
    if char in "\n\t":
        return char
    hidden = char in _BIDI or char in _UNSEEN or unicodedata.category(char) in _CONTROL
    if hidden or (glyphs is not None and ord(char) not in glyphs):
        return f"\u27e8U+{ord(char):04X}\u27e9"
    return char
