"""What happened between issue and opening: who stepped back or in, and what was sealed again.

Prints what `trust.md` 2.4 and R-35 ask for: the excuse, both versions of a reopened sheet with both
codes, and how many alternates sealed.
"""

from __future__ import annotations

from collections.abc import Iterator

from evalpanel.domain.crockford import short_code
from evalpanel.domain.excuses import Excuse
from evalpanel.domain.record import OpeningEntry, SheetEntry
from evalpanel.domain.reopenings import Reopening, SupersededSheet
from evalpanel.domain.standby import SteppedIn
from evalpanel.report import styles
from evalpanel.report.case import Case, named
from evalpanel.report.composer import Column, Composer


def add_sealing(page: Composer, case: Case) -> None:
    """A chapter with a part per kind of exception; nothing where there was none."""
    words = page.words
    closed = sum(len(entry.standby) for entry in case.record.entries(OpeningEntry))
    told = (*case.happened(Excuse), *case.happened(Reopening), *case.happened(SteppedIn))
    if not told and not closed:
        return
    page.chapter(words("Exceptions before the opening"))
    _add_excuses(page, case)
    _add_reopenings(page, case)
    _add_alternates(page, case, closed)


def _add_excuses(page: Composer, case: Case) -> None:
    words, excuses = page.words, case.happened(Excuse)
    if not excuses:
        return
    page.heading(words("Stepped back before sealing"), room=110)
    page.text(
        words(
            "These members handed in no sheet. Each signed that on his or her own laptop, and the "
            "round was opened without their sheets."
        )
    )
    columns = [
        Column(words("Who"), 0.28, styles.CELL_BOLD),
        Column(words("Round"), 0.12),
        Column(words("Reason"), 0.36),
        Column(words("Claimed time"), 0.24),
    ]
    rows = [
        [case.member_name(e.member), str(e.round), e.reason, page.date(e.excuse.excused_at)]
        for e in excuses
    ]
    page.table(columns, rows)


def _add_reopenings(page: Composer, case: Case) -> None:
    words, reopenings = page.words, case.happened(Reopening)
    if not reopenings:
        return
    page.heading(words("Sheets that were reopened"), room=120)
    taken_back = words(
        "Before the round was opened these seals were taken back, so that their members could "
        "change the sheet. Nobody could read a sheet yet. Only the last version counts."
    )
    kept = (
        words("Both versions are in the record.")
        if case.is_full
        else words("Both versions, and what was changed, are in the full report.")
    )
    page.text(f"{taken_back} {kept}")
    columns = [
        Column(words("Who"), 0.17, styles.CELL_BOLD),
        Column(words("First code"), 0.235),
        *([Column(words("Code after"), 0.235)] if case.is_full else []),
        Column(words("Reason"), 0.18),
        Column(words("Reopened by, claimed time"), 0.18),
    ]
    page.table(columns, [_reopening_row(page, case, found) for found in reopenings])
    if case.is_full:
        _add_changed_scores(page, case)


def _reopening_row(page: Composer, case: Case, found: Reopening) -> list[str]:
    after = [
        short_code(commitment)
        for commitment, supersedes in _successors(case)
        if supersedes == found.commitment
    ]
    return [
        case.member_name(found.member),
        found.code,
        *(["\n".join(after) or "—"] if case.is_full else []),
        found.reason,
        f"{found.by}\n{page.date(found.at)}",
    ]


def _successors(case: Case) -> Iterator[tuple[str, str | None]]:
    """Every sheet's commitment, and the one that it takes the place of."""
    for former in case.happened(SupersededSheet):
        yield former.commitment, former.sheet.supersedes
    for entry in case.record.entries(SheetEntry):
        yield entry.commitment, entry.sheet.sheet.supersedes


def _add_changed_scores(page: Composer, case: Case) -> None:
    """What the member gave before and gives now, where that differs."""
    words = page.words
    rows = list(_changed_scores(case))
    if not rows:
        page.text(words("No score in them was changed."))
        return
    columns = [
        Column(words("Lot"), 0.1),
        Column(words("Candidate"), 0.3),
        Column(words("Item"), 0.12),
        Column(words("Member"), 0.28),
        Column(words("Gave"), 0.1, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Later"), 0.1, styles.CELL_CENTER, styles.HEAD_CENTER),
    ]
    page.table(columns, rows)


def _changed_scores(case: Case) -> Iterator[list[str]]:
    sheets = [entry.sheet.sheet for entry in case.record.entries(SheetEntry)]
    sheets += [former.sheet for former in case.happened(SupersededSheet)]
    later = {sheet.supersedes: sheet for sheet in sheets if sheet.supersedes}
    for former in case.happened(SupersededSheet):
        sheet = later.get(former.commitment)
        now = {score.cell: score.score for score in sheet.scores} if sheet else {}
        for score in former.sheet.scores:
            new = now.get(score.cell, "—")
            if new != score.score:
                lot, code, item = score.cell
                who = case.member_name(former.member)
                yield [lot, named(case, code), item, who, score.score, new]


def _add_alternates(page: Composer, case: Case, closed: int) -> None:
    words, stepped = page.words, case.happened(SteppedIn)
    if not closed:
        return
    page.heading(words("Alternates"), room=60)
    page.text(
        words(
            "{count} alternate(s) had sealed a sheet of their own when the round was opened. Such "
            "a sheet has a lock more, whose key only the alternate has; {opened} of them stepped "
            "in. The sheets of alternates who did not step in stay closed.",
            count=closed,
            opened=len(stepped),
        )
    )
    for found in stepped:
        page.text(
            words(
                "{name} stepped in; the sheet has code {code}.",
                name=case.member_name(found.member),
                code=short_code(found.commitment),
            )
        )
