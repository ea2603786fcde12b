"""Packages as a workspace keeps them: the organiser's own, and those that members opened."""

from functools import lru_cache

from evalpanel.domain.canonical import read_canonical, sha256_hex
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import Issued
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.ports import Container, UnitOfWork


def keep_package(
    work: UnitOfWork, package: PackageV1, container: Container, at: str
) -> StoredPackage:
    """Keep a package with its parts, in the place of an earlier revision."""
    for _, content in container.parts:
        work.documents.put(content)
    stored = StoredPackage(
        reference=package.reference,
        panel=package.panel,
        round=package.round,
        sha256=sha256_hex(container.manifest_bytes),
        manifest=work.documents.put(container.manifest_bytes),
        signature=container.signature,
        at=at,
    )
    work.packages.put(stored)
    return stored


def load_package(work: UnitOfWork, stored: StoredPackage) -> PackageV1:
    """The manifest of a stored package."""
    return _read(work.documents.get(stored.manifest))


def earlier_revisions(work: UnitOfWork, package: PackageV1) -> tuple[Issued, ...]:
    """The earlier revisions of a package that were here, the first one first."""
    found = []
    for sha256 in package.lineage:
        try:
            found.append((sha256, _read(work.documents.get(sha256))))
        except Unreadable:
            continue
    return tuple(found)


@lru_cache(maxsize=8)
def _read(manifest: bytes) -> PackageV1:
    return PackageV1.from_manifest(read_canonical(manifest))
