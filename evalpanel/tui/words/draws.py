"""A draw between equals in words: what is next, and the text to publish."""

from datetime import datetime

from evalpanel.domain.draw_entries import Drawing
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.standing import Standing
from evalpanel.tui.words.moments import shown_moment


def draw_next(standing: Standing, lot: str, now: str) -> str:
    """What a tie in a lot still asks for; empty where there is none."""
    tie = standing.tie_in(lot)
    if tie is None:
        return ""
    if not standing.is_drawn:
        return _("► The rules do not say what decides. Next (e): two persons decide, with reason "
                 "and ground.")  # fmt: skip
    draw = standing.draw_in(lot)
    if draw is None:
        return _("► Next (d): invite everybody in the tie to the draw: {candidates}.",
                 candidates=", ".join(tie.candidates))  # fmt: skip
    at = shown_moment(draw.invitation.held_at)
    if draw.commitment is None:
        return _("► Invited for {at}, {place}. Next (d): publish the draw before that time, or "
                 "record it after it was done by hand.",
                 at=at, place=one_line(draw.invitation.place))  # fmt: skip
    if not draw.is_bound(now):
        return _("► The draw is published. After {at} (d) its public value is typed here.", at=at)
    return _("► Since {at} the value of the public source can be known. Next (d): type it here.",
             at=at)  # fmt: skip


def draw_text(draw: Drawing) -> list[str]:
    """What is known of a draw; once it is fixed this is the text to publish (R-56)."""
    told = draw.invitation
    lines = [
        _("Draw for {reference}, lot {lot}", reference=told.reference, lot=draw.lot),
        _("Between: {candidates}", candidates=", ".join(draw.candidates)),
        _("When, where and by whom: {at}, {place}, {by}",
          at=_with_zone(told.held_at), place=one_line(told.place), by=one_line(told.held_by)),
    ]  # fmt: skip
    record = draw.record
    if record is not None and record.commit is not None:
        lines += [
            _("Public source: {source}", source=one_line(record.commit.source)),
            _("Hash of the one-time code: {hash}", hash=record.commit.code_sha256),
            _("Hash of the rules: {hash}", hash=record.notice.rules_sha256),
            _("Code of this text, to compare later: {code}", code=record.commit_sha256()),
        ]
    return lines


def _with_zone(moment: str) -> str:
    """The time for those who read it elsewhere, on the clock of the laptop with its offset."""
    offset = datetime.fromisoformat(moment).astimezone().isoformat()[-len("+02:00") :]
    return f"{shown_moment(moment)} (UTC{offset})"
