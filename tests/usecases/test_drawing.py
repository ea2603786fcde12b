"""A tie across the cut is drawn for, openly, before anybody is named (R-54, R-55, R-56)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from evalpanel.domain.draw_check import verify_draw
from evalpanel.domain.draw_entries import DrawCommitment, DrawHeld, Drawing, DrawInvitation
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.record import RecordV1, RegisterEntry
from evalpanel.domain.verification import check_record
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import confirming, consensus, drawing, ranking, reporting
from evalpanel.usecases.draw_inputs import HandDrawInput, InvitationInput
from tests.domain.test_verification import at, no, rerooted
from tests.panels import ADMITTED, LEAD, REF, REPORT, SECOND, Play, person, play

SOURCE = "The first of the six numbers drawn by the State Lottery, joined by points"
VALUE = "1.22.3.4.45.6"


def tied() -> Play:
    """Everybody has the same score on everything, and one of three is chosen."""
    found = play("round")
    for candidate in ADMITTED:
        for item in ("A1", "B1"):
            found.decide(candidate, "6", item)
    consensus.close_meeting(found.lead, REF)
    return found


def later(found: Play, hours: float) -> str:
    return (found.clock.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def invite(found: Play, *invited: str, hours: float = 48, **changes: Any) -> Drawing:
    given = InvitationInput(
        at=later(found, hours), place="Town hall", by="Lena Lead", told_by="letter",
        invited=invited or tuple(found.codes[name] for name in ADMITTED),
    )  # fmt: skip
    return drawing.invite_to_draw(found.lead, REF, "1", replace(given, **changes))


def published() -> Play:
    found = tied()
    invite(found)
    found.clock.move(hours=1)
    drawing.commit_draw(found.lead, REF, "1", SOURCE)
    return found


def revealed() -> Play:
    found = published()
    found.clock.move(hours=48)
    drawing.reveal_draw(found.lead, REF, VALUE, present=["A clerk of the notary"])
    return found


def by_hand(found: Play, **changes: Any) -> Drawing:
    given = HandDrawInput(
        at=later(found, 0), method="folded papers from a bowl", by=LEAD, witness="The notary",
        order=tuple(found.codes[name] for name in ("charlie", "alpha", "bravo")),
    )  # fmt: skip
    return drawing.record_draw(found.lead, REF, "1", replace(given, **changes))


def order_of(found: Play) -> list[tuple[str, int | None, str]]:
    [lot] = ranking.rank_lots(found.lead, REF).lots
    return [(one.candidate, one.rank, one.outcome) for one in lot.ranked]


def reported(found: Play) -> RecordV1:
    ranking.ask_identify(found.lead, REF)
    confirming.confirm(found.lead, REF, "identify", person(SECOND))
    reporting.make_report(found.lead, REF, REPORT)
    return found.record()


def test_a_tie_is_drawn_for_and_everything_stands_in_the_record() -> None:
    found = tied()
    with pytest.raises(Refused, match="tie across the cut"):
        ranking.ask_identify(found.lead, REF)
    invite(found)
    found.clock.move(hours=1)
    committed = drawing.commit_draw(found.lead, REF, "1", SOURCE)
    assert committed.record is not None
    assert verify_draw(committed.record).flaws  # announced and not yet held
    with pytest.raises(Refused, match="tie across the cut"):
        ranking.ask_identify(found.lead, REF)
    found.clock.move(hours=48)
    held = drawing.reveal_draw(found.lead, REF, VALUE)
    assert held.record is not None
    order = verify_draw(held.record, committed.record.commit_sha256()).order
    assert order_of(found) == [
        (order[0], 1, "selected"), (order[1], 2, "not_selected"), (order[2], 3, "not_selected"),
    ]  # fmt: skip
    said = f"it gave the order {', '.join(order)}"
    [lot] = ranking.rank_lots(found.lead, REF).lots
    assert all(said in str(one.why[-1]) for one in lot.ranked)
    record = reported(found)
    assert no(record) == {}
    [draw] = [e.entry for e in record.entries(RegisterEntry) if isinstance(e.entry, DrawHeld)]
    assert verify_draw(DrawRecordV1.from_bytes(draw.record.canonical())).order == order
    assert [what for what in found.log() if what.startswith("draw")] == [
        "draw.invite", "draw.commit", "draw.reveal",
    ]  # fmt: skip


def test_a_draw_by_hand_does_as_much() -> None:
    found = tied()
    invite(found)
    found.clock.move(hours=48)
    by_hand(found)
    names = {code: name for name, code in found.codes.items()}
    assert [names[code] for code, *_ in order_of(found)] == ["charlie", "alpha", "bravo"]
    assert no(reported(found)) == {}


def nth(record: RecordV1, kind: type) -> int:
    entries = [entry.entry for entry in record.entries(RegisterEntry)]
    return next(n for n, entry in enumerate(entries) if isinstance(entry, kind))


@pytest.mark.parametrize(
    ("kind", "path", "new", "said"),
    [
        (DrawHeld, "reveal.value", "2", "follows the order"),
        (DrawHeld, "reveal.code", "ab" * 32, "not the one that was committed to"),
        (DrawHeld, "reveal.order", ("Z9", "Z8", "Z7"), "follows the order"),
        (DrawHeld, "notice.candidates", ("Z9", "Z8"), "no record that"),
        (DrawHeld, "notice.place", "Elsewhere", "without recorded invitations"),
        (DrawHeld, "notice.rules_sha256", "ab" * 32, "other rules"),
        (DrawHeld, "notice.reference", "T-2", "another tender"),
        (DrawHeld, "commit.source", "Another source", "not published before"),
        (DrawCommitment, "commit.code_sha256", "ab" * 32, "not published before"),
    ],
)
def test_every_liberty_with_a_draw_in_the_record_is_seen(
    kind: type, path: str, new: Any, said: str
) -> None:
    record = reported(revealed())
    changed = at(RegisterEntry, f"entry.record.{path}", new, nth(record, kind))(record)
    assert said in no(changed)["draws"]


def test_a_draw_that_nobody_was_invited_to_or_that_was_held_twice_is_seen() -> None:
    record = reported(revealed())
    place = nth(record, DrawInvitation)
    other = at(RegisterEntry, "entry.held_at", "2026-01-01T00:00:00Z", place)(record)
    assert "without recorded invitations" in no(other)["draws"]
    twice = rerooted(
        record,
        (*record.leaves, next(
            leaf for leaf in record.leaves
            if isinstance(leaf.entry, RegisterEntry) and isinstance(leaf.entry.entry, DrawHeld)
        )),
    )  # fmt: skip
    assert "a draw is held once" in no(twice)["draws"]


def test_where_nothing_was_drawn_no_draw_is_claimed() -> None:
    assert said_of_draws(play("reported").record()) == "No draw was held."
    assert said_of_draws(reported(revealed())).startswith("Every draw was announced, held once")


def said_of_draws(record: RecordV1) -> str:
    checks = check_record(record, SshSignatures().verify)
    return next(str(check.sentence) for check in checks if check.check == "draws")


def test_without_its_draw_the_ranking_does_not_follow() -> None:
    record = reported(revealed())
    left = [
        leaf for leaf in record.leaves
        if not (isinstance(leaf.entry, RegisterEntry) and isinstance(leaf.entry.entry, DrawHeld))
    ]  # fmt: skip
    checks = list(check_record(rerooted(record, tuple(left)), SshSignatures().verify))
    assert [check.check for check in checks if not check.ok] == [
        "outcomes", "ranking_recomputed",
    ]  # fmt: skip


def test_nobody_draws_without_recorded_invitations() -> None:
    found = tied()
    with pytest.raises(Refused, match="no record that"):
        drawing.commit_draw(found.lead, REF, "1", SOURCE)
    with pytest.raises(Refused, match="no record that"):
        by_hand(found)
    with pytest.raises(Refused, match=f"no record that {found.codes['bravo']} were invited"):
        invite(found, "alpha", "Charlie")
    with pytest.raises(Refused, match="Zulu is no candidate"):
        invite(found, "alpha", "Zulu")
    assert drawing.list_draws(found.lead, REF) == ()


def test_candidates_are_invited_by_name_id_or_code_and_kept_by_code() -> None:
    found = tied()
    invited = invite(found, "alpha", "BRAVO", found.codes["charlie"], told_at=later(found, -24))
    codes = sorted(found.codes[name] for name in ADMITTED)
    assert [one.candidate for one in invited.invitation.invited] == codes
    assert "alpha" not in invited.invitation.canonical().decode().casefold()
    assert found.log()[-1] == "draw.invite"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hours": -1}, "must be announced before"),
        ({"at": "tomorrow"}, "not a time with its offset"),
        ({"at": "2026-12-01T10:00:00"}, "not a time with its offset"),
        ({"at": ""}, "- is not a time"),
        ({"place": " "}, "--place must say something"),
        ({"told_at": "2036-12-01T10:00:00Z"}, "still to come"),
    ],
)
def test_an_invitation_that_helps_nobody_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        invite(tied(), **changes)


def test_nothing_is_drawn_without_a_tie() -> None:
    found = play("closed")
    with pytest.raises(Refused, match="no tie to draw for"):
        drawing.commit_draw(found.lead, REF, "1", SOURCE)
    with pytest.raises(Refused, match="no tie to draw for in lot 1"):
        invite(found)
    done = revealed()
    with pytest.raises(Refused, match="no tie to draw for"):
        by_hand(done)


def test_a_draw_is_published_once_and_for_the_time_to_which_was_invited() -> None:
    found = tied()
    invite(found)
    found.clock.move(hours=1)
    with pytest.raises(Refused, match="were invited for"):
        drawing.commit_draw(found.lead, REF, "1", SOURCE, later(found, 1))
    drawing.commit_draw(found.lead, REF, "", SOURCE, later(found, 47))
    with pytest.raises(Refused, match="published already"):
        drawing.commit_draw(found.lead, REF, "1", SOURCE)
    late = tied()
    invite(late, hours=1)
    late.clock.move(hours=1)
    with pytest.raises(Refused, match="must be announced before"):
        drawing.commit_draw(late.lead, REF, "1", SOURCE)


def test_a_draw_is_revealed_in_time_and_once() -> None:
    found = published()
    with pytest.raises(Refused, match="not that late yet"):
        drawing.reveal_draw(found.lead, REF, VALUE)
    found.clock.move(hours=48)
    with pytest.raises(Refused, match="read in two ways"):
        drawing.reveal_draw(found.lead, REF, " 1")
    held = drawing.reveal_draw(found.lead, REF, VALUE)
    again = drawing.reveal_draw(found.lead, REF, VALUE)
    assert again.record == held.record
    with pytest.raises(Refused, match="with another value"):
        drawing.reveal_draw(found.lead, REF, "7")
    assert found.log()[-1] == "draw.again"
    [kept] = drawing.list_draws(found.lead, REF)
    assert kept.record == held.record


def test_what_was_not_published_is_not_revealed() -> None:
    found = tied()
    invite(found)
    with pytest.raises(Refused, match="not published before"):
        drawing.reveal_draw(found.lead, REF, VALUE)


def test_a_draw_can_be_put_off_until_its_value_can_be_known() -> None:
    found = published()
    moved = invite(found, hours=72)
    assert [d.invitation for d in drawing.list_draws(found.lead, REF)] == [moved.invitation]
    drawing.commit_draw(found.lead, REF, "1", SOURCE)
    found.clock.move(hours=72)
    with pytest.raises(Refused, match="only be revealed"):
        invite(found)
    with pytest.raises(Refused, match="only be revealed"):
        by_hand(found)
    drawing.reveal_draw(found.lead, REF, VALUE)
    assert no(reported(found)) == {}


def test_a_published_draw_that_was_passed_over_shows_in_the_record() -> None:
    found = published()
    found.clock.move(hours=24)
    invite(found, hours=1)
    found.clock.move(hours=1)
    by_hand(found)
    record = reported(found)
    assert no(record) == {}
    place = nth(record, DrawCommitment)
    past = at(RegisterEntry, "entry.record.notice.held_at", "2026-01-01T00:00:00Z", place)(record)
    assert "could be known already" in no(past)["draws"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"witness": LEAD}, "cannot be the witness"),
        ({"witness": ""}, "--witness must say something"),
        ({"order": ("K1",)}, "K1 is not in this draw"),
        ({"order": ()}, "not one of exactly"),
        ({"at": "2036-01-01T00:00:00Z"}, "still to come"),
        ({"at": "2026-01-01T00:00:00Z"}, "held earlier"),
    ],
)
def test_a_draw_by_hand_that_nobody_can_rely_on_is_refused(
    changes: dict[str, Any], said: str
) -> None:
    found = tied()
    invite(found)
    found.clock.move(hours=48)
    with pytest.raises(Refused, match=said):
        by_hand(found, **changes)


def test_the_code_is_kept_and_nowhere_in_what_leaves_the_workspace() -> None:
    found = published()
    [draw] = drawing.list_draws(found.lead, REF)
    assert draw.record is not None
    assert draw.record.commit is not None
    with found.lead.work() as work:
        code = work.documents.get(draw.record.commit.code_sha256)
        entries = work.register.of(REF)
        log = work.log.entries()
    said = b"".join(entry.canonical() for entry in entries) + repr(log).encode()
    assert code.hex().encode() not in said
    found.clock.move(hours=48)
    held = drawing.reveal_draw(found.lead, REF, VALUE)
    assert held.record is not None
    assert held.record.reveal is not None
    assert held.record.reveal.code == code.hex()


def test_a_full_disk_leaves_no_half_draw() -> None:
    found = tied()
    invite(found)
    found.databases[LEAD].full = True
    with pytest.raises(Unreadable, match="full"):
        drawing.commit_draw(found.lead, REF, "1", SOURCE)
    found.databases[LEAD].full = False
    [draw] = drawing.list_draws(found.lead, REF)
    assert draw.commitment is None
    drawing.commit_draw(found.lead, REF, "1", SOURCE)
