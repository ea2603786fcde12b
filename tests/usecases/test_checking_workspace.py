"""`fsck`: every kind of damage is found and named (`trust.md` 1: git fsck)."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.model import Model
from evalpanel.usecases.checking_workspace import CHECKS, check_workspace
from evalpanel.usecases.ports import Desk, UnitOfWork
from tests.panels import ASSESSORS, LEAD, STRANGER, Play, person, play

ANN = ASSESSORS[0]
Damage = Callable[[Desk, UnitOfWork], None]


def flaws(desk: Desk) -> dict[str, list[str]]:
    """Per check what it found wrong."""
    found = list(check_workspace(desk))
    assert tuple(check.check for check in found) == CHECKS
    return {check.check: [str(s) for s in check.sentences] for check in found if not check.ok}


def _whole(found: Play) -> None:
    for name in (LEAD, *ASSESSORS):
        assert flaws(found.desk(name)) == {}


@pytest.mark.parametrize("stage", ["new", "received", "carded", "issued", "sealed", "merged"])
def test_every_workspace_is_whole_at_every_point(stage: str) -> None:
    _whole(play(stage))


@pytest.mark.parametrize("variant", ["consensus", "chair_scores"])
def test_every_workspace_is_whole_at_the_end(variant: str) -> None:
    found = play("signed", variant)
    _whole(found)
    [*checks] = check_workspace(found.lead)
    assert all(str(sentence) for check in checks for sentence in check.sentences)


def _changed(value: Model, **changes: Any) -> Any:
    return value.model_copy(update=changes)


def _deep(value: Any, path: str, new: Any) -> Any:
    head, _, rest = path.partition(".")
    return _changed(value, **{head: _deep(getattr(value, head), rest, new) if rest else new})


def _rules(_: Desk, work: UnitOfWork) -> None:
    [tender] = work.tenders.of()
    work.tenders.put(_changed(tender, rules={**tender.rules, "title": "Other"}))


def _card(_: Desk, work: UnitOfWork) -> None:
    member = work.members.of()[1]
    work.members.put(_deep(member, "entry.signed.card.function", "Mayor"))


def _declaration(_: Desk, work: UnitOfWork) -> None:
    member = work.members.of()[1]
    work.members.put(_deep(member, "declaration.declaration.statement", "None"))


def _package_signature(_: Desk, work: UnitOfWork) -> None:
    [stored] = work.packages.of()
    work.packages.put(_changed(stored, signature="x"))


def _package_manifest(_: Desk, work: UnitOfWork) -> None:
    [stored] = work.packages.of()
    manifest = json.loads(work.documents.get(stored.manifest))
    other = work.documents.put(canonical_bytes({**manifest, "issued_at": "later"}))
    work.packages.put(_changed(stored, manifest=other))


def _package_gone(_: Desk, work: UnitOfWork) -> None:
    [stored] = work.packages.of()
    work.packages.put(_changed(stored, manifest="0" * 64))


def _seal(_: Desk, work: UnitOfWork) -> None:
    seal = work.seals.of()[0]
    work.seals.put(_changed(seal, commitment="0" * 64))


def _seal_gone(_: Desk, work: UnitOfWork) -> None:
    seal = work.seals.of()[0]
    work.seals.put(_changed(seal, document=work.documents.put(b"?")))


def _sheet(_: Desk, work: UnitOfWork) -> None:
    sheet = work.sheets.of()[0]
    work.sheets.put(_changed(sheet, inner=sheet.inner.replace('"reason":"', '"reason":"x', 1)))


def _sheet_signature(_: Desk, work: UnitOfWork) -> None:
    sheet = work.sheets.of()[0]
    work.sheets.put(_changed(sheet, signature="x"))


def _act(_: Desk, work: UnitOfWork) -> None:
    act = work.acts.of()[0]
    work.acts.put(_changed(act, subject={"other": "thing"}))


def _act_confirmed(_: Desk, work: UnitOfWork) -> None:
    act = work.acts.of()[0]
    work.acts.put(_changed(act, confirmed_key=person(STRANGER).sign_key))


def _act_alone(_: Desk, work: UnitOfWork) -> None:
    act = work.acts.of()[0]
    work.acts.put(_changed(act, confirmed_key=act.by_key, confirmed_signature=act.by_signature))


def _record(_: Desk, work: UnitOfWork) -> None:
    [report] = work.reports.of()
    work.reports.put(_changed(report, root="0" * 64))


def _record_gone(_: Desk, work: UnitOfWork) -> None:
    [report] = work.reports.of()
    work.reports.put(_changed(report, record="0" * 64))


DAMAGES: dict[str, tuple[Damage, str, str]] = {
    "rules": (_rules, "rules", "The rules of T-1 were changed."),
    "a card": (_card, "cards", "is not as it was signed."),
    "a declaration": (_declaration, "cards", "is not as it was signed."),
    "the signature of a package": (_package_signature, "packages", "of T-1 is not whole."),
    "the manifest of a package": (_package_manifest, "packages", "of T-1 is not whole."),
    "a package that is gone": (_package_gone, "packages", "of T-1 is not whole."),
    "what a seal commits to": (_seal, "seals", "for T-1 is damaged."),
    "the bytes of a seal": (_seal_gone, "seals", "for T-1 is damaged."),
    "a reason in a sheet": (_sheet, "sheets", "of panel main of T-1 were changed."),
    "the signature of a sheet": (_sheet_signature, "sheets", "of panel main of T-1 were changed."),
    "what an act is about": (_act, "acts", "of T-1 is not as it was signed."),
    "who confirmed an act": (_act_confirmed, "acts", "of T-1 is not as it was signed."),
    "an act of one person": (_act_alone, "acts", "of T-1 is not as it was signed."),
    "the root of a record": (_record, "records", "it has another root."),
    "a record that is gone": (_record_gone, "records", "is not in this workspace"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_at_the_process_lead_is_found_and_named(name: str) -> None:
    damage, check, says = DAMAGES[name]
    found = play("reported")
    with found.lead.work() as work:
        damage(found.lead, work)
        work.commit()
    told = flaws(found.lead)
    assert says in told[check][0]
    assert set(told) <= {check, "anchors"}


def test_a_damaged_document_is_named_by_its_hash() -> None:
    found = play("issued")
    documents = found.databases[LEAD].state.documents
    name = next(iter(documents))
    documents[name] = b"?"
    assert flaws(found.lead)["documents"] == [f"The document {name} is damaged."]


def test_a_member_sees_a_sheet_that_is_not_what_was_sealed() -> None:
    found = play("sealed")
    desk = found.desk(ANN)
    with desk.work() as work:
        [seal] = work.seals.of()
        work.seals.put(_changed(seal, sheet=work.documents.put(b"{}")))
        work.commit()
    assert "is damaged" in flaws(desk)["seals"][0]


@pytest.mark.parametrize("where", ["invite", "card"])
def test_a_member_sees_a_damaged_invitation_or_card(where: str) -> None:
    found = play("sealed")
    desk = found.desk(ANN)
    with desk.work() as work:
        [mine] = work.participations.of()
        work.participations.put(_changed(mine, **{where: work.documents.put(b"{}")}))
        work.commit()
    assert flaws(desk)["cards"] == ["Your invitation or card for T-1 is damaged."]


def _cut(found: Play, name: str, count: int) -> None:
    state = found.databases[name].state
    state.log = state.log[:-count]


def test_a_log_that_its_owner_cut_differs_from_what_packages_and_reports_remember() -> None:
    """`trust.md` 3: log rewritten by its owner."""
    found = play("reported")
    _cut(found, LEAD, 1)
    told = flaws(found.lead)
    assert set(told) == {"anchors"}
    assert "The log was cut" in told["anchors"][0]


def test_a_member_who_cut_the_log_differs_from_the_seal_and_the_card() -> None:
    found = play("sealed")
    _cut(found, ANN, 2)
    assert "The log was cut" in flaws(found.desk(ANN))["anchors"][0]
    found = play("declared")
    found.declare(ANN)
    assert flaws(found.desk(ANN)) == {}
    _cut(found, ANN, 2)
    assert flaws(found.desk(ANN))["anchors"] == ["The log was cut: entry 1 is gone."]


def test_an_entry_that_was_changed_is_named() -> None:
    found = play("reported")
    state = found.databases[LEAD].state
    entry = state.log[4]
    changed = entry.model_copy(update={"event": _changed(entry.event, reason="another")})
    state.log = (*state.log[:4], changed, *state.log[5:])
    told = flaws(found.lead)
    assert told["log"] == told["anchors"] == ["The log was changed at entry 5."]
