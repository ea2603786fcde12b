"""Who takes part in the case of the tests, what they scored and what they wrote."""

import hashlib
from typing import Any

from tests.report.signing_fixtures import Signer, private_key

REFERENCE = "TPF-2026-01"
AT = "2026-07-02T14:05:00Z"
PANEL_ID = "0123456789abcdef0123456789abcdef"

SIGNERS = (
    Signer("chair", "Marieke van Dongen", private_key(2001)),
    Signer("member-1", "Jelle de Wit", private_key(2002)),
    Signer("member-2", "Ama Osei", private_key(2003)),
    Signer("member-3", "Derya Y\u0131ld\u0131z", private_key(2004)),
)
SECRETARY = Signer("", "Ruben Kastelein", private_key(2005))
ROLES: dict[str, tuple[Any, ...]] = {
    "Marieke van Dongen": ("process_lead", "chair"),
    "Ruben Kastelein": ("secretary",),
}
CODES = {
    "zonnewende": "K7",
    "peilschaal": "B3",
    "wilgentij": "T9",
    "lantaarnhof": "M4",
    "kadeveld": "R2",
    "ooievaarspoort": "W6",
}
SCORES = {
    "B3": ("10 8 10", "8 8 8", "8 6 8", "10 8 8"),
    "K7": ("8 8 6", "8 6 8", "6 8 8", "8 8 8"),
    "T9": ("8 6 8", "6 6 6", "8 8 8", "6 8 6"),
    "M4": ("8 8 8", "8 4 8", "6 6 4", "6 6 6"),
    "R2": ("6 4 6", "6 6 4", "4 6 6", "6 6 6"),
    "W6": ("4 8 4", "6 6 6", "6 4 6", "6 6 6"),
}
AGREED = {
    "B3": "10 8 8 8",
    "K7": "8 8 6 8",
    "T9": "8 6 8 6",
    "M4": "8 8 6 6",
    "R2": "6 6 4 6",
    "W6": "4 6 6 6",
}
REASON = (
    "De prestaties zijn met cijfers onderbouwd: in drie complexen steeg het aantal bewoners dat "
    "elkaar wekelijks helpt van 31% naar 52%. Het verband met de eigen aanpak is aannemelijk "
    "gemaakt, maar een vergelijking met een complex zonder de aanpak ontbreekt."
)
OWN = (
    "Concreet en meetbaar; de rol van de sociaal beheerder is duidelijk, de borging na het eerste "
    "jaar niet."
)


def made_up_hash(*parts: object) -> str:
    """A SHA-256 that is the same in every run."""
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()


def key_of(signer: Signer) -> str:
    """A made-up signing key."""
    return made_up_hash("sign", signer.name)
