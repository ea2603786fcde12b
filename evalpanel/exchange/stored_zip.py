"""A ZIP of named contents that has exactly one form: stored, in a fixed order, nothing beside it.

What is read is built anew and compared byte for byte, so nothing hides in it (`trust.md` 2.2).
"""

import io
import zipfile
from collections.abc import Mapping, Sequence

from evalpanel.domain.errors import Unreadable

MAX_BYTES = 1 << 30
"""More than that is neither made nor read."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_OWNER_ONLY = 0o600 << 16
ZIP_START = b"PK\x03\x04"
"""How every ZIP with contents begins."""
_COPY_AGAIN = "Copy the file anew, or take another backup."
BAD_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What the library raises on a ZIP that it cannot read."""


class StoredZips:
    """Packs and unpacks such files; stock `unzip` opens them as well."""

    def pack(self, entries: Mapping[str, bytes]) -> bytes:
        """The ZIP of these contents in this order.

        Raises:
            Unreadable: the contents are too large.
        """
        if sum(map(len, entries.values())) > MAX_BYTES:
            raise _too_large()
        return stored_zip(entries)

    def unpack(self, data: bytes, names: Sequence[str]) -> dict[str, bytes]:
        """The contents of a ZIP that holds exactly these names in this order.

        Raises:
            Unreadable: another kind of file, cut short, or not in the one form.
        """
        if not data.startswith(ZIP_START):
            raise _damaged() if data and ZIP_START.startswith(data) else _foreign()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                _expect_plain(archive.infolist(), names, len(data))
                entries = {name: archive.read(name) for name in names}
        except BAD_ZIP as error:
            raise _damaged() from error
        if stored_zip(entries) != data:
            raise _damaged()
        return entries


def stored_zip(entries: Mapping[str, bytes]) -> bytes:
    """The one ZIP of these contents: in this order, with fixed dates and attributes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = _OWNER_ONLY
            archive.writestr(entry, content)
    return out.getvalue()


def _expect_plain(listed: Sequence[zipfile.ZipInfo], names: Sequence[str], size: int) -> None:
    """Refuse what would be costly or ambiguous to read, before anything is read."""
    if [entry.filename for entry in listed] != list(names):
        raise _foreign()
    for entry in listed:
        is_stored = entry.compress_type == zipfile.ZIP_STORED
        if not is_stored or entry.file_size != entry.compress_size or entry.file_size > size:
            raise _damaged()


def _foreign() -> Unreadable:
    return Unreadable(
        "This is not a backup of evalpanel.", hint="Choose a file that evalpanel backup made."
    )


def _damaged() -> Unreadable:
    return Unreadable("The backup is cut short, damaged or changed.", hint=_COPY_AGAIN)


def _too_large() -> Unreadable:
    return Unreadable(
        "The backup would be larger than {limit} MiB.",
        hint="Archive old tenders elsewhere: copy the whole folder of the workspace.",
        limit=MAX_BYTES >> 20,
    )
