"""The register: every kind of entry is filed under its tender and known by its own name."""

from typing import get_args

import pytest

from evalpanel.domain.register import Registered
from evalpanel.domain.standby import SteppedIn

KINDS = get_args(get_args(Registered)[0])


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_filed_under_its_tender_and_kind(kind: type) -> None:
    entry = kind.model_construct(reference="T-1")  # type: ignore[attr-defined]  # all are models
    assert entry.key == ("T-1", entry.kind)


def test_no_two_kinds_have_one_name() -> None:
    names = [kind.model_fields["kind"].default for kind in KINDS]
    assert len(set(names)) == len(names) > 1


def test_a_signed_entry_says_what_its_manifest_says() -> None:
    """What only the organiser knows stands beside it, and takes nothing of the manifest away."""
    told = {
        "signer": "ab", "reference": "T-1", "panel": "main", "round": 1, "commitment": "cd",
        "at": "2026-01-05T10:00:00Z", "members": [],
    }  # fmt: skip
    found = SteppedIn.told_in(
        told, "signature", member="ab", document="ef", by="Pat Lead", at="2026-01-06T10:00:00Z"
    )
    assert (found.reference, found.panel, found.round, found.commitment) == ("T-1", "main", 1, "cd")
    assert (found.by, found.at) == ("Pat Lead", "2026-01-06T10:00:00Z")
    assert (found.manifest, found.signature) == (told, "signature")
