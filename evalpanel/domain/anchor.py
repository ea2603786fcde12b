"""The head of somebody's log, repeated in what leaves the workspace so that others remember it."""

from evalpanel.domain.model import Model


class Anchor(Model):
    """The head of the sender's log when the file was made: entry number and hash."""

    seq: int
    hash: str


START = Anchor(seq=0, hash="0" * 64)
"""The head of an empty log."""
