"""What a second person is asked to confirm, in words."""

from collections.abc import Iterable, Mapping

from evalpanel.domain.acts import Act
from evalpanel.domain.text import one_line
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import act_word


def acts_text(acts: Iterable[Act], names: Mapping[str, str]) -> str:
    """A line per act; `names` gives the name of a candidate by its id, of a member by the key."""
    lines = [f"· {_line(act, names)}" for act in acts] or [f"· {_opening()}"]
    head = _("A second person confirms this; both names go into the report.")
    return "\n".join((head, "", *lines))


def _line(act: Act, names: Mapping[str, str]) -> str:
    if act.kind == "opening":
        return _opening()
    if act.kind == "gate":
        candidate = act.subject.get("candidate", "")
        return _(
            "{candidate} does not pass {gate}: {reason}",
            candidate=one_line(names.get(candidate, candidate)),
            gate=act.subject.get("gate", ""),
            reason=one_line(act.subject.get("reason", "")),
        )
    if act.kind == "threshold":
        return _(
            "{candidate} is below the threshold in lot {lot}: {reason}",
            candidate=act.subject.get("candidate", ""),
            lot=act.subject.get("lot", ""),
            reason=one_line(act.subject.get("reason", "")),
        )
    about = act.subject.get("candidate") or act.subject.get("name") or ""
    words = _("interest of a member") if act.kind == "conflict" else act_word(spoken(), act.kind)
    if act.kind == "panel_change":
        seat = [names.get(act.subject.get(key, ""), "") for key in ("member", "new")]
        about = " → ".join(filter(None, seat))
    parts = (words, one_line(names.get(about, about)), one_line(act.subject.get("reason", "")))
    return ": ".join(part for part in parts if part)


def _opening() -> str:
    return _("the applications are opened")
