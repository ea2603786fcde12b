"""The steps before scoring as lines: the steps, and between cards and issue the interests."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from evalpanel.domain.conflicts import Case
from evalpanel.domain.people import Member
from evalpanel.domain.text import one_line
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import roles_text
from evalpanel.tui.msgids import msgid
from evalpanel.tui.words.moments import days_in_words
from evalpanel.usecases.preparation import Preparation

INTERESTS = "interests"
"""The line for the interests of members, which stands there once there are any."""
STEP_WORDS = {
    "rules": msgid("Take in the rule set"),
    "lock": msgid("Lock the rule set"),
    "receive": msgid("Receive the applications"),
    "opening": msgid("Open them with two persons"),
    "gates": msgid("Judge the gates"),
    "invite": msgid("Invite the panel"),
    "cards": msgid("Take in the cards"),
    INTERESTS: msgid("Decide on interests"),
    "issue": msgid("Issue the package"),
}


@dataclass(frozen=True)
class StepRow:
    """A line of the checklist: its step, its key, and whether it is done or can be taken now."""

    id: str
    key: str
    is_done: bool
    is_possible: bool
    detail: str

    @property
    def content(self) -> Content:
        """Key, sign, words and detail."""
        sign, style = ("✓", "$success") if self.is_done else ("►", "bold $accent")
        if not self.is_done and not self.is_possible:
            sign, style = "·", "$quiet"
        words = _(STEP_WORDS[self.id]).ljust(28)
        detail = Content(one_line(days_in_words(self.detail))).stylize("$quiet")
        return Content(f"{self.key} {sign} {words} ").stylize(style) + detail


def step_rows(found: Preparation, cases: tuple[Case, ...]) -> Iterator[StepRow]:
    """Every step; while an interest is not decided nothing can be issued (R-11)."""
    undecided = sum(case.is_open for case in cases)
    for number, step in enumerate(found.steps, 1):
        possible = step.is_possible
        if step.id == "issue" and cases:
            yield StepRow(INTERESTS, "i", not undecided, True, _cases_words(undecided, len(cases)))
            possible = possible and not undecided
        yield StepRow(step.id, str(number), step.is_done, possible, say(step.detail))


def why_not(row: StepRow) -> str:
    """Why a step cannot be taken now."""
    if row.is_done:
        return _("This step is done; nothing is left to do here.")
    return _("This step waits for a step before it; ► stands before what can be done now.")


def member_line(member: Member) -> str:
    """Who, with which roles on which panels, and whether the code was compared."""
    entry = member.entry
    sign, words = ("✓", _("code compared")) if member.confirmed else ("○", _("compare the code"))
    roles = roles_text(spoken(), entry.roles)
    return f"{sign} {one_line(entry.name)}: {roles} · {words} {entry.signed.code}"


def _cases_words(undecided: int, total: int) -> str:
    if undecided == 1:
        return _("1 interest still to decide")
    if undecided:
        return _("{count} interests still to decide", count=undecided)
    return _("{count} decided", count=total)
