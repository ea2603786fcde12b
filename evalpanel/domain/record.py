"""The record of an evaluation: salted leaves under one root, from which all can be recomputed.

A leaf is `sha256(salt ‖ RFC 8785 of the entry)`; the root is the sha256 of the sorted leaf
hashes (`contract.md`, Record). A variant that leaves entries out keeps their hashes.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from evalpanel.domain.acts import Act
from evalpanel.domain.anchor import Anchor
from evalpanel.domain.application import Application, GateJudgement
from evalpanel.domain.calculation import LotResult
from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.consensus import Decision
from evalpanel.domain.model import Model, WireModel
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import RosterEntry, SignedDeclaration
from evalpanel.domain.register import Registered
from evalpanel.domain.sheet import OpenedSheet
from evalpanel.domain.shown_log import ShownLog
from evalpanel.domain.tender import Shift

Variant = Literal["full", "internal", "shareable"]
"""Everything; without what members scored alone; without names and inner texts (R-73)."""
CHAIR_FIELD = "chair"
"""The signature field of whoever certifies."""
Verify = Callable[[str, bytes, str, str], bool]
"""Signing key, data, namespace and signature: whether the signature is good."""
EntryT = TypeVar("EntryT")
_SALT, _HASH = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")


class TenderEntry(Model):
    """The rule set as locked, and the planning as it stands."""

    kind: Literal["tender"] = "tender"
    rules: dict[str, Any]
    rules_sha256: str
    locked_at: str
    locked_by: str
    shifts: tuple[Shift, ...] = ()
    """Every milestone that moved after the lock, with the reason (R-9)."""


class ApplicationEntry(Model):
    """An application with every judgement of its gates and its outcome per lot."""

    kind: Literal["application"] = "application"
    application: Application
    judgements: tuple[GateJudgement, ...]
    outcomes: tuple["OutcomeV1", ...]


class OutcomeV1(Model):
    """What became of an application in a lot, with the reason (R-20)."""

    lot: str
    outcome: str
    reason: str


class MappingEntry(Model):
    """The opening of the commitment to which code belongs to which application."""

    kind: Literal["mapping"] = "mapping"
    salt: str
    codes: dict[str, str]


class MemberEntry(Model):
    """A member of the panel: card, declaration, and whether the code was compared."""

    kind: Literal["member"] = "member"
    entry: RosterEntry
    declaration: SignedDeclaration
    confirmed: bool
    expertise: dict[str, str] = {}
    """Per criterion what makes the member fit to judge it (R-13)."""


class PackageEntry(Model):
    """A package that was handed out: its manifest, whose hash every sheet repeats."""

    kind: Literal["package"] = "package"
    sha256: str
    manifest: dict[str, Any]
    """As signed, with the list of the file's parts."""
    signature: str

    @property
    def package(self) -> PackageV1:
        """The manifest as a typed value."""
        return PackageV1.from_manifest(self.manifest)


class SheetEntry(Model):
    """A sheet as its member sealed it, to the byte."""

    kind: Literal["sheet"] = "sheet"
    commitment: str
    sheet: OpenedSheet


class OpeningEntry(Model):
    """The one act that opened a round, over all its sheets."""

    kind: Literal["opening"] = "opening"
    panel: str
    round: int
    at: str
    by: str
    sheets_sha256: str
    standby: tuple[str, ...] = ()
    """The commitments of the sheets of alternates that were in by then; they stayed closed."""


class DecisionEntry(Model):
    """A decision of the panel; every version stays."""

    kind: Literal["decision"] = "decision"
    decision: Decision


class RegisterEntry(Model):
    """Something that happened beside the normal course of the procedure."""

    kind: Literal["register"] = "register"
    entry: Registered


class RankingEntry(Model):
    """The ranking of a lot as calculated and fixed."""

    kind: Literal["ranking"] = "ranking"
    result: LotResult


class ActEntry(Model):
    """An act of two persons."""

    kind: Literal["act"] = "act"
    act: Act


class LogEntry(Model):
    """The head of the organiser's log when the record was made, and what led to it."""

    kind: Literal["log"] = "log"
    anchor: Anchor
    log: ShownLog | None = None
    """Everything that was logged for this tender, with the chain that holds it together."""


class ReportEntry(Model):
    """What this report is: version, language, claimed time and who certifies it."""

    kind: Literal["report"] = "report"
    reference: str
    version: int
    language: str
    made_at: str
    made_by: str
    chair: str
    """Signing key of the member who certifies."""
    signers: tuple[str, ...]
    """Signing keys of the members who approve, in the order of their fields."""

    @property
    def signature_fields(self) -> dict[str, str]:
        """The signing key per signature field: `chair`, then `member-1` and so on."""
        members = {f"member-{number}": key for number, key in enumerate(self.signers, start=1)}
        return {CHAIR_FIELD: self.chair, **members}


class ChairEntry(Model):
    """The keys and the card code of the member who certifies, without the name."""

    kind: Literal["chair"] = "chair"
    sign: str
    pdf: str
    code: str


class PublicEntry(Model):
    """Another entry of the record without names and inner texts, as a variant can show it.

    A full record holds exactly those that follow from its other entries (`variants`).
    """

    kind: Literal["public"] = "public"
    entry: Annotated[
        TenderEntry
        | ApplicationEntry
        | OpeningEntry
        | DecisionEntry
        | RegisterEntry
        | RankingEntry
        | ReportEntry
        | ChairEntry,
        Field(discriminator="kind"),
    ]


RecordEntry = Annotated[
    TenderEntry
    | ApplicationEntry
    | MappingEntry
    | MemberEntry
    | PackageEntry
    | SheetEntry
    | OpeningEntry
    | DecisionEntry
    | RegisterEntry
    | RankingEntry
    | ActEntry
    | LogEntry
    | ReportEntry
    | PublicEntry
    | ChairEntry,
    Field(discriminator="kind"),
]


class Leaf(Model):
    """An entry and its salt (32 hexadecimal digits)."""

    salt: str
    entry: RecordEntry

    def hash(self) -> str:
        """The leaf hash."""
        body = canonical_bytes(self.entry.model_dump(mode="json"))
        return hashlib.sha256(bytes.fromhex(self.salt) + body).hexdigest()


class RecordV1(WireModel):
    """Everything needed to check the evaluation and recompute its ranking."""

    format: Literal["evalpanel/record/1"] = Field("evalpanel/record/1", alias="schema")
    variant: Variant
    root: str
    leaves: tuple[Leaf, ...]
    hidden: tuple[str, ...]
    """Hashes of the leaves that this variant leaves out."""

    def computed_root(self) -> str:
        """The root as it follows from the leaves."""
        return root_of([*(leaf.hash() for leaf in self.leaves), *self.hidden])

    def entries(self, kind: type[EntryT]) -> tuple[EntryT, ...]:
        """All entries of a kind, in the order of the record."""
        return tuple(leaf.entry for leaf in self.leaves if isinstance(leaf.entry, kind))

    def register(self) -> tuple[Registered, ...]:
        """What happened beside the normal course, in the order of the record."""
        return tuple(leaf.entry for leaf in self.entries(RegisterEntry))

    def the(self, kind: type[EntryT]) -> EntryT | None:
        """The first entry of a kind, if the variant shows one."""
        return next(iter(self.entries(kind)), None)


def root_of(hashes: Iterable[str]) -> str:
    """The sha256 of the sorted leaf hashes."""
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()


def has_one_form(record: RecordV1) -> bool:
    """Whether salts and hashes are as long as they must be, so that none holds another in it."""
    return all(_SALT.fullmatch(leaf.salt) for leaf in record.leaves) and all(
        _HASH.fullmatch(hidden) for hidden in record.hidden
    )


def make_record(entries: Iterable[Any], salt: Callable[[], str]) -> RecordV1:
    """A full record of the entries, each with a salt of its own."""
    leaves = tuple(Leaf(salt=salt(), entry=entry) for entry in entries)
    return RecordV1(
        variant="full", root=root_of(leaf.hash() for leaf in leaves), leaves=leaves, hidden=()
    )
