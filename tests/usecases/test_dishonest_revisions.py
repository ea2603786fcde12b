"""Dishonest revisions: what an organiser could write, and what a member could seal (`trust.md` 3).

What a check of the record finds is in `test_revised_records`. An organiser who replaces a member by
a friend is not kept from it: everybody sees the names, and two sign it.
"""

from collections.abc import Callable
from typing import Any

import pytest

from evalpanel.domain.canonical import canonical_bytes, read_canonical, sha256_hex
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import (
    PACKAGE_NAMESPACE,
    PackageV1,
    RecordsOffice,
    roster_sha256,
)
from evalpanel.domain.people import CARD_NAMESPACE, RosterEntry, SignedCard
from evalpanel.domain.rulefile import rules_sha256
from evalpanel.domain.sheet import (
    SEAL_NAMESPACE,
    SHEET_NAMESPACE,
    SealV1,
    SheetV1,
    sheet_commitment,
)
from evalpanel.usecases import carrying_over, merging, reporting, scoring, sealing
from evalpanel.usecases.peeling import read_seal
from evalpanel.usecases.release_keys import RELEASE
from tests.panels import LEAD, OUT, REF, REPORT, STRANGER, Play, person
from tests.revisions import (
    ANN,
    BEN,
    CAS,
    DEE,
    REVISED,
    all_sealed_again,
    come,
    half_sealed,
    open_file,
    package_of,
    replace,
    revise,
    roster_revised,
    rules_revised,
    score_all,
    seal_file,
    sealed_by,
    to_report,
)

EVA = "Eva Five"
FORGED = OUT / "forged.evpack"


def forged(found: Play, file: Any = REVISED, **changes: Any) -> Any:
    """A package as a dishonest organiser can sign it."""
    lead = found.lead
    container = lead.containers.unpack(lead.me.decrypt(found.files.content[file]),
                                       PACKAGE_NAMESPACE)  # fmt: skip
    package = PackageV1.from_document(container.manifest).model_copy(update=changes)
    package = package.model_copy(update={"roster_sha256": roster_sha256(package.roster),
                                         "rules_sha256": rules_sha256(package.rules)})  # fmt: skip
    wanted = {p.text for p in package.dossiers} | {p.document for p in package.dossiers}
    parts = [(role, data) for role, data in container.parts if sha256_hex(data) in wanted]
    packed = lead.containers.pack(package.to_json(), parts, lead.me, PACKAGE_NAMESPACE)
    keys = [entry.signed.card.receive for entry in package.roster]
    found.files.content[FORGED] = lead.envelopes.encrypt(packed, keys)
    return FORGED


def lighter(rules: dict[str, Any]) -> dict[str, Any]:
    """The rules with the weight moved from A1 to B1."""
    document: dict[str, Any] = read_canonical(canonical_bytes(rules))
    for criterion, points in zip(document["criterion"], ("5", "15"), strict=True):
        criterion["item"][0]["points"] = points
    return document


def swapped(entry: RosterEntry) -> RosterEntry:
    """An entry of the same name with the keys of somebody else."""
    other = person(STRANGER)
    keys = {"sign": other.sign_key, "receive": other.receive_key, "pdf": other.pdf_key}
    release = {"main": tuple(other.release_key("theirs", "main", n)
                             for n in range(1, 9))}  # fmt: skip
    card = entry.signed.card.model_copy(update={**keys, "release": release})
    signature = other.sign(card.canonical(), CARD_NAMESPACE)
    return entry.model_copy(update={"signed": SignedCard(card=card, signature=signature)})


def with_swapped(package: PackageV1, name: str) -> dict[str, Any]:
    """The roster and assignments with the card of a member swapped."""
    old = next(entry for entry in package.roster if entry.name == name)
    new = swapped(old)
    roster = (*(e for e in package.roster if e is not old), new)
    return {
        "roster": tuple(sorted(roster, key=lambda entry: entry.key)),
        "assignments": tuple(
            one.model_copy(update={"member": new.key}) if one.member == old.key else one
            for one in package.assignments
        ),
    }


REFUSED: dict[str, tuple[Callable[[PackageV1], dict[str, Any]], str]] = {
    "a weight changed in a roster revision": (
        lambda p: {"rules": lighter(p.rules)}, "also changes what such.*rules"),
    "a card swapped": (lambda p: with_swapped(p, BEN), f"{BEN} stands in it with another card"),
    "no reason": (lambda _: {"revised_because": " "}, "does not say what was revised, and why"),
    "nothing said to be revised": (lambda _: {"revises": ""}, "does not say what was revised"),
    "another dossier": (
        lambda p: {"dossiers": p.dossiers[1:]}, "also changes what such.*dossiers"),
    "other names behind the codes": (
        lambda _: {"mapping_commitment": "0" * 64}, "also changes what such.*mapping_commitment"),
    "a records office put in": (
        lambda _: {"records_office": RecordsOffice(name="X",
                                                   receive=person(STRANGER).receive_key)},
        "also changes what such.*records_office"),
    "a candidate left out": (
        lambda p: {"assignments": tuple(
            a.model_copy(update={"candidates": a.candidates[1:]}) for a in p.assignments)},
        "also changes what such.*assignments"),
    "one kept who was not": (lambda _: {"keeps": ("0" * 64,)}, "also changes what such.*keeps"),
    "a revision left out of the row": (lambda _: {"revision": 4}, "does not follow the package"),
    "a smaller panel": (
        lambda p: {"assignments": tuple(
            a for a in p.assignments if a.member != person(DEE).sign_key)},
        "not the one that was announced"),
}  # fmt: skip


@pytest.mark.parametrize("attack", REFUSED)
def test_a_member_refuses_a_revision_that_changes_more_than_it_says(attack: str) -> None:
    changes, says = REFUSED[attack]
    found = roster_revised()
    file = forged(found, **changes(package_of(found)))
    with pytest.raises(Refused, match=says):
        open_file(found, ANN, file)
    assert not scoring.open_desktop(found.desk(ANN), REF).seal_again


def test_the_others_read_by_name_who_was_dropped_for_whom() -> None:
    """A colluder in the place of an honest member who had not sealed: seen, named, coded."""
    found = roster_revised()
    card = next(e for e in package_of(found).roster if e.name == DEE).signed
    lines = open_file(found, BEN)
    assert f"No longer scoring: {CAS}." in lines
    assert f"Scoring from now on: {DEE}, with card {card.code}." in lines


def test_different_revisions_for_different_members_do_not_come_together() -> None:
    """Ann is told that Dee came, Ben that Eva did: no round can be opened over both."""
    found = roster_revised()
    come(found, EVA)
    mine, roster = package_of(found), []
    with found.lead.work() as work:
        eva = next(m.entry for m in work.members.of(REF) if m.entry.name == EVA)
    roster = [e for e in mine.roster if e.name not in (DEE, EVA)] + [eva]
    fork = forged(
        found,
        roster=tuple(sorted(roster, key=lambda entry: entry.key)),
        assignments=tuple(
            a.model_copy(update={"member": eva.key}) if a.member == person(DEE).sign_key else a
            for a in mine.assignments
        ),
    )
    open_file(found, ANN)
    open_file(found, BEN, fork)
    accepted, refused = sealed_by(found, ANN, BEN, revision=2)
    assert accepted.verdict == "accepted"
    assert "another package" in str(refused.reason)
    with pytest.raises(Refused, match="Another package"):
        open_file(found, ANN, fork)
    with pytest.raises(Refused, match="Another package"):
        open_file(found, BEN)


def test_who_was_given_another_revision_than_the_others_does_not_sign() -> None:
    """The sheet of Ann is the same in every revision of the panel; her package is not."""
    found = all_sealed_again(roster_revised())
    found.settle_unjudged()
    to_report(found)
    reporting.sign_report(found.lead, REPORT)
    assert reporting.sign_report(found.desk(BEN), REPORT).own_sheet_is_identical
    with found.desk(ANN).work() as work:
        (stored,) = work.packages.of(REF)
        work.packages.put(stored.model_copy(update={"sha256": "0" * 64}))
        work.commit()
    with pytest.raises(Refused, match="rests on another package than the one that you opened"):
        reporting.sign_report(found.desk(ANN), REPORT)


def test_an_older_revision_does_not_come_back() -> None:
    found = roster_revised()
    open_file(found, ANN)
    with pytest.raises(Refused, match=r"an older revision.*revision 2 is open here"):
        open_file(found, ANN, found.package)
    assert package_of(found, ANN).revision == 2


def test_a_changed_weight_cannot_hide_behind_a_revision_that_was_missed() -> None:
    """Rules in revision 2, roster in revision 3: who missed the second must open it first."""
    found = rules_revised()
    come(found)
    replace(found)
    third = revise(found, "Cas cannot be reached")
    with pytest.raises(Refused, match="follows one that is not open here yet"):
        open_file(found, ANN, third)
    open_file(found, ANN)
    open_file(found, ANN, third)
    assert package_of(found, ANN).revision == 3


# a dishonest member


def resealed(found: Play, name: str, *, supersedes: str | None = None, score: str = "2") -> Any:
    """A seal for the revised panel as another program could make it: another sheet."""
    seal, container = read_seal(found.lead, found.files.content[seal_file(name)])
    me, lead = person(name), found.lead
    with found.desk(name).work() as work:
        known = work.seals.get(REF, "main", "1", me.sign_key)
        assert known is not None
        sheet = SheetV1.from_bytes(work.documents.get(known.sheet))
    scores = tuple(one.model_copy(update={"score": score}) for one in sheet.scores)
    package = seal.package if supersedes else sheet.package
    changes = {"scores": scores, "supersedes": supersedes, "package": package}
    inner = sheet.model_copy(update=changes).canonical()
    signature = me.sign(inner, SHEET_NAMESPACE)
    layer = canonical_bytes({"sheet": inner.decode(), "signature": signature})
    for entry in package_of(found).scoring_members():
        layer = lead.envelopes.encrypt(layer, [entry.signed.card.release_key("main", 1)])
    told = seal.model_copy(update={"commitment": sheet_commitment(inner), "supersedes": supersedes})
    parts = ((sealing.ONION, layer), (RELEASE, container.part(RELEASE) or b""))
    packed = lead.containers.pack(SealV1.to_json(told), parts, me, SEAL_NAMESPACE)
    file = OUT / "other.evseal"
    found.files.content[file] = lead.envelopes.encrypt(packed, [lead.me.receive_key])
    return file


def merged(found: Play, file: Any) -> str:
    (verdict,) = merging.merge_seals(found.lead, REF, [file]).files
    return "" if verdict.verdict == "accepted" else str(verdict.reason)


def test_another_sheet_for_the_revised_panel_is_refused_with_both_codes() -> None:
    """`trust.md` 2.4: the same commitment."""
    found = roster_revised()
    code = scoring.open_desktop(found.desk(ANN), REF).sealed_code
    open_file(found, ANN)
    sealing.seal_sheet(found.desk(ANN), REF, OUT)
    why = merged(found, resealed(found, ANN))
    assert f"{ANN} has sealed twice, differently: {code} is here" in why
    assert merged(found, seal_file(ANN)) == ""


def test_a_sheet_that_says_it_takes_the_place_of_the_one_sealed_is_refused_too() -> None:
    found = roster_revised()
    with found.lead.work() as work:
        (first,) = [s for s in work.seals.of(REF) if s.member == person(ANN).sign_key]
    open_file(found, ANN)
    sealing.seal_sheet(found.desk(ANN), REF, OUT)
    why = merged(found, resealed(found, ANN, supersedes=first.commitment))
    assert "has sealed twice, differently" in why


def test_who_never_handed_in_a_seal_cannot_say_that_one_is_superseded() -> None:
    found = roster_revised()
    open_file(found, DEE)
    score_all(found, DEE)
    sealing.seal_sheet(found.desk(DEE), REF, OUT)
    assert "which never came in" in merged(found, resealed(found, DEE, supersedes="1" * 64))


def test_after_an_erratum_a_sheet_must_name_the_one_whose_place_it_takes() -> None:
    found = rules_revised()
    open_file(found, ANN)
    carrying_over.carry_scores(found.desk(ANN), REF)
    score_all(found, ANN)
    sealing.seal_sheet(found.desk(ANN), REF, OUT)
    assert "has sealed twice, differently" in merged(
        found, resealed(found, ANN, supersedes="2" * 64)
    )


def test_the_lead_is_not_kept_from_a_revision_by_a_seal_of_the_panel_before() -> None:
    """Nobody can be held up by somebody who sealed once and is gone."""
    found = half_sealed()
    come(found)
    replace(found)
    assert revise(found) == REVISED
    assert LEAD in {entry.name for entry in package_of(found).roster}
