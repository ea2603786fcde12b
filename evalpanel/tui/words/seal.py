"""The lines of the seal screen and the receipt, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.package import Cell
from evalpanel.domain.scale import codes_of
from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.words.lots import lot_words
from evalpanel.tui.words.moments import shown_day
from evalpanel.tui.words.scores import local_time
from evalpanel.usecases.names_in_reasons import NameWritten
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import Desktop
from evalpanel.usecases.sealing import SealedSheet, independence_statement

_FEW_CODES = 7


@dataclass(frozen=True)
class CheckLine:
    """One item on the checklist: how far it is, how the scores spread, and its first gap."""

    text: str
    gap: Cell | None


def check_lines(desktop: Desktop) -> tuple[CheckLine, ...]:
    """A line per lot and item, in the order of the rules."""
    groups = list(dict.fromkeys((cell[0], cell[2]) for cell in desktop.cells))
    wide = max(len(_name(desktop, lot, item)) for lot, item in groups)
    return tuple(_line(desktop, lot, item, wide) for lot, item in groups)


def name_lines(names: Iterable[NameWritten]) -> Iterator[CheckLine]:
    """A line per name in the own texts; each leads to its place (R-31)."""
    for found in names:
        yield CheckLine(f"→ {one_line(say(found.sentence))}", found.cell)


def missing_words(gaps: int, names: int) -> tuple[str, str]:
    """What is still to be done before sealing, and in which style."""
    if gaps:
        return _("{count} still open; enter on a line with → goes there.", count=gaps), ""
    if names:
        words = _("▲ Everything is scored, but your texts may name a candidate: {count}. Look at "
                  "each (enter on a line with →), or say why it stays when you seal.",
                  count=names)  # fmt: skip
        return words, "$accent"
    return _("✓ Everything is complete."), ""


def standing_lines(desktop: Desktop) -> Iterator[str]:
    """What an alternate, or somebody whose sheet was reopened, is told before sealing."""
    if desktop.on_standby:
        yield _("You are an alternate: your scores stay closed unless you step in for a member.")
    if desktop.reopened:
        yield _("Your sheet was reopened: {reason}", reason=one_line(desktop.reopened))


def excuse_text(file: Path | None) -> str:
    """What somebody is told who stepped back."""
    closed = _("You stepped back from this round; it is closed for you.")
    if file is None:
        again = _("F5 writes the file that says so once more, for the process lead.")
        return f"{closed}\n\n{again}"
    written = _("✓ Written and read back: {file}. Give it to the process lead.", file=file)
    return f"{closed}\n\n{written}"


def receipt_text(desk: Desk, desktop: Desktop, sealed: SealedSheet) -> str:
    """What a member keeps: the code, for what, when and in which file."""
    package = desktop.package
    lines = [
        _("Receipt of sealed scores"),
        "",
        f"{package.reference}  {one_line(desktop.rules.title)}",
        _("Sealed by {name}", name=one_line(desk.me.name)),
        _("Seal code: {code}", code=sealed.code),
        _("File: {file}", file=sealed.file.name),
        _("Package: {hash}", hash=desktop.package_sha256),
        _("Written on {day}, {time} (clock of this laptop)",
          day=shown_day(desk.now()), time=local_time(desk.now())),
        "",
        independence_statement(desktop),
        "",
        _("Compare the code with the one in the report: it shows that your scores are unchanged."),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _line(desktop: Desktop, lot: str, item: str, wide: int) -> CheckLine:
    cells = [cell for cell in desktop.cells if (cell[0], cell[2]) == (lot, item)]
    gaps = [gap.cell for gap in desktop.gaps if gap.cell in cells]
    sign = "→" if gaps else "✓"
    count = f"{len(cells) - len(gaps)}/{len(cells)}"
    spread = _spread(desktop, item, Counter(desktop.score(cell).score for cell in cells))
    name = _name(desktop, lot, item)
    return CheckLine(f"{sign} {name:<{wide}}  {count:>5}   {spread}", gaps[0] if gaps else None)


def _name(desktop: Desktop, lot: str, item: str) -> str:
    return item if len(desktop.rules.lots) == 1 else f"{lot_words(lot)} {item}"


def _spread(desktop: Desktop, item: str, counts: Counter[str]) -> str:
    codes = codes_of(desktop.rules.scale_of(desktop.rules.item(item)))
    if len(codes) > _FEW_CODES:
        codes = tuple(code for code in codes if counts[code])
    wide = max(map(len, codes), default=0)
    return "  ".join(f"{code:>{wide}}: {counts[code] or '–':<3}" for code in codes).rstrip()
