"""Making and checking the record of a draw: one table of what can be wrong with it (R-56)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from evalpanel.domain.draw import draw_order, fits_commitment
from evalpanel.domain.draw_record import (
    DrawCommit,
    DrawNotice,
    DrawRecordV1,
    DrawReveal,
    HandDraw,
    is_in_one_spelling,
)
from evalpanel.domain.errors import Refused, Sentence


@dataclass(frozen=True)
class DrawCheck:
    """The order of a draw, or every flaw of its record; an order only where there is no flaw."""

    order: tuple[str, ...]
    flaws: tuple[Sentence, ...]

    @property
    def is_valid(self) -> bool:
        """Whether the record holds."""
        return not self.flaws


def demand_announcement(notice: DrawNotice) -> None:
    """Refuse an announcement that comes too late, or of which somebody was not told (R-56)."""
    for flaw in _notice_flaws(notice):
        raise Refused(flaw)


def commit_draw(notice: DrawNotice, commit: DrawCommit) -> DrawRecordV1:
    """The record to publish before the draw.

    Raises:
        Refused: somebody was not invited, or the public value could already be known.
    """
    return _demand_sound(DrawRecordV1(notice=notice, commit=commit))


def reveal_draw(
    record: DrawRecordV1, value: str, code: bytes, at: str, by: str, present: Sequence[str] = ()
) -> DrawRecordV1:
    """The record completed with the public value, the code and the order that follows.

    Raises:
        Refused: it was already drawn, it is too early, the value could be read in two ways, or the
            code is not the one committed to.
    """
    if record.reveal is not None or record.by_hand is not None:
        raise Refused("This draw was already held; a draw is held once.")
    if not is_in_one_spelling(value):
        raise Refused(
            "The value {value} can be read in two ways.",
            hint="Write it as was announced, in letters, digits and signs with single spaces.",
            value=value or "-",
        )
    reveal = DrawReveal(
        revealed_at=at,
        value=value,
        code=code.hex(),
        by=by,
        present=tuple(present),
        order=draw_order(code, value, record.notice.candidates),
    )
    return _demand_sound(record.model_copy(update={"reveal": reveal}))


def record_hand_draw(notice: DrawNotice, by_hand: HandDraw) -> DrawRecordV1:
    """The record of a draw by hand.

    Raises:
        Refused: somebody was not invited, it has no second person as witness, or the order is not
            one of exactly these candidates.
    """
    return _demand_sound(DrawRecordV1(notice=notice, by_hand=by_hand))


def verify_draw(record: DrawRecordV1, published: str = "") -> DrawCheck:
    """Recompute everything in a record: the order it proves, or all its flaws.

    `published` is what was published before the draw, where it is known (`commit_sha256`). Without
    it a record only proves an order for the announcement that it holds itself.
    """
    flaws = list(_flaws(record))
    if published and published.strip().lower() != record.commit_sha256():
        flaws.append(Sentence("The record is not of the announcement that was published."))
    drawn = record.reveal or record.by_hand
    if drawn is None and not flaws:
        flaws.append(Sentence("The draw was announced and not yet held."))
    return DrawCheck(drawn.order if drawn and not flaws else (), tuple(flaws))


def _demand_sound(record: DrawRecordV1) -> DrawRecordV1:
    for flaw in _flaws(record):
        raise Refused(flaw)
    return record


def _flaws(record: DrawRecordV1) -> Iterator[Sentence]:
    yield from _notice_flaws(record.notice)
    if (record.commit is None) == (record.by_hand is None):
        yield Sentence("A draw is either by computation or by hand; the record must hold one.")
    if record.reveal is not None:
        yield from _reveal_flaws(record.notice, record.commit, record.reveal)
    if record.by_hand is not None:
        yield from _hand_flaws(record.notice, record.by_hand)


def _notice_flaws(notice: DrawNotice) -> Iterator[Sentence]:
    if len(set(notice.candidates)) < len(notice.candidates):
        yield Sentence("A candidate stands twice in the draw.")
    if not moment_of(notice.made_at) < moment_of(notice.held_at):
        yield Sentence(
            "The draw must be announced before {held}; the notice is of {made}.",
            held=notice.held_at,
            made=notice.made_at,
        )
    invited = {one.candidate for one in notice.invited}
    missing = sorted(set(notice.candidates) - invited)
    if missing:
        yield Sentence(
            "There is no record that {candidates} were invited to the draw.",
            candidates=", ".join(missing),
        )
    for one in notice.invited:
        if one.candidate not in notice.candidates:
            yield Sentence("{candidate} was invited and is not drawn.", candidate=one.candidate)
        if not moment_of(one.told_at) < moment_of(notice.held_at):
            yield Sentence(
                "{candidate} was told of the draw only at {told}; it was held at {held}.",
                candidate=one.candidate,
                told=one.told_at,
                held=notice.held_at,
            )


def _reveal_flaws(
    notice: DrawNotice, commit: DrawCommit | None, reveal: DrawReveal
) -> Iterator[Sentence]:
    yield from _too_early(notice, reveal.revealed_at)
    if commit is None:
        yield Sentence("The record shows a code that was never committed to.")
        return
    code = bytes.fromhex(reveal.code)
    if not fits_commitment(code, commit.code_sha256):
        yield Sentence("The code is not the one that was committed to.")
    order = draw_order(code, reveal.value, notice.candidates)
    if order != reveal.order:
        yield Sentence(
            "From this code and value follows the order {computed}; the record has {recorded}.",
            computed=", ".join(order),
            recorded=", ".join(reveal.order) or "-",
        )


def _hand_flaws(notice: DrawNotice, drawn: HandDraw) -> Iterator[Sentence]:
    yield from _too_early(notice, drawn.drawn_at)
    if drawn.by.strip().casefold() == drawn.witness.strip().casefold():
        yield Sentence("Who draws cannot be the witness; name another person.")
    if sorted(drawn.order) != sorted(notice.candidates):
        yield Sentence(
            "The order {order} is not one of exactly the candidates in the draw: {candidates}.",
            order=", ".join(drawn.order) or "-",
            candidates=", ".join(notice.candidates),
        )


def _too_early(notice: DrawNotice, at: str) -> Iterator[Sentence]:
    if moment_of(at) < moment_of(notice.held_at):
        yield Sentence(
            "The draw was announced for {held} and held earlier, at {at}.",
            held=notice.held_at,
            at=at,
        )


def moment_of(text: str) -> datetime:
    """A claimed time as a value that can be compared."""
    return datetime.fromisoformat(text)
