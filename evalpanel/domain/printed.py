"""What a report must show in print: the figures, codes and hashes that its record demands."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from evalpanel.domain.consensus import latest_decisions
from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Sentence
from evalpanel.domain.package import Cell
from evalpanel.domain.panel_changes import changes_of
from evalpanel.domain.quorum import counts_after
from evalpanel.domain.record import (
    ChairEntry,
    DecisionEntry,
    MemberEntry,
    OpeningEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    ReportEntry,
    SheetEntry,
    TenderEntry,
)
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reopenings import SupersededSheet
from evalpanel.domain.rules import ALL_LOTS
from evalpanel.domain.standby import with_step_ins
from evalpanel.domain.variants import readable

NO_SCORE = "—"
"""What the table of scores prints for a member who has none in a cell."""
_REASON_START = 40
"""How many characters of a reason must be found in print."""
_FIGURE = re.compile(r"[0-9.]+")
_MADE_VISIBLE = re.compile("\u27e8U\\+[0-9A-F]+\u27e9")
"""How print shows a character that has no shape of its own."""


def missing_in_print(record: RecordV1, pages: Sequence[str]) -> Sentence | None:
    """The first thing that the record demands and the printed text does not show, or None."""
    record = readable(record)
    printed = "\n".join(pages)
    text = _squeezed(printed)
    for what, wanted in demanded(record):
        if _squeezed(wanted) not in text:
            return _not_shown(what, wanted)
    for what, figures, times in _demanded_figures(record):
        if len(_whole(figures).findall(printed.replace(",", "."))) < times:
            return _not_shown(what, figures)
    letters = _letters(printed)
    for reason in demanded_reasons(record):
        if _letters(reason) not in letters:
            return _not_shown(Sentence("the reason of a decision"), reason)
    return None


def ranking_line(rank: int | None, candidate: str, total: str) -> str:
    """How a place in the ranking is printed, in one run of text, for eyes and for checks."""
    return f"{rank or '–'} · {candidate} · {total}"


def demanded(record: RecordV1) -> Iterator[tuple[Sentence, str]]:
    """What must be printed to the letter: the name of each thing and its text."""
    yield Sentence("the root of the record"), record.root
    for tender in record.entries(TenderEntry):
        yield Sentence("the rule hash"), tender.rules_sha256
    for package in record.entries(PackageEntry):
        yield Sentence("the hash of the package"), package.sha256
    for opening in record.entries(OpeningEntry):
        yield Sentence("the hash of all sheets"), opening.sheets_sha256
    for member in record.entries(MemberEntry):
        yield Sentence("the card code of {name}", name=member.entry.name), member.entry.signed.code
    for chair in record.entries(ChairEntry):
        yield Sentence("the card code of the chair"), chair.code
    for sheet in record.entries(SheetEntry):
        yield Sentence("a seal code"), short_code(sheet.commitment)
    for former in of_kind(record.register(), SupersededSheet):
        yield Sentence("the code of a reopened sheet"), short_code(former.commitment)


def ranking_lines(record: RecordV1) -> Iterator[tuple[str, str]]:
    """The code of every candidate and its place as it must be printed."""
    for entry in record.entries(RankingEntry):
        for row in entry.result.ranking:
            yield row.candidate, ranking_line(row.rank, row.candidate, row.total)


def demanded_reasons(record: RecordV1) -> Iterator[str]:
    """The beginning of the reason of every decision that counts; older ones are not printed."""
    for decision in latest_decisions(e.decision for e in record.entries(DecisionEntry)).values():
        yield decision.reason[:_REASON_START]


def printed_scores(record: RecordV1) -> dict[Cell, dict[str, str]]:
    """Per cell and member key the score as it is printed: as sealed, `(8)` where it is void.

    Who gave none was recused: that cell of the table shows `NO_SCORE`, never a 0 (R-39).
    """
    counts = counts_after(
        with_step_ins((entry.package for entry in record.entries(PackageEntry)), record.register()),
        changes_of(record.register()),
    )
    found: dict[Cell, dict[str, str]] = {}
    for entry in sorted(record.entries(SheetEntry), key=lambda entry: entry.sheet.round):
        for score in entry.sheet.sheet.scores:
            counted = score.cell not in counts or entry.sheet.member in counts[score.cell].rounds
            shown = score.score if counted else f"({score.score})"
            found.setdefault(score.cell, {})[entry.sheet.member] = shown
    return found


def score_rows(record: RecordV1) -> Iterator[str]:
    """A row per lot, candidate and item: the item, the score of each signer, the agreed one.

    A signer has a column in a lot where he or she scored anything that counts in it. The rows of
    all candidates stand together, since several candidates can have the same row. A variant without
    sheets has only the agreed scores.
    """
    report = record.the(ReportEntry)
    found = printed_scores(record)
    names = {e.entry.key: e.entry.name for e in record.entries(MemberEntry)}
    others = sorted((m for given in found.values() for m in given), key=lambda m: names.get(m, m))
    order = dict.fromkeys((report.chair, *report.signers, *others) if report else ())
    decisions = latest_decisions(entry.decision for entry in record.entries(DecisionEntry))
    lots = _lots_by_candidate(record)
    if record.variant != "full":
        found = {cell: {} for cell in decisions}
    for cell, scores in found.items():
        agreed = [decisions[cell].score] if cell in decisions else []
        for lot in lots.get(cell[1], ()) if cell[0] == ALL_LOTS else (cell[0],):
            here = {m for at, given in found.items() if at[0] in (lot, ALL_LOTS) for m in given}
            columns = [scores.get(member, NO_SCORE) for member in order if member in here]
            if columns or record.variant != "full":
                yield " ".join((cell[2], *columns, *agreed))


def _lots_by_candidate(record: RecordV1) -> dict[str, tuple[str, ...]]:
    """The lots in which each candidate is ranked."""
    lots: dict[str, tuple[str, ...]] = {}
    for entry in record.entries(RankingEntry):
        for row in entry.result.ranking:
            lots[row.candidate] = (*lots.get(row.candidate, ()), entry.result.lot)
    return lots


def _demanded_figures(record: RecordV1) -> Iterator[tuple[Sentence, str, int]]:
    """What is printed in figures, and how often at least."""
    for code, line in ranking_lines(record):
        yield Sentence("the place of {code}", code=code), line, 1
    for row, times in Counter(score_rows(record)).items():
        yield Sentence("scores of an item as they were given and agreed"), row, times


def _whole(figures: str) -> re.Pattern[str]:
    """The figures as whole words in one run: 16 is not found in 16.5, nor `1 0` in `10`.

    A word that is no figure may be broken anywhere; `7,5` counts as `7.5`.
    """
    words = [
        re.escape(word)
        if _FIGURE.fullmatch(word)
        else r"[\s\u00ad\u2010-]*".join(re.escape(char) for char in word)
        for word in figures.replace(",", ".").split()
    ]
    return re.compile(r"(?<!\S)" + r"\s+".join(words) + r"(?!\S)")


def _not_shown(what: Sentence, wanted: str) -> Sentence:
    return Sentence("The printed report does not show {what}: {wanted}.", what=what, wanted=wanted)


def _squeezed(text: str) -> str:
    """The text without white space and hyphens, which printing adds and moves; `7,5` as `7.5`."""
    joined = "".join(char for char in text if not char.isspace() and char not in "-\u00ad\u2010")
    return joined.replace(",", ".")


def _letters(text: str) -> str:
    """The plain letters and digits of a text, which printing shows whatever the font lacks."""
    plain = unicodedata.normalize("NFKD", _MADE_VISIBLE.sub("", text))
    return "".join(char for char in plain if char.isascii() and char.isalnum())
