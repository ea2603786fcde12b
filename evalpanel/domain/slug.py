"""File names made from references and names: safe on every system."""

import re
import unicodedata

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "ı": "i"})
_RESERVED = frozenset({"con", "prn", "aux", "nul"})
MAX_LENGTH = 60


def slug(text: str) -> str:
    """The text as letters, digits, dashes and dots that every file system accepts."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    ascii_text = plain.encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "-", ascii_text).strip("-")[:MAX_LENGTH] or "file"
    return f"{name}-" if name.lower() in _RESERVED else name
