"""One state machine from draft to archived: which step may be taken when, and by whom.

`STEPS` holds the phases, guards and roles of every step; `refusal` says why a step may not be
taken now. What depends on one candidate, one cell or one panel's people is checked where the step
is taken, after this.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.people import Role
from evalpanel.domain.phases import LACKING, NO_DECISION, PHASES, Facts, Phase, phase_of
from evalpanel.domain.roles import ANYBODY, CHAIR, LEAD, Group

__all__ = [
    "PHASES", "STEPS", "Facts", "Phase", "Step", "StepRule", "lacking", "phase_of", "refusal",
]  # fmt: skip

Step = Literal[
    "rules", "lock", "plan", "receive", "opening", "admit", "gate", "fail_gate", "clarify",
    "invite", "add_member", "confirm_card", "conflict", "recuse", "replace", "issue", "revise",
    "new_round", "merge", "reopen", "open_round", "decide", "close_meeting", "rank", "draw", "tie",
    "threshold", "identify", "decision", "withdraw_decision", "report", "letters", "withdraw",
    "erratum", "follow_up", "name", "confirm", "suspend", "resume", "archive",
]  # fmt: skip


@dataclass(frozen=True)
class Guard:
    """A condition beside the phase: what must hold, and what is said when it does not."""

    holds: Callable[[Facts], bool]
    sentence: Sentence
    hint: Sentence = Sentence("")  # noqa: RUF009 - a Sentence is frozen


_DEADLINE_PASSED = Guard(
    lambda facts: facts.deadline_passed,
    Sentence("The deadline of {reference} ({deadline}) has not passed; nothing can be opened."),
)
_NOTHING_WAITS = Guard(
    lambda facts: not facts.waiting_acts,
    Sentence("These acts still wait for a second person: {waiting_acts}."),
    Sentence("Confirm each: evalpanel confirm {reference} ACT --identity OTHER.evkey"),
)
_IS_SUSPENDED = Guard(
    lambda facts: bool(facts.suspended_at),
    Sentence("{reference} is not suspended."),
)
_NOT_SUSPENDED = Guard(
    lambda facts: not facts.suspended_at,
    Sentence("{reference} is suspended since {suspended_at}: {suspended_why}"),
    Sentence("Go on with: evalpanel tender resume {reference} --reason R"),
)
"""Holds for every step that is not marked as possible during a suspension."""
_ARCHIVED = (
    Sentence("{reference} was archived on {archived_at}; nothing in it can change any more."),
    Sentence("It can still be read, verified and exported."),
)


_CONCLUDED = Sentence("The decision on {reference} was recorded on {concluded_at}.")
_WITHDRAW_DECISION = Sentence(
    "Withdraw it first: evalpanel decision withdraw {reference} --reason R"
)


@dataclass(frozen=True)
class StepRule:
    """When a step may be taken: from the first up to and including the last phase."""

    first: Phase
    last: Phase
    by: Group = LEAD
    guards: tuple[Guard, ...] = ()
    too_late: Sentence = Sentence("This step of {reference} is over.")  # noqa: RUF009 - frozen
    hint: Sentence = Sentence("See how far it is: evalpanel tender list")  # noqa: RUF009 - frozen
    """What to do when it is too late."""
    in_suspension: bool = False

    @property
    def phases(self) -> tuple[Phase, ...]:
        """All phases in which it may be taken."""
        return PHASES[PHASES.index(self.first) : PHASES.index(self.last) + 1]


_MEETING = StepRule(
    "meeting",
    "meeting",
    by=CHAIR,
    too_late=Sentence("The meeting was closed on {closed_at}; its decisions stand."),
)
_SETTLING = StepRule("decided", "reported", by=CHAIR, too_late=_CONCLUDED, hint=_WITHDRAW_DECISION)

STEPS: Mapping[Step, StepRule] = {
    "rules": StepRule(
        "draft",
        "draft",
        too_late=Sentence("The rule set of {reference} is locked."),
        hint=Sentence(
            "Move the planning with evalpanel tender plan; anything else takes an erratum: "
            "evalpanel tender erratum"
        ),
    ),
    "lock": StepRule("draft", "draft", too_late=Sentence("The rule set of {reference} is locked.")),
    "plan": StepRule("draft", "concluded", in_suspension=True),
    "receive": StepRule(
        "locked",
        "received",
        too_late=Sentence(
            "The applications of {reference} were opened on {opened_at}; no more can be received."
        ),
    ),
    "opening": StepRule(
        "received",
        "received",
        guards=(_DEADLINE_PASSED,),
        too_late=Sentence("The applications of {reference} were opened on {opened_at}."),
    ),
    "admit": StepRule("opened", "reported"),
    "gate": StepRule(
        "opened",
        "opened",
        too_late=Sentence(
            "The package of {reference} was issued; a gate can now only be failed, by two persons."
        ),
        hint=Sentence(
            "A candidate that proves unfit: evalpanel gate set {reference} CANDIDATE GATE "
            "failed --reason R"
        ),
    ),
    "fail_gate": StepRule("opened", "reported"),
    "clarify": StepRule("opened", "reported", in_suspension=True),
    "invite": StepRule("opened", "reported"),
    "add_member": StepRule(
        "opened",
        "opened",
        too_late=Sentence("The package of {reference} was issued; its panel can no longer change."),
        hint=Sentence("A member who drops out: evalpanel panel replace {reference} OLD NEW"),
    ),
    "confirm_card": StepRule("opened", "reported"),
    "conflict": StepRule("opened", "reported", in_suspension=True),
    "recuse": StepRule("opened", "reported"),
    "replace": StepRule("opened", "reported"),
    "issue": StepRule(
        "opened",
        "opened",
        guards=(_NOTHING_WAITS,),
        too_late=Sentence("The package of {reference} was already issued."),
        hint=Sentence("Hand out the file that was written then."),
    ),
    "revise": StepRule(
        "sealing",
        "sealed",
        guards=(_NOTHING_WAITS,),
        too_late=Sentence("The round of {reference} is open; its package can no longer change."),
        hint=Sentence(
            "Who left is replaced in a round of its own: evalpanel issue {reference} "
            "--kind replacement --reason R"
        ),
    ),
    "new_round": StepRule("meeting", "reported", guards=(_NOTHING_WAITS,)),
    "merge": StepRule("sealing", "reported"),
    "reopen": StepRule(
        "sealing",
        "sealed",
        by=CHAIR,
        too_late=Sentence("The round of {reference} is open; what was sealed for it stands."),
    ),
    "open_round": StepRule(
        "sealed",
        "sealed",
        by=CHAIR,
        too_late=Sentence("The round of {reference} is open already."),
    ),
    "decide": _MEETING,
    "close_meeting": _MEETING,
    "rank": StepRule("decided", "archived", by=ANYBODY, in_suspension=True),
    "draw": _SETTLING,
    "tie": _SETTLING,
    "threshold": _SETTLING,
    "identify": StepRule(
        "decided",
        "decided",
        too_late=Sentence("The candidates of {reference} are identified already."),
        hint=Sentence("See them: evalpanel rank {reference}"),
    ),
    "decision": StepRule(
        "identified",
        "reported",
        guards=(_NOTHING_WAITS,),
        too_late=_CONCLUDED,
        hint=_WITHDRAW_DECISION,
    ),
    "withdraw_decision": StepRule("concluded", "concluded"),
    "report": StepRule("identified", "concluded", guards=(_NOTHING_WAITS,)),
    "letters": StepRule("concluded", "concluded"),
    "withdraw": StepRule(
        "received",
        "reported",
        too_late=_CONCLUDED,
        hint=Sentence(
            "A withdrawal changes its outcome, so a new decision goes to everybody. First: "
            "evalpanel decision withdraw {reference} --reason R"
        ),
        in_suspension=True,
    ),
    "erratum": StepRule(
        "locked",
        "sealed",
        too_late=Sentence(
            "A round of {reference} is open for the rules as they are; an erratum would "
            "make every sheet invalid."
        ),
        hint=Sentence("Suspend the procedure, and decide whether to begin anew."),
    ),
    "follow_up": StepRule("decided", "concluded"),
    "name": StepRule("opened", "concluded"),
    "confirm": StepRule("locked", "concluded"),
    "suspend": StepRule("locked", "concluded"),
    "resume": StepRule("locked", "concluded", guards=(_IS_SUSPENDED,), in_suspension=True),
    "archive": StepRule("locked", "concluded"),
}
"""The whole machine."""


def refusal(
    facts: Facts, step: Step, roles: Collection[Role] = tuple(LEAD.roles)
) -> Refused | None:
    """Why somebody with these roles may not take a step now, or None."""
    rule, phase = STEPS[step], phase_of(facts)
    if phase == "archived" and rule.last != "archived":
        return _refused(facts, *_ARCHIVED)
    if rule.by.roles.isdisjoint(roles):
        return Refused("Only {who} can do this.", who=rule.by.words)
    if PHASES.index(phase) < PHASES.index(rule.first):
        return lacking(facts)
    if phase not in rule.phases:
        return _refused(facts, rule.too_late, rule.hint)
    guards = rule.guards if rule.in_suspension else (_NOT_SUSPENDED, *rule.guards)
    broken = next((guard for guard in guards if not guard.holds(facts)), None)
    return _refused(facts, broken.sentence, broken.hint) if broken else None


def lacking(facts: Facts) -> Refused:
    """What a tender lacks to go on from the phase in which it is."""
    return _refused(facts, *LACKING.get(phase_of(facts), NO_DECISION))


def _refused(facts: Facts, sentence: Sentence, hint: Sentence) -> Refused:
    return Refused(sentence.template, hint=hint.template, **facts.values())
