"""Photographs without what a camera or a person wrote beside the picture."""

_START, _SEGMENT, _SCAN = b"\xff\xd8", 0xFF, 0xDA
_NEEDED_TO_SHOW = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF header, colour profile and Adobe's colour transform."""
_FIRST_NOTE, _LAST_NOTE, _COMMENT = 0xE0, 0xEF, 0xFE
_HEAD = 4
"""Bytes of a segment's mark and length."""


def picture_only(data: bytes) -> bytes:
    """A JPEG without Exif, XMP, other application segments and comments.

    What is not built as a JPEG should be is given back as it is.
    """
    if not data.startswith(_START):
        return data
    kept, place = [_START], len(_START)
    while place + _HEAD <= len(data) and data[place] == _SEGMENT:
        mark = data[place + 1]
        if mark == _SCAN:
            return b"".join((*kept, data[place:]))
        length = int.from_bytes(data[place + 2 : place + _HEAD])
        is_note = _FIRST_NOTE <= mark <= _LAST_NOTE and mark not in _NEEDED_TO_SHOW
        if length < len(b"\0\0"):
            return data
        if not is_note and mark != _COMMENT:
            kept.append(data[place : place + 2 + length])
        place += 2 + length
    return data
