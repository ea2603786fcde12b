"""What costs time by design, made quick: key files, passphrases, the child that reads a report."""

import json
import unicodedata
from collections.abc import Iterator, Sequence

import pytest

from evalpanel import bootstrap
from evalpanel.bootstrap import backups
from evalpanel.domain.errors import Unreadable
from evalpanel.report.paper import ReportPaper
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keyfile import lock as lock_really
from evalpanel.signing.keys import UnlockedIdentity
from tests.faults.cheap_age import lock_cheaply


def lock(identity: UnlockedIdentity, passphrase: str) -> bytes:
    """A key file for tests."""
    held = (passphrase, identity.name, identity.organisation, identity.function)
    return json.dumps([*held, identity.seed.hex()]).encode()


def unlock(data: bytes, passphrase: str) -> UnlockedIdentity:
    """The identity in such a file."""
    try:
        locked, name, organisation, function, seed = json.loads(data)
    except ValueError as error:
        raise Unreadable("This is not an evalpanel file.") from error
    if locked != passphrase:
        raise Unreadable("The passphrase or code does not open the file.")
    return UnlockedIdentity(name, organisation, function, bytes.fromhex(seed))


def use_quick_keys(patch: pytest.MonkeyPatch) -> None:
    """Let workspaces have such key files."""
    for module in (bootstrap, backups):
        patch.setattr(module, "lock", lock)
        patch.setattr(module, "unlock", unlock)


def use_cheap_age(patch: pytest.MonkeyPatch) -> None:
    """Write files under a passphrase in the real format with a small work factor.

    The app, a process of its own and stock `age` open them as they open any other, at once.
    """

    def encrypt(_envelopes: AgeEnvelopes, data: bytes, passphrase: str) -> bytes:
        return lock_cheaply(data, unicodedata.normalize("NFC", passphrase))

    def lock_here(people: Sequence[tuple[UnlockedIdentity, str]]) -> Iterator[bytes]:
        return (lock_really(*one) for one in people)

    patch.setattr(AgeEnvelopes, "encrypt_with_passphrase", encrypt)
    patch.setattr(bootstrap, "lock_all", lock_here)


def use_paper_of_this_process(patch: pytest.MonkeyPatch) -> None:
    """Let desks take reports apart themselves; tests of the child itself use `IsolatedPaper`."""
    patch.setattr(bootstrap, "IsolatedPaper", lambda _run: ReportPaper())
