"""Revisions of the small evaluation of `tests.panels`, played on the same desks.

Ann and Ben have sealed, Cas drops out and Dee comes; or an erratum changes item B1.
"""

from pathlib import Path
from typing import Any

from evalpanel.domain.acts import Act
from evalpanel.domain.package import PackageV1
from evalpanel.domain.record import RecordV1
from evalpanel.domain.sheet import Score
from evalpanel.domain.verification import check_record
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import (
    amending,
    carrying_over,
    confirming,
    consensus,
    merging,
    opening_package,
    panel,
    panel_changes,
    ranking,
    reporting,
    revising,
    rounds,
    scoring,
    sealing,
)
from evalpanel.usecases.issued_rounds import issued_package
from tests import panels
from tests.builders import a_criterion, a_panel, an_item
from tests.panels import (
    ADMITTED,
    ASSESSORS,
    LEAD,
    OUT,
    REASON,
    REF,
    REPORT,
    SCORES,
    SECOND,
    Play,
    person,
    toml_file,
)

ANN, BEN, CAS, DEE = ASSESSORS[:4]
REVISED = OUT / "T-1-main-1-r2.evpack"
WHY = "Cas cannot be reached"


def sealed_by(found: Play, *names: str, revision: int = 1) -> list[merging.FileVerdict]:
    """Let these members seal, and merge what they hand in."""
    for name in names:
        sealing.seal_sheet(found.desk(name), REF, OUT)
    files = [seal_file(name, revision) for name in names]
    return list(merging.merge_seals(found.lead, REF, files).files)


def seal_file(name: str, revision: int = 2) -> Path:
    """Where a seal for a revision lies."""
    suffix = f"-r{revision}" if revision > 1 else ""
    return OUT / f"T-1-main-1-{name.replace(' ', '-')}{suffix}.evseal"


def come(found: Play, name: str = DEE) -> None:
    """Take the card of an alternate in, after the issue."""
    found.declare(name)
    found.add(name, "alternate")
    panel.confirm_card(found.lead, REF, name)


def replace(found: Play, old: str = CAS, new: str = DEE, **more: Any) -> None:
    """Let somebody new take a seat of the package that is out: an act of two persons."""
    act = panel_changes.replace_member(found.lead, REF, old, new, reason=WHY, **more)
    assert isinstance(act, Act)
    confirming.confirm(found.lead, REF, act.id, person(SECOND))


def revise(found: Play, reason: str = WHY) -> Path:
    """Write the revision, and give its file."""
    found.clock.move(minutes=1)
    return revising.revise_packages(found.lead, REF, OUT, reason=reason)[0].file


def package_of(found: Play, name: str = LEAD) -> PackageV1:
    """The package as it stands with somebody."""
    with found.desk(name).work() as work:
        return issued_package(work, REF)[1] if name == LEAD else _opened(found, name)


def _opened(found: Play, name: str) -> PackageV1:
    return scoring.open_desktop(found.desk(name), REF).package


def open_file(found: Play, name: str, file: Path = REVISED) -> list[str]:
    """Open a package, and give what the app says of it."""
    desk = found.desk(name)
    return [str(c) for c in opening_package.open_package(desk, found.files.content[file]).checks]


def half_sealed(variant: str = "consensus") -> Play:
    """Everybody scored; Ann and Ben sealed, and their seals are in."""
    found = panels.play("scored", variant)
    assert [v.verdict for v in sealed_by(found, ANN, BEN)] == ["accepted", "accepted"]
    return found


def roster_revised(variant: str = "consensus") -> Play:
    """Cas was replaced by Dee, and the revision is written."""
    found = half_sealed(variant)
    come(found)
    replace(found)
    revise(found)
    return found


def score_all(found: Play, name: str, number: int = 2) -> None:
    """Score every cell that is empty, as the assessor with this number does."""
    candidates = {code: candidate for candidate, code in found.codes.items()}
    desktop = scoring.open_desktop(found.desk(name), REF)
    for lot, code, item in desktop.cells:
        if desktop.score((lot, code, item)).is_empty:
            score = SCORES[candidates[code]][number]
            given = Score(lot=lot, candidate=code, item=item, score=score, reason=REASON)
            scoring.save_score(found.desk(name), REF, given)


def all_sealed_again(found: Play) -> Play:
    """Dee scores, everybody seals for the new panel, and the round is opened."""
    for name in (ANN, BEN, DEE):
        open_file(found, name)
    score_all(found, DEE)
    assert {v.verdict for v in sealed_by(found, ANN, BEN, DEE, revision=2)} == {"accepted"}
    rounds.open_round(found.lead, REF)
    return found


def amended_rules(found: Play) -> dict[str, Any]:
    """The rules with another text for item B1; A1 is as it was."""
    item = an_item("B1") | {"text": "What is asked after the erratum"}
    method = found.rules["panel"][0]["method"]
    return panels.the_rules(
        panel=[a_panel(method, 3)],
        criterion=[a_criterion("A", an_item("A1")), a_criterion("B", item)],
    )


def amend(found: Play, rules: dict[str, Any] | None = None) -> None:
    """An erratum that the chair and another confirm."""
    rules = rules or amended_rules(found)
    act = amending.ask_erratum(
        found.lead, REF, toml_file(rules), reason="B1 was unclear", ground="Clause 4"
    )
    confirming.confirm(found.lead, REF, act.id, person(SECOND))


def rules_revised(variant: str = "consensus") -> Play:
    """An erratum came after Ann and Ben had sealed, and the revision is written."""
    found = half_sealed(variant)
    amend(found)
    revise(found, "Erratum 1")
    return found


def sealed_anew(found: Play, *, carried: bool = True) -> Play:
    """After an erratum everybody scores what is open and seals; `carried`: what stands is kept."""
    for number, name in enumerate((ANN, BEN, CAS)):
        open_file(found, name)
        if carried:
            carrying_over.carry_scores(found.desk(name), REF)
        score_all(found, name, number)
    verdicts = sealed_by(found, ANN, BEN, CAS, revision=2)
    assert [str(v.reason) for v in verdicts if v.verdict != "accepted"] == []
    return found


def to_report(found: Play) -> None:
    """From the open round to the report, which is not signed."""
    for candidate, score in zip(ADMITTED, ("8", "6", "4"), strict=True):
        for lot, item in found.cells:
            found.decide(candidate, score, item, lot=lot)
    consensus.close_meeting(found.lead, REF)
    ranking.ask_identify(found.lead, REF)
    confirming.confirm(found.lead, REF, "identify", person(SECOND))
    reporting.make_report(found.lead, REF, REPORT)


def flaws(found: Play | None, record: RecordV1 | None = None) -> list[str]:
    """What a check of the record (of this play, or another) finds wrong."""
    record = record or (found.record() if found else None)
    assert record is not None
    checks = check_record(record, SshSignatures().verify)
    return [str(check.sentence) for check in checks if check.ok is False]
