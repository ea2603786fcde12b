"""Merge, opening, and the onion: nothing shows before everybody has sealed."""

import contextlib
import itertools
import random
from pathlib import Path
from typing import Any

import pytest

from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.sheet import (
    SEAL_NAMESPACE,
    SealV1,
    SheetV1,
)
from evalpanel.usecases import merging, peeling, ranking, rounds, scoring, sealing
from evalpanel.usecases.issued_rounds import issued_package
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.meeting import open_meeting
from evalpanel.usecases.ports import Container
from evalpanel.usecases.release_keys import RELEASE
from tests import panels
from tests.conftest import heavy
from tests.panels import ASSESSORS, LEAD, OUT, REASON, REF, STRANGER, Play, person, play

ANN, BEN, CAS = ASSESSORS[:3]
BAD = OUT / "bad.evseal"


def merge(found: Play, *names: str) -> merging.MergeResult:
    return merging.merge_seals(found.lead, REF, [found.seal(name) for name in names])


def verdict(found: Play, data: bytes) -> merging.FileVerdict:
    found.files.content[BAD] = data
    [only] = merging.merge_seals(found.lead, REF, [BAD]).files
    return only


def outer(found: Play, name: str) -> tuple[SealV1, Container]:
    return peeling.read_seal(found.lead, found.files.content[found.seal(name)])


def repacked(
    found: Play,
    seal: SealV1,
    parts: tuple[tuple[str, bytes], ...],
    by: str = ANN,
) -> bytes:
    """A seal as another program could make it."""
    manifest = seal.to_json() | {"signer": person(by).sign_key}
    packed = found.lead.containers.pack(manifest, parts, person(by), SEAL_NAMESPACE)
    return found.lead.envelopes.encrypt(packed, [person(LEAD).receive_key])


def peel(found: Play, name: str) -> bytes:
    """Peel an onion by hand with every release secret that the seals so far gave away."""
    with found.lead.work() as work:
        package = load_package(work, work.packages.of(REF)[0])
    layer = outer(found, name)[1].part(sealing.ONION) or b""
    for entry in reversed(package.scoring_members()):
        secret = outer(found, entry.name)[1].part(RELEASE) or b""
        layer = found.lead.envelopes.decrypt(layer, secret.decode())
    return layer


def onion_of(found: Play, content: bytes) -> bytes:
    with found.lead.work() as work:
        package = load_package(work, work.packages.of(REF)[0])
    for entry in package.scoring_members():
        content = found.lead.envelopes.encrypt(content, [entry.signed.card.release_key("main", 1)])
    return content


def state(found: Play) -> object:
    return found.databases[LEAD].state


def test_each_file_gets_a_verdict_and_one_bad_file_stops_no_other() -> None:
    """R-34: a verdict per file, whatever else is wrong."""
    found = play("sealed")
    found.files.content[BAD] = b"GIF89a"
    files = [found.seal(ANN), Path("/nowhere"), BAD, found.seal(BEN)]
    result = merging.merge_seals(found.lead, REF, files)
    assert [one.verdict for one in result.files] == ["accepted", "refused", "refused", "accepted"]
    assert [one.member for one in result.files] == [ANN, "", "", BEN]
    assert result.waiting_for == (CAS,)
    assert not result.ready
    assert merge(found, CAS).ready


def test_merging_again_changes_nothing() -> None:
    """R-34: the same seal twice is accepted once."""
    found = play("merged")
    before = found.databases[LEAD].state
    result = merge(found, CAS, ANN, BEN)
    assert {one.verdict for one in result.files} == {"already_here"}
    assert found.databases[LEAD].state is before


def test_the_status_shows_who_never_what() -> None:
    found = play("sealed")
    merge(found, ANN)
    lines = {line.name: line for line in merging.merge_status(found.lead, REF)}
    assert lines[ANN].seal_code == scoring.open_desktop(found.desk(ANN), REF).sealed_code
    assert lines[BEN].seal_code == ""
    assert (lines[ANN].scores, lines[LEAD].scores) == (True, False)
    assert all(line.handed_out for line in lines.values())
    assert (lines[ANN].card_confirmed, lines[LEAD].card_confirmed) == (True, False)


def test_a_chair_who_scores_has_sealed_at_once() -> None:
    found = play("sealed", "chair_scores")
    result = merge(found, ANN, LEAD)
    assert [one.verdict for one in result.files] == ["accepted", "already_here"]
    assert result.waiting_for == (BEN,)


def test_before_the_issue_there_is_nothing_to_merge() -> None:
    with pytest.raises(Refused, match="no issued package"):
        merging.merge_status(play("carded").lead, REF)
    with pytest.raises(Refused, match="no issued package for panel other"):
        merging.merge_status(play("issued").lead, REF, "other")


@pytest.mark.parametrize("cut", [0, 1, 40, 200, -1, -500])
def test_a_truncated_seal_is_refused(cut: int) -> None:
    found = play("sealed")
    assert verdict(found, found.files.content[found.seal(ANN)][:cut]).verdict == "refused"


def test_a_seal_with_any_byte_changed_is_refused() -> None:
    found = play("sealed")
    data = found.files.content[found.seal(ANN)]
    draw = random.Random(2)  # noqa: S311  # a draw for a test
    for _ in range(heavy(400)):
        place = draw.randrange(len(data))
        changed = bytes([data[place] ^ (1 << draw.randrange(8))])
        one = verdict(found, data[:place] + changed + data[place + 1 :])
        assert one.verdict == "refused", place


def test_a_file_for_the_panel_is_no_seal() -> None:
    found = play("sealed")
    assert verdict(found, found.files.content[found.package]).verdict == "refused"
    assert verdict(found, found.files.content[found.card(ANN)]).verdict == "refused"


def test_a_seal_of_an_outsider_is_refused() -> None:
    found = play("sealed")
    seal, container = outer(found, ANN)
    one = verdict(found, repacked(found, seal, container.parts, by=STRANGER))
    assert one.verdict == "refused"
    assert "does not score" in str(one.reason)


@pytest.mark.parametrize(
    "change",
    [
        {"package": "0" * 64}, {"roster_sha256": "0" * 64}, {"panel_id": "0" * 32},
        {"reference": "T-0"}, {"round": 2},
    ],
    ids=str,
)  # fmt: skip
def test_a_seal_of_another_package_is_refused(change: dict[str, Any]) -> None:
    found = play("sealed")
    seal, container = outer(found, ANN)
    one = verdict(found, repacked(found, seal.model_copy(update=change), container.parts))
    assert (one.verdict, one.member) == ("refused", ANN)
    assert "another package" in str(one.reason)


def test_a_seal_of_another_panel_is_refused() -> None:
    found = play("sealed")
    seal, container = outer(found, ANN)
    other = seal.model_copy(update={"panel": "other"})
    assert verdict(found, repacked(found, other, container.parts)).verdict == "refused"


def test_a_seal_replayed_from_an_earlier_issue_is_refused() -> None:
    found, other = play("sealed"), play("carded")
    other.clock.move(days=1)
    for stage in ("issued", "open", "scored", "sealed"):
        getattr(panels, f"_{stage}")(other)
    one = verdict(found, other.files.content[other.seal(ANN)])
    assert "another package" in str(one.reason)


def test_a_seal_without_its_parts_is_refused() -> None:
    found = play("sealed")
    seal, container = outer(found, ANN)
    parts = dict(container.parts)
    for left in ((), (("onion", parts["onion"]),), (("release", parts["release"]),)):
        assert "lacks" in str(verdict(found, repacked(found, seal, left)).reason)


@pytest.mark.parametrize(
    "secret",
    [b"AGE-SECRET-KEY-1NONSENSE", b"\xff\xfe", person(BEN).release_secret("x", "main", 1).encode()],
)
def test_a_seal_with_another_release_key_is_refused(secret: bytes) -> None:
    found = play("sealed")
    seal, container = outer(found, ANN)
    parts = (("onion", container.part("onion") or b""), ("release", secret))
    assert verdict(found, repacked(found, seal, parts)).verdict == "refused"


def test_of_two_different_seals_the_first_stays_and_both_codes_are_told() -> None:
    found = play("scored")
    other = found.copy("other draw")
    first = sealing.seal_sheet(found.desk(ANN), REF, OUT)
    second = sealing.seal_sheet(other.desk(ANN), REF, OUT)
    merge(found, ANN)
    one = verdict(found, other.files.content[second.file])
    assert one.verdict == "refused"
    assert first.code in str(one.reason)
    assert second.code in str(one.reason)
    assert merging.merge_status(found.lead, REF)[2].seal_code == first.code
    assert found.log()[-1] == "seal.conflict"


# opening


def test_with_one_seal_missing_nothing_opens() -> None:
    found = play("sealed")
    merge(found, ANN, CAS)
    with pytest.raises(Refused, match=BEN):
        rounds.open_round(found.lead, REF)
    with pytest.raises(Refused, match="not open yet"):
        open_meeting(found.lead, REF)
    with pytest.raises(Refused, match="Waiting for: "):
        ranking.rank_lots(found.lead, REF)


def peeled_as_far_as_possible(found: Play, name: str, missing: str) -> bytes:
    """Whatever is left when every secret but the missing member's was tried on every layer."""
    layer = outer(found, name)[1].part(sealing.ONION) or b""
    given = [
        (outer(found, other)[1].part(RELEASE) or b"").decode()
        for other in ASSESSORS
        if other != missing
    ]
    opened = True
    while opened:
        opened = False
        for secret in given:
            with contextlib.suppress(Unreadable):
                layer = found.lead.envelopes.decrypt(layer, secret)
                opened = True
    return layer


@pytest.mark.parametrize("missing", ASSESSORS)
def test_with_one_seal_missing_no_code_can_open_anything(missing: str) -> None:
    """The organiser's key and all other release secrets do not peel the missing member's layer."""
    found = play("sealed", "five")
    for name in ASSESSORS:
        rest = peeled_as_far_as_possible(found, name, missing)
        assert rest.startswith(b"age-encryption.org/v1")
        assert REASON.encode() not in rest
        with pytest.raises(Unreadable):
            found.lead.me.decrypt(rest)
    assert peeled_as_far_as_possible(found, ANN, "nobody").startswith(b'{"sheet"')


def test_with_one_seal_missing_the_organisers_database_holds_no_reason() -> None:
    found = play("sealed")
    merge(found, ANN, CAS)
    with found.lead.work() as work:
        package = load_package(work, work.packages.of(REF)[0])
        stored, _ = issued_package(work, REF)
        with pytest.raises(Unreadable):
            peeling.peel_round(found.lead, work, stored, package)
    assert not any(REASON.encode() in d for d in found.databases[LEAD].state.documents.values())


def test_with_all_seals_in_every_sheet_opens_as_it_was_sealed() -> None:
    found = play("merged")
    for name in ASSESSORS[:3]:
        content = read_canonical(peel(found, name))
        sheet = SheetV1.from_bytes(content["sheet"].encode())
        assert {s.cell: s.score for s in sheet.scores} == {
            s.cell: s.score for s in found.scores(name)
        }


def test_opening_is_one_act_that_can_be_repeated_without_effect() -> None:
    found = play("round")
    before = state(found)
    first = rounds.open_round(found.lead, REF)
    found.clock.move(days=1)
    assert rounds.open_round(found.lead, REF) == first
    assert state(found) is before


def test_every_order_of_merging_gives_the_same_sheets() -> None:
    """Five members, each file given twice: a seeded tenth of all orders, or all of them."""
    sealed = play("sealed", "five")
    orders = list(itertools.permutations(ASSESSORS))
    random.Random(5).shuffle(orders)  # noqa: S311  # a draw for a test
    hashes = set()
    for order in orders[: heavy(len(orders))]:
        found = sealed.copy("sealed")
        result = merge(found, *order, *reversed(order))
        assert [one.verdict for one in result.files] == ["accepted"] * 5 + ["already_here"] * 5
        assert result.ready
        hashes.add(rounds.open_round(found.lead, REF).sheets_sha256)
    assert len(hashes) == 1
