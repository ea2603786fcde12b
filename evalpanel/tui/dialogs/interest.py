"""Deciding on the interest of a member: the case, the measure, and what it rests on (R-11)."""

from collections.abc import Sequence

from evalpanel.domain.conflicts import MEASURES, Case
from evalpanel.domain.text import one_line
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import measure_word
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.form import Field, Form
from evalpanel.tui.msgids import msgid
from evalpanel.tui.words.lots import lots_words

ALLEGE = "allege"
"""The answer that brings up an interest that was not declared."""
MEASURE_WORDS = {
    "none": msgid("No measure: the member scores as the others do"),
    "recusal": msgid("Recusal: the member does not score where the candidate applied"),
    "replacement": msgid("Replacement: somebody else takes the seat"),
    "exclusion": msgid("The candidate is to be excluded (then fail its gate, with two persons)"),
}


def case_text(case: Case) -> str:
    """Who, in whom, what, and what was decided."""
    who = f"{one_line(case.member_name)} → {one_line(case.name)}: {one_line(case.what)}"
    if case.decided is None:
        return f"○ {who}\n    {_('not decided yet')}"
    words = measure_word(spoken(), case.decided.measure)
    if case.decided.measure == "recusal":
        words = f"{words}, {lots_words(case.decided.lots)}"
    by = _("by {name}", name=one_line(case.decided.decided_by))
    return f"✓ {who}\n    {words}, {by}"


def cases_dialog(cases: Sequence[Case]) -> ChooseOne:
    """Every case, those that are open first; the last line brings up another one."""
    places = sorted(range(len(cases)), key=lambda place: not cases[place].is_open)
    options = [(str(place), case_text(cases[place])) for place in places]
    text = _("Somebody other than the member decides. Nothing is issued while one is open.")
    return ChooseOne(
        _("Interests of members"),
        text,
        [*options, (ALLEGE, _("+ Bring up an interest that was not declared"))],
    )


def measure_dialog(case: Case) -> ChooseOne:
    """What is done about it."""
    options = [(measure, _(MEASURE_WORDS[measure])) for measure in MEASURES]
    return ChooseOne(_("Which measure?"), case_text(case), options)


def facts_form(case: Case, measure: str, typed: dict[str, str]) -> Form:
    """What was established, how, and why this measure follows."""
    who = one_line(case.member_name)
    fields = [
        Field("facts", _("Facts: what was established")),
        Field("reason", _("Reason: why this measure follows")),
        Field("investigation", _("How it was looked into"), is_needed=False),
    ]
    text = _(
        "{member}, interest in {name}: {measure}. It goes into the report.",
        measure=measure_word(spoken(), measure),
        member=who,
        name=one_line(case.name),
    )
    if measure == "recusal":
        fields.append(Field("lots", _("Other lots too, with commas between"), is_needed=False))
        text += " " + _("The lots where the candidate applied follow by themselves.")
    return Form(_("Decide on this interest"), text, _("Record"), fields, typed)


def raise_form(member: str, name: str, typed: dict[str, str]) -> Form:
    """What the interest is said to be, and who says so."""
    fields = (
        Field("what", _("What the interest is")),
        Field("alleged_by", _("Who brings it up")),
    )
    text = _("{member} is said to have an interest in {name}. It is a case to decide from now on.",
             member=one_line(member), name=one_line(name))  # fmt: skip
    return Form(_("Bring up an interest"), text, _("Record"), fields, typed)
