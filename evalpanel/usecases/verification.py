"""Verifying a report without a workspace: signatures, record, ranking, print."""

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from evalpanel.domain.crockford import grouped, plain, short_code
from evalpanel.domain.errors import EvalPanelError, Sentence, Unreadable
from evalpanel.domain.model import Model
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import MemberEntry, RecordV1, ReportEntry, SheetEntry
from evalpanel.domain.verification import Check, check_record
from evalpanel.language import Words
from evalpanel.usecases.ports import Paper, Signatures, SignedPaper

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


class CodeLine(Model):
    """The codes of a member, to be compared with what the member wrote down."""

    member: str
    card: str
    seal: str


class Verification(Model):
    """What `verify --json` answers."""

    format: Literal["evalpanel/verification/1"] = Field("evalpanel/verification/1", alias="schema")
    valid: bool
    root: str
    signed: int
    expected: int
    signatures: tuple[SignatureLine, ...]
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
    signers = _signers(record)
    wanted = tuple(grouped(plain(code), "-") for code in codes)
    checks = (
        _signature_check(found, signers),
        *check_record(record, signatures.verify),
        _print_check(record, found),
        _code_check(record, wanted),
    )
    return Verification(
        valid=all(check.ok is not False for check in checks),
        root=record.root,
        signed=len(found.signatures),
        expected=len(signers),
        signatures=tuple(
            SignatureLine(
                field=signature.field,
                name=signature.name,
                intact=signature.intact,
                pinned=_is_pinned(record, signers.get(signature.field), signature.key, wanted),
            )
            for signature in found.signatures
        ),
        codes=tuple(_codes_of(record, entry.entry) for entry in record.entries(MemberEntry)),
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


def _signers(record: RecordV1) -> dict[str, RosterEntry]:
    """Who signs in which field, as the record says."""
    report = record.the(ReportEntry)
    if report is None:
        return {}
    members = {entry.entry.key: entry.entry for entry in record.entries(MemberEntry)}
    return {field: members[key] for field, key in report.signature_fields.items() if key in members}


def _signature_check(found: SignedPaper, signers: dict[str, RosterEntry]) -> Check:
    broken = (signature.sentence for signature in found.signatures if not signature.intact)
    flaw = found.flaw or next(broken, None) or _stranger(found, signers)
    if flaw is not None:
        return Check("signatures", ok=False, sentence=flaw)
    return Check(
        "signatures",
        ok=True,
        sentence=Sentence(
            "{signed} of {expected} signatures are there, each intact and with the key of its "
            "card.",
            signed=len(found.signatures),
            expected=len(signers),
        ),
    )


def _stranger(found: SignedPaper, signers: dict[str, RosterEntry]) -> Sentence | None:
    if found.fields != tuple(signers):
        return Sentence("The report has other signature fields than its record says.")
    for signature in found.signatures:
        member = signers[signature.field]
        if signature.key != member.signed.card.pdf:
            return Sentence(
                "The signature in the field of {name} is not made with the key on the card.",
                name=member.name,
            )
    return None


def _print_check(record: RecordV1, found: SignedPaper) -> Check:
    try:
        missing = missing_in_print(record, found.pages)
    except EvalPanelError as error:
        missing = error.sentence
    good = Sentence("What is printed is what the record says.")
    return Check("printed_equals_record", ok=missing is None, sentence=missing or good)


def _code_check(record: RecordV1, wanted: Sequence[str]) -> Check:
    if not wanted:
        return Check(
            "codes",
            ok=None,
            sentence=Sentence(
                "No codes were given: compare the codes below with what the members wrote down."
            ),
        )
    unknown = [code for code in wanted if code not in set(_all_codes(record))]
    if unknown:
        sentence = Sentence("The code {code} is not in this report.", code=unknown[0])
        return Check("codes", ok=False, sentence=sentence)
    sentence = Sentence("{count} given codes are in this report.", count=len(wanted))
    return Check("codes", ok=True, sentence=sentence)


def _is_pinned(
    record: RecordV1, member: RosterEntry | None, key: str, wanted: Sequence[str]
) -> bool:
    if member is None or key != member.signed.card.pdf:
        return False
    codes = _codes_of(record, member)
    return any(code in wanted for code in (codes.card, codes.seal) if code)


def _codes_of(record: RecordV1, member: RosterEntry) -> CodeLine:
    seals = [
        short_code(sheet.commitment)
        for sheet in record.entries(SheetEntry)
        if sheet.sheet.member == member.key
    ]
    return CodeLine(member=member.name, card=member.signed.code, seal=seals[-1] if seals else "")


def _all_codes(record: RecordV1) -> Iterator[str]:
    for entry in record.entries(MemberEntry):
        yield entry.entry.signed.code
    for sheet in record.entries(SheetEntry):
        yield short_code(sheet.commitment)
