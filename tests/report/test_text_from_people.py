"""Text that people typed is printed as text: no markup, no link, no file read, nothing dropped.

Issue 4, item 9: the report on an evaluation of which every free text is hostile.
"""

import io
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import DecisionEntry, MemberEntry, RecordV1
from evalpanel.report.contents import first_revision_text, record_in
from evalpanel.report.document import print_report
from evalpanel.report.fonts import safe_text
from tests.hostile_panel import hostile_names, hostile_play
from tests.hostile_texts import DIRECTIONS, INVISIBLE, forbidden_in
from tests.report.archive_rules import archive_findings

_SEEN: list[str] = []
_WATCHING = [False]


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what is opened, but for what belongs to Python, the fonts and the project."""
    if not _WATCHING[0] or event not in _EVENTS:
        return
    name = str(arguments[0]) if arguments else ""
    if event != "open" or name.startswith(("/etc", "http", "ftp")) or "passwd" in name:
        _SEEN.append(f"{event} {name}")


_EVENTS = {"open", "urllib.Request", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"}


@cache
def record() -> RecordV1:
    """The record of the evaluation."""
    with hostile_names():
        return hostile_play("reported").record()


@cache
def report() -> bytes:
    """The report, printed while somebody looks on."""
    sys.addaudithook(_watch)
    _WATCHING[0] = True
    try:
        return print_report(record(), "en")
    finally:
        _WATCHING[0] = False


@cache
def printed() -> str:
    """All words without the breaks between them."""
    return "".join("".join(first_revision_text(report())).split())


def test_nothing_is_read_run_or_fetched_for_it() -> None:
    assert record_in(report()) == record().canonical()
    assert _SEEN == []


def test_it_is_fit_for_the_archive_and_holds_no_link_and_no_script() -> None:
    assert archive_findings(report()) == []
    with pikepdf.open(io.BytesIO(report())) as pdf:
        kinds = {
            str(item.get(key, ""))
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            for key in ("/Subtype", "/S")
        }
        texts = [str(value) for value in pdf.docinfo.values()]
        with pdf.open_outline() as outline:
            texts += [one.title for one in _all(outline.root)]
    assert not kinds & {"/Link", "/URI", "/JavaScript", "/Launch", "/GoToR", "/FileAttachment"}
    assert len(texts) > 10
    assert forbidden_in(" ".join(texts), "") == set()


def _all(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _all(item.children)


def test_every_name_and_every_reason_is_printed_whole() -> None:
    assert missing_in_print(record(), first_revision_text(report())) is None
    names = [entry.entry.name for entry in record().entries(MemberEntry)]
    reasons = [entry.decision.reason for entry in record().entries(DecisionEntry)]
    assert len(names) == 5
    assert reasons
    for text in (*names, *reasons):
        wanted = "".join(safe_text(text).split())
        assert wanted[:40] in printed()


def test_what_has_no_ink_is_printed_as_its_number() -> None:
    assert forbidden_in(printed(), "") == set()
    said = canonical_bytes(record().to_json()).decode()
    for char in DIRECTIONS + INVISIBLE + "\u0000\u001b\u0085\u2028\ue000":
        if char in said or f"\\u{ord(char):04x}" in said:
            assert f"⟨U+{ord(char):04X}⟩" in printed(), ascii(char)
