"""Invitation, declaration and card: who may sit on the panel, and with which keys."""

from collections.abc import Callable
from typing import Any

import pytest

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.errors import Refused, Unreadable, WrongUsage
from evalpanel.domain.people import (
    CARD_FILE_NAMESPACE,
    CARD_NAMESPACE,
    DECLARATION_NAMESPACE,
    INVITE_NAMESPACE,
    CardV1,
    Conflict,
    DeclarationV1,
    InviteV1,
    Member,
    SignedCard,
    SignedDeclaration,
)
from evalpanel.usecases import conflicts, declaring, inviting, panel
from tests.panels import (
    ASSESSORS,
    FAILED,
    LATE,
    LEAD,
    OUT,
    REF,
    SECOND,
    STRANGER,
    Play,
    TalkingChance,
    person,
    play,
)

ANN, BEN = ASSESSORS[:2]
CODE = TalkingChance().phrase(inviting.CODE_WORDS)
LOW_ORDER = "01" + "00" * 31
INTEREST = Conflict(name="Alpha", what="My brother works there")


def read(found: Play, name: str = ANN) -> InviteV1:
    return declaring.read_invite(found.desk(name), found.files.content[OUT / "T-1.evinvite"], CODE)


# invitation


def test_the_invitation_waits_for_the_opening() -> None:
    with pytest.raises(Refused, match="not opened yet"):
        inviting.invite_panel(play("received").lead, REF, OUT)


def test_the_invitation_names_all_in_order_and_no_code() -> None:
    found = play("invited")
    invite = read(found)
    names = [one.name for one in invite.candidates]
    assert names == sorted(names)
    assert LATE.title() not in names
    assert FAILED.title() in names
    assert invite.candidates[0].entities == ("alpha Ltd", "alpha Care")
    assert not any(code in invite.canonical().decode() for code in found.codes.values() if code)


def test_inviting_again_asks_the_same() -> None:
    found = play("invited")
    first = read(found).fingerprint()
    found.clock.move(days=2)
    inviting.invite_panel(found.lead, REF, OUT)
    assert read(found).fingerprint() == first


@pytest.mark.parametrize("typed", [CODE.upper(), CODE.replace(" ", "-"), f"  {CODE}\n"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    found = play("invited")
    data = found.files.content[OUT / "T-1.evinvite"]
    assert declaring.read_invite(found.desk(ANN), data, typed) == read(found)


def test_a_wrong_code_opens_nothing() -> None:
    found = play("invited")
    with pytest.raises(Unreadable):
        declaring.read_invite(
            found.desk(ANN), found.files.content[OUT / "T-1.evinvite"], "mill mill"
        )


def test_an_invitation_by_a_key_that_proves_nothing_is_refused() -> None:
    found = play("invited")
    with pytest.raises(Unreadable):
        forged(found, read(found).model_copy(update={"signer": LOW_ORDER}))


def forged(found: Play, invite: InviteV1) -> InviteV1:
    packed = found.lead.containers.pack(
        invite.to_json() | {"signer": person(STRANGER).sign_key}, (), person(STRANGER),
        INVITE_NAMESPACE,
    )  # fmt: skip
    data = packed.replace(person(STRANGER).sign_key.encode(), invite.signer.encode())
    sealed = found.lead.envelopes.encrypt_with_passphrase(data, CODE)
    return declaring.read_invite(found.desk(ANN), sealed, CODE)


# declaration


def test_a_conflict_names_a_candidate_or_one_of_its_entities() -> None:
    found = play("invited")
    invite = read(found)
    with pytest.raises(Refused, match="Alpha"):
        declaring.declare(found.desk(ANN), invite, [Conflict(name="Beta", what="?")], OUT)
    for name in ("Alpha", "alpha Care"):
        declaring.declare(found.desk(ANN), invite, [Conflict(name=name, what="Shares")], OUT)
    assert found.log(ANN) == ["panel.declare", "panel.declare"]


def test_after_opening_the_package_the_card_stands() -> None:
    found = play("open")
    with pytest.raises(Refused, match="already open here"):
        declaring.declare(found.desk(ANN), read(found), [], OUT)


def test_only_the_organiser_reads_a_card() -> None:
    found = play("declared")
    with pytest.raises(Unreadable):
        found.desk(BEN).me.decrypt(found.files.content[found.card(ANN)])


# cards


def test_the_card_of_somebody_with_an_interest_comes_in() -> None:
    """R-11: the interest opens a case; what follows is decided by somebody else."""
    found = play("invited")
    found.declare(ANN, [INTEREST])
    found.add(ANN, "assessor")
    assert member(found, ANN).entry.roles == ("assessor",)
    [case] = conflicts.list_cases(found.lead, REF)
    assert (case.member_name, case.name, case.is_open) == (ANN, "Alpha", True)


def test_expertise_is_said_per_criterion() -> None:
    """R-13."""
    found = play("declared")
    data = found.files.content[found.card(ANN)]
    panel.add_member(found.lead, REF, data, "assessor", expertise=["A: ten years of care"])
    panel.add_member(found.lead, REF, data, "observer", expertise=["B: taught it"])
    assert member(found, ANN).expertise == {"A": "ten years of care", "B": "taught it"}
    for text in ("Z: everything", "A", "A: "):
        with pytest.raises(Refused, match="one of: A, B"):
            panel.add_member(found.lead, REF, data, "assessor", expertise=[text])


def test_a_new_card_must_be_compared_again() -> None:
    found = play("carded")
    first = panel.confirm_card(found.lead, REF, ANN)
    found.add(ANN, "observer")
    assert member(found, ANN).confirmed
    found.clock.move(minutes=5)
    found.declare(ANN)
    found.add(ANN, "observer")
    assert not member(found, ANN).confirmed
    assert member(found, ANN).entry.signed.code != first.entry.signed.code
    assert member(found, ANN).entry.roles == ("assessor", "observer")


def member(found: Play, name: str) -> Member:
    members = panel.list_members(found.lead, REF)
    return next(one for one in members if one.entry.name == name)


def test_a_card_may_be_confirmed_by_name_or_key_of_a_member() -> None:
    found = play("declared")
    found.add(ANN, "assessor")
    panel.add_member(found.lead, REF, found.files.content[found.card(ANN)], "observer", "main")
    assert panel.confirm_card(found.lead, REF, person(ANN).sign_key).confirmed
    with pytest.raises(Refused, match=f"{BEN}.*{ANN}"):
        panel.confirm_card(found.lead, REF, BEN)


def test_two_people_of_one_name_are_told_apart_by_code() -> None:
    found = play("declared")
    found.add(ANN, "assessor")
    old = member(found, ANN).entry.signed.code
    with pytest.raises(Refused, match=f"{old} and "):
        panel.add_member(found.lead, REF, card_file(found, STRANGER, name=ANN), "assessor")


def test_an_unknown_role_or_panel_is_refused() -> None:
    found = play("declared")
    data = found.files.content[found.card(ANN)]
    with pytest.raises(WrongUsage, match="assessor"):
        panel.add_member(found.lead, REF, data, "judge")
    with pytest.raises(Refused, match="main"):
        panel.add_member(found.lead, REF, data, "assessor", "other")


def test_nobody_joins_after_the_issue() -> None:
    found = play("issued")
    with pytest.raises(Refused, match="was issued"):
        found.add(SECOND, "observer")


def test_a_name_that_only_looks_different_is_the_same_name() -> None:
    """Another card in the name of Ann, with a Cyrillic letter or a space behind it."""
    found = play("carded")
    for name in (f"{ANN} ", ANN.replace("A", "\u0410")):
        with pytest.raises(Refused, match="already another card"):
            panel.add_member(found.lead, REF, card_file(found, STRANGER, name=name), "observer")


def test_a_card_with_a_key_of_somebody_else_is_refused() -> None:
    found = play("carded")
    with found.lead.work() as work:
        ben = panel.find_member(work, REF, BEN).entry.signed.card
    data = card_file(
        found, STRANGER, change=lambda card: card.model_copy(update={"release": ben.release})
    )
    with pytest.raises(Refused, match=f"a key of {BEN}"):
        panel.add_member(found.lead, REF, data, "observer")


def test_who_sealed_before_is_told_when_a_panel_begins_anew() -> None:
    found = play("sealed")
    invite = read(found).model_copy(update={"panel_id": "f" * 32})
    with pytest.raises(Refused, match=r"already sealed .* code .* another panel"):
        declaring.declare(found.desk(ANN), invite, (), OUT)
    assert found.log(ANN)[-1] == "invite.conflict"
    declaring.declare(found.desk(SECOND), invite, (), OUT)


def card_file(  # a card as another program could make it
    found: Play,
    signer: str,
    *,
    name: str = "",
    change: Callable[[CardV1], CardV1] = lambda card: card,
    by: str = "",
    declared_by: str = "",
    packed_by: str = "",
) -> bytes:
    invite, me = read(found, signer), person(signer)
    declaration = DeclarationV1(
        version=1, panel_id=invite.panel_id, invite=invite.fingerprint(), member=me.sign_key,
        name=name or signer, conflicts=(), statement="None", declared_at="now",
    )  # fmt: skip
    card = change(
        CardV1(
            panel_id=invite.panel_id, name=name or signer, organisation="", function="",
            sign=me.sign_key, receive=me.receive_key,
            release={"main": tuple(me.release_key("p", "main", n) for n in range(1, 9))},
            pdf=me.pdf_key, invite=invite.fingerprint(), declaration=declaration.fingerprint(),
        )
    )  # fmt: skip
    signed = SignedCard(
        card=card, signature=person(by or signer).sign(card.canonical(), CARD_NAMESPACE)
    )
    declared = SignedDeclaration(
        declaration=declaration,
        signature=person(declared_by or signer).sign(
            declaration.canonical(), DECLARATION_NAMESPACE
        ),
    )
    packer = person(packed_by or signer)
    packed = found.lead.containers.pack(
        {"schema": "evalpanel/card-file/1", "signer": packer.sign_key},
        (("card", signed.canonical()), ("declaration", declared.canonical())),
        packer,
        CARD_FILE_NAMESPACE,
    )
    return found.lead.envelopes.encrypt(packed, [person(LEAD).receive_key])


def test_the_forger_of_these_tests_can_make_a_good_card() -> None:
    found = play("declared")
    added = panel.add_member(found.lead, REF, card_file(found, STRANGER), "assessor")
    assert added.entry.name == STRANGER


@pytest.mark.parametrize(
    ("forgery", "says"),
    [
        ({"by": SECOND}, "not signed as it should be"),
        ({"declared_by": SECOND}, "not signed as it should be"),
        ({"change": {"declaration": "0" * 64}}, "not signed as it should be"),
        ({"change": {"invite": "0" * 64}}, "another invitation"),
        ({"change": {"panel_id": "0" * 32}}, "another invitation"),
        ({"packed_by": SECOND}, "somebody else"),
        ({"change": {"sign": LOW_ORDER}}, "somebody else"),
        ({"change": {"release": {}}}, "keys that do not work"),
        ({"change": {"release": {"main": ("age1nonsense",) * 8}}}, "keys that do not work"),
        ({"change": {"receive": "nobody"}}, "keys that do not work"),
    ],
    ids=str,
)
def test_a_forged_card_is_refused(forgery: dict[str, Any], says: str) -> None:
    found = play("declared")
    changes = forgery.get("change", {})
    data = card_file(
        found, STRANGER, **(forgery | {"change": lambda card: card.model_copy(update=changes)})
    )
    with pytest.raises((Refused, Unreadable), match=says):
        panel.add_member(found.lead, REF, data, "assessor")
    assert panel.list_members(found.lead, REF) == ()


@pytest.mark.parametrize(
    "parts", [(), (("card", b"{}"),), (("card", b"{}"), ("declaration", b"{}"))]
)
def test_a_card_file_without_card_is_refused(parts: tuple[tuple[str, bytes], ...]) -> None:
    found = play("declared")
    me = person(STRANGER)
    packed = found.lead.containers.pack({"signer": me.sign_key}, parts, me, CARD_FILE_NAMESPACE)
    data = found.lead.envelopes.encrypt(packed, [person(LEAD).receive_key])
    with pytest.raises(Unreadable):
        panel.add_member(found.lead, REF, data, "assessor")


def test_a_card_of_a_newer_format_says_so() -> None:
    found = play("declared")
    me = person(STRANGER)
    good = found.lead.containers.unpack(
        found.lead.me.decrypt(card_file(found, STRANGER)), CARD_FILE_NAMESPACE
    )
    newer = (good.part("card") or b"").replace(b"evalpanel/card/1", b"evalpanel/card/2")
    packed = found.lead.containers.pack(
        {"signer": me.sign_key},
        (("card", newer), ("declaration", good.part("declaration") or b"")),
        me,
        CARD_FILE_NAMESPACE,
    )
    data = found.lead.envelopes.encrypt(packed, [person(LEAD).receive_key])
    with pytest.raises(Unreadable):
        panel.add_member(found.lead, REF, data, "assessor")


def test_a_foreign_file_is_no_card() -> None:
    found = play("declared")
    cut = found.files.content[found.card(ANN)][:-20]
    empty = found.lead.envelopes.encrypt(canonical_bytes({}), [person(LEAD).receive_key])
    for data in (b"", b"GIF89a", cut, empty):
        with pytest.raises(Unreadable):
            panel.add_member(found.lead, REF, data, "assessor")
