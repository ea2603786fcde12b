"""Every file that leaves a workspace holds the head of its maker's log (`trust.md` 3; R-93).

Who adds a kind of file adds a line to the tables here, with the head or the reason why it has none.
"""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import evalpanel
from evalpanel import domain, usecases
from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import chain
from evalpanel.domain.audit_check import check_links, link_of
from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.draw_entries import DrawCommitment, DrawHeld
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.domain.errors import Refused
from evalpanel.domain.kept_heads import log_anchors, member_heads, organiser_heads
from evalpanel.domain.model import WireModel
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.domain.people import CARD_FILE_NAMESPACE, InviteV1, SignedCard
from evalpanel.domain.record import LogEntry, RecordV1
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reopenings import REOPEN_NAMESPACE, ReopeningV1
from evalpanel.domain.revisions import Revision
from evalpanel.domain.shown_log import LogV1, ShownEntry, ShownLog
from evalpanel.exchange.stored_zip import StoredZips
from evalpanel.usecases import (
    backups,
    declaring,
    drawing,
    excusing,
    inviting,
    peeling,
    record_files,
    reopening,
    standing_by,
    verifying_log,
)
from evalpanel.usecases.own_anchors import own_anchors
from evalpanel.usecases.tenders import get_locked_tender
from tests.domain.test_verification import change, no
from tests.panels import LEAD, OUT, REF, Play, TalkingChance, play
from tests.revisions import roster_revised
from tests.sealing_exceptions import (
    ANN,
    BEN,
    CAS,
    DEE,
    finished,
    merge,
    replace,
    rescore,
    seal,
    step_back,
    with_alternate,
)
from tests.usecases.test_drawing import published

WITHOUT_A_HEAD_OF_THEIR_OWN = {
    "DeclarationV1": "lies in the file of its card, which holds the head",
    "LogV1": "is the log, up to its head",
    "RecordFileV1": "holds one record and nothing else",
    "RecordV1": "holds the log of its tender, or the hash of that under its root",
    "SheetV1": "lies in a seal, which holds the head",
}
"""The kinds of signed or exported content that name no head, and where it stands instead."""
WRITERS = {
    "usecases/backups.py make_backup": ".evbackup",
    "usecases/declaring.py declare": ".evcard",
    "usecases/drawing.py export_draws": "draw .json",
    "usecases/excusing.py step_back": ".evexcuse",
    "usecases/inviting.py invite_panel": ".evinvite",
    "usecases/issuing.py issue_packages": ".evpack",
    "usecases/packing.py write_package": ".evpack",
    "usecases/record_files.py write_record": ".evrecord",
    "usecases/reopening.py reopen_seal": ".evreopen",
    "usecases/reporting.py make_report": "report .pdf",
    "usecases/reporting.py sign_report": "report .pdf",
    "usecases/revising.py revise_packages": ".evpack",
    "usecases/sealing.py seal_sheet": ".evseal",
    "usecases/standing_by.py step_in": ".evstepin",
    "usecases/variant_reports.py make_variant_report":
        "no head in sight: the root is over the hash of the log that the variant leaves out",
    "usecases/verifying_log.py export_log": "log .json",
    "usecases/handing_out.py write_and_commit": "no file of its own: the others write with it",
    "bootstrap/__init__.py replace_key_file": "no head: keys only, and it stays in the workspace",
    "cli/demo_people.py seat": "no head: the passphrase of an invented person",
    "cli/identity.py new": "no head: the recovery code, before there is a log",
    "tui/recovery_sheet.py write_sheet": "no head: the recovery code, before there is a log",
    "tui/screens/home.py _copied": "no head: a copy of the key file",
    "tui/screens/report.py _copied": "no head of its own: a copy of the report",
    "tui/screens/seal.py _write_receipt": "no head: names the code of the seal, which holds it",
}  # fmt: skip
"""Everything that writes a file, and which; `score export` prints CSV of a fixed form, unsigned."""


KEPT_HERE = (".evcard", ".evexcuse", ".evinvite", ".evpack", ".evreopen", ".evseal",
             "draw .json", "report .pdf")  # fmt: skip
"""Of these the maker keeps what is in them; the others are written and not kept."""


def _models() -> Iterator[type[WireModel]]:
    for package in (domain, usecases):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    waiting = [WireModel]
    while waiting:
        found = waiting.pop().__subclasses__()
        waiting += found
        yield from (kind for kind in found if kind.__module__.startswith("evalpanel."))


def test_every_kind_of_content_that_travels_names_a_head_or_lies_in_what_does() -> None:
    formats = {kind: kind.model_fields.get("format") for kind in _models()}
    kinds = [kind for kind, field in formats.items() if field and isinstance(field.default, str)]
    without = {kind.__name__ for kind in kinds if "anchor" not in kind.model_fields}
    assert without == WITHOUT_A_HEAD_OF_THEIR_OWN.keys()


def _writers() -> Iterator[str]:
    root = Path(evalpanel.__file__).parent
    for file in sorted(root.rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                calls = (c.func for c in ast.walk(function) if isinstance(c, ast.Call))
                if any(_writes(ast.unparse(call)) for call in calls):
                    yield f"{file.relative_to(root).as_posix()} {function.name}"


def _writes(call: str) -> bool:
    ways = ("files.write", "files.exchange", "outbox.put")
    return call == "write_and_commit" or call.endswith(ways)


def test_every_function_that_writes_a_file_says_which_head_is_in_it() -> None:
    assert set(_writers()) == WRITERS.keys()
    promised = {kind for kind in WRITERS.values() if "head" not in kind and "own" not in kind}
    assert promised == {kind for kind, *_ in all_heads()}


@cache
def all_heads() -> tuple[tuple[str, Play, str, Anchor], ...]:
    """Kind of file, whose it is, and the head in it, for a file of each kind."""
    return tuple(_of_exceptions()) + tuple(_of_the_rest())


def _of_exceptions() -> Iterator[tuple[str, Play, str, Anchor]]:
    """Ann stepped back, Dee stepped in for her, and Ben's sheet was reopened."""
    found = with_alternate(variant="mean")
    files, lead = found.files.content, found.lead
    excuse = step_back(found, ANN)
    yield ".evexcuse", found, ANN, excusing.read_excuse(lead, files[excuse.file]).told.anchor
    seal(found, BEN, CAS)
    merge(found, excuse.file, found.seal(BEN))
    made = reopening.reopen_seal(lead, REF, BEN, OUT, reason="Two plans were mixed up")
    told = found.desk(BEN).containers.unpack(
        found.desk(BEN).me.decrypt(files[made.file]), REOPEN_NAMESPACE
    )
    yield ".evreopen", found, LEAD, ReopeningV1.from_document(told.manifest).anchor
    reopening.take_reopening(found.desk(BEN), files[made.file])
    rescore(found, BEN, "4")
    merge(found, *(found.seal(name) for name in (BEN, CAS, DEE)))
    replace(found)
    key = standing_by.step_in(found.desk(DEE), REF, OUT)
    yield ".evstepin", found, DEE, standing_by.read_step_in(lead, files[key.file]).told.anchor
    merge(found, key.file)
    finished(found)


def _of_the_rest() -> Iterator[tuple[str, Play, str, Anchor]]:
    found = play("signed")
    files, lead, ann = found.files.content, found.lead, found.desk(ANN)
    code = TalkingChance().phrase(inviting.CODE_WORDS)
    invite = declaring.read_invite(ann, files[OUT / "T-1.evinvite"], code)
    assert invite.anchor is not None
    yield ".evinvite", found, LEAD, invite.anchor
    card = lead.containers.unpack(lead.me.decrypt(files[found.card(LEAD)]), CARD_FILE_NAMESPACE)
    signed = SignedCard.model_validate_json(card.part("card") or b"")
    assert signed.card.anchor is not None
    yield ".evcard", found, LEAD, signed.card.anchor
    packed = ann.containers.unpack(ann.me.decrypt(files[found.package]), PACKAGE_NAMESPACE)
    yield ".evpack", found, LEAD, PackageV1.from_document(packed.manifest).anchor
    yield ".evseal", found, ANN, peeling.read_seal(lead, files[found.seal(ANN)]).told.anchor
    yield "report .pdf", found, LEAD, _head(found.record())
    record_files.write_record(lead, REF, OUT / "r.evrecord")
    _, record = record_files.read_record(files[OUT / "r.evrecord"], lead.containers)
    yield ".evrecord", found, LEAD, _head(record)
    verifying_log.export_log(lead, REF, OUT / "log.json")
    yield "log .json", found, LEAD, LogV1.from_bytes(files[OUT / "log.json"]).log.anchor
    key, archive = Path("/home/identity.evkey"), StoredZips()
    files[key] = b"a key file"
    kept = backups.make_backup(lead, archive, lambda: b"a database", key, OUT / "b.evbackup")
    yield ".evbackup", found, LEAD, kept.manifest.anchor
    drawn = published()
    [draw] = drawing.export_draws(drawn.lead, REF, OUT)
    anchor = DrawRecordV1.from_bytes(drawn.files.content[draw]).anchor
    assert anchor is not None
    yield "draw .json", drawn, LEAD, anchor


def _head(record: RecordV1) -> Anchor:
    found = record.the(LogEntry)
    assert found is not None
    return found.anchor


@pytest.mark.parametrize(
    "kind", sorted({*KEPT_HERE, ".evstepin", ".evbackup", ".evrecord", "log .json"})
)
def test_the_head_in_a_file_lies_on_the_log_of_its_maker(kind: str) -> None:
    [(found, owner, anchor)] = [
        (f, who, head) for name, f, who, head in all_heads() if name == kind
    ]
    with found.desk(owner).work() as work:
        links = [link_of(entry) for entry in work.log.entries()]
    assert anchor != START
    assert check_links(links, [anchor]) is None
    assert check_links(links[: anchor.seq - 1], [anchor]) is not None


@pytest.mark.parametrize("kind", KEPT_HERE)
def test_a_head_that_went_out_is_known_where_the_file_was_made(kind: str) -> None:
    """Who cuts or rewrites the own log hears it from `log --verify` and `fsck`."""
    [(found, owner, anchor)] = [
        (f, who, head) for name, f, who, head in all_heads() if name == kind
    ]
    desk = found.desk(owner)
    with desk.work() as work:
        assert anchor in own_anchors(desk, work)


def test_a_record_holds_the_heads_of_reopenings_draws_and_earlier_revisions() -> None:
    [(found, head)] = [(f, head) for name, f, _, head in all_heads() if name == ".evreopen"]
    assert head in log_anchors(found.record())
    revised = roster_revised()
    with revised.lead.work() as work:
        [before] = of_kind(work.register.of(REF), Revision)
        assert {before.package.anchor} == set(organiser_heads([before], revised.lead.me.sign_key))
        assert set(organiser_heads([before], "somebody else")) == set()
    drawn = published()
    with drawn.lead.work() as work:
        [draw] = of_kind(work.register.of(REF), DrawCommitment)
    assert [draw.record.anchor] == list(organiser_heads([draw], LEAD))


def test_what_members_handed_in_holds_heads_of_their_logs_alone() -> None:
    told = {kind: (f, who, head) for kind, f, who, head in all_heads()}
    for kind in (".evexcuse", ".evstepin"):
        found, who, head = told[kind]
        register = found.record().register()
        assert list(member_heads(register, found.desk(who).me.sign_key)) == [head]
        assert head not in log_anchors(found.record())


def test_a_log_that_was_rewritten_after_the_package_shows_by_the_reopening() -> None:
    """The package and the report alone would not tell (`log verify --report`)."""
    [(found, head)] = [(f, head) for name, f, _, head in all_heads() if name == ".evreopen"]
    record = found.record()
    known = record.the(LogEntry)
    assert known is not None
    assert known.log is not None
    events = list(known.log.events())
    place = head.seq - 1 - known.log.start.seq
    events[place] = events[place].model_copy(update={"reason": "Another one"})
    again, at = [], known.log.start
    for event in events:
        entry = chain(at, event)
        again.append(ShownEntry.model_validate(entry.model_dump()))
        at = entry.anchor
    log = ShownLog(start=known.log.start, entries=tuple(again))
    forged = change(LogEntry, lambda _: LogEntry(anchor=at, log=log))(record)
    assert f"The log was rewritten: entry {head.seq}" in no(forged)["log"]


def test_an_invitation_or_draw_of_before_has_no_head_and_stays_what_it_was() -> None:
    """Stored by an earlier version: the same bytes, the same hash."""
    found = play("invited")
    with found.lead.work() as work:
        tender = get_locked_tender(work, REF)
        before = inviting.invite_of(found.lead, work, tender)
    assert before.anchor is None
    assert "anchor" not in before.to_json()
    head = Anchor(seq=3, hash="ab" * 32)
    after = before.model_copy(update={"anchor": head})
    assert after.fingerprint() == before.fingerprint() == sha256_hex(before.canonical())
    assert InviteV1.from_bytes(after.canonical()).anchor == head
    [draw] = drawing.list_draws(published().lead, REF)
    assert draw.record is not None
    bare = draw.record.model_copy(update={"anchor": None})
    assert "anchor" not in bare.to_json()
    assert bare.commit_sha256() == draw.record.commit_sha256()
    assert list(organiser_heads([DrawHeld(reference=REF, by="", at="", record=bare)], LEAD)) == []


def test_an_invitation_that_is_written_again_asks_the_same() -> None:
    """A card made for the first one stands; whoever has the package open declares nothing anew."""
    found = play("open")
    first = found.files.content[OUT / "T-1.evinvite"]
    again = play("declared")
    inviting.invite_panel(again.lead, REF, OUT)
    assert again.files.content[OUT / "T-1.evinvite"] != first
    again.add(ANN, "assessor")
    found.files.content[OUT / "T-1.evinvite"] = again.files.content[OUT / "T-1.evinvite"]
    with pytest.raises(Refused, match="already open here"):
        found.declare(ANN)
