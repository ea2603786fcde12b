"""Alternates score and seal too, and are opened only when they step in (R-15, trust.md 2.4)."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.record import (
    Leaf,
    OpeningEntry,
    RecordV1,
    RegisterEntry,
    ReportEntry,
    SheetEntry,
)
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.sheet import SEAL_NAMESPACE, SHEET_NAMESPACE, sheet_commitment
from evalpanel.domain.standby import STEP_IN_NAMESPACE, StepInV1, SteppedIn
from evalpanel.usecases import (
    merging,
    panel_changes,
    peeling,
    reopening,
    rounds,
    scoring,
    sealing,
    standing_by,
)
from evalpanel.usecases.meeting import open_meeting
from evalpanel.usecases.overview import list_work
from tests.domain.test_verification import at, change, no, rerooted
from tests.panels import LEAD, OUT, REF, Play, person
from tests.sealing_exceptions import (
    ANN,
    BEN,
    CAS,
    DEE,
    GIVEN_BY_DEE,
    finished,
    merge,
    package_of,
    peeled,
    replace,
    seal,
    step_back,
    step_in,
    verdict,
    with_alternate,
)

KEY = person(DEE).sign_key


def all_in(variant: str = "mean", *, with_dee: bool = True) -> Play:
    """Everybody sealed, the alternate too."""
    found = with_alternate(variant=variant)
    seal(found, ANN, BEN, CAS)
    names = (ANN, BEN, CAS, *((DEE,) if with_dee else ()))
    result = merge(found, *(found.seal(name) for name in names))
    assert [str(one.reason) for one in result.files if one.reason] == []
    return found


def ann_left(variant: str = "mean") -> Play:
    """Ann stepped back; the others and the alternate sealed; all is in."""
    found = with_alternate(variant=variant)
    made = step_back(found, ANN)
    seal(found, BEN, CAS)
    assert not merge(found, made.file, *(found.seal(name) for name in (BEN, CAS, DEE))).waiting_for
    return found


def sheets(found: Play) -> set[str]:
    with found.lead.work() as work:
        return {s.member for s in work.sheets.of(REF)}


def shown_as_stepped_in(found: Play) -> set[str]:
    return {s.name for s in merging.merge_status(found.lead, REF) if s.stepped_in}


def test_an_alternate_scores_what_the_others_score_and_is_told_what_it_is_for() -> None:
    found = with_alternate()
    desktop = scoring.open_desktop(found.desk(DEE), REF)
    assert desktop.on_standby
    assert set(desktop.cells) == set(scoring.open_desktop(found.desk(ANN), REF).cells)
    package = package_of(found)
    assert [entry.name for entry in package.alternates()] == [DEE]
    assert DEE not in {entry.name for entry in package.scoring_members()}


def test_the_round_does_not_wait_for_alternates_and_leaves_their_sheets_closed() -> None:
    found = with_alternate(variant="mean")
    seal(found, ANN, BEN, CAS)
    assert merge(found, *(found.seal(name) for name in (ANN, BEN, CAS))).ready
    assert verdict(found, found.seal(DEE))[0] == "accepted"
    rounds.open_round(found.lead, REF)
    assert KEY not in sheets(found)
    [line] = [one for one in merging.merge_status(found.lead, REF) if one.name == DEE]
    assert (line.on_standby, line.scores, bool(line.seal_code)) == (True, False, True)


def test_who_does_not_step_in_never_counts_and_the_record_lists_the_closed_sheet() -> None:
    record = finished(all_in())
    assert len(record.entries(SheetEntry)) == 3
    [opening] = record.entries(OpeningEntry)
    assert len(opening.standby) == 1


def test_with_all_seals_in_nobody_can_read_the_sheet_of_an_alternate() -> None:
    """The chair peeks with every key that is in, in any order, and with the own keys."""
    found = all_in()
    package = package_of(found)
    with found.lead.work() as work:
        [stored] = work.packages.of(REF)
        keys = [*peeling.round_keys(found.lead, work, stored, package).values()]
    container = peeling.read_seal(found.lead, found.files.content[found.seal(DEE)])[1]
    assert container.part("release") is None
    keys.append(found.lead.me.release_secret(package.release_scope, "main", 1))
    assert not peeled(found, DEE, keys).startswith(b'{"sheet"')
    keys.append(person(DEE).release_secret(package.release_scope, "main", 1))
    assert peeled(found, DEE, keys).startswith(b'{"sheet"')


def test_an_alternate_who_steps_in_counts_in_the_cells_of_the_member_replaced() -> None:
    """R-15, before the opening: an excuse, a replacement, the key."""
    found = ann_left()
    replace(found)
    assert DEE not in shown_as_stepped_in(found)
    assert verdict(found, step_in(found).file)[0] == "accepted"
    assert DEE in shown_as_stepped_in(found)
    assert KEY not in sheets(found)
    rounds.open_round(found.lead, REF)
    assert KEY in sheets(found)
    record = finished(found)
    [entry] = of_kind(record.register(), SteppedIn)
    assert entry.member == KEY
    report = record.the(ReportEntry)
    assert report is not None
    assert set(report.signers) == {person(n).sign_key for n in (BEN, CAS, DEE)}


def test_an_alternate_steps_in_after_the_opening_too() -> None:
    """The sheet is opened at once, and the meeting decides on it."""
    found = all_in("consensus")
    rounds.open_round(found.lead, REF)
    replace(found)
    meeting = open_meeting(found.lead, REF)
    assert meeting.short
    assert verdict(found, step_in(found).file)[0] == "accepted"
    meeting = open_meeting(found.lead, REF)
    assert not meeting.short
    assert set(meeting.members.values()) == {BEN, CAS, DEE}
    [cell] = [i for i in meeting.agenda if i.cell[1:] == (found.code("alpha", "1"), "A1")]
    assert cell.scores[KEY].score == GIVEN_BY_DEE["alpha"]
    assert person(ANN).sign_key not in cell.scores
    finished(found)


def test_the_same_file_twice_is_here_already() -> None:
    found = ann_left()
    replace(found)
    made = step_in(found)
    assert verdict(found, made.file)[0] == "accepted"
    assert verdict(found, made.file)[0] == "already_here"


def test_without_a_replacement_nobody_steps_in() -> None:
    """A dishonest alternate, or one too eager: the sheet stays closed."""
    found = all_in()
    rounds.open_round(found.lead, REF)
    word, why = verdict(found, step_in(found).file)
    assert (word, KEY in sheets(found)) == ("refused", False)
    assert "takes nobody's place" in why


def test_a_seal_of_an_alternate_after_the_opening_is_refused() -> None:
    """Nobody seals on what is known since."""
    found = all_in(with_dee=False)
    rounds.open_round(found.lead, REF)
    assert "came too late" in verdict(found, found.seal(DEE))[1]
    replace(found)
    assert "was not handed in before" in verdict(found, step_in(found).file)[1]


def test_a_seal_that_gives_the_key_of_an_alternate_away_is_refused() -> None:
    found = with_alternate()
    seal_, container = peeling.read_seal(found.lead, found.files.content[found.seal(DEE)])
    secret = person(DEE).release_secret(package_of(found).release_scope, "main", 1).encode()
    parts = (("onion", container.part("onion") or b""), ("release", secret))
    packed = found.lead.containers.pack(seal_.to_json(), parts, person(DEE), SEAL_NAMESPACE)
    found.files.content[found.seal(DEE)] = found.lead.envelopes.encrypt(
        packed, [person(LEAD).receive_key]
    )
    assert "gives its own key away" in verdict(found, found.seal(DEE))[1]


def test_who_steps_in_is_an_alternate_who_sealed() -> None:
    found = with_alternate()
    with pytest.raises(Refused, match="no alternate"):
        step_in(found, ANN)
    with pytest.raises(Refused, match="nobody waits for your sheet"):
        step_back(found, DEE)
    bare = with_alternate()
    with bare.desk(DEE).work() as work:
        known = work.seals.get(REF, "main", "1", KEY)
        assert known is not None
        work.seals.put(known.model_copy(update={"package": ""}))
        work.commit()
    with pytest.raises(Refused, match="sealed nothing"):
        step_in(bare)


def test_a_seal_of_an_alternate_cannot_be_reopened() -> None:
    with pytest.raises(Refused, match="does not score"):
        reopening.reopen_seal(all_in().lead, REF, DEE, OUT, reason="R")


def record_with_step_in() -> RecordV1:
    found = ann_left()
    replace(found)
    merge(found, step_in(found).file)
    return finished(found)


@pytest.mark.parametrize("score", ["2", None])
def test_a_second_sheet_of_an_alternate_does_not_verify(score: str | None) -> None:
    """R-15: also one that the alternate signed, such as after the opening."""
    record = record_with_step_in()
    [entry] = [e for e in record.entries(SheetEntry) if e.sheet.member == KEY]
    inner = entry.sheet.sheet
    scores = [one.model_copy(update={"score": score or one.score}) for one in inner.scores]
    made = inner.model_copy(update={"scores": tuple(scores)}).canonical()
    sheet = entry.sheet.model_copy(
        update={"inner": made.decode(), "signature": person(DEE).sign(made, SHEET_NAMESPACE)}
    )
    second = SheetEntry(commitment=sheet_commitment(made), sheet=sheet)
    found = no(rerooted(record, (Leaf(salt="0" * 32, entry=second), *record.leaves)))
    assert "has one too many" in found["seals"]


def test_a_step_in_made_up_or_left_out_does_not_verify() -> None:
    """A dishonest organiser: each half of it alone is found."""
    record = record_with_step_in()
    [nth] = [
        n for n, e in enumerate(record.entries(RegisterEntry)) if isinstance(e.entry, SteppedIn)
    ]
    assert no(change(RegisterEntry, lambda _: None, nth)(record))
    for path, new in (
        ("entry.member", person(BEN).sign_key),
        ("entry.commitment", "0" * 64),
        ("entry.manifest.commitment", "0" * 64),
        ("entry.signature", "x"),
    ):
        assert "record_chain" in no(at(RegisterEntry, path, new, nth)(record))
    assert "in at the opening" in no(at(OpeningEntry, "standby", ())(record))["record_chain"]
    [sheet] = [n for n, e in enumerate(record.entries(SheetEntry)) if e.sheet.member == KEY]
    assert no(change(SheetEntry, lambda _: None, sheet)(record))


def test_an_alternate_keeps_quiet_in_a_round_for_a_replacement() -> None:
    """Where no sheet was sealed the round for a replacement stays what it was (R-15)."""
    found = all_in("consensus", with_dee=False)
    rounds.open_round(found.lead, REF)
    panel_changes.replace_member(found.lead, REF, ANN, DEE, reason="Ill")
    found.confirm_all()
    assert open_meeting(found.lead, REF).short
    with pytest.raises(Refused, match="no alternate"):
        standing_by.step_in(found.desk(BEN), REF, OUT)
    sealing.seal_sheet(found.desk(DEE), REF, OUT)


def test_home_says_that_the_sheet_of_an_alternate_stays_closed() -> None:
    [item] = list_work(with_alternate().desk(DEE))
    assert (item.phase, "stays closed" in str(item.next_step)) == ("handed_in", True)


def test_home_says_what_to_do_with_the_file_of_who_steps_in() -> None:
    found = with_alternate()
    standing_by.step_in(found.desk(DEE), REF, OUT)
    [item] = list_work(found.desk(DEE))
    assert "(.evstepin) to the process lead" in str(item.next_step)


@pytest.mark.parametrize(
    ("by", "changes", "secret_of", "says"),
    [
        (BEN, {}, BEN, "no alternate"),
        (DEE, {"panel_id": "other"}, DEE, "another package"),
        (DEE, {"package": "0" * 64}, DEE, "another package"),
        (DEE, {"commitment": "0" * 64}, DEE, "was not handed in before"),
        (DEE, {}, BEN, "another key"),
    ],
)
def test_a_key_of_another_person_sheet_or_package_is_refused(
    by: str, changes: dict[str, object], secret_of: str, says: str
) -> None:
    """What another program could write."""
    found = ann_left()
    replace(found)
    data = found.lead.me.decrypt(found.files.content[step_in(found).file])
    told = StepInV1.from_document(found.lead.containers.unpack(data, STEP_IN_NAMESPACE).manifest)
    secret = person(secret_of).release_secret(package_of(found).release_scope, "main", 1).encode()
    packed = found.lead.containers.pack(
        told.model_copy(update=changes | {"signer": person(by).sign_key}).to_json(),
        (("release", secret),),
        person(by),
        STEP_IN_NAMESPACE,
    )
    file = OUT / "forged.evstepin"
    found.files.content[file] = found.lead.envelopes.encrypt(packed, [person(LEAD).receive_key])
    word, why = verdict(found, file)
    assert word == "refused"
    assert says in why
