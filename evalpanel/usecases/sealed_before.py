"""Whether a seal may come in after what its member had sealed before a revision (`trust.md` 2.4).

A roster revision binds everybody to the sheet that was sealed; after an erratum, or when a seal
was taken back, a new sheet comes that names the one whose place it takes.
"""

from collections.abc import Sequence

from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Sentence
from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import Issued, sheets_valid_for
from evalpanel.domain.sheet import SealFile, SealV1
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.ports import UnitOfWork
from evalpanel.usecases.standing_seals import issued_chain


def bound_otherwise(
    work: UnitOfWork, stored: StoredPackage, package: PackageV1, seal: SealV1, name: str
) -> Sentence | None:
    """Why a seal may not take the place of what its member sealed before, or None if it may."""
    chain = issued_chain(work, stored, package)
    known = work.seals.get(*package.key, seal.signer)
    if known is None:
        return _unknown_flaw(chain, seal, name)
    if known.package in sheets_valid_for(chain):
        return None if seal.commitment == known.commitment else _twice(known, seal, name)
    if seal.commitment == known.commitment:
        return Sentence(
            "This is what {name} sealed before under {code}; it must be sealed anew.",
            name=name,
            code=known.code,
        )
    return None if seal.supersedes == known.commitment else _twice(known, seal, name)


def _unknown_flaw(chain: Sequence[Issued], seal: SealV1, name: str) -> Sentence | None:
    """Who never handed in a seal can have sealed before only if the rules changed since."""
    if seal.supersedes is None or any(package.revises == "rules" for _, package in chain):
        return None
    return Sentence(
        "This seal of {name} takes the place of {code}, which never came in.",
        name=name,
        code=short_code(seal.supersedes),
    )


def _twice(known: SealFile, seal: SealV1, name: str) -> Sentence:
    return Sentence(
        "{name} has sealed twice, differently: {first} is here, {second} is in this file. "
        "Ask {name} which code was written down.",
        name=name,
        first=known.code,
        second=short_code(seal.commitment),
    )
