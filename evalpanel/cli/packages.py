"""`issue` and `open`: the package for the panel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer

from evalpanel.cli.answers.exceptions import ReopenedAnswer
from evalpanel.cli.answers.panel import IssueAnswer, OpenAnswer, PackagePart
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, Lots, OutFolder, PanelName, Reference
from evalpanel.cli.output import give
from evalpanel.cli.session import session_of
from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.package import RoundKind
from evalpanel.domain.rounds import RoundPlan
from evalpanel.language import _, say
from evalpanel.usecases.carrying_over import plan_carry_over
from evalpanel.usecases.file_kinds import CARD, PACKAGE, REOPENING, demand_kind, ending_of
from evalpanel.usecases.issuing import issue_packages
from evalpanel.usecases.opening_package import OpenedPackage, open_package
from evalpanel.usecases.packing import IssuedPackage
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.reopening import ReopenedSheet, take_reopening
from evalpanel.usecases.revising import revise_packages
from evalpanel.usecases.scoring import open_desktop

app = verbs()


LaterReason = Annotated[
    str,
    typer.Option(
        "--reason", metavar="R", help="Why there is a later round or a revision; it is shown."
    ),
]
Revise = Annotated[
    bool,
    typer.Option(
        "--revise",
        help="Write a revision of the package that is out: somebody left, or an erratum came.",
    ),
]
OfficeCard = Annotated[
    Path | None,
    typer.Option(
        "--records-office",
        metavar="CARD.evcard",
        help="The card of a records office, which receives the seals as well.",
    ),
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="K",
        help="What a later round is for: late_candidate, reassessment, delphi or replacement.",
    ),
]
Number = Annotated[
    int, typer.Option("--round", metavar="N", min=0, help="The round; the next one is expected.")
]
Items = Annotated[
    list[str] | None, typer.Option("--item", metavar="I", help="An item; may be repeated.")
]
Codes = Annotated[
    list[str] | None, typer.Option("--candidate", metavar="C", help="A code; may be repeated.")
]
Members = Annotated[
    list[str] | None,
    typer.Option("--member", metavar="NAME", help="Who replaces somebody; may be repeated."),
]


@app.command()
def issue(
    context: typer.Context,
    reference: Reference,
    out: OutFolder,
    number: Number = 0,
    reason: LaterReason = "",
    kind: Kind = "",
    lot: Lots = None,
    item: Items = None,
    candidate: Codes = None,
    member: Members = None,
    panel: PanelName = "",
    revise: Revise = False,
    records_office: OfficeCard = None,
    as_json: AsJson = False,
) -> None:
    """Write the package of every panel, or of a later round for what is scored again or anew.

    Panel and candidates are fixed from the first round on. Without lots, items and candidates a
    later round covers all that a round of its kind can.
    """
    if revise:
        _demand_nothing_else(number, kind, lot, item, candidate, member, records_office)
        desk = session_of(context).desk()
        revised = revise_packages(desk, reference, out, reason=reason, panel=panel)
        _give_issued(revised, as_json=as_json)
        return
    plan = RoundPlan(
        kind=_kind(kind, is_later=number > 1 or bool(reason)),
        reason=reason,
        lots=tuple(lot or ()),
        items=tuple(item or ()),
        candidates=tuple(candidate or ()),
        members=tuple(member or ()),
    )
    desk = session_of(context).desk()
    office = _card_in(desk, records_office)
    issued = issue_packages(desk, reference, out, plan, number, panel, office)
    _give_issued(issued, as_json=as_json)


def _card_in(desk: Desk, file: Path | None) -> bytes | None:
    """The bytes of a card file, if one was named."""
    if file is None:
        return None
    demand_kind(file, CARD)
    with speaking_of(file):
        return desk.files.read(file)


def _demand_nothing_else(*given: object) -> None:
    """What a revision covers follows from the package that is out.

    Raises:
        WrongUsage: something of a round was asked for as well.
    """
    if any(given):
        raise WrongUsage(
            "--revise takes no other choice than --reason, --panel and --out.",
            hint="What is scored stays; who scores follows from panel replace, the rules from "
            "tender erratum.",
        )


def _give_issued(issued: Sequence[IssuedPackage], *, as_json: bool) -> None:
    packages = tuple(
        PackagePart(
            panel=found.panel,
            round=found.round,
            file=str(found.file),
            sha256=found.sha256,
            candidates=found.candidates,
            withheld_pages=found.withheld_pages,
        )
        for found in issued
    )
    lines = []
    for package in packages:
        lines.append(
            _(
                "Panel {panel}, candidates: {count}, in {file}",
                panel=package.panel,
                count=package.candidates,
                file=package.file,
            )
        )
        if package.withheld_pages:
            lines.append(
                _(
                    "  pages beyond the announced limit, not shown to the panel: {count}",
                    count=package.withheld_pages,
                )
            )
    lines.append(
        _("Next: hand it to everybody on the panel; each opens it with: evalpanel open FILE.evpack")
    )
    give(IssueAnswer(packages=packages), lines, as_json=as_json)


def _kind(name: str, *, is_later: bool) -> RoundKind:
    """The kind of round that is meant: a later one is a re-assessment where nothing else is said.

    Raises:
        WrongUsage: there is no such kind.
    """
    if not name:
        return "reassessment" if is_later else "first"
    found: RoundKind | None = next((known for known in get_args(RoundKind) if known == name), None)
    if found is None:
        raise WrongUsage(
            "{kind} is no kind of round.",
            hint="Choose one of: {known}.",
            kind=name,
            known=", ".join(get_args(RoundKind)),
        )
    return found


@app.command("open")
def open_file(
    context: typer.Context,
    package: Annotated[Path, typer.Argument(metavar="FILE", help="The .evpack or .evreopen file.")],
    as_json: AsJson = False,
) -> None:
    """Open a package, or a file that reopens your sheet, after checking where it comes from."""
    desk = session_of(context).desk()
    demand_kind(package, PACKAGE, REOPENING)
    if ending_of(package) == REOPENING:
        _give_reopened(desk, package, as_json=as_json)
        return
    with speaking_of(package):
        opened = open_package(desk, desk.files.read(package))
    answer = OpenAnswer(
        reference=opened.reference,
        panel=opened.panel,
        round=opened.round,
        to_score=opened.to_score,
        checks=tuple(say(check) for check in opened.checks),
    )
    lines = [
        *(f"✓ {say(check)}" for check in opened.proven),
        *(f"· {say(told)}" for told in opened.told),
        _("To score: {count}.", count=opened.to_score),
        *_next_lines(desk, opened),
    ]
    give(answer, lines, as_json=as_json)


def _next_lines(desk: Desk, opened: OpenedPackage) -> list[str]:
    """What somebody who scores does now: carry over what stands, or score."""
    if not opened.to_score:
        return []
    desktop = open_desktop(desk, opened.reference, opened.panel)
    if desktop.stepped_back:
        return [_("You stepped back from this round; it is closed for you.")]
    if desktop.seal_again:
        return [
            _("Next: seal the same sheet once more: evalpanel seal {reference} --out DIR",
              reference=opened.reference),
        ]  # fmt: skip
    if desktop.sealed_code:
        return [_("Your sheet is sealed, under code {code}.", code=desktop.sealed_code)]
    if plan_carry_over(desk, opened.reference, opened.panel).carried:
        return [
            _("Next: look at the scores that stand: evalpanel score carry {reference}",
              reference=opened.reference),
        ]  # fmt: skip
    return [
        _("Next: score, in the app (evalpanel) or with evalpanel score load {reference} "
          "SCORES.csv; then evalpanel seal {reference} --out DIR", reference=opened.reference),
    ]  # fmt: skip


def _give_reopened(desk: Desk, file: Path, *, as_json: bool) -> None:
    """Let the own sheet change again, and say why."""
    with speaking_of(file):
        told = take_reopening(desk, desk.files.read(file))
    answer = ReopenedAnswer(
        reference=told.reference,
        panel=told.panel,
        round=told.round,
        code=told.code,
        by=told.by,
        reason=told.reason,
        again=told.again,
    )
    give(answer, _reopened_lines(told), as_json=as_json)


def _reopened_lines(told: ReopenedSheet) -> list[str]:
    """Why the sheet can change again, or that this was done before."""
    lines = [
        _("✓ From {name}, who issued the package.", name=told.by),
        _("Your sheet with code {code} can change again: {reason}", code=told.code,
          reason=told.reason),
        _("Next: seal it again when it is ready: evalpanel seal {reference} --out DIR. Both "
          "versions stay on record.", reference=told.reference),
    ]  # fmt: skip
    if not told.again:
        return lines
    if not told.sealed_code:
        return [lines[0], _("You opened this file before; nothing changed now."), *lines[1:]]
    return [
        lines[0],
        _("You opened this file before, and sealed your sheet again since, under code {code}. "
          "Nothing changed now.", code=told.sealed_code),
    ]  # fmt: skip
