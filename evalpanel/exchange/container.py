"""Signed files: a manifest, its signature and parts, in a ZIP that has exactly one form.

ZIP, stored, of `manifest.json` (RFC 8785), `manifest.json.sig` (SSHSIG) and parts named by their
SHA-256. A file that is read is built anew from what was read and compared byte for byte, so
nothing can hide in it: no comments, gaps, second names or compressed bombs (`trust.md` 2.2).
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from evalpanel.domain.canonical import canonical_bytes, read_canonical, sha256_hex
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.model import Model
from evalpanel.exchange.stored_zip import BAD_ZIP, ZIP_START, stored_zip
from evalpanel.usecases.ports import Container, Identity, Signatures

MAX_FILE_BYTES = 300 << 20
MAX_PART_BYTES = 60 << 20
MAX_PARTS = 2000
MAX_MANIFEST_BYTES = 16 << 20
_MANIFEST = "manifest.json"
_SIGNATURE = "manifest.json.sig"
_MAX_SIGNATURE_BYTES = 2000
_ASK_AGAIN = "Ask the sender for the file again, or copy it anew."


class PartV1(Model):
    """A part as the manifest lists it: what it is for, its SHA-256 and size in bytes."""

    role: str
    content_sha256: str = Field(alias="sha256", pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0, le=MAX_PART_BYTES)


_PARTS = TypeAdapter(list[PartV1])


class SignedContainers:
    """Packs and unpacks signed files; `signatures` checks who signed."""

    def __init__(self, signatures: Signatures) -> None:
        """Use these signatures for the check on unpacking."""
        self._signatures = signatures

    def pack(
        self,
        manifest: Mapping[str, Any],
        parts: Sequence[tuple[str, bytes]],
        signer: Identity,
        namespace: str,
    ) -> bytes:
        """The signed file; the same input gives the same bytes. Equal parts are stored once.

        The key `members` is added to the manifest. A manifest that does not name the signer, or
        that already has members, is a fault of the program (ValueError).

        Raises:
            Unreadable: the parts are too many or too large to travel.
        """
        if manifest.get("signer") != signer.sign_key or "members" in manifest:
            raise ValueError("the manifest must name the signer and have no members yet")
        _expect_limits(parts)
        hashed = [(role, sha256_hex(content), content) for role, content in parts]
        listed = [
            {"role": role, "sha256": digest, "size": len(content)}
            for role, digest, content in hashed
        ]
        manifest_bytes = canonical_bytes({**manifest, "members": listed})
        signature = signer.sign(manifest_bytes, namespace)
        named = {digest: content for _, digest, content in hashed}
        return _zipped(manifest_bytes, signature, named)

    def unpack(self, data: bytes, namespace: str) -> Container:
        """The checked contents; whether the signer may sign such a file is for the caller to say.

        Raises:
            Unreadable: another kind of file, cut short, damaged, or changed after signing.
        """
        if len(data) > MAX_FILE_BYTES:
            raise _too_large()
        entries = _entries(data)
        manifest_bytes = entries[_MANIFEST]
        manifest = _manifest(manifest_bytes)
        signer, signature = str(manifest["signer"]), _text(entries[_SIGNATURE])
        if not self._signatures.verify(signer, manifest_bytes, namespace, signature):
            raise _changed()
        listed = _listed_parts(manifest, entries)
        named = {part.content_sha256: content for part, content in listed}
        if _zipped(manifest_bytes, signature, named) != data:
            raise _changed()
        del manifest["members"]
        parts = tuple((part.role, content) for part, content in listed)
        return Container(signer, manifest, manifest_bytes, signature, parts)


def _zipped(manifest: bytes, signature: str, parts: Mapping[str, bytes]) -> bytes:
    """The one ZIP of manifest, signature and parts by their SHA-256, in this order."""
    return stored_zip({_MANIFEST: manifest, _SIGNATURE: signature.encode(), **parts})


def _entries(data: bytes) -> dict[str, bytes]:
    """What the ZIP holds by name; the form is checked later by building it anew."""
    if not data.startswith(ZIP_START):
        raise _damaged() if data and ZIP_START.startswith(data) else _foreign()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            if [entry.filename for entry in listed[:2]] != [_MANIFEST, _SIGNATURE]:
                raise _foreign()
            _expect_plain(listed, len(data))
            return {entry.filename: archive.read(entry) for entry in listed}
    except BAD_ZIP as error:
        raise _damaged() from error


def _expect_plain(listed: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Refuse what would be costly or ambiguous to read, before anything is read."""
    if len(listed) > MAX_PARTS + 2:
        raise _too_large()
    limits = {_MANIFEST: MAX_MANIFEST_BYTES, _SIGNATURE: _MAX_SIGNATURE_BYTES}
    for entry in listed:
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise _changed()
        if entry.file_size > size:
            raise _damaged()
        if entry.file_size > limits.get(entry.filename, MAX_PART_BYTES):
            raise _too_large()
    if len({entry.filename for entry in listed}) != len(listed):
        raise _changed()


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        manifest = read_canonical(data, MAX_MANIFEST_BYTES)
    except Unreadable as error:
        raise _changed() from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("signer"), str):
        raise _foreign()
    return manifest


def _listed_parts(
    manifest: dict[str, Any], entries: Mapping[str, bytes]
) -> list[tuple[PartV1, bytes]]:
    """The parts in the order of the manifest, each with the hash and size that it states.

    What is listed many times is hashed once, or a small file could take hours.
    """
    try:
        listed = _PARTS.validate_python(manifest.get("members"))
    except ValidationError as error:
        raise _foreign() from error
    if len(listed) > MAX_PARTS:
        raise _too_large()
    parts, sound = [], set[str]()
    for part in listed:
        name = part.content_sha256
        content = entries.get(name)
        if content is None or len(content) != part.size:
            raise _changed()
        if name not in sound and sha256_hex(content) != name:
            raise _changed()
        sound.add(name)
        parts.append((part, content))
    return parts


def _text(signature: bytes) -> str:
    try:
        return signature.decode("ascii")
    except UnicodeDecodeError as error:
        raise _changed() from error


def _expect_limits(parts: Sequence[tuple[str, bytes]]) -> None:
    sizes = [len(content) for _, content in parts]
    if len(sizes) > MAX_PARTS or max(sizes, default=0) > MAX_PART_BYTES:
        raise _too_large()
    if sum(sizes) > MAX_FILE_BYTES - 2 * MAX_MANIFEST_BYTES:
        raise _too_large()


def _foreign() -> Unreadable:
    return Unreadable("This is not an evalpanel file.", hint="Check that you chose the right file.")


def _damaged() -> Unreadable:
    return Unreadable("The file is cut short or damaged.", hint=_ASK_AGAIN)


def _changed() -> Unreadable:
    return Unreadable("The file was changed after it was signed, or is damaged.", hint=_ASK_AGAIN)


def _too_large() -> Unreadable:
    return Unreadable(
        "The file is larger than evalpanel accepts: {total} MiB in all, {each} MiB for one "
        "document, {count} documents.",
        hint="Make the documents smaller, for example by scanning them with fewer dots per inch.",
        total=MAX_FILE_BYTES >> 20,
        each=MAX_PART_BYTES >> 20,
        count=MAX_PARTS,
    )
