"""Later rounds of the small evaluation of `tests.panels`, played on the same desks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.domain.record import RecordV1
from evalpanel.domain.rounds import RoundPlan
from evalpanel.domain.sheet import Score
from evalpanel.usecases import (
    admitting,
    confirming,
    consensus,
    inviting,
    issuing,
    merging,
    opening_package,
    rounds,
    scoring,
    sealing,
)
from tests import panels
from tests.panels import LATE, LEAD, OUT, REASON, REF, SECOND, Play, person, play

REDO = RoundPlan("reassessment", "The court found item A1 badly reasoned", items=("A1",))
DISCUSSED = RoundPlan("delphi", "Discussed on 24 November")
WORSE = {"alpha": ("2", "2", "2"), "bravo": ("8", "8", "8"), "charlie": ("4", "4", "4")}
"""What is given in a later round: alpha less than before, bravo more."""

Given = Mapping[str, Sequence[str]]
"""Per candidate what each member gives, in the order of the members."""


def package_file(number: int) -> Path:
    """Where the package of a round lies."""
    return OUT / f"T-1-main-{number}.evpack"


def seal_file(name: str, number: int) -> Path:
    """Where a seal of a round lies."""
    return OUT / f"T-1-main-{number}-{name.replace(' ', '-')}.evseal"


def issue(found: Play, plan: RoundPlan, number: int = 2) -> PackageV1:
    """Issue a round, and give its package."""
    found.clock.move(minutes=1)
    issuing.issue_packages(found.lead, REF, OUT, plan, number)
    data = found.lead.me.decrypt(found.files.content[package_file(number)])
    manifest = found.lead.containers.unpack(data, PACKAGE_NAMESPACE).manifest
    return PackageV1.from_document(manifest)


def score_and_seal(found: Play, members: Sequence[str], given: Given, number: int = 2) -> None:
    """Open the package, score every cell of it and seal."""
    names = {code: candidate for candidate, code in found.codes.items()}
    for place, name in enumerate(members):
        desk = found.desk(name)
        opening_package.open_package(desk, found.files.content[package_file(number)])
        for lot, code, item in scoring.open_desktop(desk, REF).cells:
            scoring.save_score(
                desk,
                REF,
                Score(
                    lot=lot,
                    candidate=code,
                    item=item,
                    score=given[names[code]][place],
                    reason=REASON,
                ),
            )
        sealing.seal_sheet(desk, REF, OUT)


def merge_and_open(found: Play, members: Sequence[str], number: int = 2) -> None:
    """Take the seals in and open the round."""
    result = merging.merge_seals(found.lead, REF, [seal_file(n, number) for n in members])
    assert [file.reason for file in result.files] == [None] * len(members)
    assert result.ready
    rounds.open_round(found.lead, REF)


def hold(
    found: Play, plan: RoundPlan, members: Sequence[str], given: Given, number: int = 2
) -> PackageV1:
    """A whole round up to its opening."""
    package = issue(found, plan, number)
    score_and_seal(found, members, given, number)
    merge_and_open(found, members, number)
    return package


def report(found: Play) -> RecordV1:
    """Identify the candidates and report; gives the record."""
    for stage in ("identified", "reported"):
        getattr(panels, f"_{stage}")(found)
    return found.record()


def let_in(found: Play) -> RoundPlan:
    """Let the late candidate in by two persons; everybody declares again. Gives its plan."""
    act = admitting.ask_admission(found.lead, REF, LATE, reason="The platform failed")
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    inviting.invite_panel(found.lead, REF, OUT)
    roles = {LEAD: "chair", SECOND: "secretary"} | dict.fromkeys(found.assessors, "assessor")
    for name, role in roles.items():
        found.declare(name)
        found.add(name, role)
    return RoundPlan("late_candidate", "Let in after a failure of the platform")


def late_candidate() -> RecordV1:
    """The record of an evaluation in which the late candidate was scored in round 2."""
    found = play("closed")
    hold(found, let_in(found), found.assessors, {LATE: ("10", "10", "10")})
    for item in ("A1", "B1"):
        found.decide(LATE, "10", item)
    consensus.close_meeting(found.lead, REF)
    return report(found)
