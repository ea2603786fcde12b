"""Sheets that another program sealed: nothing opens, and the member is named."""

from typing import Any

import pytest

from evalpanel.domain.canonical import canonical_bytes, read_canonical
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.sheet import SHEET_NAMESPACE, SealV1, SheetV1, sheet_commitment
from evalpanel.usecases import rounds
from evalpanel.usecases.meeting import open_meeting
from evalpanel.usecases.ports import Container
from tests.panels import ASSESSORS, REF, STRANGER, Play, person, play
from tests.usecases.test_merging import onion_of, outer, peel, repacked, state

ANN, BEN = ASSESSORS[:2]


def dishonest(found: Play, **changes: Any) -> None:
    """Replace the member's merged seal by one whose sheet another program made."""
    seal, container = outer(found, ANN)
    content = read_canonical(peel(found, ANN))
    sheet = SheetV1.from_bytes(content["sheet"].encode())
    scores = changes.pop("scores", None)
    inner = sheet.model_copy(
        update=changes | ({"scores": scores(sheet.scores)} if scores else {})
    ).canonical()
    signer = person(changes.get("signed_by", ANN))
    layer = canonical_bytes(
        {"sheet": inner.decode(), "signature": signer.sign(inner, SHEET_NAMESPACE)}
    )
    onion = onion_of(found, layer)
    put(found, seal, onion, sheet_commitment(inner), container)


def put(found: Play, seal: SealV1, onion: bytes, commitment: str, container: Container) -> None:
    parts = (("onion", onion), ("release", container.part("release") or b""))
    data = repacked(found, seal.model_copy(update={"commitment": commitment}), parts)
    with found.lead.work() as work:
        known = work.seals.get(REF, "main", "1", person(ANN).sign_key)
        assert known is not None
        work.seals.put(known.model_copy(update={"document": work.documents.put(data)}))
        work.commit()


def refuses_to_open(found: Play, says: str) -> None:
    before = state(found)
    with pytest.raises(Unreadable, match=f"{ANN}.*{says}"):
        rounds.open_round(found.lead, REF)
    assert state(found) is before
    with pytest.raises(Refused, match="not open yet"):
        open_meeting(found.lead, REF)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"package": "0" * 64}, "another package"),
        ({"member": person(BEN).sign_key}, "another package"),
        ({"rules_sha256": "0" * 64}, "another package"),
        ({"reference": "T-2"}, "another package"),
        ({"round": 2}, "another package"),
        ({"scores": lambda s: s[1:]}, "exactly the scores"),
        ({"scores": lambda s: (*s, s[0])}, "exactly the scores"),
        ({"scores": lambda s: (s[0].model_copy(update={"score": "9"}), *s[1:])}, "9 is not on"),
        ({"scores": lambda s: (s[0].model_copy(update={"score": ""}), *s[1:])}, "- is not on"),
    ],
)
def test_a_sheet_that_another_program_sealed_opens_nothing(
    changes: dict[str, Any], says: str
) -> None:
    found = play("merged")
    dishonest(found, **dict(changes))
    refuses_to_open(found, says)


def test_a_sheet_that_is_not_the_one_committed_to_opens_nothing() -> None:
    found = play("merged")
    seal, container = outer(found, ANN)
    put(found, seal, container.part("onion") or b"", "0" * 64, container)
    refuses_to_open(found, "another sheet")


def test_a_sheet_signed_by_another_opens_nothing() -> None:
    found = play("merged")
    seal, container = outer(found, ANN)
    content = read_canonical(peel(found, ANN))
    inner = content["sheet"].encode()
    layer = canonical_bytes(content | {"signature": person(BEN).sign(inner, SHEET_NAMESPACE)})
    put(found, seal, onion_of(found, layer), seal.commitment, container)
    refuses_to_open(found, "not signed by this member")


@pytest.mark.parametrize("content", [b"nonsense", b"{}", b"[]", b'{"sheet":1}'])
def test_an_onion_around_something_else_opens_nothing(content: bytes) -> None:
    found = play("merged")
    seal, container = outer(found, ANN)
    put(found, seal, onion_of(found, content), seal.commitment, container)
    refuses_to_open(found, "")


def test_an_onion_locked_to_others_opens_nothing() -> None:
    found = play("merged")
    seal, container = outer(found, ANN)
    onion = found.lead.envelopes.encrypt(b"{}", [person(STRANGER).receive_key])
    put(found, seal, onion, seal.commitment, container)
    refuses_to_open(found, "")


def test_a_seal_that_lost_its_part_opens_nothing() -> None:
    found = play("merged")
    seal, container = outer(found, ANN)
    data = repacked(found, seal, (("release", container.part("release") or b""),))
    with found.lead.work() as work:
        known = work.seals.get(REF, "main", "1", person(ANN).sign_key)
        assert known is not None
        work.seals.put(known.model_copy(update={"document": work.documents.put(data)}))
        work.commit()
    refuses_to_open(found, "onion")
