"""`panel conflict`: interests of members as cases that somebody else decides."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.answers.conflicts import CaseAnswer, CaseListAnswer, CasePart
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, Effect, MemberName, Reason, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.domain.conflicts import Case
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import measure_word
from evalpanel.usecases.conflicts import decide_case, list_cases, raise_case
from evalpanel.usecases.panel_changes import effect_of

app = noun("Interests of members: cases that somebody else decides.")

Name = Annotated[
    str, typer.Argument(metavar="CANDIDATE_OR_ENTITY", help="In whom the member has an interest.")
]


@app.command("list")
def list_conflicts(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List every declared or alleged interest and what was decided on it."""
    parts = tuple(_part(case) for case in list_cases(session_of(context).desk(), reference))
    heads = (_("Member"), _("Interest in"), _("What"), _("Measure"), _("Lots"), _("Decided by"))
    rows = [
        (
            part.member,
            part.name,
            part.what,
            measure_word(spoken(), part.measure) if part.measure else _("not decided yet"),
            _lots(part),
            part.decided_by or "-",
        )
        for part in parts
    ]
    give(CaseListAnswer(cases=parts), table(heads, rows), as_json=as_json)


@app.command("raise")
def raise_conflict(
    context: typer.Context,
    reference: Reference,
    member: MemberName,
    name: Name,
    what: Annotated[str, typer.Option("--what", metavar="W", help="What the interest is.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who brings it up.")],
    as_json: AsJson = False,
) -> None:
    """Bring up an interest that the member did not declare."""
    desk = session_of(context).desk()
    part = _part(raise_case(desk, reference, member, name, what=what, alleged_by=by))
    line = _("The interest of {member} in {name} is to be decided.", member=part.member, name=name)
    give(CaseAnswer(case=part), [line], as_json=as_json)


Measure = Annotated[
    str,
    typer.Option("--measure", metavar="M", help="none, recusal, replacement or exclusion (of it)."),
]
MoreLots = Annotated[
    list[str] | None,
    typer.Option(
        "--lot",
        metavar="L",
        help="A lot beside those that the candidate applied for; may be repeated.",
    ),
]


@app.command()
def decide(
    context: typer.Context,
    reference: Reference,
    member: MemberName,
    name: Name,
    measure: Measure,
    facts: Annotated[str, typer.Option("--facts", metavar="F", help="What was established.")],
    reason: Reason,
    investigation: Annotated[
        str, typer.Option("--investigation", metavar="I", help="How it was looked into.")
    ] = "",
    lot: MoreLots = None,
    effect: Effect = "void",
    as_json: AsJson = False,
) -> None:
    """Decide a case; the lots of a recusal follow from what the candidate applied for."""
    desk = session_of(context).desk()
    act = decide_case(
        desk, reference, member, name, measure=measure, facts=facts, reason=reason,
        investigation=investigation, lots=lot or (), effect=effect_of(effect),
    )  # fmt: skip
    if act is not None:
        give_act(act, as_json=as_json)
        return
    parts = reversed([_part(case) for case in list_cases(desk, reference)])
    part = next(part for part in parts if (part.name, part.measure) == (name, measure))
    line = _(
        "{member}, {name}: {measure}; lots: {lots}.",
        member=part.member,
        name=part.name,
        measure=measure_word(spoken(), measure),
        lots=_lots(part),
    )
    give(CaseAnswer(case=part), [line], as_json=as_json)


def _lots(part: CasePart) -> str:
    if part.measure not in ("recusal", "replacement"):
        return "-"
    return ", ".join(part.lots) or _("all")


def _part(case: Case) -> CasePart:
    decided = case.decided
    return CasePart(
        member=case.member_name,
        name=case.name,
        what=case.what,
        alleged_by=case.alleged_by or None,
        measure=decided.measure if decided else None,
        lots=decided.lots if decided else (),
        facts=decided.facts if decided else None,
        investigation=decided.investigation if decided else None,
        reason=decided.reason if decided else None,
        decided_by=decided.decided_by if decided else None,
        at=decided.at if decided else None,
    )
