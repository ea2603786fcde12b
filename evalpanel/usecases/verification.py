"""Verifying a report or its record without a workspace: signatures, record, ranking, print."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from evalpanel.domain.errors import EvalPanelError, Sentence, Unreadable
from evalpanel.domain.model import Model
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import ChairEntry, MemberEntry, RecordV1, Variant
from evalpanel.domain.unsigned import not_signing
from evalpanel.domain.variant_check import check_variant
from evalpanel.domain.variants import readable, signature_fields, signatures_wanted
from evalpanel.domain.verification import Check
from evalpanel.language import Words
from evalpanel.usecases.ports import Containers, Paper, Signatures, SignedPaper
from evalpanel.usecases.record_files import read_record
from evalpanel.usecases.report_codes import (
    CodeLine,
    check_codes,
    code_lines,
    seal_codes,
    typed_codes,
)

CHECKS = (
    "signatures",
    "container",
    "rule_hash",
    "seals",
    "record_chain",
    "log",
    "draws",
    "thresholds",
    "outcomes",
    "ranking_recomputed",
    "printed_equals_record",
    "codes",
)
"""The names of all checks, in their order."""


class CheckLine(Model):
    """A check on a line of its own; `ok` is null where this variant cannot make it."""

    check: str
    ok: bool | None
    sentence: str


class SignatureLine(Model):
    """A signature in the report; pinned when a code given by the user names its signer."""

    field: str
    name: str
    intact: bool
    pinned: bool


class NotSigningLine(Model):
    """A member who is on record as not signing, and why."""

    member: str
    standing: str
    """`declined` or `unreachable`."""
    reason: str
    at: str


@dataclass(frozen=True)
class Holder:
    """Somebody who signs in a field: the key of the card, and the codes that name it."""

    name: str
    pdf: str
    codes: tuple[str, ...]


class Verification(Model):
    """What `verify --json` answers."""

    format: Literal["evalpanel/verification/1"] = Field("evalpanel/verification/1", alias="schema")
    valid: bool
    variant: Variant = "full"
    root: str
    signed: int
    expected: int
    """Those who are on record as not signing included."""
    signatures: tuple[SignatureLine, ...]
    not_signing: tuple[NotSigningLine, ...] = ()
    codes: tuple[CodeLine, ...]
    checks: tuple[CheckLine, ...]


def verify_report(
    pdf: bytes, codes: Sequence[str], paper: Paper, signatures: Signatures, words: Words
) -> Verification:
    """Check everything that the report claims; a "no" is a value, not an error.

    Raises:
        Unreadable: the file is no evalpanel report at all.
    """
    found = paper.inspect(pdf)
    record = _record_in(found)
    if record is None:
        return _without_record(found, words)
    signers = signers_of(record, words)
    wanted = typed_codes(codes)
    checks = (
        _signature_check(record, found, signers),
        *check_variant(record, signatures.verify),
        _print_check(record, found),
        check_codes(record, wanted),
    )
    lines = tuple(
        SignatureLine(
            field=signature.field,
            name=signature.name,
            intact=signature.intact,
            pinned=_is_pinned(signers.get(signature.field), signature.key, wanted),
        )
        for signature in found.signatures
    )
    return _answer(record, checks, lines, words)


def verify_record(
    data: bytes, codes: Sequence[str], containers: Containers, signatures: Signatures, words: Words
) -> Verification:
    """Check the record in an `*.evrecord`: everything but the paper and its signatures.

    Raises:
        Unreadable: the file is no such file, or not as it was signed.
    """
    manifest, record = read_record(data, containers)
    checks = (
        Check(
            "signatures",
            ok=None,
            sentence=Sentence(
                "This is the record without its paper, in a file that {name} signed with the key "
                "{key}…; the signatures of the panel are on the report.",
                name=manifest.name,
                key=manifest.signer[:16],
            ),
        ),
        *check_variant(record, signatures.verify),
        Check(
            "printed_equals_record",
            ok=None,
            sentence=Sentence("There is no print in this file to compare with."),
        ),
        check_codes(record, typed_codes(codes)),
    )
    return _answer(record, checks, (), words)


def _answer(
    record: RecordV1,
    checks: Sequence[Check],
    signatures: tuple[SignatureLine, ...],
    words: Words,
) -> Verification:
    members = {entry.entry.key: entry.entry.name for entry in record.entries(MemberEntry)}
    absent = not_signing(record.register())
    return Verification(
        valid=all(check.ok is not False for check in checks),
        variant=record.variant,
        root=record.root,
        signed=len(signatures),
        expected=signatures_wanted(record),
        signatures=signatures,
        not_signing=tuple(
            NotSigningLine(
                member=members.get(key, "?"), standing=one.standing, reason=one.reason, at=one.at
            )
            for key, one in absent.items()
        ),
        codes=code_lines(record, words),
        checks=tuple(
            CheckLine(check=check.check, ok=check.ok, sentence=words.say(check.sentence))
            for check in checks
        ),
    )


def _record_in(found: SignedPaper) -> RecordV1 | None:
    """The record, or None where a signed report holds none that can be read."""
    try:
        return RecordV1.from_bytes(found.record)
    except Unreadable:
        if found.flaw is None:
            raise
    return None


def _without_record(found: SignedPaper, words: Words) -> Verification:
    unread = Sentence("The record cannot be read.")
    told = {"signatures": found.flaw or unread, "container": unread}
    unmade = Sentence("This cannot be checked without the record.")
    return Verification(
        valid=False,
        root="",
        signed=len(found.signatures),
        expected=len(found.fields),
        signatures=tuple(
            SignatureLine(field=s.field, name=s.name, intact=s.intact, pinned=False)
            for s in found.signatures
        ),
        codes=(),
        checks=tuple(
            CheckLine(
                check=name,
                ok=False if name in told else None,
                sentence=words.say(told.get(name, unmade)),
            )
            for name in CHECKS
        ),
    )


def signers_of(record: RecordV1, words: Words) -> dict[str, Holder]:
    """Whose key belongs in which field, as the record says; a variant may not name the chair."""
    holders = {
        entry.entry.key: Holder(
            entry.entry.name,
            entry.entry.signed.card.pdf,
            (entry.entry.signed.code, *seal_codes(record, entry.entry.key)),
        )
        for entry in record.entries(MemberEntry)
    }
    for chair in readable(record).entries(ChairEntry):
        holders.setdefault(chair.sign, Holder(words("the chair"), chair.pdf, (chair.code,)))
    fields = signature_fields(record)
    return {field: holders[key] for field, key in fields.items() if key in holders}


def _signature_check(record: RecordV1, found: SignedPaper, signers: dict[str, Holder]) -> Check:
    broken = (signature.sentence for signature in found.signatures if not signature.intact)
    flaw = found.flaw or next(broken, None) or _stranger(found, signers)
    if flaw is not None:
        return Check("signatures", ok=False, sentence=flaw)
    absent = [one.standing for one in not_signing(record.register()).values()]
    if record.variant != "full":
        sentence = Sentence(
            "The chair certified this variant, with the key of the card; members sign the full "
            "report only."
        )
    elif absent:
        sentence = Sentence(
            "{signed} of {expected} signatures are there, each intact and with the key of its "
            "card; {declined} declined, {unreachable} unreachable.",
            signed=len(found.signatures),
            expected=signatures_wanted(record),
            declined=absent.count("declined"),
            unreachable=absent.count("unreachable"),
        )
    else:
        sentence = Sentence(
            "{signed} of {expected} signatures are there, each intact and with the key of its "
            "card.",
            signed=len(found.signatures),
            expected=len(signers),
        )
    return Check("signatures", ok=True, sentence=sentence)


def _stranger(found: SignedPaper, signers: dict[str, Holder]) -> Sentence | None:
    if found.fields != tuple(signers):
        return Sentence("The report has other signature fields than its record says.")
    for signature in found.signatures:
        holder = signers[signature.field]
        if signature.key != holder.pdf:
            return Sentence(
                "The signature in the field of {name} is not made with the key on the card.",
                name=holder.name,
            )
    return None


def _print_check(record: RecordV1, found: SignedPaper) -> Check:
    try:
        missing = missing_in_print(record, found.pages)
    except EvalPanelError as error:
        missing = error.sentence
    good = Sentence("What is printed is what the record says.")
    return Check("printed_equals_record", ok=missing is None, sentence=missing or good)


def _is_pinned(holder: Holder | None, key: str, wanted: Sequence[str]) -> bool:
    """Whether a code that the user gave names the card with this key (`trust.md` 4a)."""
    return holder is not None and key == holder.pdf and any(code in wanted for code in holder.codes)
