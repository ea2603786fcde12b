"""Codes that people read aloud and compare: Crockford's base 32 in groups of four."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 16
_BITS = 5


def short_code(sha256: str) -> str:
    """The first 80 bits of a hash as `HTX8-KJT8-HHDY-Z41N`."""
    number = int(sha256, 16) >> (256 - _CODE_LENGTH * _BITS)
    return grouped(encode(number, _CODE_LENGTH), "-")


def encode(number: int, length: int) -> str:
    """A number as that many characters, most significant first."""
    return "".join(ALPHABET[(number >> _BITS * (length - 1 - i)) & 31] for i in range(length))


def grouped(text: str, separator: str) -> str:
    """The text in groups of four."""
    return separator.join(text[i : i + 4] for i in range(0, len(text), 4))


def could_be_code(text: str) -> bool:
    """Whether a typed text has the form of a code, whosever it may be."""
    bare = plain(text)
    return len(bare) == _CODE_LENGTH and set(bare) <= set(ALPHABET)


def plain(text: str) -> str:
    """A typed code without spaces and dashes; O, I and L are read as 0, 1 and 1."""
    bare = text.upper().replace(" ", "").replace("-", "")
    return bare.translate(str.maketrans("OIL", "011"))
