"""What every entry of the register has, whatever its kind."""

from evalpanel.domain.model import Model


class RegisterEntry(Model):
    """Something that happened in a procedure: of which kind, in which tender, by whom and when."""

    kind: str
    reference: str
    by: str
    at: str

    @property
    def key(self) -> tuple[str, str]:
        """Tender and kind."""
        return (self.reference, self.kind)
