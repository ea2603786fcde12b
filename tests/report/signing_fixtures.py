"""People with keys, and a small paper for them to sign."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from reportlab.pdfgen.canvas import Canvas

from evalpanel.report.certificates import key_hex, load_key
from evalpanel.report.fonts import BODY, register_fonts
from evalpanel.report.pades import Field, Signing, prepare_fields, sign

AT = datetime(2026, 11, 21, 20, 1, tzinfo=UTC)
ORGANISATION = "Gemeente Rotterdam"


@dataclass(frozen=True)
class Signer:
    """Somebody who signs: the field, the name and the private key."""

    field: str
    name: str
    private_key: bytes

    @property
    def key(self) -> str:
        """The public key as on the card."""
        return key_hex(load_key(self.private_key).public_key())


def private_key(number: int) -> bytes:
    """A P-256 key that is the same in every run."""
    key = ec.derive_private_key(number, ec.SECP256R1())
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


PEOPLE = (
    Signer("chair", "Élise Šťastná", private_key(1001)),
    Signer("member-1", "Łukasz Güneş", private_key(1002)),
    Signer("member-2", "Ірина Ковальчук", private_key(1003)),
    Signer("member-3", "Jan van der Meer-de Vries", private_key(1004)),
)


def small_paper(pages: int = 1) -> bytes:
    """An unsigned PDF with a field for everybody."""
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, initialFontName=BODY, invariant=1)
    for number in range(pages):
        canvas.setFont(BODY, 12)
        canvas.drawString(50, 700, f"Total 31.5 on page {number + 1}")
        canvas.showPage()
    canvas.save()
    fields = [
        Field(person.field, person.name, 0, (50, 100 + 80 * row, 280, 160 + 80 * row))
        for row, person in enumerate(PEOPLE)
    ]
    return prepare_fields(buffer.getvalue(), fields)


def signed_by(pdf: bytes, *people: Signer, field: str = "") -> bytes:
    """The paper after these people signed, in this order; the chair certifies."""
    for person in people:
        pdf = sign(pdf, signing_of(person, field or person.field))
    return pdf


def signing_of(person: Signer, field: str, certify: bool | None = None) -> Signing:
    """How somebody signs in a field; the chair certifies."""
    certifies = person.field == "chair" if certify is None else certify
    note = "HTX8-KJT8-HHDY-Z41N"
    return Signing(field, person.private_key, person.name, ORGANISATION, note, certifies, AT)
