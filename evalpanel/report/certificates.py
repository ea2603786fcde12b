"""The certificate a signer shows: self-signed, over the P-256 key on the signer's card.

Nobody vouches for it; evalpanel trusts the key on the card, other readers show the name. The
validity is wide because clocks of laptops are wrong (`trust.md` 2.6).
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from evalpanel.domain.errors import Unreadable
from evalpanel.domain.text import one_line

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import (
        EllipticCurvePrivateKey,
        EllipticCurvePublicKey,
    )
    from cryptography.x509 import CertificateBuilder, Name

_NAME_LIMIT = 64
"""Bytes that X.509 allows in a name or an organisation."""
_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_UNTIL = datetime(2050, 1, 1, tzinfo=UTC)


def self_signed(private_key_der: bytes, person_name: str, organisation: str) -> bytes:
    """The certificate (DER) of a person: the same key and names give the same bytes.

    Raises:
        Unreadable: the key is not a P-256 key.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization

    key = load_key(private_key_der)
    builder = _described(key.public_key(), person_name, organisation)
    try:
        certificate = builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    except UnsupportedAlgorithm:  # an OpenSSL before 3.2
        certificate = builder.sign(key, hashes.SHA256())
    return certificate.public_bytes(serialization.Encoding.DER)


def load_key(private_key_der: bytes) -> EllipticCurvePrivateKey:
    """The P-256 key in PKCS#8 bytes.

    Raises:
        Unreadable: the bytes hold no P-256 key.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    try:
        key = load_der_private_key(private_key_der, None)
    except (ValueError, TypeError) as error:
        raise Unreadable("The key for signing the report cannot be read.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise Unreadable("The key for signing the report is of the wrong kind.")
    return key


def key_hex(public_key: EllipticCurvePublicKey) -> str:
    """A public key as on a card: the compressed point in hexadecimal."""
    from cryptography.hazmat.primitives import serialization

    return public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    ).hex()


def _described(
    public_key: EllipticCurvePublicKey, person_name: str, organisation: str
) -> CertificateBuilder:
    from cryptography import x509

    name = _name(person_name, organisation)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=public_key)
        .serial_number(_serial(public_key, name))
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _name(person_name: str, organisation: str) -> Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    parts = [(NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, person_name)]
    return x509.Name(
        [x509.NameAttribute(oid, _short(text)) for oid, text in parts if one_line(text)]
    )


def _short(text: str) -> str:
    line = one_line(text)
    if len(line.encode()) <= _NAME_LIMIT:
        return line
    return line.encode()[: _NAME_LIMIT - len("…".encode())].decode(errors="ignore") + "…"


def _serial(public_key: EllipticCurvePublicKey, name: Name) -> int:
    digest = sha256(bytes.fromhex(key_hex(public_key)) + name.public_bytes()).digest()
    return int.from_bytes(digest[:16], "big") >> 1 | 1
