"""Two panels of one tender, each with criteria, package and seals of its own."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.usecases import (
    consensus,
    issuing,
    merging,
    opening_package,
    panel,
    ranking,
    rounds,
    scoring,
    sealing,
)
from evalpanel.usecases.consensus import DecisionInput
from evalpanel.usecases.issued_rounds import issued_package
from evalpanel.usecases.packing import IssuedPackage
from tests import panels
from tests.domain.test_verification import no
from tests.panels import ADMITTED, ASSESSORS, LEAD, OUT, REF, Play, play

PANELS = ("main", "second")
ITEM = {"main": "A1", "second": "B1"}


def issued() -> tuple[Play, tuple[IssuedPackage, ...]]:
    found = play("declared", "panels")
    for name, role in ((LEAD, "chair"), *((name, "assessor") for name in ASSESSORS[:3])):
        for which in PANELS:
            card = found.files.content[found.card(name)]
            panel.add_member(found.lead, REF, card, role, which)
    return found, issuing.issue_packages(found.lead, REF, OUT)


def test_a_panel_must_be_named_where_there_are_two() -> None:
    found = play("declared", "panels")
    with pytest.raises(Refused, match="main, second"):
        found.add(LEAD, "chair")


def test_both_panels_come_to_one_ranking() -> None:
    found, packages = issued()
    found.settle_unjudged()
    seals = []
    for name in ASSESSORS[:3]:
        desk = found.desk(name)
        for package in packages:
            opened = opening_package.open_package(desk, found.files.content[package.file])
            assert opened.to_score == 3
        for score in found.scores(name):
            which = "main" if score.item == "A1" else "second"
            scoring.save_score(desk, REF, score, which)
        seals += [sealing.seal_sheet(desk, REF, OUT, which).file for which in PANELS]
    first = merging.merge_seals(found.lead, REF, seals[:3])
    assert {one.verdict for one in first.files} == {"accepted"}
    assert set(first.waiting_for) == {ASSESSORS[1], ASSESSORS[2]}
    with pytest.raises(Refused):
        rounds.open_round(found.lead, REF, "main")
    assert merging.merge_seals(found.lead, REF, seals[3:]).ready
    for which in PANELS:
        rounds.open_round(found.lead, REF, which)
        for candidate, code in zip(ADMITTED, ("8", "6", "4"), strict=True):
            given = DecisionInput(
                "1", found.codes[candidate], ITEM[which], code, "We all agreed on this",
                outside_reason="Weighed anew",
            )  # fmt: skip
            consensus.record_decision(found.lead, REF, given, which)
        with pytest.raises(Refused):
            ranking.rank_lots(found.lead, REF)
        consensus.close_meeting(found.lead, REF, which)
    [lot] = ranking.rank_lots(found.lead, REF).lots
    assert [one.rank for one in lot.ranked] == [1, 2, 3]
    panels._identified(found)
    panels._reported(found)
    assert no(found.record()) == {}


def test_a_seal_gives_away_nothing_of_the_other_panel() -> None:
    """The secret in a seal opens the layer of its own panel only (`trust.md` 2.3)."""
    found, packages = issued()
    me = found.desk(ASSESSORS[0]).me
    main, second = (load_package_of(found, package) for package in packages)
    secret = me.release_secret(main.release_scope, "main", 1)
    assert found.lead.envelopes.public_of(secret) == key_in(main, me.sign_key)
    assert found.lead.envelopes.public_of(secret) != key_in(second, me.sign_key)


def load_package_of(found: Play, issue: IssuedPackage) -> PackageV1:
    with found.lead.work() as work:
        return issued_package(work, REF, issue.panel)[1]


def key_in(package: PackageV1, member: str) -> str:
    entry = package.entry_of(member)
    assert entry is not None
    return entry.signed.card.release_key(package.panel, package.round)


def test_before_the_issue_nothing_is_merged() -> None:
    found = play("declared", "panels")
    with pytest.raises(Refused, match=r"Nothing .* was issued"):
        merging.merge_seals(found.lead, REF, [])
