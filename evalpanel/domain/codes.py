"""Anonymous codes of candidates: random, and telling nothing of name or receipt (R-30)."""

from collections.abc import Callable, Collection, Iterable, Sequence

from evalpanel.domain.application import Application

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


def give_codes(
    applications: Sequence[Application],
    below: Callable[[int], int],
    *,
    per_lot: bool,
    taken: Collection[str] = (),
) -> tuple[Application, ...]:
    """The applications with codes that nobody else has, one per lot where that was announced."""
    lots = [("*", *(found.lots if per_lot else ())) for found in applications]
    needed = sum(len(own) for own in lots)
    drawn = (code for code in draw_codes(needed + len(taken), below) if code not in taken)
    return tuple(_with_codes(found, {lot: next(drawn) for lot in own})
                 for found, own in zip(applications, lots, strict=True))  # fmt: skip


def _with_codes(application: Application, codes: dict[str, str]) -> Application:
    code = codes.pop("*")
    return application.model_copy(update={"code": code, "lot_codes": codes})


def lots_by_code(
    admitted: Iterable[tuple[Application, Sequence[str]]],
) -> dict[str, tuple[str, ...]]:
    """The lots of every code, from applications with the lots that they reached."""
    found: dict[str, tuple[str, ...]] = {}
    for application, lots in admitted:
        if application.code and not application.lot_codes:
            found[application.code] = tuple(lots)
        for lot in lots if application.lot_codes else ():
            found[application.code_in(lot)] = (lot,)
    return found


def shared_codes(applications: Iterable[Application]) -> dict[str, str]:
    """With codes per lot: for each code the one of what is scored once for all lots."""
    return {code: found.code for found in applications for code in found.lot_codes.values()}
