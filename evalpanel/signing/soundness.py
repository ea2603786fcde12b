"""Which public keys are sound: in their one form, on their curve, and not of low order.

OpenSSL accepts Ed25519 keys of low order. A signature under such a key can verify for any
message, so its owner could deny every signature. What is encrypted to an X25519 key of low order
anybody can read, for the shared secret is zero. Cards with such keys are refused (`trust.md` 2.1).
"""

import re
from functools import lru_cache

KEY_BYTES = 32
_COMPRESSED = re.compile(r"0[23][0-9a-f]{64}")
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_SQRT_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_IDENTITY = (0, 1)
_COFACTOR_DOUBLINGS = 3

_LOW_ORDER = frozenset((
    0,
    1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
    _P - 1,
))  # fmt: skip
"""Every u of X25519 that lies in the small subgroup, of the curve or of its twist (RFC 7748)."""

_Point = tuple[int, int]


@lru_cache(maxsize=256)
def is_sound(public_key: bytes) -> bool:
    """Whether the bytes are the one encoding of a curve point whose order is not 1, 2, 4 or 8."""
    point = _decoded(public_key)
    if point is None:
        return False
    for _ in range(_COFACTOR_DOUBLINGS):
        point = _added(point, point)
    return point != _IDENTITY


def is_sound_recipient(public_key: bytes) -> bool:
    """Whether the bytes are the one encoding of an X25519 key whose secrets are secret."""
    number = int.from_bytes(public_key, "little")
    return len(public_key) == KEY_BYTES and number < _P and number not in _LOW_ORDER


def is_sound_point(compressed: str) -> bool:
    """Whether the text is a point of P-256, compressed, in lower-case hexadecimal digits."""
    from cryptography.hazmat.primitives.asymmetric import ec

    if not _COMPRESSED.fullmatch(compressed):
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes.fromhex(compressed))
    except ValueError:
        return False
    return True


def _decoded(data: bytes) -> _Point | None:
    """The point of an encoding (RFC 8032, 5.1.3), or None where there is none or another form."""
    if len(data) != KEY_BYTES:
        return None
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    x = _square_root((y * y - 1) % _P, (_D * y * y + 1) % _P)
    if x is None or (x == 0 and sign):
        return None
    return (_P - x if x & 1 != sign else x, y)


def _square_root(u: int, v: int) -> int | None:
    """A root of u / v modulo p, or None where there is none."""
    x = u * pow(v, 3, _P) * pow(u * pow(v, 7, _P), (_P - 5) // 8, _P) % _P
    if v * x * x % _P == -u % _P:
        x = x * _SQRT_MINUS_ONE % _P
    return x if v * x * x % _P == u else None


def _added(a: _Point, b: _Point) -> _Point:
    (x1, y1), (x2, y2) = a, b
    k = _D * x1 * x2 * y1 * y2 % _P
    x3 = (x1 * y2 + x2 * y1) * pow(1 + k, -1, _P) % _P
    y3 = (y1 * y2 + x1 * x2) * pow(1 - k, -1, _P) % _P
    return (x3, y3)
