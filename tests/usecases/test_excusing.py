"""A member who steps back before sealing: the key without a sheet (`trust.md` 2.4, R-12, R-41)."""

import pytest

from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.errors import EvalPanelError, Refused
from evalpanel.domain.excuses import EXCUSE_NAMESPACE, Excuse, ExcuseV1
from evalpanel.domain.record import RegisterEntry, SheetEntry
from evalpanel.domain.registered_event import of_kind
from evalpanel.usecases import excusing, merging, peeling, rounds, scoring, sealing
from evalpanel.usecases.overview import list_work
from tests.domain.test_verification import at, change, no
from tests.panels import LEAD, OUT, REF, STRANGER, Play, person, play
from tests.sealing_exceptions import (
    ANN,
    BEN,
    CAS,
    finished,
    merge,
    package_of,
    peeled,
    rescore,
    seal,
    step_back,
    verdict,
)


def excused(variant: str = "recusal_mean") -> Play:
    """Ann stepped back, the others sealed, all of it is in."""
    found = play("scored", variant)
    made = step_back(found, ANN)
    seal(found, BEN, CAS)
    assert not merge(found, made.file, found.seal(BEN), found.seal(CAS)).waiting_for
    return found


def forged(found: Play, by: str, **changes: object) -> bytes:
    """An excuse as another program could make it."""
    package = package_of(found)
    with found.lead.work() as work:
        sha256 = work.packages.of(REF)[0].sha256
    told = ExcuseV1(
        signer=person(by).sign_key, reference=REF, panel_id=package.panel_id, panel="main",
        round=1, package=sha256, roster_sha256=package.roster_sha256, revision=1, reason="R",
        excused_at="2026-11-23T10:00:00Z", anchor=package.anchor,
    )  # fmt: skip
    told = told.model_copy(update=changes)
    secret = person(by).release_secret(package.release_scope, "main", 1).encode()
    packed = found.lead.containers.pack(
        told.to_json(), (("release", secret),), person(by), EXCUSE_NAMESPACE
    )
    return found.lead.envelopes.encrypt(packed, [person(LEAD).receive_key])


def test_the_round_waits_no_more_for_who_stepped_back_and_opens_without() -> None:
    """trust.md 2.4: the key is in, no sheet; R-41."""
    found = excused()
    rounds.open_round(found.lead, REF)
    with found.lead.work() as work:
        assert {s.member for s in work.sheets.of(REF)} == {
            person(name).sign_key for name in (BEN, CAS)
        }
    lines = {line.name: line for line in merging.merge_status(found.lead, REF)}
    assert (lines[ANN].stepped_back, lines[BEN].stepped_back) == (True, False)


def test_the_record_lists_the_excuse_as_signed_and_verifies() -> None:
    found = excused()
    record = finished(found)
    [entry] = of_kind(record.register(), Excuse)
    assert (entry.member, entry.reason) == (person(ANN).sign_key, "My sister applied")
    assert len(record.entries(SheetEntry)) == 2


def test_a_panel_that_must_be_whole_waits_for_a_replacement() -> None:
    """R-12: it acts as a recusal; nothing is decided on two of three."""
    found = excused("consensus")
    result = merging.merge_seals(found.lead, REF, [])
    assert not result.ready
    assert "2 of 3 members" in str(result.to_revise[0])
    with pytest.raises(Refused, match="2 of 3 members"):
        rounds.open_round(found.lead, REF)


def test_for_who_stepped_back_the_round_is_closed() -> None:
    found = play("scored")
    made = step_back(found, ANN)
    desk = found.desk(ANN)
    assert scoring.open_desktop(desk, REF).stepped_back == "My sister applied"
    with pytest.raises(Refused, match="stepped back"):
        rescore(found, ANN, "2")
    with pytest.raises(Refused, match="stepped back"):
        scoring.load_scores(desk, REF, b"evaluator,lot,candidate,item,score,reason\n")
    with pytest.raises(Refused, match="stepped back"):
        sealing.seal_sheet(desk, REF, OUT)
    before = found.files.content[made.file]
    again = step_back(found, ANN, "Another reason")
    assert again.again
    assert found.files.content[again.file] == before


def test_who_sealed_cannot_step_back() -> None:
    with pytest.raises(Refused, match="who sealed cannot step back"):
        step_back(play("sealed"), ANN)


def test_stepping_back_needs_a_reason() -> None:
    with pytest.raises(Refused, match="reason"):
        step_back(play("scored"), ANN, "  ")


def test_a_failing_stick_leaves_the_round_as_it_was() -> None:
    found = play("scored")
    found.files.full = True
    with pytest.raises(EvalPanelError):
        step_back(found, ANN)
    assert not scoring.open_desktop(found.desk(ANN), REF).stepped_back


def test_the_same_file_twice_is_here_already() -> None:
    found = play("scored")
    made = step_back(found, ANN)
    assert verdict(found, made.file)[0] == "accepted"
    before = found.databases[LEAD].state
    assert verdict(found, made.file)[0] == "already_here"
    assert found.databases[LEAD].state.ledgers == before.ledgers


def test_a_seal_after_an_excuse_is_refused() -> None:
    """A member whose program does both."""
    found, other = play("scored"), play("sealed")
    assert verdict(found, step_back(found, ANN).file)[0] == "accepted"
    found.files.content[found.seal(ANN)] = other.files.content[other.seal(ANN)]
    assert verdict(found, found.seal(ANN)) == (
        "refused",
        f"{ANN} stepped back from this round; a seal of {ANN} can no longer come in.",
    )


def test_an_excuse_after_a_seal_is_refused() -> None:
    """A member whose program does both."""
    found = play("sealed")
    assert verdict(found, found.seal(ANN))[0] == "accepted"
    file = OUT / "forged.evexcuse"
    found.files.content[file] = forged(found, ANN)
    assert verdict(found, file)[0] == "refused"
    assert "who sealed cannot step back" in verdict(found, file)[1]


def test_a_second_excuse_and_one_after_the_opening_are_refused() -> None:
    found = excused()
    file = OUT / "forged.evexcuse"
    found.files.content[file] = forged(found, ANN)
    assert "stepped back already" in verdict(found, file)[1]
    rounds.open_round(found.lead, REF)
    found.files.content[file] = forged(found, BEN)
    assert "is open" in verdict(found, file)[1]


@pytest.mark.parametrize(
    ("by", "changes", "says"),
    [
        (STRANGER, {}, "does not score"),
        (LEAD, {}, "does not score"),
        (ANN, {"package": "0" * 64}, "another package"),
        (ANN, {"roster_sha256": "0" * 64}, "another package"),
        (ANN, {"panel_id": "other"}, "another package"),
        (ANN, {"reference": "T-2"}, "about T-2"),
    ],
)
def test_an_excuse_of_another_person_or_package_is_refused(
    by: str, changes: dict[str, object], says: str
) -> None:
    """Nobody steps back in the name of somebody else: a signature names the member."""
    found = play("scored")
    file = OUT / "forged.evexcuse"
    found.files.content[file] = forged(found, by, **changes)
    word, why = verdict(found, file)
    assert word == "refused"
    assert says in why


def test_an_excuse_with_another_key_or_without_one_is_refused() -> None:
    found = play("scored")
    package, file = package_of(found), OUT / "forged.evexcuse"
    data = found.lead.me.decrypt(forged(found, ANN))
    container = found.lead.containers.unpack(data, EXCUSE_NAMESPACE)
    for parts, says in (
        ((("release", person(BEN).release_secret(package.release_scope, "main", 1).encode()),),
         "another key"),
        ((), "lacks the key"),
    ):  # fmt: skip
        packed = found.lead.containers.pack(
            container.manifest, parts, person(ANN), EXCUSE_NAMESPACE
        )
        found.files.content[file] = found.lead.envelopes.encrypt(packed, [person(LEAD).receive_key])
        assert says in verdict(found, file)[1]


def test_a_round_from_which_everybody_stepped_back_has_nothing_to_open() -> None:
    found = play("scored")
    assert not merge(found, *(step_back(found, name).file for name in (ANN, BEN, CAS))).ready
    with pytest.raises(Refused, match="0 of 3 members"):
        rounds.open_round(found.lead, REF)


def test_with_an_excuse_and_a_seal_missing_nothing_can_be_read() -> None:
    """The chair peeks: all but one seal or excuse in, own key, modified code: no plaintext."""
    found = play("scored", "recusal_mean")
    made = step_back(found, ANN)
    seal(found, BEN, CAS)
    merge(found, made.file, found.seal(BEN))
    package = package_of(found)
    with found.lead.work() as work:
        [stored] = work.packages.of(REF)
        keys = peeling.round_keys(found.lead, work, stored, package)
    own = found.lead.me.release_secret(package.release_scope, "main", 1)
    assert set(keys) == {person(ANN).sign_key, person(BEN).sign_key}
    assert not peeled(found, BEN, [*keys.values(), own]).startswith(b'{"sheet"')
    last = person(CAS).release_secret(package.release_scope, "main", 1)
    assert peeled(found, BEN, [*keys.values(), last]).startswith(b'{"sheet"')


def test_a_record_with_an_excuse_made_up_or_left_out_does_not_verify() -> None:
    """A dishonest organiser; the member's signature and the missing sheet tell."""
    record = finished(excused())
    [nth] = [n for n, e in enumerate(record.entries(RegisterEntry)) if isinstance(e.entry, Excuse)]
    gone = no(change(RegisterEntry, lambda _: None, nth)(record))
    assert "misses a sheet" in gone["seals"]
    other = person(BEN).sign_key
    for path, new in (
        ("entry.member", other),
        ("entry.reason", "Asked to"),
        ("entry.manifest.reason", "Asked to"),
        ("entry.lots", ("1",)),
    ):
        assert no(at(RegisterEntry, path, new, nth)(record))


def test_two_panels_of_different_lots_are_left_one_by_one() -> None:
    """An excuse is for the lots of its panel where the member is on others too."""
    found = play("scored")
    data = step_back(found, ANN)
    with found.desk(ANN).work() as work:
        [entry] = work.register.of(REF, "excuse")
        assert isinstance(entry, Excuse)
        assert entry.excuse.panel == data.panel
        assert read_canonical(found.lead.containers.unpack(
            found.lead.me.decrypt(found.files.content[data.file]), EXCUSE_NAMESPACE
        ).manifest_bytes) == entry.manifest  # fmt: skip
    assert excusing.read_excuse(found.lead, found.files.content[data.file])[0] == entry.excuse


def test_home_says_where_the_file_of_who_stepped_back_goes() -> None:
    found = play("scored")
    step_back(found, ANN)
    [item] = list_work(found.desk(ANN))
    assert (item.phase, "stepped back" in str(item.next_step)) == ("stepped_back", True)
