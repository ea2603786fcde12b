"""Excuses, reopenings and alternates in the small evaluation of `tests.panels`."""

import contextlib
from collections.abc import Collection

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.package import PackageV1
from evalpanel.domain.record import RecordV1
from evalpanel.domain.sheet import Score
from evalpanel.usecases import (
    excusing,
    issuing,
    merging,
    opening_package,
    panel_changes,
    peeling,
    reopening,
    rounds,
    scoring,
    sealing,
    standing_by,
)
from evalpanel.usecases.issued_rounds import issued_package
from tests import panels
from tests.domain.test_verification import no
from tests.panels import ADMITTED, ASSESSORS, LEAD, OUT, REASON, REF, SECOND, Play, play

ANN, BEN, CAS, DEE = ASSESSORS[:4]
STAGES = ("identified", "reported")
GIVEN_BY_DEE = {"alpha": "2", "bravo": "10", "charlie": "2"}
"""What the alternate scores, unlike anybody else."""


def merge(found: Play, *files: object) -> merging.MergeResult:
    """Take files in at the process lead's."""
    return merging.merge_seals(found.lead, REF, files)  # type: ignore[arg-type]  # paths


def verdict(found: Play, file: object) -> tuple[str, str]:
    """What becomes of one file, and why."""
    [only] = merge(found, file).files
    return only.verdict, str(only.reason or "")


def step_back(found: Play, name: str, reason: str = "My sister applied") -> excusing.SteppedBack:
    """A member steps back."""
    return excusing.step_back(found.desk(name), REF, OUT, reason=reason)


def reopen(found: Play, name: str, reason: str = "Two plans were mixed up") -> None:
    """The lead reopens, and the member opens the file."""
    made = reopening.reopen_seal(found.lead, REF, name, OUT, reason=reason)
    reopening.take_reopening(found.desk(name), found.files.content[made.file])


def rescore(found: Play, name: str, score: str, item: str = "A1") -> Score:
    """Change the score of alpha, and seal again."""
    new = Score(lot="1", candidate=found.code("alpha", "1"), item=item, score=score, reason=REASON)
    scoring.save_score(found.desk(name), REF, new)
    found.clock.move(minutes=2)
    sealing.seal_sheet(found.desk(name), REF, OUT)
    return new


def with_alternate(stage: str = "sealed", variant: str = "consensus") -> Play:
    """The same evaluation with Dee on the roster as an alternate, who scores and seals too."""
    found = play("carded", variant)
    found.declare(DEE)
    found.add(DEE, "alternate")
    issuing.issue_packages(found.lead, REF, OUT)
    found.settle_unjudged()
    found.stage = stage
    for name in (*ASSESSORS[:3], DEE, LEAD, SECOND):
        opening_package.open_package(found.desk(name), found.files.content[found.package])
    panels._scored(found)
    for candidate in ADMITTED:
        for lot, item in found.cells:
            code = found.code(candidate, lot)
            score = Score(
                lot=lot, candidate=code, item=item, score=GIVEN_BY_DEE[candidate], reason=REASON
            )
            scoring.save_score(found.desk(DEE), REF, score)
    sealing.seal_sheet(found.desk(DEE), REF, OUT)
    return found


def replace(found: Play, old: str = ANN, new: str = DEE) -> None:
    """Let somebody take the seat of another, by two persons where that is needed."""
    panel_changes.replace_member(found.lead, REF, old, new, reason="Took over")
    found.confirm_all()


def step_in(found: Play, name: str = DEE) -> standing_by.StepInFile:
    """The alternate writes the key."""
    return standing_by.step_in(found.desk(name), REF, OUT)


def seal(found: Play, *names: str) -> None:
    """Who seals as a scoring member."""
    for name in names:
        sealing.seal_sheet(found.desk(name), REF, OUT)


def peeled(found: Play, name: str, secrets: Collection[str]) -> bytes:
    """What is left of an onion when every one of these keys was tried on every layer."""
    data = found.files.content[found.seal(name)]
    layer = peeling.read_seal(found.lead, data)[1].part("onion") or b""
    while inner := _one_layer(found, layer, secrets):
        layer = inner
    return layer


def _one_layer(found: Play, layer: bytes, secrets: Collection[str]) -> bytes:
    for secret in secrets:
        with contextlib.suppress(EvalPanelError):
            return found.lead.envelopes.decrypt(layer, secret)
    with contextlib.suppress(EvalPanelError):
        return found.lead.me.decrypt(layer)
    return b""


def package_of(found: Play) -> PackageV1:
    """The package as the lead has it."""
    with found.lead.work() as work:
        return issued_package(work, REF)[1]


def finished(found: Play) -> RecordV1:
    """The record of the evaluation, decided and reported from the opening on; it is verified."""
    rounds.open_round(found.lead, REF)
    meets = found.rules["panel"][0]["method"] == "consensus"
    for stage in ("decided", "closed", "identified", "reported") if meets else STAGES:
        found.clock.move(minutes=1)
        getattr(panels, f"_{stage}")(found)
    record = found.record()
    assert no(record) == {}
    return record
