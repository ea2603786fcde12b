"""What every file about a round says that is handed over between its issue and its opening."""

from pydantic import Field

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.model import ManifestModel


class RoundManifest(ManifestModel):
    """Who signed the file, about which round of which panel, and after what in the own log."""

    format: str = Field(alias="schema")
    signer: str
    reference: str
    panel_id: str
    panel: str
    round: int
    package: str
    """SHA-256 of the package that it is about."""
    anchor: Anchor
