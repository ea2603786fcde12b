"""Randomness from the operating system."""

import secrets

from evalpanel.signing.words import words


class SystemChance:
    """Keys, salts, codes and phrases that nobody can foresee."""

    def token(self, size: int) -> bytes:
        """That many random bytes."""
        return secrets.token_bytes(size)

    def below(self, limit: int) -> int:
        """A uniform integer from 0 up to but not including the limit."""
        return secrets.randbelow(limit)

    def phrase(self, count: int) -> str:
        """That many random everyday words, with spaces between them."""
        known = words()
        return " ".join(known[self.below(len(known))] for _ in range(count))
