"""The keys of one person, all derived from one seed of 32 bytes (`trust.md` 2.1)."""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evalpanel.signing.bech32 import bech32
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.sshsig import sign

SEED_BYTES = 32
_SALT = b"evalpanel/seed/v1"
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_P256_SECRET_BYTES = 48
"""Sixteen bytes more than the order has, so that the remainder is as good as uniform."""


@dataclass(frozen=True)
class UnlockedIdentity:
    """Who a person is and the seed of all their keys; lives in memory only, after unlocking.

    The seed and what is derived from it never show in `repr`. HKDF is one-way: giving away a
    release secret tells nothing about another key.
    """

    name: str
    organisation: str
    function: str
    seed: bytes = field(repr=False)
    _release: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a seed of another length: a fault of the program, not of a user."""
        if len(self.seed) != SEED_BYTES:
            raise ValueError("a seed has 32 bytes")

    @cached_property
    def sign_key(self) -> str:
        """The Ed25519 public key that names this person in every file, in hexadecimal."""
        return self._signing.public_key().public_bytes_raw().hex()

    @cached_property
    def receive_key(self) -> str:
        """The age recipient (`age1…`) to which files for this person are encrypted."""
        return AgeEnvelopes().public_of(self._receive_secret)

    @cached_property
    def pdf_key(self) -> str:
        """The compressed P-256 point with which reports are signed, in hexadecimal."""
        point = self._pdf.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
        )
        return point.hex()

    def sign(self, data: bytes, namespace: str) -> str:
        """An armoured SSHSIG over the data for one purpose, the `namespace`."""
        return sign(self._signing, data, namespace)

    def decrypt(self, data: bytes) -> bytes:
        """The content of an age file encrypted to `receive_key`.

        Raises:
            Unreadable: not an age file, damaged, or meant for somebody else.
        """
        return AgeEnvelopes().decrypt(data, self._receive_secret)

    def release_key(self, scope: str, panel: str, number: int) -> str:
        """The age recipient of this person's layer around every sheet of a panel and round."""
        return AgeEnvelopes().public_of(self.release_secret(scope, panel, number))

    def release_secret(self, scope: str, panel: str, number: int) -> str:
        """The secret (`AGE-SECRET-KEY-1…`) that leaves the machine only inside an own seal."""
        purpose = f"release/{scope}/{panel}/{number}"
        if purpose not in self._release:
            self._release[purpose] = _age_secret(self._derive(purpose))
        return self._release[purpose]

    def keyed_hash(self, message: bytes) -> bytes:
        """HMAC-SHA256 under a key of this person; draws the order in which candidates are shown."""
        return hmac.new(self._order_key, message, hashlib.sha256).digest()

    def receive_secret(self) -> str:
        """The secret (`AGE-SECRET-KEY-1…`) of `receive_key`: with it stock age opens what came."""
        return self._receive_secret

    def pdf_private_key(self) -> bytes:
        """The P-256 private key that signs reports, as PKCS #8 in DER."""
        return self._pdf.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def database_key(self) -> str:
        """The raw SQLCipher key of this person's workspace: 64 hexadecimal digits."""
        return self._derive("db/sqlcipher").hex()

    @cached_property
    def _signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._derive("sign/ed25519"))

    @cached_property
    def _receive_secret(self) -> str:
        return _age_secret(self._derive("receive/x25519"))

    @cached_property
    def _pdf(self) -> ec.EllipticCurvePrivateKey:
        number = int.from_bytes(self._derive("pdf/p256", _P256_SECRET_BYTES), "big")
        return ec.derive_private_key(number % (_P256_ORDER - 1) + 1, ec.SECP256R1())

    @cached_property
    def _order_key(self) -> bytes:
        return self._derive("order/hmac")

    def _derive(self, purpose: str, length: int = 32) -> bytes:
        return HKDF(hashes.SHA256(), length, _SALT, purpose.encode()).derive(self.seed)


def _age_secret(secret: bytes) -> str:
    return bech32("age-secret-key-", secret).upper()
