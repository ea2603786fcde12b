"""A gate in words: outcome, reason, evidence and the request that runs (R-22, R-24, R-27)."""

from collections import defaultdict
from dataclasses import replace

from textual.content import Content

from evalpanel.domain.clarification import Clarification
from evalpanel.domain.evidence import LACKING, EvidenceFound, lack_of
from evalpanel.domain.text import one_line
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import clarification_word, evidence_kind_word
from evalpanel.tui.msgids import msgid
from evalpanel.tui.words.lots import lot_words, lots_words
from evalpanel.tui.words.moments import days_in_words, shown_day
from evalpanel.usecases.applications import Applicant
from evalpanel.usecases.gate_lines import GateLine, sign_of

OUTCOME_WORDS = {
    "not_judged": msgid("not judged yet"),
    "met": msgid("met"),
    "comparable": msgid("met by comparable evidence"),
    "repair": msgid("to be repaired"),
    "failed": msgid("failed"),
    "accepted": msgid("accepted"),
    "not_accepted": msgid("not accepted"),
}
STANDING_WORDS = {
    "late": msgid("too late"),
    "not_admitted": msgid("not admitted to the pool"),
    "withdrawn": msgid("withdrawn"),
    "excluded": msgid("excluded"),
    "open": msgid("open"),
    "admitted": msgid("to the panel"),
}
_SIGNS = {
    "passed": ("✓", "$success"),
    "failed": ("×", "bold $error"),
    "waits": ("▲", "bold $accent"),
    "open": ("○", "$accent"),
}
_INDENT = "\n        "


def gate_row(line: GateLine) -> Content:
    """Sign, gate and outcome; below it reason, evidence that does not do, and the request."""
    sign, style = _SIGNS[sign_of(line)]
    outcome = line.judgement.outcome if line.judgement else "not_judged"
    words = _("failure waits for a second person") if line.waits else _(OUTCOME_WORDS[outcome])
    row = (
        Content(f"{sign} {line.need.gate.ljust(5)}").stylize(style)
        + Content(f"{one_line(line.need.title)}{_where(line)}: ")
        + Content(words).stylize(style)
    )
    reason = one_line(line.judgement.reason) if line.judgement else ""
    below = [*([reason] if reason else []), *evidence_lines(line)]
    if line.request is not None and line.request.state != "settled":
        below.append(request_line(line.request))
    return row + Content("".join(_INDENT + text for text in below)).stylize("$quiet")


def standing_words(applicant: Applicant) -> str:
    """How it stands, each standing with its lots in the order of the application."""
    lots: defaultdict[str, list[str]] = defaultdict(list)
    for admission in applicant.admissions:
        lots[_(STANDING_WORDS[admission.standing])].append(admission.lot)
    return " · ".join(f"{words}: {lots_words(tuple(found))}" for words, found in lots.items())


def entity_words(line: GateLine) -> str:
    """The legal entity that is judged, empty where all are judged together."""
    return "" if line.need.entity == "*" else one_line(line.need.entity)


def evidence_lines(line: GateLine) -> list[str]:
    """A line per kind of evidence that the gate asks."""
    return [_evidence(found) for found in line.evidence]


def lacking_words(line: GateLine) -> str:
    """The evidence without which nobody can say that the gate is met without a reason."""
    lacks = (_lack(found) for found in line.evidence if found.state in LACKING)
    return days_in_words("; ".join(lacks))


def request_line(asked: Clarification) -> str:
    """A request for clarification with its term."""
    request, state = asked.request, clarification_word(spoken(), asked.state)
    sign = "▲" if asked.state in ("overdue", "answered_late") else "►"
    return _("{sign} asked on {sent}, term ends {ends}: {state}",
             sign=sign, sent=shown_day(request.sent), ends=shown_day(request.ends),
             state=state)  # fmt: skip


def _where(line: GateLine) -> str:
    entity = f" ({entity_words(line)})" if entity_words(line) else ""
    return entity + ("" if line.lot == "*" else f" · {lot_words(line.lot)}")


def _evidence(found: EvidenceFound) -> str:
    words = one_line(days_in_words(_lack(found)))
    if found.state in LACKING:
        return f"▲ {words}"
    until = _("until {day}", day=shown_day(str(found.expires))) if found.expires else ""
    return f"✓ {words} {until}".rstrip()


def _lack(found: EvidenceFound) -> str:
    """What there is of it, with the kind in words."""
    return say(lack_of(replace(found, kind=evidence_kind_word(spoken(), found.kind))))
