"""Signed files: round trip, one byte form, and nothing changed is ever accepted."""

import hashlib
import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evalpanel.domain.canonical import canonical_bytes, sha256_hex
from evalpanel.domain.errors import Unreadable
from evalpanel.exchange import container as module
from evalpanel.exchange.container import SignedContainers
from evalpanel.signing.keys import UnlockedIdentity
from tests.conftest import heavy
from tests.stock_tools import SSH_KEYGEN, ssh_keygen_accepts

NAMESPACE = "evalpanel-package-v1"
PARTS = [("dossier", b"Wij werken samen."), ("copy", b"Wij werken samen."), ("empty", b"")]
GOLDEN_SHA256 = "93ab6fb9784379892080d18c760d850af9ba7f313fcb8a52d9c068b3fed92ace"


@pytest.fixture
def manifest(anna: UnlockedIdentity) -> dict[str, Any]:
    return {"schema": "evalpanel/package/1", "title": "Thuisplusflats é", "signer": anna.sign_key}


@pytest.fixture
def packed(containers: SignedContainers, manifest: dict[str, Any], anna: UnlockedIdentity) -> bytes:
    return containers.pack(manifest, PARTS, anna, NAMESPACE)


def test_what_is_packed_comes_out(
    containers: SignedContainers, manifest: dict[str, Any], packed: bytes, anna: UnlockedIdentity
) -> None:
    opened = containers.unpack(packed, NAMESPACE)
    assert opened.manifest == manifest
    assert opened.parts == tuple(PARTS)
    assert opened.signer == anna.sign_key
    assert opened.signature == anna.sign(opened.manifest_bytes, NAMESPACE)
    assert opened.part("copy") == b"Wij werken samen."


def test_the_bytes_are_the_same_on_every_system(packed: bytes) -> None:
    assert hashlib.sha256(packed).hexdigest() == GOLDEN_SHA256


def test_equal_contents_are_stored_once(packed: bytes) -> None:
    assert packed.count(b"Wij werken samen.") == 1


def test_a_file_without_parts_comes_back(
    containers: SignedContainers, manifest: dict[str, Any], anna: UnlockedIdentity
) -> None:
    opened = containers.unpack(containers.pack(manifest, [], anna, NAMESPACE), NAMESPACE)
    assert opened.parts == ()


def test_a_manifest_must_name_its_signer(
    containers: SignedContainers, manifest: dict[str, Any], anna: UnlockedIdentity
) -> None:
    for wrong in ({"schema": "x"}, {**manifest, "signer": "0" * 64}, {**manifest, "members": []}):
        with pytest.raises(ValueError, match="name the signer"):
            containers.pack(wrong, [], anna, NAMESPACE)


def test_a_file_for_another_purpose_is_refused(containers: SignedContainers, packed: bytes) -> None:
    with pytest.raises(Unreadable, match="changed after it was signed"):
        containers.unpack(packed, "evalpanel-invite-v1")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"age-encryption.org/v1\n", b"\0" * 100])
def test_a_foreign_file_is_named_as_such(containers: SignedContainers, data: bytes) -> None:
    with pytest.raises(Unreadable, match="not an evalpanel file"):
        containers.unpack(data, NAMESPACE)


def test_another_zip_is_named_as_foreign(containers: SignedContainers) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")
    with pytest.raises(Unreadable, match="not an evalpanel file"):
        containers.unpack(out.getvalue(), NAMESPACE)


def test_a_file_cut_anywhere_is_refused(containers: SignedContainers, packed: bytes) -> None:
    for length in range(1, len(packed), 3):
        with pytest.raises(Unreadable, match="cut short or damaged"):
            containers.unpack(packed[:length], NAMESPACE)


def test_a_file_with_any_flipped_bit_is_refused(
    containers: SignedContainers, packed: bytes
) -> None:
    chance = random.Random(11)  # noqa: S311 - repeatable mutations, not a secret
    for _ in range(heavy(8000)):
        damaged = bytearray(packed)
        damaged[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
        with pytest.raises(Unreadable):
            containers.unpack(bytes(damaged), NAMESPACE)


def test_bytes_put_in_left_out_or_moved_are_refused(
    containers: SignedContainers, packed: bytes
) -> None:
    chance = random.Random(12)  # noqa: S311 - repeatable mutations, not a secret
    for _ in range(heavy(3000)):
        place, size = chance.randrange(len(packed)), chance.randrange(1, 40)
        for changed in (
            packed[:place] + chance.randbytes(size) + packed[place:],
            packed[:place] + packed[place + size :],
            packed[place:] + packed[:place] if place else packed + b"\0",
        ):
            with pytest.raises(Unreadable):
                containers.unpack(changed, NAMESPACE)


def rezipped(packed: bytes, change: Callable[[list[tuple[str, bytes]]], None]) -> bytes:
    """The container with its entries changed, in a ZIP as evalpanel writes it."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    change(entries)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def test_the_same_entries_zipped_again_are_the_same_file(packed: bytes) -> None:
    assert rezipped(packed, lambda _: None) == packed


def test_changed_entries_are_refused(containers: SignedContainers, packed: bytes) -> None:
    other = b"Wij werken apart."
    assert len(other) == len(PARTS[0][1])
    changes: list[Callable[[list[tuple[str, bytes]]], None]] = [
        lambda e: e.append((sha256_hex(other), other)),
        lambda e: e.append(("../../etc/passwd", b"x")),
        lambda e: e.__setitem__(2, (e[2][0], other)),
        lambda e: e.__setitem__(2, (sha256_hex(other), other)),
        lambda e: e.__delitem__(3),
        lambda e: e.__setitem__(slice(2, 4), [e[3], e[2]]),
        lambda e: e.__setitem__(0, (e[0][0], e[0][1].replace(b"Thuisplus", b"Thuismin_"))),
        lambda e: e.__setitem__(0, (e[0][0], b" " + e[0][1])),
        lambda e: e.__setitem__(0, (e[0][0], b"[]")),
        lambda e: e.__setitem__(1, (e[1][0], e[1][1] + b"\n")),
        lambda e: e.__setitem__(1, (e[1][0], "é".encode())),
        lambda e: e.__setitem__(1, (e[1][0], b"x" * 3000)),
    ]
    for change in changes:
        with pytest.raises(Unreadable):
            containers.unpack(rezipped(packed, change), NAMESPACE)


def test_a_second_entry_of_the_same_name_is_refused(
    containers: SignedContainers, packed: bytes
) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        doubled = rezipped(packed, lambda e: e.append(e[2]))
    with pytest.raises(Unreadable, match="changed after it was signed"):
        containers.unpack(doubled, NAMESPACE)


def test_a_compressed_bomb_is_refused_unread(containers: SignedContainers) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * (8 << 20))
        archive.writestr("manifest.json.sig", b"x")
    with pytest.raises(Unreadable, match="changed after it was signed"):
        containers.unpack(out.getvalue(), NAMESPACE)


@pytest.mark.parametrize(
    "members",
    [
        None,
        {},
        [1],
        [{"role": "x", "sha256": "00", "size": 0}],
        [{"role": "x", "sha256": sha256_hex(b""), "size": -1}],
        [{"role": "x", "sha256": sha256_hex(b""), "size": 1}],
        [{"role": "x", "sha256": sha256_hex(b""), "size": 0, "extra": 1}],
        [{"role": "x", "sha256": sha256_hex(b""), "size": 0}],
    ],
)
def test_a_well_signed_but_wrong_list_of_members_is_refused(
    containers: SignedContainers, anna: UnlockedIdentity, packed: bytes, members: object
) -> None:
    content = canonical_bytes({"signer": anna.sign_key, "members": members})

    def change(entries: list[tuple[str, bytes]]) -> None:
        entries[:] = [
            ("manifest.json", content),
            ("manifest.json.sig", anna.sign(content, NAMESPACE).encode()),
        ]

    with pytest.raises(Unreadable):
        containers.unpack(rezipped(packed, change), NAMESPACE)


def test_what_is_listed_many_times_is_hashed_once_and_not_without_end(
    containers: SignedContainers,
    manifest: dict[str, Any],
    anna: UnlockedIdentity,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hostile list: one large part under many roles."""
    packed = containers.pack(manifest, [("dossier", b"x")] * 30, anna, NAMESPACE)
    hashed: list[bytes] = []

    def counted(data: bytes) -> str:
        hashed.append(data)
        return sha256_hex(data)

    monkeypatch.setattr(module, "sha256_hex", counted)
    assert len(containers.unpack(packed, NAMESPACE).parts) == 30
    assert hashed == [b"x"]
    monkeypatch.setattr(module, "MAX_PARTS", 29)
    with pytest.raises(Unreadable, match="larger than evalpanel accepts"):
        containers.unpack(packed, NAMESPACE)


def test_a_signer_with_a_key_that_binds_nobody_is_refused(
    containers: SignedContainers, packed: bytes
) -> None:
    low_order = "01" + "00" * 31

    def change(entries: list[tuple[str, bytes]]) -> None:
        entries[0] = ("manifest.json", canonical_bytes({"signer": low_order, "members": []}))

    with pytest.raises(Unreadable, match="changed after it was signed"):
        containers.unpack(rezipped(packed, change), NAMESPACE)


def test_what_is_too_large_neither_leaves_nor_enters(
    containers: SignedContainers,
    manifest: dict[str, Any],
    packed: bytes,
    anna: UnlockedIdentity,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for limit in ("MAX_PART_BYTES", "MAX_FILE_BYTES", "MAX_PARTS"):
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, 0)
            with pytest.raises(Unreadable, match="larger than evalpanel accepts"):
                containers.pack(manifest, PARTS, anna, NAMESPACE)
            with pytest.raises(Unreadable, match="larger than evalpanel accepts"):
                containers.unpack(packed, NAMESPACE)


@pytest.mark.skipif(
    shutil.which("unzip") is None or SSH_KEYGEN is None,
    reason="unzip or ssh-keygen is not installed",
)
def test_stock_tools_open_and_verify_the_file(
    packed: bytes, anna: UnlockedIdentity, tmp_path: Path
) -> None:
    (tmp_path / "file.zip").write_bytes(packed)
    subprocess.run([str(shutil.which("unzip")), "-q", "file.zip"], cwd=tmp_path, check=True)
    signature = (tmp_path / "manifest.json.sig").read_text()
    manifest = (tmp_path / "manifest.json").read_bytes()
    assert ssh_keygen_accepts(tmp_path, anna.sign_key, NAMESPACE, signature, manifest)
