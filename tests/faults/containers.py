"""Signed containers taken apart and put together again, with or without a new signature."""

import io
import zipfile
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from evalpanel.domain.canonical import canonical_bytes, read_canonical, sha256_hex
from evalpanel.exchange.container import SignedContainers
from evalpanel.signing.signatures import SshSignatures
from tests.faults.changes import changed, changed_document
from tests.panels import STRANGER, person

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
Forger = Callable[[bytes, Random], bytes]


def change_bytes(container: bytes, chance: Random) -> bytes:
    """Other bytes."""
    return changed(container, chance)


def change_manifest(container: bytes, chance: Random) -> bytes:
    """Another manifest in canonical form, under the old signature."""
    entries = _entries(container)
    manifest = read_canonical(entries[MANIFEST])
    entries[MANIFEST] = canonical_bytes(changed_document(manifest, chance))
    return zipped(entries)


def change_part(container: bytes, chance: Random) -> bytes:
    """Another part, listed as it is now, under the old signature."""
    entries = _entries(container)
    parts = [name for name in entries if name not in (MANIFEST, SIGNATURE)]
    if not parts:
        return change_manifest(container, chance)
    old = chance.choice(parts)
    content = changed(entries.pop(old), chance)
    manifest = read_canonical(entries[MANIFEST])
    for listed in manifest["members"]:
        if listed["sha256"] == old:
            listed |= {"sha256": sha256_hex(content), "size": len(content)}
    return zipped(entries | {MANIFEST: canonical_bytes(manifest), sha256_hex(content): content})


def change_signature(container: bytes, chance: Random) -> bytes:
    """Another text in the place of the signature."""
    entries = _entries(container)
    return zipped(entries | {SIGNATURE: changed(entries[SIGNATURE], chance)})


def sign_as_stranger(namespace: str) -> Forger:
    """The same content with a changed value, properly signed by somebody else."""

    def forge(container: bytes, chance: Random) -> bytes:
        stranger = person(STRANGER)
        entries = _entries(container)
        manifest = read_canonical(entries[MANIFEST])
        members = manifest.pop("members")
        if chance.random() < 0.5:
            manifest = changed_document(manifest, chance)
        manifest |= {"signer": stranger.sign_key}
        manifest.pop("members", None)
        parts = [(member["role"], entries[member["sha256"]]) for member in members]
        return SignedContainers(SshSignatures()).pack(manifest, parts, stranger, namespace)

    return forge


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """The canonical ZIP, written here a second time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _entries(container: bytes) -> dict[str, Any]:
    """What is in it, by name; it must be in the one form that this module writes."""
    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    assert zipped(entries) == container
    return entries
