"""The register: every kind of entry is filed under its tender and known by its own name."""

from typing import get_args

import pytest

from evalpanel.domain.register import Registered

KINDS = get_args(get_args(Registered)[0])


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_filed_under_its_tender_and_kind(kind: type) -> None:
    entry = kind.model_construct(reference="T-1")  # type: ignore[attr-defined]  # all are models
    assert entry.key == ("T-1", entry.kind)


def test_no_two_kinds_have_one_name() -> None:
    names = [kind.model_fields["kind"].default for kind in KINDS]
    assert len(set(names)) == len(names) > 1
