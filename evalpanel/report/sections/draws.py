"""Draws between equals: who was invited, what was published before, and what came out (R-56)."""

from __future__ import annotations

from collections.abc import Sequence

from evalpanel.domain.draw_entries import DrawHeld
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.report.case import Case
from evalpanel.report.composer import Composer


def add_draws(page: Composer, case: Case) -> None:
    """Every draw with all that is needed to repeat it; one line where nothing was drawn."""
    words = page.words
    held = [entry.record for entry in case.happened(DrawHeld)]
    page.chapter(words("Draws"))
    if not held:
        page.text(words("None: nothing was drawn."))
        return
    page.text(
        words(
            "Equals across a cut were drawn for, as the rules announced. Those concerned were "
            "invited before. A draw by computation can be repeated by anybody from what stands "
            "here, with the codes of the candidates: “evalpanel draw verify” does it."
        )
    )
    for record in held:
        page.heading(words("Lot {lot}", lot=record.notice.lot), room=160)
        page.facts([*_announced(page, case, record), *_computed(page, record),
                    *_by_hand(page, record), *_outcome(page, case, record)])  # fmt: skip


def _announced(page: Composer, case: Case, record: DrawRecordV1) -> list[tuple[str, str]]:
    words, notice = page.words, record.notice
    invited = "\n".join(
        f"{_named(case, one.candidate)}: {page.date(one.told_at)}, {one.told_by}"
        for one in notice.invited
    )
    return [
        (words("Invited"), invited),
        (words("Announced for"), f"{page.date(notice.held_at)}, {notice.place}"),
        (words("Held by"), notice.by),
    ]


def _computed(page: Composer, record: DrawRecordV1) -> list[tuple[str, str]]:
    words, commit, reveal = page.words, record.commit, record.reveal
    if commit is None or reveal is None:
        return []
    return [
        (words("Public source"), commit.source),
        (words("Hash of the one-time code"), commit.code_sha256),
        (words("Published before the draw"), record.commit_sha256()),
        (words("Value as typed"), reveal.value),
        (words("One-time code"), reveal.code),
        (words("Revealed"), f"{page.date(reveal.revealed_at)}, {reveal.by}"),
        (words("Present"), _listed(reveal.present)),
    ]


def _by_hand(page: Composer, record: DrawRecordV1) -> list[tuple[str, str]]:
    words, drawn = page.words, record.by_hand
    if drawn is None:
        return []
    return [
        (words("Drawn by hand"), f"{page.date(drawn.drawn_at)}, {drawn.by}"),
        (words("How"), drawn.method),
        (words("Witness"), drawn.witness),
        (words("Present"), _listed(drawn.present)),
    ]


def _outcome(page: Composer, case: Case, record: DrawRecordV1) -> list[tuple[str, str]]:
    drawn = record.reveal or record.by_hand
    order = drawn.order if drawn else ()
    lines = (f"{place}. {_named(case, code)}" for place, code in enumerate(order, 1))
    return [(page.words("Order drawn"), "\n".join(lines))]


def _named(case: Case, code: str) -> str:
    return f"{code} {case.name_of(code)}"


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names)
