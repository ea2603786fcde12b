"""What the meeting screen says about one item, before and after the reveal."""

from collections.abc import Iterator
from fractions import Fraction

from textual.content import Content

from evalpanel.domain.exact import decimal_text
from evalpanel.domain.package import Cell
from evalpanel.domain.scale import value_of
from evalpanel.domain.sheet import Score
from evalpanel.domain.text import clean_text, one_line
from evalpanel.language import _, spoken
from evalpanel.tui.widgets.score_marks import MemberMark
from evalpanel.tui.words.moments import shown_clock
from evalpanel.usecases.meeting import AgendaItem, Meeting

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def waiting_text(meeting: Meeting, cell: Cell) -> Content:
    """Question and scale; nothing of what anybody gave."""
    item = meeting.rules.item(cell[2])
    scale = meeting.rules.scale_of(item)
    steps = [(s.code, s.label, s.definition) for s in scale.steps]
    if scale.range is not None:
        steps = [(f"≥ {b.from_}", b.label, b.definition) for b in scale.range.bands]
    lines = [
        Content(clean_text(item.text)),
        Content(""),
        *(
            Content(f"{code:>4}  ").stylize("bold")
            + Content(f"{one_line(label)}: ")
            + Content(one_line(definition)).stylize("$quiet")
            for code, label, definition in steps
        ),
        Content(""),
        Content(_("► Press space to reveal all scores together.")).stylize("bold $accent"),
    ]
    return Content("\n").join(lines)


def member_marks(meeting: Meeting, item: AgendaItem) -> list[MemberMark]:
    """What each member gave."""
    return [
        MemberMark(letter, one_line(name), item.spread.scores[key])
        for letter, key, name in lettered(meeting)
        if key in item.spread.scores
    ]


def revealed_text(meeting: Meeting, item: AgendaItem) -> Content:
    """The spread, who speaks first, and the average as information."""
    return Content("\n").join(
        [
            _spread_line(item),
            _speaking_line(meeting, item),
            Content(_mean_words(meeting, item)).stylize("$quiet"),
        ]
    )


def reason_texts(meeting: Meeting, item: AgendaItem) -> list[Content]:
    """Per member: name and score, then plus, minus, reason, place and question."""
    return [
        Content(f"{letter} {one_line(name)} · {item.spread.scores[key]}").stylize("bold $secondary")
        + Content("").join(list(_reason_lines(item.scores[key])))
        if key in item.scores
        else Content(f"{letter} {one_line(name)} · {_('recused')}").stylize("$quiet")
        for letter, key, name in lettered(meeting)
    ]


def state_words(item: AgendaItem, *, has_draft: bool) -> str:
    """Whether the decision is recorded and counts; empty where there is none."""
    decision = item.decision
    if has_draft:
        return _("◆ not recorded yet")
    if decision is None:
        return ""
    at = shown_clock(decision.at)
    if item.counts:
        return _("✓ recorded {at}, version {number}", at=at, number=decision.version)
    missing = ", ".join(one_line(n) for n in decision.present if n not in decision.agrees)
    return _("× does not count: {names}", names=missing)


def lettered(meeting: Meeting) -> list[tuple[str, str, str]]:
    """A letter, key and name per member, in the order of the names."""
    ordered = sorted(meeting.members.items(), key=lambda member: member[1].casefold())
    return [
        (_LETTERS[place % len(_LETTERS)], key, name) for place, (key, name) in enumerate(ordered)
    ]


def _reason_lines(score: Score) -> Iterator[Content]:
    for sign, text, style in (
        ("+", score.plus, "bold $success"),
        ("−", score.minus, "bold $error"),
        ("", score.reason, ""),
        ("¶", score.reference, "$quiet"),
        ("?", score.question, "$quiet"),
    ):
        if text.strip():
            mark = Content(f"\n{sign} ").stylize(style) if sign else Content("\n")
            yield mark + Content(clean_text(text.strip()))


def _spread_line(item: AgendaItem) -> Content:
    if item.spread.is_unanimous:
        return Content(_("✓ Everybody gave the same score.")).stylize("$success")
    steps = item.spread.steps
    words = _("spread 1 step") if steps == 1 else _("spread {steps} steps", steps=steps)
    if item.spread.must_discuss:
        return Content(_("▲ Discuss: ")).stylize("bold $error") + Content(words)
    return Content(words)


def _speaking_line(meeting: Meeting, item: AgendaItem) -> Content:
    names = [one_line(meeting.members[key]) for key in item.speaking]
    line = Content(_("Speaks first: ")).stylize("bold") + Content(names[0])
    rest = ", ".join(names[1:])
    words = _("then {names}; the chair last", names=rest) if rest else _("the chair last")
    return line + Content(f", {words}")


def _mean_words(meeting: Meeting, item: AgendaItem) -> str:
    rule = meeting.rules.item(item.cell[2])
    scale, points = meeting.rules.scale_of(rule), meeting.rules.points_of(rule)
    values = [value_of(scale, code) for code in item.spread.scores.values()]
    mean = sum(values, Fraction(0)) / len(values) * points
    return _(
        "Average {mean} of {points} points (for information only)",
        mean=spoken().number(decimal_text(mean, 2)),
        points=spoken().number(decimal_text(points, 2)),
    )
