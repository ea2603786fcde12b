"""A draw as lines for people: how far it has come, and what to publish before it is held."""

from __future__ import annotations

from collections.abc import Iterable

from evalpanel.cli.answers.draw import DrawPart
from evalpanel.domain.draw_check import verify_draw
from evalpanel.domain.draw_entries import Drawing
from evalpanel.language import _


def draw_part(found: Drawing) -> DrawPart:
    """A draw as it is answered."""
    record = found.record
    return DrawPart(
        lot=found.lot,
        state="held" if found.held else "published" if found.commitment else "invited",
        candidates=found.candidates,
        held_at=found.invitation.held_at,
        place=found.invitation.place,
        by=found.invitation.held_by,
        order=verify_draw(record).order if record else (),
        commit_sha256=record.commit_sha256() if record and record.commit else None,
        record=record,
    )


def draw_lines(reference: str, draw: DrawPart) -> list[str]:
    """What is known about a draw; before it is held this is the text to publish."""
    lines = [
        _("Draw for {reference}, lot {lot}", reference=reference, lot=draw.lot),
        _("Between: {candidates}", candidates=", ".join(draw.candidates)),
        _("It is held at {at}, {place}, by {by}.", at=draw.held_at, place=draw.place, by=draw.by),
        *_published(draw),
        *(f"{place}. {candidate}" for place, candidate in enumerate(draw.order, 1)),
    ]
    return [*lines, *next_lines(reference, draw)]


def next_lines(reference: str, draw: DrawPart) -> list[str]:
    """What to type next for a draw; nothing once it is held."""
    if draw.state == "invited":
        return [
            _(
                'Next: evalpanel draw commit {reference} --lot {lot} --source "…", '
                "or after a draw by hand: evalpanel draw record {reference} --lot {lot} …",
                reference=reference,
                lot=draw.lot,
            )
        ]
    if draw.state == "published":
        return [
            _(
                "Next, once its value is known: evalpanel draw reveal {reference} --lot {lot} "
                "--value V",
                reference=reference,
                lot=draw.lot,
            )
        ]
    return []


def list_lines(reference: str, draws: Iterable[DrawPart]) -> list[str]:
    """Every draw of a tender."""
    lines = [line for draw in draws for line in draw_lines(reference, draw)]
    return lines or [_("Nothing is to be drawn in {reference}, and nothing was.",
                       reference=reference)]  # fmt: skip


def _published(draw: DrawPart) -> list[str]:
    record = draw.record
    if record is None or record.commit is None:
        return []
    lines = [
        _("Public source: {source}", source=record.commit.source),
        _("Hash of the one-time code: {hash}", hash=record.commit.code_sha256),
        _("Hash of the rules: {hash}", hash=record.notice.rules_sha256),
        _("Published before the draw, to compare: {code}", code=draw.commit_sha256),
    ]
    if record.reveal is None:
        return [*lines, _("Publish this text before the draw; the code stays here until then.")]
    return [
        *lines,
        _("Its value as typed: {value}", value=record.reveal.value),
        _("One-time code: {code}", code=record.reveal.code),
    ]
