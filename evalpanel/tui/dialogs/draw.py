"""What is asked at each step of a draw between equals (R-56)."""

from evalpanel.domain.allocation import OpenTie
from evalpanel.domain.draw_entries import Drawing
from evalpanel.language import _
from evalpanel.tui.dialogs.form import Field, Form
from evalpanel.tui.words.moments import field_moment, shown_moment

_TIME = "2026-06-12 20:00"


def invitation_form(tie: OpenTie, by: str, typed: dict[str, str]) -> Form:
    """When, where and by whom is drawn, and how those concerned were told."""
    text = _(
        "Everybody in the tie is invited and may attend: {candidates}. Record here what they "
        "were told; the draw is held at that time and place.",
        candidates=", ".join(tie.candidates),
    )
    fields = (
        Field("at", _("When it is drawn (clock of this laptop)"), _TIME),
        Field("place", _("Where")),
        Field("by", _("By whom"), value=by),
        Field("told_by", _("How they were told"), value=_("letter")),
        Field("told_at", _("When they were told, if not now"), _TIME, is_needed=False),
    )
    return Form(_("Invite to the draw"), text, _("Record"), fields, typed)


def publish_form(draw: Drawing, typed: dict[str, str]) -> Form:
    """Which public source decides."""
    text = _(
        "On {at} a public source gives a value that nobody can know now. Name the source, and "
        "how its value is written down, so that there is only one way to type it.",
        at=shown_moment(draw.invitation.held_at),
    )
    example = _("the closing price of the AEX, with a point and two decimals")
    fields = (Field("source", _("Public source, and how its value is written"), example),)
    return Form(_("Publish the draw"), text, _("Publish"), fields, typed)


def reveal_form(draw: Drawing, typed: dict[str, str]) -> Form:
    """The value of the public source; a draw is held once."""
    commit = draw.record.commit if draw.record else None
    text = _(
        "Source: {source}\nType its value exactly as that says. A draw is held once.",
        source=commit.source if commit else "–",
    )
    fields = (
        Field("value", _("Value")),
        Field("present", _("Who attended, with commas between the names"), is_needed=False),
    )
    return Form(_("Reveal the draw"), text, _("Reveal"), fields, typed)


def hand_form(draw: Drawing, typed: dict[str, str]) -> Form:
    """How it was drawn by hand, under whose eyes, and what came out."""
    text = _(
        "A draw by hand needs a witness: another person than who draws. The order holds these "
        "codes, the first one drawn first: {candidates}",
        candidates=", ".join(draw.candidates),
    )
    told = draw.invitation
    fields = (
        Field("order", _("Order, with commas between the codes"), ", ".join(draw.candidates)),
        Field("at", _("When it was drawn"), _TIME, value=field_moment(told.held_at)),
        Field("method", _("How it was drawn"), _("folded papers from a bowl")),
        Field("by", _("By whom"), value=told.held_by),
        Field("witness", _("Witness")),
        Field("present", _("Who else attended, with commas between"), is_needed=False),
    )
    return Form(_("Draw by hand"), text, _("Record"), fields, typed)
