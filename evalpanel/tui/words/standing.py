"""What the ranking screen says above and below a ranking: what is open and what comes next."""

from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.language import _, say
from evalpanel.tui.standing import Standing
from evalpanel.tui.words.draws import draw_next


def lot_statement(standing: Standing, lot: LotRanking, now: str) -> list[str]:
    """What is to be said of a lot: an open tie and the next step, thresholds, and why."""
    lines = []
    if lot.unresolved_tie:
        lines.append(_("▲ A tie across the cut is not resolved: nobody of the tied is selected "
                       "until it is."))  # fmt: skip
    elif standing.tie_in(lot.lot) is not None:
        lines.append(_("▲ Equals in the reserve: who of them moves up is not decided yet."))
    lines += filter(None, [draw_next(standing, lot.lot, now)])
    lines += [
        _("▲ Lots {lots} are equal for {candidate}. Next (e): two persons decide which it gets.",
          lots=", ".join(choice.lots), candidate=choice.candidate)
        for choice in standing.ranked.choices
        if lot.lot in choice.lots
    ]  # fmt: skip
    below = [code for place, code in standing.unconfirmed if place == lot.lot]
    if below:
        lines.append(
            _("▲ Below the threshold: {candidates}. Second confirmation needed (t).",
              candidates=", ".join(below))
        )  # fmt: skip
    return [*lines, *(say(sentence) for sentence in lot.why)]


def standing_note(standing: Standing) -> str:
    """What comes next for all lots together."""
    ranked = standing.ranked
    if ranked.names and "decision" in standing.possible:
        return _("The names stand beside the codes. F8 goes on to the report; b records the "
                 "decision.")  # fmt: skip
    if ranked.names:
        return _("The names stand beside the codes. F8 goes on to the report.")
    tied = [lot.lot for lot in ranked.lots if lot.unresolved_tie]
    below = [f"{code} ({lot})" for lot, code in standing.unconfirmed]
    if not tied and not below:
        return _("Only codes are shown. F7 identifies the candidates with two persons.")
    words = [_("Only codes are shown. Before two persons can identify (F7):")]
    if tied:
        words.append(_("ties in lot {lots};", lots=", ".join(tied)))
    if below:
        words.append(_("thresholds to confirm: {pairs}.", pairs=", ".join(below)))
    return " ".join(words)
