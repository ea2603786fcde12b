"""Text files as bytes: UTF-8 or nothing, and the line where it is not."""

from evalpanel.domain.errors import Unreadable

_NUL = b"\x00"


def utf8_text(data: bytes) -> str:
    """The text in the bytes of a file, with or without byte order mark.

    Raises:
        Unreadable: another encoding, or no text at all; the sentence names the line.
    """
    wrong_at = data.find(_NUL)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong_at = error.start if wrong_at < 0 else min(error.start, wrong_at)
    if wrong_at >= 0:
        raise Unreadable(
            "Line {line} is not UTF-8 text.",
            hint="Save the file as UTF-8 and try again.",
            line=data.count(b"\n", 0, wrong_at) + 1,
        )
    return text
