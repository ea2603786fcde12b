"""Checking what others signed."""

import re

from evalpanel.signing import soundness, sshsig

_KEY_FORM = re.compile(r"[0-9a-f]{64}")


class SshSignatures:
    """Checks SSHSIG signatures by Ed25519 keys written as 64 lower-case hexadecimal digits."""

    def verify(self, sign_key: str, data: bytes, namespace: str, signature: str) -> bool:
        """Whether a sound key made this signature over the data in this namespace."""
        if not self.is_sound(sign_key):
            return False
        return sshsig.verify(bytes.fromhex(sign_key), data, namespace, signature)

    def is_sound(self, sign_key: str) -> bool:
        """Whether the text is a key that binds its owner: canonical and not of low order."""
        form = _KEY_FORM.fullmatch(sign_key)
        return form is not None and soundness.is_sound(bytes.fromhex(sign_key))

    def is_sound_pdf_key(self, pdf_key: str) -> bool:
        """Whether the text is a P-256 key with which a report can be signed."""
        return soundness.is_sound_point(pdf_key)
