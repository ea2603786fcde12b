"""The file `*.evrecord`: the record of a report on its own, signed by the organiser.

It holds exactly the bytes that are attached to the report. It is not encrypted: whoever has it can
read names, scores and reasons (`contract.md`, Files that travel).
"""

from typing import Literal

from pydantic import Field

from evalpanel.domain.model import WireModel

RECORD_NAMESPACE = "evalpanel-record-v1"
RECORD_ROLE = "record"
"""What the one part of the file is for."""


class RecordFileV1(WireModel):
    """The manifest: of which report, under which root, signed by whom."""

    format: Literal["evalpanel/record-file/1"] = Field("evalpanel/record-file/1", alias="schema")
    signer: str
    """Signing key of whoever made the file."""
    name: str
    reference: str
    version: int
    root: str
