"""When a signed report counts as signed: the rule of `trust.md` 4a.

A validator's "valid" is not enough: it says nothing about content that was appended, a second
certificate on somebody's name, or a signature in another person's field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evalpanel.domain.errors import Sentence, Unreadable
from evalpanel.report.signatures import SignatureStatus, SignedFile, read_signed_file

Roster = Sequence[tuple[str, str]]
"""Field and P-256 key (compressed point, hex) of everybody who signs, the chair first."""


@dataclass(frozen=True)
class Acceptance:
    """Whether the signatures are accepted, in one sentence, and how many of how many there are."""

    ok: bool
    sentence: Sentence
    signed: int
    expected: int
    signatures: tuple[SignatureStatus, ...] = ()


def check_signed(pdf: bytes, roster: Roster) -> Acceptance:
    """Judge the signatures of a report against the keys on the cards; never raises."""
    try:
        file = read_signed_file(pdf)
    except Unreadable as error:
        return Acceptance(False, error.sentence, 0, len(roster))
    flaw = frame_flaw(pdf) or first_flaw(file) or _roster_flaw(file, roster)
    signed = len(file.signatures)
    return Acceptance(
        ok=flaw is None,
        sentence=flaw or _all_good(signed, len(roster)),
        signed=signed,
        expected=len(roster),
        signatures=file.signatures,
    )


def frame_flaw(pdf: bytes) -> Sentence | None:
    """What is wrong with the first and last bytes of the file, which readers pass over."""
    if not pdf.startswith(b"%PDF-1."):
        return Sentence("The file does not begin as a report does.")
    if not pdf.endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")):
        return Sentence("Something was put behind the end of the report.")
    return None


def first_flaw(file: SignedFile) -> Sentence | None:
    """The first thing wrong with the signatures themselves, whoever should have signed."""
    rules: tuple[Callable[[SignedFile], Sentence | None], ...] = (
        _is_certified,
        _each_once,
        _each_intact,
        _last_covers_file,
    )
    return next((flaw for rule in rules if (flaw := rule(file))), None)


def _all_good(signed: int, expected: int) -> Sentence:
    if signed == expected:
        return Sentence("All {expected} signatures are intact.", expected=expected)
    return Sentence(
        "{signed} of {expected} signatures are there, and they are intact.",
        signed=signed,
        expected=expected,
    )


def _is_certified(file: SignedFile) -> Sentence | None:
    if not file.signatures:
        return Sentence("The report is not signed.")
    if not file.signatures[0].certifies or file.signatures[0].field != file.fields[0]:
        return Sentence("The first signature is not the certification by the chair.")
    return None


def _each_once(file: SignedFile) -> Sentence | None:
    signed = [signature.field for signature in file.signatures]
    if len(set(signed)) < len(signed) or len(set(file.fields)) < len(file.fields):
        return Sentence("A signature field occurs twice in the report.")
    if any(signature.certifies for signature in file.signatures[1:]):
        return Sentence("The report was certified a second time.")
    return None


def _each_intact(file: SignedFile) -> Sentence | None:
    return next((signature.flaw for signature in file.signatures if signature.flaw), None)


def _last_covers_file(file: SignedFile) -> Sentence | None:
    if file.signatures[-1].covers_file:
        return None
    return Sentence("Something was added to the report after the last signature.")


def _roster_flaw(file: SignedFile, roster: Roster) -> Sentence | None:
    if file.fields != tuple(field for field, _ in roster):
        return Sentence("The signature fields of the report are not those of the panel.")
    keys = dict(roster)
    for signature in file.signatures:
        if signature.key != keys[signature.field]:
            return Sentence(
                "Field {field} is signed with a key that is not the one on the card of its member; "
                "the certificate says {name}.",
                field=signature.field,
                name=signature.name,
            )
    return None
