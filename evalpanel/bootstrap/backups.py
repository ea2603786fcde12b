"""Backups of a workspace: one is made of an open desk, and a desk goes on from one."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evalpanel.bootstrap import (
    desk_of,
    has_identity,
    make_folders,
    replace_key_file,
    unlock_identity,
)
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.exchange.files import LocalFiles
from evalpanel.exchange.stored_zip import StoredZips
from evalpanel.settings import Workspace
from evalpanel.signing.keyfile import lock, new_identity, unlock
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.recovery import seed_from_recovery_code
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases.backups import (
    BackupMade,
    BackupV1,
    OpenBackup,
    make_backup,
    note_restored,
    open_backup,
    read_backup,
)
from evalpanel.usecases.identities import demand_passphrase
from evalpanel.usecases.ports import Desk


@dataclass(frozen=True)
class Restored:
    """A workspace that goes on from a backup."""

    desk: Desk
    manifest: BackupV1
    kept: Path | None
    """Where the database is that was here before."""


def back_up(workspace: Workspace, desk: Desk, target: Path) -> BackupMade:
    """Write a backup of an open workspace to a file, or to a file in a folder.

    Raises:
        Refused: there is such a file already.
        Unreadable: no room or no permission; the workspace stays as it was.
    """
    from evalpanel.store.backup import snapshot
    from evalpanel.store.engine import make_engine

    engine = make_engine(workspace.database, desk.me.database_key())
    take = partial(snapshot, engine, workspace.backups)
    try:
        return make_backup(desk, StoredZips(), take, workspace.identity, target)
    finally:
        engine.dispose()


def restore_with_passphrase(workspace: Workspace, file: Path, passphrase: str) -> Restored:
    """Put a backup in the place of a workspace, with the passphrase that it was made under.

    Raises:
        Refused: the workspace is somebody else's.
        Unreadable: a wrong passphrase, a damaged backup, or another window has it open.
    """
    locked = read_backup(LocalFiles(), file, StoredZips())
    identity = unlock(locked.key_file, passphrase)
    opened = open_backup(locked, identity, StoredZips(), SshSignatures())
    return _restored(workspace, identity, opened, locked.key_file, passphrase)


def restore_with_code(workspace: Workspace, file: Path, code: str, passphrase: str) -> Restored:
    """Put a backup in the place of a workspace, with the recovery code and a new passphrase.

    Raises:
        Refused: the workspace is somebody else's, or the passphrase is too short.
        Unreadable: a mistyped code, a damaged backup, or another window has it open.
    """
    demand_passphrase(passphrase)
    seed = seed_from_recovery_code(code)
    locked = read_backup(LocalFiles(), file, StoredZips())
    opened = open_backup(locked, new_identity(seed, "", "", ""), StoredZips(), SshSignatures())
    said = opened.manifest
    identity = new_identity(seed, said.name, said.organisation, said.function)
    return _restored(workspace, identity, opened, lock(identity, passphrase), passphrase)


def _restored(
    workspace: Workspace,
    identity: UnlockedIdentity,
    opened: OpenBackup,
    key_file: bytes,
    passphrase: str,
) -> Restored:
    from evalpanel.store.restoring import put_database

    files, key = LocalFiles(), identity.database_key()
    _demand_own(workspace, identity, passphrase)
    make_folders(workspace)
    kept = put_database(workspace.database, key, opened.database, workspace.backups, files.write)
    replace_key_file(workspace, key_file)
    desk = desk_of(workspace, identity)
    note_restored(desk, opened.manifest)
    return Restored(desk, opened.manifest, kept)


def _demand_own(workspace: Workspace, identity: UnlockedIdentity, passphrase: str) -> None:
    """Demand that what is here already, if anything, belongs to this person."""
    from evalpanel.store.restoring import opens

    is_empty = not has_identity(workspace) and not workspace.database.is_file()
    if is_empty or opens(workspace.database, identity.database_key()):
        return
    try:
        owner = unlock_identity(workspace.identity, passphrase).sign_key
    except Unreadable:
        owner = ""
    if owner != identity.sign_key:
        raise Refused(
            "The workspace {folder} cannot be shown to be yours; nothing was changed.",
            hint="Restore into an empty folder with --home, or move this one aside first.",
            folder=workspace.home,
        )
