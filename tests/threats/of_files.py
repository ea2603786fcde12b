"""Threats from files and from texts in them: rows 13 to 19."""

import csv
import io
import json
import random
import stat
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf
import pytest
from reportlab.platypus import SimpleDocTemplate
from textual.content import Content

from evalpanel.cli import output
from evalpanel.domain.canonical import MAX_DEPTH, read_canonical
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.text import clean_text, csv_cell, one_line
from evalpanel.exchange.container import MAX_MANIFEST_BYTES, SignedContainers
from evalpanel.report import paragraphs
from evalpanel.report.styles import BODY_TEXT
from evalpanel.signing.signatures import SshSignatures
from tests.conftest import heavy
from tests.hostile_texts import (
    ALL,
    DIRECTIONS,
    FORMULAS,
    INVISIBLE,
    LOCAL_FILE,
    forbidden_in,
)
from tests.panels import ASSESSORS, person, play
from tests.usecases import test_merging as seals

ANN = ASSESSORS[0]
CONTAINERS = SignedContainers(SshSignatures())
NAMESPACE = "evalpanel-package-v1"
MUTATIONS = 4000


def _packed() -> bytes:
    me = person(ANN)
    manifest = {"schema": "evalpanel/package/1", "signer": me.sign_key}
    return CONTAINERS.pack(manifest, [("plan", b"Our plan"), ("text", b"Words")], me, NAMESPACE)


def a_file_that_is_damaged() -> None:
    """AEAD + hash + per-file verdict; no mutation accepted or uncontrolled."""
    drawn = random.Random(13)  # noqa: S311  repeatable mutations
    locked = person(ANN)
    packed = _packed()
    sealed = play("sealed").lead.envelopes.encrypt(packed, [locked.receive_key])
    readers: tuple[tuple[bytes, Callable[[bytes], object]], ...] = (
        (packed, lambda data: CONTAINERS.unpack(data, NAMESPACE)),
        (sealed, locked.decrypt),
    )
    for data, read in readers:
        read(data)
        for _ in range(heavy(MUTATIONS) // 2):
            with pytest.raises(Unreadable):
                read(_mutated(data, drawn))
    found = play("sealed")
    cut = seals.verdict(found, found.files.content[found.seal(ANN)][:-1])
    assert (cut.verdict, bool(cut.reason)) == ("refused", True)


def _mutated(data: bytes, drawn: random.Random) -> bytes:
    at, kind = drawn.randrange(len(data)), drawn.randrange(4)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ (1 << drawn.randrange(8))]) + data[at + 1 :]
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[:at] + drawn.randbytes(drawn.randrange(1, 40)) + data[at:]
    return data[:at] + data[at + drawn.randrange(1, 40) :]


def _zipped(entries: Sequence[tuple[str | zipfile.ZipInfo, bytes]], **how: Any) -> bytes:
    out = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore", category=UserWarning),
        zipfile.ZipFile(out, "w", how.get("method", zipfile.ZIP_STORED)) as archive,
    ):
        for name, content in entries:
            made = zipfile.ZipInfo(name) if isinstance(name, str) else name
            made.compress_type = how.get("method", zipfile.ZIP_STORED)
            if not made.external_attr:
                made.create_system, made.external_attr = 3, 0o600 << 16
            archive.writestr(made, content)
        archive.comment = how.get("comment", b"")
    return out.getvalue()


def _bad_zips() -> Iterator[bytes]:
    packed = _packed()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        whole = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    assert _zipped(list(whole)) == packed
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    for name in ("../../etc/passwd", "/etc/passwd", "..\\x", "C:\\x", "a/b/", "manifest.json\0x"):
        yield _zipped([*whole, (name, b"x")])
    yield _zipped([*whole, (link, b"/etc/passwd")])
    yield _zipped([*whole, whole[-1]])
    yield _zipped([*whole[:2], *whole[:1], *whole[2:]])
    yield _zipped([(whole[0][0], b" " * (8 << 20)), *whole[1:]], method=zipfile.ZIP_DEFLATED)
    yield _zipped(list(whole), method=zipfile.ZIP_BZIP2)
    yield _zipped(list(whole), comment=b"hidden")
    yield _zipped(whole[::-1])
    yield _zipped(whole[:-1])
    yield b"MZ" + packed
    yield packed + packed


def a_zip_that_is_a_trap() -> None:
    """Canonical STORED container; 14 real cases refused."""
    cases = list(_bad_zips())
    assert len(cases) >= 14
    for data in cases:
        with pytest.raises(Unreadable):
            CONTAINERS.unpack(data, NAMESPACE)


def a_json_that_is_too_much() -> None:
    """Size and depth limited before anything is made of it."""
    for data in (b"[" * 200_000, b"[" * 200_000 + b"]" * 200_000, b'{"a":' * 50_000 + b"1"):
        with pytest.raises(Unreadable):
            read_canonical(data)
    with pytest.raises(Unreadable, match="nested too deeply"):
        read_canonical(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1))
    with pytest.raises(Unreadable, match="larger than"):
        read_canonical(json.dumps("x" * MAX_MANIFEST_BYTES).encode(), MAX_MANIFEST_BYTES)
    assert read_canonical(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


OPENED: list[str] = []
"""What this process opened, in so far as it looks like the file that markup asks for."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("open", "urllib.Request", "socket.connect") and LOCAL_FILE in str(arguments[:1]):
        OPENED.append(event)


def markup_in_a_report() -> None:
    """`escape(clean(s))`; never `Paragraph(user_text)`.

    0 crashes, no links, no scripts, and no local file is read (an audit hook looks on).
    """
    sys.addaudithook(_watch)
    OPENED.clear()
    style, out = BODY_TEXT, io.BytesIO()
    story = [paragraphs.paragraph(text, style) for text in ALL]
    story += [paragraphs.cell(text, style, 90) for text in ALL]
    story += [paragraphs.labelled(text[:80], text, style, style.fontName) for text in ALL]
    SimpleDocTemplate(out, invariant=1).build(story)
    assert OPENED == []
    with pikepdf.open(out) as pdf:
        held = b" ".join(item.unparse(resolved=True) for item in pdf.objects)
    assert not any(key in held for key in (b"/URI", b"/JavaScript", b"/Annot ", b"/Launch"))


def escapes_and_markup_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """`clean()` + `Content(str)`; 0 control bytes out."""
    for text in ALL:
        output.note(text)
        for line in output.table(["Name", "Reason"], [[text, text]]):
            output.note(line)
    assert forbidden_in(capsys.readouterr().err) == set()
    for text in ALL:
        shown = Content(one_line(text))
        assert forbidden_in(shown.plain, "") == set()
        assert shown.spans == []
        assert shown.plain == one_line(text)


def directions_and_invisible_letters() -> None:
    """Visible ⟨U+202E⟩."""
    for char in DIRECTIONS + INVISIBLE:
        assert clean_text(f"gpj{char}.exe") == f"gpj⟨U+{ord(char):04X}⟩.exe"
    assert clean_text("a\u202eb\u2066") == "a⟨U+202E⟩b⟨U+2066⟩"


def formulas_in_a_table() -> None:
    """Prefix `'` for = + - @."""
    for text in FORMULAS:
        cell = csv_cell(text)
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d"))
        assert cell.endswith(text)
        out = io.StringIO()
        csv.writer(out).writerow([cell, "next"])
        assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [cell, "next"]
