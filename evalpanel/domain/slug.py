"""File names made from references and names: safe on every system."""

import hashlib
import re
import unicodedata

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "ı": "i"})
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))
_RESERVED = frozenset({"con", "prn", "aux", "nul", *_PORTS})
MAX_LENGTH = 60


def slug(text: str) -> str:
    """The text as letters, digits and dashes that every file system accepts.

    A text in another script, of which nothing is left, becomes a number of its own.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    ascii_text = plain.encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "-", ascii_text).strip("-")[:MAX_LENGTH]
    name = name or f"file-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return f"{name}-" if name.lower() in _RESERVED else name
