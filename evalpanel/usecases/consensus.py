"""The consensus meeting: one recorded decision per cell, until the meeting closes."""

from collections.abc import Sequence
from dataclasses import dataclass

from evalpanel.domain.consensus import Decision, is_outside
from evalpanel.domain.decision_log import AGREED, HASH
from evalpanel.domain.errors import HasProblems, Problem, Refused
from evalpanel.domain.scale import allowed_text, has_code
from evalpanel.domain.scorefile import DecisionRow, read_decisions
from evalpanel.domain.tender import Opening
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.meeting import AgendaItem, Meeting, meeting_of
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import start_step


@dataclass(frozen=True)
class DecisionInput:
    """What the panel decides on a cell; nobody named means everybody."""

    lot: str
    candidate: str
    item: str
    score: str
    reason: str
    present: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()
    remark: str = ""
    outside_reason: str = ""
    internal_note: str = ""


def record_decision(desk: Desk, reference: str, given: DecisionInput, panel: str = "") -> Decision:
    """Record what was agreed on a cell; a change is a new version (R-45, R-47).

    Raises:
        Refused: off the scale, without reason, with somebody absent, or the meeting is closed.
    """
    with desk.work() as work:
        meeting = _deciding(desk, work, reference, panel)
        decision = _record(desk, work, meeting, given)
        work.commit()
    return decision


def record_unanimous(desk: Desk, reference: str, reason: str, panel: str = "") -> int:
    """Record every undecided cell on which all agreed, with one panel reason (R-44)."""
    with desk.work() as work:
        meeting = _deciding(desk, work, reference, panel)
        same = [a for a in meeting.agenda if a.spread.is_unanimous and a.decision is None]
        for found in same:
            lot, candidate, item = found.cell
            score = next(iter(found.spread.scores.values()))
            _record(desk, work, meeting, DecisionInput(lot, candidate, item, score, reason))
        work.commit()
    return len(same)


def load_decisions(desk: Desk, reference: str, data: bytes, panel: str = "") -> int:
    """Take decisions from a CSV file, all or none; gives their number.

    Raises:
        HasProblems: every decision that cannot be taken.
    """
    rows = read_decisions(data)
    problems = []
    with desk.work() as work:
        meeting = _deciding(desk, work, reference, panel)
        for row in rows:
            try:
                _record(desk, work, meeting, _input(row))
            except Refused as error:
                place = f"{row.lot}, {row.candidate}, {row.item}"
                problems.append(Problem(place, error.sentence))
        if problems:
            raise HasProblems(
                "The decisions have problems; nothing was recorded.",
                tuple(problems),
                hint="Mend the file and load it again.",
            )
        work.commit()
    return len(rows)


def close_meeting(desk: Desk, reference: str, panel: str = "") -> Opening:
    """Close the meeting after its last decision; totals and ranks show from now on.

    Raises:
        Refused: a cell has no decision that counts.
    """
    with desk.work() as work:
        meeting = meeting_of(work, reference, panel)
        if meeting.is_closed:
            return meeting.opening
        start_step(desk, work, reference, "close_meeting", meeting.panel.id)
        undecided = [item.cell for item in meeting.agenda if not item.counts]
        if undecided:
            lot, candidate, item = undecided[0]
            raise Refused(
                "{count} of {total} are not decided yet; the meeting cannot be closed.",
                hint="First: item {item} of {candidate} in lot {lot}.",
                count=len(undecided),
                total=len(meeting.agenda),
                lot=lot,
                candidate=candidate,
                item=item,
            )
        for short in meeting.short:
            raise Refused(short.sentence)
        closed = meeting.opening.model_copy(update={"closed_at": desk.now()})
        work.openings.put(closed)
        write_log(desk, work, "consensus.close", reference, meeting.panel.id)
        work.commit()
    return closed


def _deciding(desk: Desk, work: UnitOfWork, reference: str, panel: str) -> Meeting:
    """The meeting of a panel that still decides."""
    meeting = meeting_of(work, reference, panel)
    if meeting.panel.method != "consensus":
        raise Refused(
            "Panel {panel} takes no decisions: its scores are combined as announced.",
            hint="See the ranking: evalpanel rank {reference}",
            panel=meeting.panel.id,
            reference=meeting.package.reference,
        )
    start_step(desk, work, reference, "decide", meeting.panel.id)
    return meeting


def _record(desk: Desk, work: UnitOfWork, meeting: Meeting, given: DecisionInput) -> Decision:
    package = meeting.package
    found = meeting.item_at((given.lot, given.candidate, given.item))
    present = given.present or (found.required if found else ())
    _demand_valid(meeting, given, present)
    cell = (given.lot, given.candidate, given.item)
    versions = [known for known in work.decisions.of(*package.key) if known.cell == cell]
    decision = Decision(
        reference=package.reference,
        panel=package.panel,
        round=package.round,
        lot=given.lot,
        candidate=given.candidate,
        item=given.item,
        version=len(versions) + 1,
        score=given.score,
        reason=given.reason.strip(),
        present=present,
        agrees=given.agrees or present,
        remark=given.remark,
        outside_reason=given.outside_reason,
        internal_note=given.internal_note,
        by=desk.me.name,
        at=desk.now(),
    )
    work.decisions.add(decision)
    write_log(
        desk,
        work,
        AGREED,
        package.reference,
        " ".join(decision.cell),
        reason=decision.reason,
        old=versions[-1].score if versions else "",
        new=decision.score,
        version=decision.version,
        **{HASH: decision.fingerprint()},
    )
    return decision


def _demand_valid(meeting: Meeting, given: DecisionInput, present: Sequence[str]) -> None:
    cell = (given.lot, given.candidate, given.item)
    found = meeting.item_at(cell)
    if found is None:
        raise Refused(
            "Item {item} of candidate {candidate} in lot {lot} is not on the agenda.",
            lot=given.lot,
            candidate=given.candidate,
            item=given.item,
        )
    scale = meeting.rules.scale_of(meeting.rules.item(given.item))
    if not has_code(scale, given.score):
        raise Refused(
            "{score} is not on the scale of {item}; possible: {codes}.",
            score=given.score or "-",
            item=given.item,
            codes=allowed_text(scale),
        )
    for short in meeting.short:
        if short.lot == given.lot:
            raise Refused(short.sentence)
    _demand_reasons(meeting, found, given)
    _demand_people(found, given, present)


def _demand_reasons(meeting: Meeting, found: AgendaItem, given: DecisionInput) -> None:
    needed = max(1, meeting.panel.reason_min_words)
    if len(given.reason.split()) < needed:
        raise Refused(
            "The decision on {item} of {candidate} needs a reason of at least {needed} words.",
            hint="The reason goes into the letter to the candidate.",
            item=given.item,
            candidate=given.candidate,
            needed=needed,
        )
    outside = is_outside(given.score, tuple(found.spread.scores.values()))
    if outside and not given.outside_reason.strip():
        raise Refused(
            "Nobody gave {score} on {item} of {candidate}; say separately why the panel does.",
            score=given.score,
            item=given.item,
            candidate=given.candidate,
        )


def _demand_people(found: AgendaItem, given: DecisionInput, present: Sequence[str]) -> None:
    everybody = set(found.required)
    unknown = {*present, *given.agrees} - everybody
    if unknown:
        raise Refused(
            "{names} did not score {item} of {candidate}, or left the panel since.",
            hint="Scoring members: {known}.",
            item=given.item,
            candidate=given.candidate,
            names=", ".join(sorted(unknown)),
            known=", ".join(sorted(everybody)),
        )
    absent = everybody - set(present)
    if absent:
        raise Refused(
            "{names} must be present when {item} of {candidate} is decided.",
            hint="An item waits until the whole panel is there.",
            names=", ".join(sorted(absent)),
            item=given.item,
            candidate=given.candidate,
        )


def _input(row: DecisionRow) -> DecisionInput:
    return DecisionInput(**{name: getattr(row, name) for name in DecisionInput.__annotations__})
