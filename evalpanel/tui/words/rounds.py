"""A round in words: of which panel, what for, and how far it is."""

from evalpanel.domain.package import PackageV1
from evalpanel.domain.text import one_line
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import round_word
from evalpanel.tui.home_rows import IssuedRound
from evalpanel.tui.words.lots import lots_words
from evalpanel.usecases.scoring import Desktop


def round_crumbs(package: PackageV1) -> tuple[str, ...]:
    """Panel and round as part of a place, where there is more than one of them."""
    panel = [_("panel {panel}", panel=package.panel)] if len(package.rule_set.panels) > 1 else []
    number = [_("round {number}", number=package.round)] if package.round > 1 else []
    return (*panel, *number)


def round_line(found: IssuedRound) -> str:
    """Panel, round, what it is for, and how far it is."""
    package = found.package
    kind = round_word(spoken(), package.kind)
    name = _("panel {panel}, round {number} ({kind})",
             panel=package.panel, number=package.round, kind=kind)  # fmt: skip
    return f"{_sign(found)} {name}: {_state(found)}"


def why_here(desktop: Desktop) -> str:
    """What a member should know first: why there is this round, and what others score instead."""
    package = desktop.package
    parts = []
    if package.round > 1:
        kind = round_word(spoken(), package.kind)
        reason = one_line(package.reason)
        parts.append(_("Round {number} ({kind}): {reason}",
                       number=package.round, kind=kind, reason=reason))  # fmt: skip
    if desktop.recused_lots:
        parts.append(_("You are recused and do not score: {lots}.",
                       lots=lots_words(desktop.recused_lots)))  # fmt: skip
    return " · ".join(parts)


def _sign(found: IssuedRound) -> str:
    is_done = bool(found.opening) and not found.in_meeting
    return "✓" if is_done else "►"


def _state(found: IssuedRound) -> str:
    if found.opening is None:
        total = found.sealers
        return _("{done} of {total} sealed", done=found.sealed, total=total)
    if found.in_meeting:
        return _("open, the meeting is under way")
    return _("meeting closed") if found.has_meeting else _("open")
