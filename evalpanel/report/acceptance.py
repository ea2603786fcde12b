"""When a signed report counts as signed: the rule of `trust.md` 4a.

A validator's "valid" is not enough: it says nothing about content that was appended, a second
certificate on somebody's name, or a signature in another person's field.
"""

from __future__ import annotations

from collections.abc import Callable

from evalpanel.domain.errors import Sentence
from evalpanel.report.signatures import SignedFile
from evalpanel.usecases.ports import NOT_SIGNED


def signature_flaw(pdf: bytes, file: SignedFile) -> Sentence | None:
    """The first thing that keeps the signatures of a file from counting, whoever made them.

    Whether they are made with the keys on the cards is decided in `usecases.verification`.
    """
    rules: tuple[Callable[[SignedFile], Sentence | None], ...] = (
        _is_certified,
        _each_once,
        _each_intact,
        _last_covers_file,
    )
    return _frame_flaw(pdf) or next((flaw for rule in rules if (flaw := rule(file))), None)


def _frame_flaw(pdf: bytes) -> Sentence | None:
    """What is wrong with the first and last bytes of the file, which readers pass over."""
    if not pdf.startswith(b"%PDF-1."):
        return Sentence("The file does not begin as a report does.")
    if not pdf.endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")):
        return Sentence("Something was put behind the end of the report.")
    return None


def _is_certified(file: SignedFile) -> Sentence | None:
    if not file.signatures:
        return NOT_SIGNED
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
