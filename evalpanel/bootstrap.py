"""Where the parts are put together: the one place that builds adapters for the use cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from evalpanel.domain.errors import Damaged, Refused, Sentence, Unreadable
from evalpanel.exchange.child_process import run_child
from evalpanel.exchange.container import SignedContainers
from evalpanel.exchange.dossier_reader import ChildDossierReader
from evalpanel.exchange.files import LocalFiles
from evalpanel.exchange.places import SystemPlaces
from evalpanel.exchange.privacy import keep_memory_off_disk, make_private_folder
from evalpanel.exchange.stored_zip import StoredZips
from evalpanel.report.isolated import IsolatedPaper
from evalpanel.settings import Workspace
from evalpanel.signing.chance import SystemChance
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keyfile import lock, lock_all, new_identity, unlock
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.recovery import recovery_code, seed_from_recovery_code
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
from evalpanel.usecases.identities import demand_name, demand_passphrase
from evalpanel.usecases.placing import demand_good_place, place_warning
from evalpanel.usecases.ports import Clock, Containers, Desk, Files, Paper, Signatures

SEED_BYTES = 32


class SystemClock:
    """The clock of the laptop."""

    def now(self) -> datetime:
        """The claimed time, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class Tools:
    """What works without a workspace."""

    files: Files
    signatures: Signatures
    paper: Paper
    clock: Clock
    containers: Containers


def stateless_tools() -> Tools:
    """The tools of commands that need no workspace and no passphrase."""
    signatures = SshSignatures()
    return Tools(
        LocalFiles(),
        signatures,
        IsolatedPaper(run_child),
        SystemClock(),
        SignedContainers(signatures),
    )


def has_identity(workspace: Workspace) -> bool:
    """Whether somebody has set this workspace up."""
    return workspace.identity.is_file()


def new_desk(
    workspace: Workspace, name: str, organisation: str, function: str, passphrase: str
) -> tuple[Desk, str]:
    """Set up a workspace for a new person; gives the desk and the recovery code.

    Raises:
        Refused: the workspace is somebody's already, or name or passphrase is too short.
    """
    identity = new_identity(
        SystemChance().token(SEED_BYTES), name.strip(), organisation.strip(), function.strip()
    )
    _set_up(workspace, identity, passphrase)
    return _desk(workspace, identity), recovery_code(identity.seed)


@dataclass(frozen=True)
class Newcomer:
    """A person who gets a workspace, with the passphrase that opens it."""

    workspace: Workspace
    name: str
    organisation: str
    function: str
    passphrase: str


def new_desks(newcomers: Sequence[Newcomer]) -> Iterator[Desk]:
    """Set up a workspace for each of several people, sooner than one after another."""
    people = [
        (new_identity(SystemChance().token(SEED_BYTES), who.name, who.organisation, who.function),
         who.passphrase)
        for who in newcomers
    ]  # fmt: skip
    for who, (identity, _), key_file in zip(newcomers, people, lock_all(people), strict=True):
        _demand_free(who.workspace)
        _make_folders(who.workspace)
        LocalFiles().write(who.workspace.identity, key_file)
        yield _desk(who.workspace, identity)


def restore_desk(
    workspace: Workspace,
    code: str,
    name: str,
    organisation: str,
    function: str,
    passphrase: str,
) -> Desk:
    """Set up a workspace from a recovery code, with a new passphrase.

    A workspace of the same person gets a new key file and the old one is kept beside it; the
    database of another person does not open, and nothing changes then.
    """
    seed = seed_from_recovery_code(code)
    identity = new_identity(seed, name.strip(), organisation.strip(), function.strip())
    demand_name(identity.name)
    demand_passphrase(passphrase)
    desk = _desk(workspace, identity)
    _replace_key_file(workspace, lock(identity, passphrase))
    return desk


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


def checked_recovery_code(code: str) -> str:
    """The code, if it can be one; raises Unreadable, which names the group that is mistyped."""
    seed_from_recovery_code(code)
    return code


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


def open_desk(workspace: Workspace, passphrase: str) -> Desk:
    """Unlock the workspace; takes more than a second by design.

    Raises:
        Refused: the workspace lies on a network share or a removable drive.
        Unreadable: no identity here, a wrong passphrase, or a damaged file.
    """
    _demand_good_place(workspace)
    return _desk(workspace, unlock_identity(workspace.identity, passphrase))


def unlock_identity(file: Path, passphrase: str) -> UnlockedIdentity:
    """The person in a key file."""
    if not file.is_file():
        if (file.parent / "evalpanel.db").exists():
            raise Unreadable(
                "The key file {file} is gone; the database beside it is still there.",
                hint="Make the key file again from the recovery code: evalpanel identity restore "
                "--name NAME. Or go on from a backup: evalpanel restore FILE",
                file=file,
            )
        raise Unreadable(
            "There is no identity in {folder}.",
            hint="Make one: evalpanel identity new --name NAME",
            folder=file.parent,
        )
    try:
        return unlock(LocalFiles().read(file), passphrase)
    except Damaged as error:
        raise Unreadable(
            "The key file {file} is damaged.",
            hint="Make it again from the recovery code: evalpanel identity restore --name NAME. "
            "Or go on from a backup: evalpanel restore FILE",
            file=file,
        ) from error
    except Unreadable as error:
        error.add_note(str(file))
        raise


def change_passphrase(workspace: Workspace, old: str, new: str) -> None:
    """Lock the key file with another passphrase; the keys stay the same.

    Copies of the old key file and backups made before still open with the old passphrase.
    """
    demand_passphrase(new)
    identity = unlock_identity(workspace.identity, old)
    LocalFiles().write(workspace.identity, lock(identity, new))


def receive_secret(workspace: Workspace, passphrase: str) -> str:
    """The secret with which stock age opens what was encrypted to the owner of a workspace."""
    return unlock_identity(workspace.identity, passphrase).receive_secret()


def warning_of_place(workspace: Workspace) -> Sentence | None:
    """What to know about the place of the workspace, if anything."""
    return place_warning(SystemPlaces().place_of(workspace.home), workspace.home)


def suggest_passphrase() -> str:
    """Five everyday words."""
    return SystemChance().phrase(5)


def _set_up(workspace: Workspace, identity: UnlockedIdentity, passphrase: str) -> None:
    _demand_free(workspace)
    demand_name(identity.name)
    demand_passphrase(passphrase)
    _make_folders(workspace)
    LocalFiles().write(workspace.identity, lock(identity, passphrase))


def _demand_free(workspace: Workspace) -> None:
    if has_identity(workspace):
        raise Refused(
            "The workspace {folder} is somebody's already.",
            hint="Open it with its passphrase, or choose another folder with --home.",
            folder=workspace.home,
        )


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
    _make_folders(workspace)
    kept = put_database(workspace.database, key, opened.database, workspace.backups, files.write)
    _replace_key_file(workspace, key_file)
    desk = _desk(workspace, identity)
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


def _replace_key_file(workspace: Workspace, key_file: bytes) -> None:
    """Write the key file; another one that was here is kept beside it."""
    files = LocalFiles()
    if has_identity(workspace):
        old = files.read(workspace.identity)
        if old == key_file:
            return
        taken = sum(1 for _ in workspace.home.glob("identity.evkey.old*"))
        files.write(workspace.home / f"identity.evkey.old{taken + 1 if taken else ''}", old)
    files.write(workspace.identity, key_file)


def _demand_good_place(workspace: Workspace) -> None:
    if not workspace.is_forced:
        demand_good_place(SystemPlaces().place_of(workspace.home), workspace.home)


def _make_folders(workspace: Workspace) -> None:
    _demand_good_place(workspace)
    try:
        for folder in workspace.folders:
            make_private_folder(folder)
    except OSError as error:
        raise Unreadable(
            "The folder {folder} cannot be made: {why}.",
            hint="Choose another folder with --home.",
            folder=workspace.home,
            why=error.strerror,
        ) from error


def _desk(workspace: Workspace, identity: UnlockedIdentity) -> Desk:
    from evalpanel.store.database import open_database
    from evalpanel.store.unit_of_work import SqlUnitOfWork

    keep_memory_off_disk()
    _make_folders(workspace)
    files = LocalFiles()
    for folder in workspace.folders:
        files.sweep(folder)
    engine = open_database(workspace.database, identity.database_key(), workspace.backups)
    signatures = SshSignatures()
    return Desk(
        me=identity,
        work=partial(SqlUnitOfWork, engine),
        clock=SystemClock(),
        chance=SystemChance(),
        files=files,
        signatures=signatures,
        envelopes=AgeEnvelopes(),
        containers=SignedContainers(signatures),
        dossiers=ChildDossierReader(),
        paper=IsolatedPaper(run_child),
    )
