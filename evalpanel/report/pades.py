"""Signing the report: prepared fields, the chair's certification, the members' approvals.

PAdES B-B with ECDSA P-256 and SHA-256, each revision appended to the one before, so that the
file goes round in one chain (`trust.md` 2.6).
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from evalpanel.domain.errors import Refused
from evalpanel.report.certificates import self_signed
from evalpanel.report.revision import writer_for
from evalpanel.report.stamp import stamp_pdf

_RESERVED = 8192
"""Bytes kept free for one signature."""


@dataclass(frozen=True)
class Field:
    """A place to sign: `page` counts from 0, `box` is left, bottom, right, top in points."""

    name: str
    label: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Signing:
    """Who signs where and when; `private_key` is a P-256 key (PKCS#8 DER).

    `certify` makes it the chair's certification, after which only further signatures are allowed
    (DocMDP level 2). `note` is the seal code to
    show, or empty. `at` is the time that the signer's clock claims;
    nothing proves it.
    """

    field: str
    private_key: bytes
    name: str
    organisation: str
    note: str
    certify: bool
    at: datetime


@dataclass(frozen=True)
class StampWords:
    """The few words of a stamp, in the language of the report."""

    certifies: str = "Certified by the chair"
    approves: str = "Signed by the member"
    seal: str = "Seal code"
    claimed: str = "Claimed time"


def prepare_fields(pdf: bytes, fields: Sequence[Field]) -> bytes:
    """The PDF with an empty signature field for everybody who will sign.

    All fields come before the first signature: after a certification none can be added.

    Raises:
        Unreadable: the bytes are not a PDF that can be added to.
    """
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = writer_for(pdf)
    for field in fields:
        left, bottom, right, top = field.box
        spec = SigFieldSpec(
            field.name,
            on_page=field.page,
            box=(round(left), round(bottom), round(right), round(top)),
            readable_field_name=field.label,
        )
        append_signature_field(writer, spec)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def sign(pdf: bytes, signing: Signing, words: StampWords | None = None) -> bytes:
    """The PDF with one more signature, in a field that was prepared.

    Raises:
        Unreadable: the bytes are not a report, or the key is not a P-256 key.
        Refused: the field does not exist or is signed already, or the file is certified already.
    """
    from pyhanko.pdf_utils.misc import PdfError

    writer = writer_for(pdf)
    box = _box_of(writer, signing.field)
    style = _style(stamp_pdf(signing.name, _lines(signing, words or StampWords()), box))
    try:
        return _signed(writer, signing, style)
    except PdfError as error:
        raise Refused(
            "The report cannot be signed in field {field}.",
            hint="Check that it was not signed there before and that the file is unchanged.",
            field=signing.field,
        ) from error


def _lines(signing: Signing, words: StampWords) -> list[str]:
    role = words.certifies if signing.certify else words.approves
    claimed = f"{words.claimed} {signing.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    note = f"{words.seal} {signing.note}" if signing.note else ""
    return [line for line in (role, note, claimed) if line]


def _meta(signing: Signing) -> Any:
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    return PdfSignatureMetadata(
        field_name=signing.field,
        md_algorithm="sha256",
        name=signing.name,
        certify=signing.certify,
        subfilter=SigSeedSubFilter.PADES,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )


def _signer(signing: Signing) -> Any:
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    certificate = Certificate.load(
        self_signed(signing.private_key, signing.name, signing.organisation)
    )
    return SimpleSigner(
        signing_cert=certificate,
        signing_key=PrivateKeyInfo.load(signing.private_key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # pyHanko
        embed_roots=False,
    )


def _box_of(writer: Any, field: str) -> tuple[float, float]:
    """Width and height of a prepared field that is still empty."""
    from pyhanko.sign.fields import enumerate_sig_fields

    for name, value, reference in enumerate_sig_fields(writer.prev):
        if name != field:
            continue
        if value is not None:
            raise Refused("Field {field} of the report is signed already.", field=field)
        left, bottom, right, top = (float(edge) for edge in reference.get_object()["/Rect"])
        return abs(right - left), abs(top - bottom)
    raise Refused(
        "The report has no field {field} to sign.",
        hint="Make the report again; its fields follow from the panel.",
        field=field,
    )


def _style(stamp: bytes) -> Any:
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import (
        AxisAlignment,
        BoxConstraints,
        Margins,
        SimpleBoxLayoutRule,
    )
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    class Drawn(PdfContent):
        """The page of the stamp, taken into the report as it is."""

        def render(self) -> bytes:
            writer: Any = self.writer
            page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(stamp)), page_ix=0)
            self.resources.xobject["/Stamp"] = page
            left, bottom, right, top = page.get_object()["/BBox"]
            self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
            return b"/Stamp Do"

    whole_box = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MIN,
        margins=Margins(0, 0, 0, 0),
    )
    return StaticStampStyle(
        border_width=0, background=Drawn(), background_layout=whole_box, background_opacity=1.0
    )


def _signed(writer: Any, signing: Signing, style: Any) -> bytes:
    from pyhanko.sign.signers import PdfSigner

    class AtClaimedTime(PdfSigner):
        """Writes the time that was handed in, not that of a clock of its own."""

        def init_signing_session(self, *args: Any, **options: Any) -> Any:
            session = super().init_signing_session(*args, **options)
            session.system_time = signing.at
            return session

    pdf_signer = AtClaimedTime(_meta(signing), signer=_signer(signing), stamp_style=style)
    work = pdf_signer.async_sign_pdf(writer, existing_fields_only=True, bytes_reserved=_RESERVED)
    return bytes(asyncio.run(work).getbuffer())
