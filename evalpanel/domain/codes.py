"""Anonymous codes of candidates: random, and telling nothing of name or receipt (R-30)."""

from collections.abc import Callable

LETTERS = "ABCDEFGHJKLMNPRTVWXYZ"
_FIRST, _LAST = 2, 9
_ROOM = 3
"""A code is drawn from at least this many times as many codes as are needed."""


def draw_codes(count: int, below: Callable[[int], int]) -> tuple[str, ...]:
    """That many different codes such as `K7`; `below(n)` gives a uniform integer under n.

    No letter that is read as a digit, no 0 or 1; three characters when there are many candidates.
    """
    digits = 1
    while len(LETTERS) * (_LAST - _FIRST + 1) ** digits < count * _ROOM:
        digits += 1
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        letter = LETTERS[below(len(LETTERS))]
        number = "".join(str(_FIRST + below(_LAST - _FIRST + 1)) for _ in range(digits))
        drawn[letter + number] = None
    return tuple(drawn)
