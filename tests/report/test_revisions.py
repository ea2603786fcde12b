"""What the report says of packages that were revised before their round was opened."""

from evalpanel.domain.crockford import short_code
from evalpanel.domain.record import RecordV1
from evalpanel.domain.revisions import Revision
from evalpanel.report.contents import first_revision_text
from evalpanel.report.document import print_report
from evalpanel.usecases import merging, rounds
from tests.panels import REF, STRANGER, play
from tests.report.archive_rules import archive_findings
from tests.revisions import ANN, CAS, DEE, WHY, to_report
from tests.usecases.test_records_office import sealed
from tests.usecases.test_revised_records import roster_record, rules_record


def printed(record: RecordV1) -> str:
    pdf = print_report(record, "en")
    assert archive_findings(pdf) == []
    return " ".join(" ".join(first_revision_text(pdf)).split())


def test_a_revised_panel_is_told_by_name_with_its_reason_and_codes() -> None:
    """`trust.md` 2.4: prev hash and reason; everybody keeps the code."""
    record = roster_record()
    text = printed(record)
    (revision,) = [e for e in record.register() if isinstance(e, Revision)]
    assert "Revised before the round was opened" in text
    assert WHY in text
    assert f"Left: {CAS}" in text
    assert f"Came: {DEE}" in text
    assert all(f"{short_code(seal.commitment)}" in text for seal in revision.seals)


def test_what_was_carried_over_after_an_erratum_is_told_per_member() -> None:
    text = printed(rules_record())
    assert "Carried over after an erratum" in text
    assert f"{ANN} 3 6" in text
    assert "The rules, by an erratum" in text


def test_without_revision_there_is_no_such_chapter() -> None:
    assert "Packages and seals" not in printed(play("reported").record())


def test_a_records_office_is_named() -> None:
    found = sealed()
    merging.merge_seals(found.lead, REF, [found.seal(name) for name in found.assessors])
    rounds.open_round(found.lead, REF)
    to_report(found)
    assert f"Beside the organiser, {STRANGER} could receive the seals" in printed(found.record())
