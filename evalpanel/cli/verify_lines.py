"""How `verify` answers people: checks, signatures, codes, who does not sign, and the verdict."""

from __future__ import annotations

from evalpanel.domain.record import CHAIR_FIELD
from evalpanel.domain.text import one_line
from evalpanel.language import _, spoken
from evalpanel.language.check_names import report_check
from evalpanel.language.vocabulary import standing_word
from evalpanel.usecases.verification import SignatureLine, Verification


def verify_lines(answer: Verification, *, is_record: bool) -> list[str]:
    """Every line; a record alone has no signatures to count."""
    marks = {True: "✓", False: "✗", None: "·"}
    lines = [
        f"{marks[check.ok]} {report_check(spoken(), check.check)}: {check.sentence}"
        for check in answer.checks
    ]
    lines += [_signature_line(found) for found in answer.signatures]
    lines += [
        _(
            "  {member}: card {card}, seal {seal}",
            member=c.member,
            card=c.card,
            seal=", ".join(c.seals) or "-",
        )
        for c in answer.codes
    ]
    lines += [
        _("  {name} does not sign: {standing}. {reason}", name=one.member,
          standing=standing_word(spoken(), one.standing), reason=one_line(one.reason))
        for one in answer.not_signing
    ]  # fmt: skip
    if is_record:
        verdict = _("The record holds.") if answer.valid else _("The record does NOT hold.")
        return [*lines, verdict]
    verdict = _("The report holds.") if answer.valid else _("The report does NOT hold.")
    return [*lines, _count_line(answer), verdict]


def _signature_line(found: SignatureLine) -> str:
    name = f"{found.name} ({_('the chair')})" if found.field == CHAIR_FIELD else found.name
    if not found.intact:
        return _("  NOT intact: {name}", name=name)
    if found.pinned:
        return _("  signed by {name}; the code that you gave is of this signer", name=name)
    return _("  signed by {name}", name=name)


def _count_line(answer: Verification) -> str:
    """How many signed; nobody reads it as good news where the signatures do not hold."""
    hold = all(check.ok is not False for check in answer.checks if check.check == "signatures")
    if answer.signed and not hold:
        return _(
            "{signed} of {expected} signatures are in the file, but they do NOT hold.",
            signed=answer.signed,
            expected=answer.expected,
        )
    return _("{signed} of {expected} signatures.", signed=answer.signed, expected=answer.expected)
