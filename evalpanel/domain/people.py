"""Who takes part: invitation, declaration of interests, card, and the members of a panel."""

from typing import Literal

from pydantic import Field

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.crockford import short_code
from evalpanel.domain.model import Model, WireModel

Role = Literal["process_lead", "chair", "assessor", "alternate", "secretary", "observer"]
ROLES: tuple[Role, ...] = (
    "process_lead",
    "chair",
    "assessor",
    "alternate",
    "secretary",
    "observer",
)
KEYS_ON_A_CARD = 8
"""A card carries so many release keys for each panel: no later round needs a new trip.

Each round takes one, and each revision of the rules while its sheets are being made."""

INVITE_NAMESPACE = "evalpanel-invite-v1"
CARD_NAMESPACE = "evalpanel-card-v1"
DECLARATION_NAMESPACE = "evalpanel-declaration-v1"
CARD_FILE_NAMESPACE = "evalpanel-card-file-v1"


def release_scope(organiser: str, reference: str, panel_id: str) -> str:
    """What a member's release keys are for: one tender of one organiser (signing key).

    The keys follow from it, so that a second tender, under whatever panel id, never asks for a
    key of the first, also on a laptop that knows nothing of it.
    """
    return f"{panel_id}/{organiser}/{reference}"


class InvitedCandidate(Model):
    """A candidate as members see it before they declare: name and legal entities, no code."""

    name: str
    entities: tuple[str, ...]


class InviteV1(WireModel):
    """What the organiser asks of a member; the candidates stand in alphabetical order (R-10)."""

    format: Literal["evalpanel/invite/1"] = Field("evalpanel/invite/1", alias="schema")
    reference: str
    title: str
    language: str
    panel_id: str
    signer: str
    organiser: str
    organisation: str
    receive: str
    panels: tuple[str, ...]
    """The panels of the tender; a card carries release keys for each."""
    candidates: tuple[InvitedCandidate, ...]
    anchor: Anchor | None = Field(None, exclude_if=lambda anchor: anchor is None)
    """The head of the organiser's log when the file was written; older files have none."""

    def fingerprint(self) -> str:
        """SHA-256 of what is asked, which cards and packages repeat.

        The head of the log is no part of it: written once more, the invitation asks the same.
        """
        return super(InviteV1, self.model_copy(update={"anchor": None})).fingerprint()

    @property
    def release_scope(self) -> str:
        """What the release keys on a card for it are for."""
        return release_scope(self.signer, self.reference, self.panel_id)


class Conflict(Model):
    """An interest that a member declares: in which candidate or entity, and what it is."""

    name: str
    what: str


class DeclarationV1(WireModel):
    """Interests and secrecy, declared by one member for one tender (R-10)."""

    format: Literal["evalpanel/declaration/1"] = Field("evalpanel/declaration/1", alias="schema")
    version: int
    panel_id: str
    invite: str
    member: str
    name: str
    conflicts: tuple[Conflict, ...]
    statement: str
    declared_at: str


class CardV1(WireModel):
    """A member's public keys for one tender, bound to invitation and declaration by hash.

    `sign` is an Ed25519 key (hex), `receive` is an age recipient, `pdf` a compressed P-256 point
    (hex). `release` holds the age recipients per panel, one for each round: each seal gives away
    its own secret only, so that a member of two panels keeps the second closed with the first.
    """

    format: Literal["evalpanel/card/1"] = Field("evalpanel/card/1", alias="schema")
    panel_id: str
    name: str
    organisation: str
    function: str
    sign: str
    receive: str
    release: dict[str, tuple[str, ...]]
    pdf: str
    invite: str
    declaration: str
    anchor: Anchor | None = None
    """The head of the member's own log, which the roster hands to the whole panel."""

    def release_key(self, panel: str, number: int) -> str:
        """The recipient with a number (from 1) among those of a panel, empty if there is none."""
        keys = self.release.get(panel, ())
        return keys[number - 1] if 1 <= number <= len(keys) else ""


class SignedCard(Model):
    """A card with its own signature (SSHSIG over the canonical bytes of the card)."""

    card: CardV1
    signature: str

    @property
    def code(self) -> str:
        """Sixteen characters to compare by voice with what the member sees."""
        return short_code(self.card.fingerprint())


class SignedDeclaration(Model):
    """A declaration with its member's signature."""

    declaration: DeclarationV1
    signature: str


class RosterEntry(Model):
    """A member as everybody on the panel sees it: the card and what the member does."""

    signed: SignedCard
    roles: tuple[Role, ...]
    panels: tuple[str, ...]

    @property
    def key(self) -> str:
        """The signing key, which names the member in every file."""
        return self.signed.card.sign

    @property
    def name(self) -> str:
        """The member's name."""
        return self.signed.card.name


class Member(Model):
    """A member as the organiser knows it."""

    reference: str
    entry: RosterEntry
    declaration: SignedDeclaration
    confirmed: bool = False
    """Whether the card's code was compared by voice or in person (`trust.md` 2.5)."""
    handed_out: bool = False
    """Whether a package was issued to this member."""
    expertise: dict[str, str] = {}
    """Per criterion what makes the member fit to judge it (R-13)."""

    @property
    def key(self) -> tuple[str, str]:
        """Tender and signing key."""
        return (self.reference, self.entry.key)


def is_scoring(entry: RosterEntry, panel: str, *, chair_scores: bool) -> bool:
    """Whether a member scores in a panel: assessors, and the chair only if announced."""
    if panel not in entry.panels:
        return False
    return "assessor" in entry.roles or (chair_scores and "chair" in entry.roles)
