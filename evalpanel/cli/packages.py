"""`issue` and `open`: the package for the panel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.panel import IssueAnswer, OpenAnswer, PackagePart
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, OutFolder, Reference
from evalpanel.cli.output import give
from evalpanel.cli.session import session_of
from evalpanel.language import _, say
from evalpanel.usecases.issuing import issue_packages
from evalpanel.usecases.opening_package import open_package

app = verbs()


@app.command()
def issue(
    context: typer.Context, reference: Reference, out: OutFolder, as_json: AsJson = False
) -> None:
    """Write the package of every panel; panel and candidates are fixed from then on."""
    packages = tuple(
        PackagePart(
            panel=found.panel,
            file=str(found.file),
            sha256=found.sha256,
            candidates=found.candidates,
            withheld_pages=found.withheld_pages,
        )
        for found in issue_packages(session_of(context).desk(), reference, out)
    )
    lines = []
    for package in packages:
        lines.append(
            _(
                "Panel {panel}: {count} candidates, in {file}",
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
    give(IssueAnswer(packages=packages), lines, as_json=as_json)


@app.command("open")
def open_file(
    context: typer.Context,
    package: Annotated[Path, typer.Argument(metavar="FILE.evpack", help="The package.")],
    as_json: AsJson = False,
) -> None:
    """Open a package after checking it against your invitation and card."""
    desk = session_of(context).desk()
    with speaking_of(package):
        opened = open_package(desk, desk.files.read(package))
    answer = OpenAnswer(
        reference=opened.reference,
        panel=opened.panel,
        round=opened.round,
        to_score=opened.to_score,
        checks=tuple(say(check) for check in opened.checks),
    )
    score = _("To score: {count}.", count=opened.to_score)
    give(answer, [f"✓ {check}" for check in answer.checks] + [score], as_json=as_json)
