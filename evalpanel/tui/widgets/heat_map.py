"""The overview of the meeting: candidates × items, the spread in each cell."""

from collections.abc import Sequence

from textual.content import Content

from evalpanel.domain.package import Cell
from evalpanel.usecases.meeting import AgendaItem

_WIDTH = 8
_SHADES = ("", "on $primary 35%", "on $primary 75%", "$background on $accent 75%",
           "$background on $accent")  # fmt: skip
"""From no spread to the widest."""


def heat_map(items: Sequence[AgendaItem]) -> Content:
    """A row per candidate and a column per item: steps of spread, `✓` where it is decided."""
    cells = {item.cell: item for item in items}
    blocks = [_block(cells, lot) for lot in sorted({cell[0] for cell in cells})]
    return Content("\n\n").join(blocks)


def _block(cells: dict[Cell, AgendaItem], lot: str) -> Content:
    here = {cell for cell in cells if cell[0] == lot}
    names = sorted({cell[2] for cell in here})
    head = " " * 5 + "".join(name[: _WIDTH - 1].center(_WIDTH) for name in names)
    rows = [
        Content(code.ljust(5)).stylize("bold")
        + Content("").join([_square(cells.get((lot, code, name))) for name in names])
        for code in sorted({cell[1] for cell in here})
    ]
    return Content("\n").join([Content(head).stylize("$quiet"), *rows])


def _square(item: AgendaItem | None) -> Content:
    if item is None:
        return Content(" " * _WIDTH)
    sign = "✓" if item.counts else "▲" if item.spread.must_discuss else " "
    text = Content(f" {item.spread.steps} {sign}".center(_WIDTH - 1))
    shade = _SHADES[min(item.spread.steps, len(_SHADES) - 1)]
    return (text.stylize(shade) if shade else text) + Content(" ")
