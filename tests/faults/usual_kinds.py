"""The kinds of files of the normal course, each with its reader."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PACKAGE_NAMESPACE
from evalpanel.domain.people import CARD_FILE_NAMESPACE
from evalpanel.domain.sheet import SEAL_NAMESPACE
from evalpanel.exchange.stored_zip import StoredZips
from evalpanel.language import catalogue
from evalpanel.report.paper import ReportPaper
from evalpanel.signing.keyfile import SCHEMA, unlock
from evalpanel.usecases import (
    backups,
    declaring,
    inviting,
    opening_package,
    panel,
    record_files,
    reporting,
)
from evalpanel.usecases.verification import Verification, verify_record, verify_report
from tests.faults.changes import changed, changed_document
from tests.faults.cheap_age import lock_cheaply
from tests.faults.containers import (
    sign_as_stranger,
)
from tests.faults.exception_kinds import merged_by_lead
from tests.faults.file_kinds import INSIDE, FileKind, at_stage, encrypted, levels_of
from tests.faults.steps import ANN
from tests.panels import LEAD, OUT, REF, REPORT, TalkingChance, person

_CODE = TalkingChance().phrase(inviting.CODE_WORDS)
_PASSPHRASE = "tulip mill bike bridge rain"


def _invitation() -> FileKind:
    found = at_stage("invited")
    desk, good = found.desk(ANN), found.files.content[OUT / "T-1.evinvite"]
    content = desk.envelopes.decrypt_with_passphrase(good, _CODE)

    def close(changed_content: bytes) -> bytes:
        return desk.envelopes.encrypt_with_passphrase(changed_content, _CODE)

    return FileKind(
        ".evinvite",
        good,
        lambda data: declaring.read_invite(desk, data, _CODE),
        lambda: found.databases[ANN].state,
        levels_of(content, close, INSIDE),
    )


def _card() -> FileKind:
    found = at_stage("declared")
    forgers = {**INSIDE, "stranger": sign_as_stranger(CARD_FILE_NAMESPACE)}
    return encrypted(
        ".evcard",
        found.files.content[found.card(ANN)],
        found.lead,
        lambda data: panel.add_member(found.lead, REF, data, "assessor"),
        forgers,
    )


def _package() -> FileKind:
    found = at_stage("issued")
    desk = found.desk(ANN)
    forgers = {**INSIDE, "stranger": sign_as_stranger(PACKAGE_NAMESPACE)}
    return encrypted(
        ".evpack",
        found.files.content[found.package],
        desk,
        lambda data: opening_package.open_package(desk, data),
        forgers,
    )


def _seal() -> FileKind:
    found = at_stage("sealed")
    file = found.seal(ANN)

    forgers = {**INSIDE, "stranger": sign_as_stranger(SEAL_NAMESPACE)}
    return encrypted(
        ".evseal", found.files.content[file], found.lead, merged_by_lead(found, file), forgers
    )


def _record() -> FileKind:
    found = at_stage("signed")
    desk, file = found.lead, Path("/reports/record.evrecord")
    record_files.write_record(desk, REF, file)
    good = found.files.content[file]

    def read(data: bytes) -> None:
        _expect_valid(verify_record(data, (), desk.containers, desk.signatures, catalogue("en")))

    levels = levels_of(good, bytes, INSIDE)
    return FileKind(".evrecord", good, read, lambda: found.databases[LEAD].state, levels)


def _key_file() -> FileKind:
    """With a small work factor; the real one differs in one number of the header only."""
    me = person(ANN)
    held = {"schema": SCHEMA, "seed": me.seed.hex(), "name": me.name,
            "organisation": me.organisation, "function": me.function}  # fmt: skip
    content = canonical_bytes(held)
    known = unlock(lock_cheaply(content, _PASSPHRASE), _PASSPHRASE)

    def read(data: bytes) -> None:
        if unlock(data, _PASSPHRASE) != known:
            raise Refused("Another person, whose database does not open.")

    levels = {
        "content": lambda chance: lock_cheaply(changed(content, chance), _PASSPHRASE),
        "values": lambda chance: lock_cheaply(
            canonical_bytes({**changed_document(held, chance), "seed": "x"}), _PASSPHRASE
        ),
    }
    return FileKind(
        "identity.evkey", lock_cheaply(content, _PASSPHRASE), read, lambda: None, levels
    )


def _backup() -> FileKind:
    found = at_stage("merged")
    desk, key, file = found.lead, Path("/home/identity.evkey"), Path("/home/x.evbackup")
    archive = StoredZips()
    found.files.content[key] = lock_cheaply(b"a key file", _PASSPHRASE)
    backups.make_backup(desk, archive, lambda: b"a database" * 500, key, file)
    good = found.files.content[file]
    locked = backups.unpack_backup(good, archive)

    def read(data: bytes) -> None:
        opened = backups.unpack_backup(data, archive)
        backups.open_backup(opened, desk.me, archive, desk.signatures)

    def close(chance: Random) -> bytes:
        content = desk.envelopes.encrypt(
            changed(desk.me.decrypt(locked.content), chance), [desk.me.receive_key]
        )
        return archive.pack({"identity.evkey": locked.key_file, "backup.age": content})

    state = found.databases[LEAD]
    return FileKind(".evbackup", good, read, lambda: state.state, {"content": close})


def _report() -> FileKind:
    found, paper = at_stage("identified"), ReportPaper()
    reporting.make_report(replace(found.lead, paper=paper), REF, REPORT)
    for name in (LEAD, *found.assessors):
        reporting.sign_report(replace(found.desk(name), paper=paper), REPORT)
    signers = 1 + len(found.assessors)

    def read(data: bytes) -> None:
        verified = verify_report(data, (), paper, found.lead.signatures, catalogue("en"))
        if verified.signed != signers:
            raise Refused("A signature was taken off; the answer counts them.")
        _expect_valid(verified)

    good = found.files.content[REPORT]
    return FileKind("report .pdf", good, read, lambda: found.databases[LEAD].state)


def _expect_valid(verified: Verification) -> None:
    if not verified.valid:
        raise Refused("The answer is no.")


USUAL: Mapping[str, Callable[[], FileKind]] = {
    ".evinvite": _invitation,
    ".evcard": _card,
    ".evpack": _package,
    ".evseal": _seal,
    ".evrecord": _record,
    "identity.evkey": _key_file,
    ".evbackup": _backup,
    "report .pdf": _report,
}
