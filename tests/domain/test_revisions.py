"""What a revision may change, and which sheets stay valid through it (`trust.md` 2.4)."""

from functools import cache
from typing import Any

import pytest

from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import (
    Committed,
    Revision,
    chain_of,
    joined,
    left,
    revision_flaw,
    revision_suffix,
    revisions_of,
    sheets_valid_for,
)
from tests.panels import ASSESSORS, REF, person, play
from tests.revisions import package_of

FIRST, SECOND, THIRD = "1" * 64, "2" * 64, "3" * 64


@cache
def first() -> PackageV1:
    return package_of(play("issued"))


def after(before: PackageV1 | None = None, sha256: str = FIRST, **changes: Any) -> PackageV1:
    """A revision that changes nothing but these."""
    before = before or first()
    given = {
        "revision": before.revision + 1,
        "lineage": (*before.lineage, sha256),
        "revises": "roster",
        "revised_because": "Somebody left",
    }
    spent = int(changes.get("revises") == "rules")
    return before.model_copy(
        update=given | {"rules_revisions": before.rules_revisions + spent} | changes
    )


def test_a_revision_that_changes_nothing_else_is_right() -> None:
    assert revision_flaw(first(), FIRST, after(), is_next=True) is None


def test_a_member_may_have_missed_one() -> None:
    third = after(after(), SECOND)
    assert revision_flaw(first(), FIRST, third) is None
    assert revision_flaw(first(), FIRST, third, is_next=True) is not None


def test_a_rules_revision_may_change_rules_and_dossiers() -> None:
    """R-3: after an erratum."""
    changed = after(revises="rules", rules={"x": 1}, rules_sha256=THIRD, dossiers=())
    assert revision_flaw(first(), FIRST, changed) is None
    assert "rules" in str(revision_flaw(first(), FIRST, changed.model_copy(
        update={"revises": "roster"})))  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"round": 2}, {"panel": "other"}, {"signer": THIRD}, {"reference": "T-2"},
        {"panel_id": "x"}, {"previous": THIRD}, {"kind": "delphi"}, {"reason": "x"},
        {"mapping_commitment": THIRD}, {"revision": 3}, {"lineage": (THIRD,)},
        {"revises": ""}, {"revised_because": " "}, {"keeps": (THIRD,)}, {"assignments": ()},
    ],
)  # fmt: skip
@pytest.mark.parametrize("revises", ["roster", "rules"])
def test_what_no_revision_changes(changes: dict[str, Any], revises: str) -> None:
    flaw = revision_flaw(first(), FIRST, after(**({"revises": revises} | changes)))
    assert (flaw is None) == ("assignments" in changes and revises == "rules")


def test_new_sheets_are_locked_with_a_new_key_and_others_keep_theirs() -> None:
    """What a key opened before, it never opens again (`trust.md` 2.3)."""
    for revises, count in (("roster", 1), ("rules", 0)):
        flaw = revision_flaw(first(), FIRST, after(revises=revises, rules_revisions=count))
        assert "rules_revisions" in str(flaw)
    missed_one = after(after(revises="rules"), SECOND, revises="rules")
    assert missed_one.release_number == 3
    assert revision_flaw(first(), FIRST, missed_one) is None
    spent = after(revises="rules", rules_revisions=8)
    assert "has 8 keys" in str(revision_flaw(first(), FIRST, spent))


def test_nobody_keeps_a_name_and_changes_keys() -> None:
    one, *others = first().roster
    other_keys = one.signed.card.model_copy(update={"pdf": "00"})
    same_key = one.model_copy(update={"signed": one.signed.model_copy(update={"card": other_keys})})
    flaw = revision_flaw(first(), FIRST, after(roster=(same_key, *others)))
    assert str(flaw) == f"{one.name} stands in it with other keys."
    new_key = one.signed.card.model_copy(update={"sign": THIRD})
    swapped = one.model_copy(update={"signed": one.signed.model_copy(update={"card": new_key})})
    flaw = revision_flaw(first(), FIRST, after(roster=(swapped, *others)))
    assert str(flaw) == f"{one.name} stands in it with another card."


def test_somebody_new_may_come_and_a_newer_card_of_the_same_person_too() -> None:
    one, two, *others = first().roster
    newer = one.signed.card.model_copy(update={"declaration": THIRD})
    renewed = one.model_copy(update={"signed": one.signed.model_copy(update={"card": newer})})
    card = two.signed.card.model_copy(update={"sign": THIRD, "name": "New One"})
    new = two.model_copy(update={"signed": two.signed.model_copy(update={"card": card})})
    assert revision_flaw(first(), FIRST, after(roster=(renewed, new, *others))) is None


def test_who_left_and_who_came() -> None:
    gone = person(ASSESSORS[0]).sign_key
    less = after(assignments=tuple(a for a in first().assignments if a.member != gone))
    assert (left(first(), less), joined(first(), less)) == ((gone,), ())
    assert (left(less, first()), joined(less, first())) == ((), (gone,))


def test_sheets_stay_valid_as_long_as_only_the_roster_changed() -> None:
    second, third = after(revises="rules"), after(after(revises="rules"), SECOND)
    chain = ((FIRST, first()), (SECOND, second), (THIRD, third))
    assert sheets_valid_for(chain) == {SECOND, THIRD}
    assert sheets_valid_for(chain[:2]) == {SECOND}
    assert sheets_valid_for(chain[:1]) == {FIRST}
    assert sheets_valid_for([(THIRD, after())]) == {THIRD}


def test_a_revision_keeps_who_had_sealed_and_belongs_to_one_round() -> None:
    entry = Revision(
        reference=REF, by="Lena", at="2026-11-23T09:00:00Z", panel="main", round=1, sha256=FIRST,
        manifest=first().to_json(), signature="s", changes="roster", reason="Left",
        seals=(Committed(member="a", commitment="c"),),
    )  # fmt: skip
    assert (entry.commitment_of("a"), entry.commitment_of("b")) == ("c", None)
    assert revisions_of([entry, "other"], first()) == (entry,)
    assert revisions_of([entry], first().model_copy(update={"round": 2})) == ()
    assert entry.package == first()
    assert chain_of([entry], (SECOND, after())) == ((FIRST, first()), (SECOND, after()))


def test_the_name_of_a_file_says_which_revision_it_is() -> None:
    assert revision_suffix(first()) == ""
    assert revision_suffix(after()) == "-r2"
