"""Scoring alone, and sealing what was scored."""

import pytest

from evalpanel.domain.errors import HasProblems, Refused, Unreadable
from evalpanel.domain.sheet import INDEPENDENCE, Score, SheetV1, sheet_commitment
from evalpanel.usecases import scoring, sealing
from evalpanel.usecases.loaded_scores import veiled
from tests.panels import ADMITTED, ASSESSORS, LEAD, OUT, REASON, REF, SCORES, Play, play

ANN, BEN = ASSESSORS[:2]


def a_score(found: Play, **changes: str) -> Score:
    given = {"lot": "1", "candidate": found.codes["alpha"], "item": "A1", "score": "8",
             "reason": REASON}  # fmt: skip
    return Score(**(given | changes))


def inner_of(found: Play, name: str) -> bytes:
    state = found.databases[name].state
    return next(b for b in state.documents.values() if b'"schema":"evalpanel/sheet/1"' in b)


# scoring


def test_a_saved_score_is_there_again_with_every_version() -> None:
    found = play("open")
    desk = found.desk(ANN)
    scoring.save_score(desk, REF, a_score(found, score="", reason="well"))
    scoring.save_score(desk, REF, a_score(found))
    desktop = scoring.open_desktop(desk, REF)
    cell = a_score(found).cell
    assert desktop.score(cell) == a_score(found)
    assert desktop.state(cell) == "complete"
    assert desktop.saved_at
    assert len(desktop.gaps) == 5
    versions = scoring.history(desk, REF, desktop.package_sha256, cell)
    assert [draft.score.score for draft in versions] == ["", "8"]


def test_an_unscored_cell_is_open_and_never_zero() -> None:
    found = play("open")
    desktop = scoring.open_desktop(found.desk(ANN), REF)
    cell = a_score(found).cell
    assert desktop.state(cell) == "open"
    assert desktop.score(cell).score == ""
    assert desktop.saved_at == ""


@pytest.mark.parametrize("code", ["7", "0", "11", "8.0", " 8", "-2", "K7"])
def test_a_score_off_the_scale_is_refused(code: str) -> None:
    """R-38: only steps of the scale exist."""
    found = play("open")
    with pytest.raises(Refused, match="not on the scale of A1"):
        scoring.save_score(found.desk(ANN), REF, a_score(found, score=code))


@pytest.mark.parametrize(
    "place", [{"item": "chances"}, {"item": "G-1"}, {"lot": "2"}, {"lot": "*"}, {"candidate": "X1"}]
)
def test_what_is_not_mine_to_score_is_refused(place: dict[str, str]) -> None:
    found = play("open")
    with pytest.raises(Refused, match="not for you to score"):
        scoring.save_score(found.desk(ANN), REF, a_score(found, **place))


def test_who_does_not_score_has_nothing_to_score() -> None:
    found = play("open")
    with pytest.raises(Refused, match="not for you to score"):
        scoring.save_score(found.desk(LEAD), REF, a_score(found))
    with pytest.raises(Refused, match="Nothing in T-1"):
        scoring.open_desktop(found.desk(LEAD), REF)


def test_without_a_package_nothing_can_be_scored() -> None:
    with pytest.raises(Refused, match="is open on this laptop"):
        scoring.open_desktop(play("issued").desk(ANN), REF)
    with pytest.raises(Refused, match="is open on this laptop"):
        scoring.open_desktop(play("open").desk(ANN), REF, "other")


def test_each_member_sees_an_order_of_their_own_that_stays() -> None:
    """R-36: the order of candidates is drawn per member and recorded."""
    found = play("open", "five")
    orders = {
        tuple(shown.candidates for shown in scoring.open_desktop(found.desk(name), REF).order)
        for name in ASSESSORS
    }
    assert len(orders) > 1
    again = scoring.open_desktop(found.desk(ANN), REF).order
    assert again == scoring.open_desktop(found.desk(ANN), REF, "main").order
    assert all(sorted(s.candidates) == sorted(again[0].candidates) for s in again)


# files of scores


def test_an_export_loads_again() -> None:
    found = play("scored")
    data = scoring.export_scores(found.desk(ANN), REF)
    empty = scoring.export_scores(found.desk(ANN), REF, empty=True)
    assert data.count(b"\n") == empty.count(b"\n") == 7
    before = scoring.open_desktop(found.desk(ANN), REF).scores
    assert scoring.load_scores(found.desk(ANN), REF, empty) == 6
    assert scoring.open_desktop(found.desk(ANN), REF).gaps
    assert scoring.load_scores(found.desk(ANN), REF, data) == 6
    assert scoring.open_desktop(found.desk(ANN), REF).scores == before


def test_the_log_tells_which_loaded_cells_changed_and_binds_what_was_and_is_in_them() -> None:
    """R-93: old and new, as hashes that only their owner can compute from the history."""
    found = play("scored")
    desk = found.desk(ANN)
    code = found.codes["alpha"]
    rows = [
        "evaluator,lot,candidate,item,score,reason",
        f"{ANN},1,{code},A1,2,{REASON}",
        f"{ANN},1,{code},B1,{SCORES['alpha'][0]},{REASON}",
    ]
    assert scoring.load_scores(desk, REF, "\n".join(rows).encode()) == 2
    with desk.work() as work:
        told = work.log.entries()[-1].event
    assert (told.details["cells"], told.details["changed"]) == (2, [f"1 {code} A1"])
    package = scoring.open_desktop(desk, REF).package_sha256
    before, after = scoring.history(desk, REF, package, ("1", code, "A1"))[-2:]
    assert (before.score.score, after.score.score) == (SCORES["alpha"][0], "2")
    assert told.details["old"] == veiled(desk, [before.score])
    assert told.details["new"] == veiled(desk, [after.score])
    assert veiled(found.desk(BEN), [after.score]) != told.details["new"]
    assert REASON not in str(told)
    scoring.load_scores(desk, REF, "\n".join(rows).encode())
    with desk.work() as work:
        same = work.log.entries()[-1].event.details
    assert (same["changed"], same["old"], same["new"]) == ([], "", "")


def test_scores_are_loaded_all_or_none() -> None:
    found = play("open")
    code = found.codes["alpha"]
    rows = [
        "evaluator,lot,candidate,item,score,reason",
        f"{ANN},1,{code},A1,8,{REASON}",
        f"{ANN},1,{code},B1,7,{REASON}",
        f"{BEN},1,{code},B1,8,{REASON}".replace("B1", "A1", 1),
    ]
    with pytest.raises(HasProblems) as caught:
        scoring.load_scores(found.desk(ANN), REF, "\n".join(rows).encode())
    assert len(caught.value.problems) == 2
    assert scoring.open_desktop(found.desk(ANN), REF).scores == {}


def test_scores_of_others_cannot_be_loaded() -> None:
    """R-41: nobody can bring scores in for somebody else."""
    found = play("scored")
    with pytest.raises(HasProblems, match=ANN):
        scoring.load_scores(found.desk(ANN), REF, scoring.export_scores(found.desk(BEN), REF))


# sealing


def test_the_sheet_holds_what_was_scored_and_the_statement() -> None:
    """R-40: the statement of independence is sealed with the scores."""
    found = play("sealed")
    desktop = scoring.open_desktop(found.desk(ANN), REF)
    inner = inner_of(found, ANN)
    sheet = SheetV1.from_bytes(inner)
    assert {score.cell: score for score in sheet.scores} == desktop.scores
    assert sheet.order == desktop.order
    assert sheet.independence == INDEPENDENCE["en"] == sealing.independence_statement(desktop)
    assert sheet.commitment() == sheet_commitment(inner)


def test_a_dutch_tender_has_a_dutch_statement() -> None:
    desktop = scoring.open_desktop(play("open", "dutch").desk(ANN), REF)
    assert sealing.independence_statement(desktop) == INDEPENDENCE["nl"]


@pytest.mark.parametrize("gap", [{"score": ""}, {"reason": "too short"}, {"reason": ""}])
def test_a_sheet_with_a_gap_is_not_sealed(gap: dict[str, str]) -> None:
    """R-37, R-39: a score or its reason that is missing stops the seal."""
    found = play("scored")
    scoring.save_score(found.desk(ANN), REF, a_score(found, **gap))
    with pytest.raises(Refused, match=f"1 of 6.*A1 of {found.codes['alpha']}"):
        sealing.seal_sheet(found.desk(ANN), REF, OUT)
    assert found.seal(ANN) not in found.files.content


def test_sealing_again_gives_the_same_file_and_code() -> None:
    found = play("sealed")
    first = found.files.content.pop(found.seal(ANN))
    code = scoring.open_desktop(found.desk(ANN), REF).sealed_code
    found.clock.move(days=1)
    again = sealing.seal_sheet(found.desk(ANN), REF, OUT)
    assert (again.again, again.code, again.file) == (True, code, found.seal(ANN))
    assert found.files.content[again.file] == first
    assert found.log(ANN).count("sheet.seal") == 1


def test_nothing_changes_after_the_seal() -> None:
    found = play("sealed")
    data = scoring.export_scores(found.desk(ANN), REF)
    with pytest.raises(Refused, match="is sealed"):
        scoring.save_score(found.desk(ANN), REF, a_score(found, score="2"))
    with pytest.raises(Refused, match="is sealed"):
        scoring.load_scores(found.desk(ANN), REF, data)


def test_a_seal_says_nothing_of_its_scores_or_reasons() -> None:
    found = play("sealed")
    for name in ASSESSORS[:3]:
        assert REASON.encode() not in found.files.content[found.seal(name)]
        outer = found.lead.me.decrypt(found.files.content[found.seal(name)])
        assert REASON.encode() not in outer
        for candidate in ADMITTED:
            assert b'"%s"' % found.codes[candidate].encode() not in outer


def test_two_seals_of_the_same_scores_have_different_codes() -> None:
    codes = set()
    for day in (1, 2):
        found = play("scored")
        found.stage = f"day {day}"
        codes.add(sealing.seal_sheet(found.desk(ANN), REF, OUT).code)
    assert len(codes) == 2


def test_a_full_disk_leaves_no_half_seal() -> None:
    found = play("scored")
    found.files.full = True
    with pytest.raises(Unreadable, match="disk is full"):
        sealing.seal_sheet(found.desk(ANN), REF, OUT)
    assert scoring.open_desktop(found.desk(ANN), REF).sealed_code == ""
    assert "sheet.seal" not in found.log(ANN)
    found.files.full = False
    assert not sealing.seal_sheet(found.desk(ANN), REF, OUT).again


def test_a_card_that_was_replaced_on_this_laptop_seals_nothing() -> None:
    found = play("scored")
    with found.desk(ANN).work() as work:
        [stored] = work.packages.of(REF)
        manifest = work.documents.get(stored.manifest)
        package = scoring.open_desktop(play("scored").desk(ANN), REF).package
        mine = package.entry_of(found.desk(ANN).me.sign_key)
        assert mine is not None
        other = found.desk(BEN).me.release_key(package.release_scope, "main", 1)
        swapped = manifest.replace(mine.signed.card.release_key("main", 1).encode(), other.encode())
        put = work.documents.put(swapped)
        work.packages.put(stored.model_copy(update={"manifest": put}))
        work.commit()
    with pytest.raises(Refused, match="card was replaced"):
        sealing.seal_sheet(found.desk(ANN), REF, OUT)


def test_sealing_needs_the_invitation() -> None:
    found = play("scored")
    shelf = found.databases[ANN].state.shelves["participations"]
    shelf.clear()
    with pytest.raises(Refused, match="not declared"):
        sealing.seal_sheet(found.desk(ANN), REF, OUT)
