"""Bech32 (BIP-173), the text form in which age writes its keys."""

_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH = 6


def bech32(prefix: str, data: bytes) -> str:
    """The bytes in Bech32 under a lower-case prefix, without the length limit of BIP-173."""
    values = _five_bit_groups(data)
    expanded = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    checksum = _polymod([*expanded, *values, *([0] * _CHECKSUM_LENGTH)]) ^ 1
    tail = [checksum >> 5 * (5 - i) & 31 for i in range(_CHECKSUM_LENGTH)]
    return f"{prefix}1" + "".join(_CHARACTERS[value] for value in [*values, *tail])


def bytes_of(text: str) -> bytes | None:
    """The bytes in a text whose checksum was checked already; None where it is not Bech32."""
    _, one, tail = text.lower().rpartition("1")
    values = [_CHARACTERS.find(char) for char in tail[:-_CHECKSUM_LENGTH]]
    if not one or not values or min(values) < 0:
        return None
    bits = "".join(f"{value:05b}" for value in values)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))


def _five_bit_groups(data: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in data)
    padded = bits + "0" * (-len(bits) % 5)
    return [int(padded[i : i + 5], 2) for i in range(0, len(padded), 5)]


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate(_GENERATOR):
            if top >> i & 1:
                checksum ^= generator
    return checksum
