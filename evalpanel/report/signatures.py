"""What signatures a report carries, as found; whether they suffice is decided in `acceptance`."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from evalpanel.domain.errors import Sentence
from evalpanel.report.revision import MAX_PDF_BYTES, not_a_report, silence

_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
"""Validity of certificates is tested at this moment: what a laptop's clock says must not matter."""
CERTIFIED_LEVEL = 2
"""DocMDP level: after the certification only signatures may follow."""


@dataclass(frozen=True)
class SignatureStatus:
    """One signature as found: who, with which key, and whether what it covers is unchanged."""

    field: str
    name: str
    organisation: str
    key: str
    """Compressed P-256 point of its certificate, hex; empty for a key of another kind."""
    claimed_at: str
    intact: bool
    """The signature is good, and nothing but further signatures came after it."""
    certifies: bool
    """It is a certification after which only signatures may follow."""
    covers_file: bool
    """It covers the whole file."""
    flaw: Sentence | None
    """What is wrong with it, or None."""


@dataclass(frozen=True)
class SignedFile:
    """The signatures of a file in the order in which they were made, and its form fields."""

    fields: tuple[str, ...]
    signatures: tuple[SignatureStatus, ...]
    certified_end: int
    """Length of the file as the first signer saw it, signature included; 0 if not signed."""


@lru_cache(maxsize=2)
def read_signed_file(pdf: bytes) -> SignedFile:
    """Fields and signatures of a file that may be hostile; asked for several times per file.

    Raises:
        Unreadable: the bytes are not a PDF, or one too damaged to take apart.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    silence()
    if len(pdf) > MAX_PDF_BYTES:
        raise not_a_report()
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        found = reader.embedded_signatures
        end = sum(_byte_range(found[0])[2:]) if found else 0
        statuses = tuple(_status(pdf, signature) for signature in found)
        return SignedFile(_field_names(reader), statuses, end)
    except Exception as error:
        raise not_a_report(error) from error


def certified_part(pdf: bytes) -> bytes:
    """The file as the first signer saw it; the whole file while nobody has signed.

    Raises:
        Unreadable: the bytes are not a PDF.
    """
    end = read_signed_file(pdf).certified_end
    return pdf[:end] if end else pdf


def _field_names(reader: Any) -> tuple[str, ...]:
    if "/AcroForm" not in reader.root:
        return ()
    fields = reader.root["/AcroForm"].get("/Fields", ())
    return tuple(str(field.get_object()["/T"]) for field in fields)


def _status(pdf: bytes, signature: Any) -> SignatureStatus:
    certificate = signature.signer_cert
    subject = certificate.subject.native
    flaw, covers = _judged(pdf, signature)
    level = signature.docmdp_level
    return SignatureStatus(
        field=str(signature.field_name),
        name=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        key=_key_of(certificate),
        claimed_at=_claimed_at(signature),
        intact=flaw is None,
        certifies=level is not None and level.value == CERTIFIED_LEVEL,
        covers_file=covers,
        flaw=flaw,
    )


def _byte_range(signature: Any) -> list[int]:
    return [int(part) for part in signature.byte_range]


def _key_of(certificate: Any) -> str:
    """The compressed point in a certificate over P-256."""
    public = certificate.public_key
    if public.algorithm != "ec" or public.curve != ("named", "secp256r1"):
        return ""
    x, y = public["public_key"].to_coords()
    return f"{2 + y % 2:02x}{x:064x}"


def _claimed_at(signature: Any) -> str:
    moment = signature.self_reported_timestamp
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _judged(pdf: bytes, signature: Any) -> tuple[Sentence | None, bool]:
    try:
        return _checked(pdf, signature)
    except Exception:  # whatever a hostile signature makes the validator do, it is not good
        template = "The signature in field {field} is damaged or was tampered with."
        return Sentence(template, field=signature.field_name), False


def _checked(pdf: bytes, signature: Any) -> tuple[Sentence | None, bool]:
    """The flaw of one signature, and whether it covers the whole file."""
    from pyhanko.sign.diff_analysis.policy_api import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    name = signature.field_name
    if not _hole(pdf, signature):
        return Sentence("The report was changed after field {field} was signed.", field=name), False
    if signature.sig_object_type != "/Sig" or not _hole_is_clean(pdf, signature):
        return Sentence(
            "The signature in field {field} holds bytes it should not.", field=name
        ), False
    context = ValidationContext(
        trust_roots=[signature.signer_cert], moment=_MOMENT, allow_fetching=False
    )
    status = validate_pdf_signature(signature, context)
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not status.intact or not status.valid:
        return Sentence(
            "The report was changed after field {field} was signed.", field=name
        ), covers
    if status.modification_level == ModificationLevel.OTHER or not status.docmdp_ok:
        template = "Something other than a signature was added after field {field} was signed."
        return Sentence(template, field=name), covers
    if not status.bottom_line:
        return Sentence("The signature in field {field} does not hold.", field=name), covers
    return None, covers


def _hole(pdf: bytes, signature: Any) -> bytes:
    """What stands between the two parts that a signature covers; empty if they lie elsewhere."""
    start, length, rest, _ = _byte_range(signature)
    hole = pdf[start + length : rest]
    is_whole = start == 0 and hole[:1] == b"<" and hole[-1:] == b">"
    return hole[1:-1] if is_whole else b""


def _hole_is_clean(pdf: bytes, signature: Any) -> bool:
    """Whether the bytes that no signature can cover hold the signature and nothing else.

    They must be the upper-case hexadecimal of one DER structure with zeros behind it, with the
    signer's certificate as the only one and without unsigned attributes.
    """
    from asn1crypto.cms import ContentInfo

    hole = _hole(pdf, signature)
    content = ContentInfo.load(bytes.fromhex(hole.decode("ascii")), strict=False)
    signed = content["content"]
    certificates = [each.chosen.dump() for each in signed["certificates"]]
    return (
        hole == _der(content).hex().upper().encode().ljust(len(hole), b"0")
        and certificates == [signature.signer_cert.dump()]
        and len(signed["signer_infos"]) == 1
        and not len(signed["signer_infos"][0]["unsigned_attrs"] or ())
    )


def _der(value: Any) -> bytes:
    """The strict encoding of a structure; the library's takes twice the time per level."""
    from asn1crypto import cms, parser

    if isinstance(value, cms.ContentInfo | cms.SignedData | cms.SignerInfo):
        encoded = b"".join(_der(value[name]) for name in value)
    elif isinstance(value, cms.SignerInfos) and len(value) == 1:
        encoded = _der(value[0])
    else:
        return bytes(value.dump(force=True))
    whole = parser.emit(value.class_, value.method, value.tag, encoded)
    for class_, tag in value.explicit or ():
        whole = parser.emit(class_, 1, tag, whole)
    return bytes(whole)
