"""The draw: published vectors, and a record that shows every liberty taken with it (R-55, R-56)."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.draw import code_chain, committed_code, draw_order, fits_commitment, position
from evalpanel.domain.draw_check import (
    commit_draw,
    record_hand_draw,
    reveal_draw,
    verify_draw,
)
from evalpanel.domain.draw_record import (
    DrawCommit,
    DrawNotice,
    DrawRecordV1,
    HandDraw,
    Invited,
)
from evalpanel.domain.drawn_ranking import resolve_by_draw, tied_groups
from evalpanel.domain.errors import Refused, Sentence, Unreadable
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import CellScores
from tests.builders import a_lot, a_ranking, one_item_rules, rules_from

SECRET = b"totally not a bikeshed"
RANDOMNESS = "1.2.3.4.5.6./1.2.3.4.5.6./1.2.3.4.5.6./"
CHAIN = code_chain(SECRET, 9)
"""The published end H^10, then the codes H^9, H^8, …"""
CODE = CHAIN[1]
BEFORE, HELD, AFTER = (f"2026-06-{day}T20:00:00+02:00" for day in ("01", "12", "13"))
NAMES = st.text("ABCK0123456789", min_size=1, max_size=4)


def notice(candidates: Sequence[str] = ("K3", "K7"), **changes: Any) -> DrawNotice:
    base = {
        "reference": "T-1", "lot": "1", "rules_sha256": "ab" * 32, "candidates": tuple(candidates),
        "made_at": BEFORE, "held_at": HELD, "place": "Town hall", "by": "Marieke",
        "invited": tuple(told(candidate) for candidate in candidates),
    }  # fmt: skip
    return DrawNotice(**(base | changes))


def told(candidate: str, at: str = BEFORE) -> Invited:
    return Invited(candidate=candidate, told_at=at, told_by="letter")


def commit(code: bytes = CODE) -> DrawCommit:
    return DrawCommit(source="The six numbers of 12 June", code_sha256=committed_code(code))


def drawn(candidates: Sequence[str] = ("K3", "K7")) -> DrawRecordV1:
    announced = commit_draw(notice(candidates), commit())
    return reveal_draw(announced, RANDOMNESS, CODE, AFTER, "Marieke", ["Ruben"])


def by_hand(**changes: Any) -> HandDraw:
    base = {
        "drawn_at": HELD, "method": "folded papers from a bowl", "by": "Marieke",
        "witness": "Notary", "order": ("K7", "K3"),
    }  # fmt: skip
    return HandDraw(**(base | changes))


def flaws_of(record: DrawRecordV1) -> str:
    check = verify_draw(record)
    assert not check.is_valid
    assert check.order == ()
    return " ".join(str(flaw) for flaw in check.flaws)


def changed(record: DrawRecordV1, part: str, **changes: Any) -> DrawRecordV1:
    return record.model_copy(update={part: getattr(record, part).model_copy(update=changes)})


def test_the_chain_gives_the_published_codes() -> None:
    assert CHAIN[1].hex() == "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456"
    assert CHAIN[2].hex() == "2f70f884997ce80771adbefbbbc6c71a1b921da71896c25ca0f64966bfd0c8ce"
    assert CHAIN[-1] == hashlib.sha256(SECRET).digest()
    assert len(CHAIN) == 10
    assert all(fits_commitment(b, a.hex()) for a, b in pairwise(CHAIN))


@pytest.mark.parametrize(
    ("code", "published"),
    [
        (CHAIN[1], {
            "lavenderblush": "002ed527ae0a44a86c205d1cdba", "blue": "03f710be2b61a6f9c3f89aa5ab5",
            "darkgoldenrod": "08bab81380d7", "mediumvioletred": "0c26494fa81f",
            "bisque": "0e1af5d1ccfd", "lightpink": "13a07cc9abf3",
        }),
        (CHAIN[2], {
            "aqua": "00d1c59a9f1b", "darkgray": "02b514b0b180", "cornflowerblue": "0337add95eac",
        }),
    ],
)  # fmt: skip
def test_the_published_draws_come_out(code: bytes, published: dict[str, str]) -> None:
    key = hmac.digest(code, RANDOMNESS.encode(), "sha256")
    assert {label: position(key, label)[: len(p)] for label, p in published.items()} == published
    assert draw_order(code, RANDOMNESS, sorted(published)) == tuple(published)


def test_the_older_reference_draw_is_repeated() -> None:
    """RFC 3797, section 6: only a reference that other drawn lists were checked against."""
    key = "9319./2.5.8.10.12./9.18.26.34.41.45./"
    pool, found = list(range(1, 26)), []
    for n in range(16):
        salt = n.to_bytes(2, "big")
        digest = hashlib.md5(salt + key.encode() + salt, usedforsecurity=False).digest()
        found.append(pool.pop(int.from_bytes(digest, "big") % len(pool)))
    assert found == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]


@given(st.lists(NAMES, unique=True), st.text(), st.randoms())
def test_the_order_of_the_list_does_not_matter(labels: list[str], value: str, any_: Any) -> None:
    shuffled = list(labels)
    any_.shuffle(shuffled)
    assert draw_order(CODE, value, labels) == draw_order(CODE, value, shuffled)


@given(st.lists(NAMES, unique=True, min_size=1))
def test_who_is_left_out_does_not_move_the_others(labels: list[str]) -> None:
    full = draw_order(CODE, RANDOMNESS, labels)
    rest = draw_order(CODE, RANDOMNESS, labels[1:])
    assert rest == tuple(label for label in full if label != labels[0])


def test_a_draw_is_announced_revealed_and_verified() -> None:
    record = drawn(("K1", "K3", "K7"))
    check = verify_draw(record)
    assert check.is_valid
    assert check.order == draw_order(CODE, RANDOMNESS, ("K1", "K3", "K7"))
    assert DrawRecordV1.from_bytes(record.canonical()) == record
    assert DrawRecordV1.from_text(record.model_dump_json(indent=1).encode()) == record


def test_what_is_published_before_the_draw_stays_the_same_after_it() -> None:
    announced = commit_draw(notice(), commit())
    assert drawn().commit_sha256() == announced.commit_sha256()
    assert drawn(("K3", "K8")).commit_sha256() != announced.commit_sha256()
    assert record_hand_draw(notice(), by_hand()).commit_sha256() != announced.commit_sha256()


def test_a_record_of_another_announcement_than_was_published_is_seen() -> None:
    record = drawn()
    assert verify_draw(record, record.commit_sha256().upper() + " ").is_valid
    assert "not of the announcement" in str(verify_draw(record, "ab" * 32).flaws[0])
    assert verify_draw(record, "ab" * 32).order == ()


def test_a_draw_that_was_only_announced_proves_no_order() -> None:
    assert "not yet held" in flaws_of(commit_draw(notice(), commit()))


def test_a_draw_without_recorded_invitations_is_refused() -> None:
    with pytest.raises(Refused, match="no record that K3, K7 were invited"):
        commit_draw(notice(invited=()), commit())
    with pytest.raises(Refused, match="no record that K7 were invited"):
        record_hand_draw(notice(invited=(told("K3"),)), by_hand())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"invited": (told("K3"), told("K7"), told("K9"))}, "K9 was invited and is not drawn"),
        ({"invited": (told("K3"), told("K7", at=HELD))}, "K7 was told of the draw only at"),
        ({"made_at": HELD}, "must be announced before"),
        ({"candidates": ("K3", "K3", "K7")}, "stands twice"),
    ],
)
def test_an_announcement_that_comes_too_late_or_does_not_fit_is_refused(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        commit_draw(notice(**changes), commit())


def test_a_draw_is_held_once() -> None:
    with pytest.raises(Refused, match="already held"):
        reveal_draw(drawn(), "6.5.4.3.2.1", CODE, AFTER, "Marieke")
    with pytest.raises(Refused, match="already held"):
        reveal_draw(record_hand_draw(notice(), by_hand()), "1", CODE, AFTER, "Marieke")


def test_a_draw_is_not_held_before_its_time_nor_with_another_code() -> None:
    announced = commit_draw(notice(), commit())
    with pytest.raises(Refused, match="held earlier"):
        reveal_draw(announced, RANDOMNESS, CODE, BEFORE, "Marieke")
    with pytest.raises(Refused, match="not the one that was committed to"):
        reveal_draw(announced, RANDOMNESS, CHAIN[2], AFTER, "Marieke")


def test_a_code_without_a_commitment_is_a_flaw() -> None:
    said = flaws_of(drawn().model_copy(update={"commit": None}))
    assert "never committed" in said
    assert "must hold one" in said


def test_every_change_after_the_reveal_is_seen() -> None:
    record = drawn(("K1", "K3", "K7"))
    order = verify_draw(record).order
    other = changed(record, "reveal", order=tuple(reversed(order)))
    assert f"follows the order {', '.join(order)}" in flaws_of(other)
    assert "the record has -" in flaws_of(changed(record, "reveal", order=()))
    assert "not the one" in flaws_of(changed(record, "reveal", code=CHAIN[2].hex()))
    assert "held earlier" in flaws_of(changed(record, "reveal", revealed_at=BEFORE))


def test_a_record_cannot_hold_a_draw_by_hand_and_one_by_computation() -> None:
    both = drawn().model_copy(update={"by_hand": by_hand()})
    assert "either by computation or by hand" in flaws_of(both)


def test_a_draw_by_hand_is_recorded_with_its_witness() -> None:
    check = verify_draw(record_hand_draw(notice(), by_hand()))
    assert check.order == ("K7", "K3")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"witness": " marieke"}, "cannot be the witness"),
        ({"order": ("K7",)}, "order K7 is not one of exactly"),
        ({"order": ("K7", "K7")}, "not one of exactly"),
        ({"order": ()}, "order - is not"),
        ({"drawn_at": BEFORE}, "held earlier"),
    ],
)
def test_a_draw_by_hand_that_cannot_be_relied_on_is_refused(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        record_hand_draw(notice(), by_hand(**changes))


@pytest.mark.parametrize("value", ["", " 1.2", "1  2", "1.2\n", "1\u200b2", "½"])
def test_a_value_in_two_spellings_is_refused(value: str) -> None:
    with pytest.raises(Refused, match="read in two ways"):
        reveal_draw(commit_draw(notice(), commit()), value, CODE, AFTER, "Marieke")
    document = drawn().to_json()
    document["reveal"]["value"] = value
    with pytest.raises(Unreadable, match="single spaces"):
        DrawRecordV1.from_document(document)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"\xff", b'{"schema": 1, "schema": 1}', b'{"a": NaN}', b"[" * 100_000,
        b" " * ((1 << 20) + 1), b'{"schema": "evalpanel/draw/2"}', b'{"schema": 1.5}', b"[]",
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        DrawRecordV1.from_text(data)
    assert len(str(error.value)) < 200


def test_a_record_with_a_short_code_is_refused() -> None:
    document = drawn().to_json()
    document["reveal"]["code"] = "5346"
    with pytest.raises(Unreadable, match="hexadecimal"):
        DrawRecordV1.from_document(document)


def ranking_of(totals: dict[str, int], select: Any, reserve: int = 0, end: str = "draw") -> Any:
    rules = lot_rules(select, reserve, end)
    cells = {(c, "X"): CellScores({"E": str(total)}) for c, total in totals.items()}
    return rules, rank_lot(rules, "1", sorted(totals), cells)


def lot_rules(select: Any, reserve: int = 0, end: str = "draw") -> RuleSet:
    return rules_from(
        **one_item_rules(
            lot=[a_lot("1", select, reserve=reserve)], ranking=a_ranking("10", tie_break=[end])
        )
    )


def places(ranking: LotRanking) -> list[tuple[str, int | None, str]]:
    return [(one.candidate, one.rank, one.outcome) for one in ranking.ranked]


def test_the_order_drawn_fills_the_places_and_the_reserve() -> None:
    rules, ranking = ranking_of({"a": 9, "b": 7, "c": 7, "d": 7, "e": 5}, select=2, reserve=1)
    assert tied_groups(ranking) == (("b", "c", "d"),)
    done = resolve_by_draw(rules, ranking, ("d", "b", "c"))
    assert places(done) == [
        ("a", 1, "selected"), ("d", 2, "selected"), ("b", 3, "reserve"), ("c", 4, "not_selected"),
        ("e", 5, "not_selected"),
    ]  # fmt: skip
    assert not done.unresolved_tie
    said = "A draw was held between b, c, d; it gave the order d, b, c."
    assert str(done.why[-1]) == said
    assert [said in map(str, one.why) for one in done.ranked] == [False, True, True, True, False]


def test_a_tie_at_the_end_of_the_reserve_has_a_draw_of_its_own() -> None:
    rules, ranking = ranking_of({"a": 9, "b": 9, "c": 7, "d": 7}, select=1, reserve=2)
    assert tied_groups(ranking) == (("a", "b"), ("c", "d"))
    half = resolve_by_draw(rules, ranking, ("d", "c"))
    assert half.unresolved_tie
    done = resolve_by_draw(rules, half, ("b", "a"))
    assert not done.unresolved_tie
    assert places(done) == [
        ("b", 1, "selected"), ("a", 2, "reserve"), ("d", 3, "reserve"), ("c", 4, "not_selected"),
    ]  # fmt: skip


def test_when_all_are_equal_the_whole_ranking_is_drawn() -> None:
    rules, ranking = ranking_of(dict.fromkeys("abcd", 8), select={"min": 1, "max": 2})
    done = resolve_by_draw(rules, ranking, "dbca")
    assert [(one.candidate, one.outcome) for one in done.ranked][:2] == [
        ("d", "selected"), ("b", "selected"),
    ]  # fmt: skip


@pytest.mark.parametrize("order", [(), ("b",), ("b", "c", "a"), ("b", "b"), ("a", "d")])
def test_a_draw_of_others_than_the_equals_is_refused(order: tuple[str, ...]) -> None:
    rules, ranking = ranking_of({"a": 9, "b": 7, "c": 7, "d": 5}, select=2)
    with pytest.raises(Refused, match="not the candidates tied at the cut in lot 1"):
        resolve_by_draw(rules, ranking, order)


def test_a_draw_that_was_not_announced_decides_nothing() -> None:
    rules, ranking = ranking_of({"a": 7, "b": 7}, select=1, end="C")
    assert ranking.unresolved_tie
    with pytest.raises(Refused, match="do not say that a draw decides"):
        resolve_by_draw(rules, ranking, ("b", "a"))


@given(
    st.dictionaries(NAMES, st.integers(1, 3), min_size=2, max_size=9),
    st.integers(1, 4),
    st.integers(0, 3),
    st.randoms(),
)
def test_only_the_tied_group_moves(
    totals: dict[str, int], select: int, reserve: int, any_: Any
) -> None:
    rules, ranking = ranking_of(totals, select, reserve)
    for group in tied_groups(ranking):
        order = list(group)
        any_.shuffle(order)
        done = resolve_by_draw(rules, ranking, order)
        moved = [one.candidate for one in done.ranked if one not in ranking.ranked]
        assert moved == order
        assert [n for n, one in enumerate(done.ranked) if one.candidate in group] == [
            n for n, one in enumerate(ranking.ranked) if one.candidate in group
        ]
        ranking = done
    assert not ranking.unresolved_tie
    outcomes = [one.outcome for one in ranking.ranked]
    assert outcomes.count("selected") == min(select, len(totals))
    assert outcomes.count("reserve") == min(reserve, max(0, len(totals) - select))


def test_the_rest_of_the_ranking_stays_as_it_was() -> None:
    rules, ranking = ranking_of({"a": 9, "b": 7, "c": 7}, select=2)
    done = resolve_by_draw(rules, replace(ranking, why=(Sentence("Kept."),)), ("c", "b"))
    assert done.ranked[0] == ranking.ranked[0]
    assert str(done.why[0]) == "Kept."
