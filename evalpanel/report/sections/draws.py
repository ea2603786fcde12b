"""Draws between equals: who was invited, what was published before, and what came out (R-56)."""

from __future__ import annotations

from collections.abc import Sequence

from evalpanel.domain.draw_entries import Drawing, DrawInvitation, drawings
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Composer
from evalpanel.report.sections.ties import add_tie_decisions


def add_draws(page: Composer, case: Case) -> None:
    """Every draw with all that is needed to repeat it; one line where nothing was drawn."""
    words = page.words
    page.chapter(words("Draws"))
    found = drawings(case.register)
    page.text(
        words(
            "Equals across a cut were drawn for, as the rules announced. Those concerned were "
            "invited before. A draw by computation can be repeated by anybody from what stands "
            "here, with the codes of the candidates: “evalpanel draw verify” does it."
        )
        if found
        else words("None: nothing was drawn.")
    )
    for drawing in found:
        _add_draw(page, case, drawing)
    add_tie_decisions(page, case)


def _add_draw(page: Composer, case: Case, drawing: Drawing) -> None:
    words = page.words
    candidates = joined(drawing.candidates)
    page.heading(
        words("Lot {lot}: draw between {candidates}", lot=drawing.lot, candidates=candidates),
        room=160,
    )
    pairs = _announced(page, case, drawing)
    if drawing.held is None:
        pairs.append((words("Order drawn"), words("this draw was not held")))
    record = drawing.record
    if record is not None:
        pairs += [*_computed(page, record), *_by_hand(page, record), *_outcome(page, case, record)]
    page.facts(pairs)


def _announced(page: Composer, case: Case, drawing: Drawing) -> list[tuple[str, str]]:
    words, invitation = page.words, drawing.invitation
    invited = "\n".join(
        f"{_named(case, one.candidate)}: {page.date(one.told_at)}, {one.told_by}"
        for one in invitation.invited
    )
    before = [
        f"{page.date(other.held_at)}, {other.place}"
        for other in case.happened(DrawInvitation)
        if (other.lot, other.candidates) == (drawing.lot, drawing.candidates)
        and other != invitation
    ]
    return [
        (words("Invited"), invited),
        (words("Invited before for"), "\n".join(before)),
        (words("Announced for"), f"{page.date(invitation.held_at)}, {invitation.place}"),
        (words("Held by"), invitation.held_by),
    ]


def _computed(page: Composer, record: DrawRecordV1) -> list[tuple[str, str]]:
    words, commit, reveal = page.words, record.commit, record.reveal
    if commit is None:
        return []
    published = f"{record.commit_sha256()}\n{page.date(record.notice.made_at)}"
    announced = [
        (words("Public source"), commit.source),
        (words("Hash of the one-time code"), commit.code_sha256),
        (words("Published before the draw"), published),
    ]
    if reveal is None:
        return announced
    return [
        *announced,
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
    if not order:
        return []
    lines = (f"{place}. {_named(case, code)}" for place, code in enumerate(order, 1))
    return [(page.words("Order drawn"), "\n".join(lines))]


def _named(case: Case, code: str) -> str:
    return f"{code} {case.name_of(code)}"


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names)
