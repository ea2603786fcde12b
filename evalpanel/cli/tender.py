"""`tender`: check, take in, lock, show and plan a rule set."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.answers.tender import (
    ErratumPart,
    MilestonePart,
    PointsPart,
    ProblemPart,
    TenderAnswer,
    TenderCheckAnswer,
    TenderListAnswer,
    WorkPart,
)
from evalpanel.cli.errata import erratum
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, Reason, Reference, RulesFile
from evalpanel.cli.output import give, table
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.cli.tender_course import archive, resume, suspend
from evalpanel.domain.announced_points import announced_points
from evalpanel.domain.errata import Erratum
from evalpanel.domain.errors import Problem
from evalpanel.domain.exact import decimal_text, fraction_text
from evalpanel.domain.rulefile import Verdict, check_rules, read_rules
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Shift, Tender
from evalpanel.language import _, say, spoken
from evalpanel.language.moments import times_in_words
from evalpanel.language.vocabulary import phase_word
from evalpanel.usecases.amending import list_errata
from evalpanel.usecases.course import archival_of, suspension_of
from evalpanel.usecases.open_matters import list_matters
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.tenders import (
    create_tender,
    lock_tender,
    plan_milestone,
    rules_of,
    show_tender,
)

app = noun("The rule set: check, lock, show and plan it.")
app.command()(erratum)
app.command()(suspend)
app.command()(resume)
app.command()(archive)


@app.command()
def check(rules: RulesFile, as_json: AsJson = False) -> None:
    """Name every problem in a rule set at once; needs no workspace."""
    from evalpanel.bootstrap import stateless_tools

    with speaking_of(rules):
        verdict = check_rules(read_rules(stateless_tools().files.read(rules)))
    answer = TenderCheckAnswer(
        valid=verdict.valid,
        rules_sha256=verdict.rules_sha256,
        problems=tuple(_problem(found) for found in verdict.problems),
        warnings=tuple(_problem(found) for found in verdict.warnings),
        points=_points(verdict.rules) if verdict.rules else (),
    )
    give(answer, _verdict_lines(str(rules), verdict, answer), as_json=as_json)
    finish(done=verdict.valid)


@app.command()
def new(context: typer.Context, rules: RulesFile, as_json: AsJson = False) -> None:
    """Take a rule set into the workspace; until the lock a later version replaces it."""
    desk = session_of(context).desk()
    with speaking_of(rules):
        tender = create_tender(desk, desk.files.read(rules))
    _give_tender(desk, tender.reference, as_json=as_json)


@app.command()
def lock(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """Fix the rule set: after this its meaning can no longer change."""
    desk = session_of(context).desk()
    lock_tender(desk, reference)
    _give_tender(desk, reference, as_json=as_json)


@app.command()
def show(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """Show the rule set, its hash and its planning."""
    _give_tender(session_of(context).desk(), reference, as_json=as_json)


@app.command()
def plan(
    context: typer.Context,
    reference: Reference,
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="Its id.")],
    date: Annotated[str, typer.Argument(metavar="DATE", help="A month, a day or a time.")],
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Move a milestone; the planning stays outside the lock."""
    desk = session_of(context).desk()
    plan_milestone(desk, reference, milestone, date, reason)
    _give_tender(desk, reference, as_json=as_json)


@app.command("list")
def list_tenders(context: typer.Context, as_json: AsJson = False) -> None:
    """List every tender in this workspace and what to do next."""
    from evalpanel.usecases.overview import list_work

    found = tuple(
        WorkPart(
            reference=item.reference,
            title=item.title,
            role=item.role,
            phase=item.phase,
            done=item.done,
            total=item.total,
            seal_code=item.seal_code or None,
            next_step=say(item.next_step),
        )
        for item in list_work(session_of(context).desk())
    )
    rows = [
        (
            w.reference,
            w.title,
            phase_word(spoken(), w.phase),
            f"{w.done}/{w.total}" if w.total else "-",
            times_in_words(w.next_step),
        )
        for w in found
    ]
    heads = (_("Tender"), _("Title"), _("Phase"), _("Done"), _("Next step"))
    lines = table(heads, rows) if rows else [_("This workspace has no tender yet.")]
    give(TenderListAnswer(tenders=found), lines, as_json=as_json)


def _give_tender(desk: Desk, reference: str, *, as_json: bool) -> None:
    tender, shifts = show_tender(desk, reference)
    rules = rules_of(tender)
    suspension, archival = suspension_of(desk, reference), archival_of(desk, reference)
    answer = _answer(tender, rules, shifts).model_copy(
        update={
            "suspended": suspension.reason if suspension else None,
            "archived_at": archival.at if archival else None,
            "errata": tuple(map(_erratum, list_errata(desk, reference))),
            "waits": tuple(say(said) for said in list_matters(desk, reference).sentences),
        }
    )
    give(answer, _lines(answer, rules), as_json=as_json)


def _erratum(found: Erratum) -> ErratumPart:
    return ErratumPart(
        number=found.number,
        at=found.at,
        by=found.by,
        confirmed_by=found.confirmed_by,
        reason=found.reason,
    )


def _answer(tender: Tender, rules: RuleSet, shifts: tuple[Shift, ...]) -> TenderAnswer:
    moved = {m.id: [s for s in shifts if s.milestone == m.id] for m in rules.milestones}
    return TenderAnswer(
        reference=tender.reference,
        title=tender.title,
        rules_sha256=tender.rules_sha256,
        locked=tender.is_locked,
        locked_at=tender.locked_at or None,
        locked_by=tender.locked_by or None,
        opened_at=tender.opened_at or None,
        identified=tender.identified,
        authorities=rules.authorities,
        panels=tuple(panel.id for panel in rules.panels),
        lots=tuple(lot.id for lot in rules.lots),
        items=tuple(item.id for item in rules.items),
        points=_points(rules),
        contract=say(rules.contract.duration) if rules.contract else None,
        gates=tuple(gate.id for gate in rules.gates),
        milestones=tuple(
            MilestonePart(
                id=m.id,
                title=m.title,
                planned=moved[m.id][-1].planned if moved[m.id] else m.planned,
                shifts=len(moved[m.id]),
            )
            for m in rules.milestones
        ),
    )


def _lines(answer: TenderAnswer, rules: RuleSet) -> list[str]:
    state = (
        _(
            "locked on {at} by {name}",
            at=times_in_words(answer.locked_at or ""),
            name=answer.locked_by,
        )
        if answer.locked
        else _("not locked; lock it: evalpanel tender lock {reference}", reference=answer.reference)
    )
    lines = [
        f"{answer.reference}  {answer.title}",
        _("Rule set: {state}", state=state),
        *_errata_lines(answer.errata),
        _("Rule hash: {hash}", hash=answer.rules_sha256),
        _("Authorities: {names}", names=", ".join(answer.authorities)),
        _("Lots: {lots}", lots=", ".join(f"{lot.id} {lot.title}" for lot in rules.lots)),
    ]
    if answer.suspended:
        lines.append(_("Suspended: {reason}", reason=answer.suspended))
    if answer.archived_at:
        lines.append(_("Archived on {at}", at=times_in_words(answer.archived_at)))
    lines += [_("Waits: {what}", what=what) for what in answer.waits]
    if answer.contract:
        lines.append(_("Contract: {term}", term=answer.contract))
    lines += _points_lines(answer.points, rules)
    if answer.milestones:
        lines += table(
            (_("Milestone"), _("Planned"), _("Moved")),
            [(m.title, m.planned, str(m.shifts or "")) for m in answer.milestones],
        )
    return lines


def _errata_lines(errata: tuple[ErratumPart, ...]) -> list[str]:
    """When the rules changed last; its number says how often they changed."""
    if not errata:
        return []
    last = errata[-1]
    return [
        _(
            "Changed by erratum {number} on {at}, by {by} and {other}: {reason}",
            number=last.number,
            at=times_in_words(last.at),
            by=last.by,
            other=last.confirmed_by,
            reason=last.reason,
        )
    ]


def _points(rules: RuleSet) -> tuple[PointsPart, ...]:
    return tuple(
        PointsPart(
            item=one.item,
            announced=one.announced,
            points=decimal_text(one.points),
            points_exact=fraction_text(one.points),
        )
        for one in announced_points(rules)
    )


def _points_lines(points: tuple[PointsPart, ...], rules: RuleSet) -> list[str]:
    """The points of every item, with their conversion where the papers gave weights."""
    number = spoken().number
    return table(
        (_("Item"), _("Title"), _("As announced"), _("Points")),
        [
            (one.item, rules.item(one.item).title, number(one.announced), number(one.points))
            for one in points
        ],
    )


def _problem(found: Problem) -> ProblemPart:
    return ProblemPart(path=found.path, message=say(found.sentence))


def _verdict_lines(file: str, verdict: Verdict, answer: TenderCheckAnswer) -> list[str]:
    if verdict.valid:
        lines = [_("{file} can be locked.", file=file)]
    else:
        count = len(answer.problems)
        lines = [_("{file} cannot be locked yet; problems: {count}.", file=file, count=count)]
    lines += [f"  {part.path}: {part.message}" for part in answer.problems]
    lines += [_("  note, {path}: {what}", path=p.path, what=p.message) for p in answer.warnings]
    if verdict.rules and any(item.weight for item in verdict.rules.items):
        lines += _points_lines(answer.points, verdict.rules)
    lines.append(_("Rule hash: {hash}", hash=answer.rules_sha256))
    return lines
