"""Where the parts are put together: the one place that builds adapters for the use cases.

`backups` does it for a workspace that is copied, or goes on from a copy.
"""

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
from evalpanel.report.isolated import IsolatedPaper
from evalpanel.settings import Workspace
from evalpanel.signing.chance import SystemChance
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keyfile import lock, lock_all, new_identity, unlock
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.recovery import recovery_code, seed_from_recovery_code
from evalpanel.signing.signatures import SshSignatures
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
    return desk_of(workspace, identity), recovery_code(identity.seed)


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
        make_folders(who.workspace)
        LocalFiles().write(who.workspace.identity, key_file)
        yield desk_of(who.workspace, identity)


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
    desk = desk_of(workspace, identity)
    replace_key_file(workspace, lock(identity, passphrase))
    return desk


def checked_recovery_code(code: str) -> str:
    """The code, if it can be one; raises Unreadable, which names the group that is mistyped."""
    seed_from_recovery_code(code)
    return code


def open_desk(workspace: Workspace, passphrase: str) -> Desk:
    """Unlock the workspace; takes more than a second by design.

    Raises:
        Refused: the workspace lies on a network share or a removable drive.
        Unreadable: no identity here, a wrong passphrase, or a damaged file.
    """
    _demand_good_place(workspace)
    return desk_of(workspace, unlock_identity(workspace.identity, passphrase))


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
    make_folders(workspace)
    LocalFiles().write(workspace.identity, lock(identity, passphrase))


def _demand_free(workspace: Workspace) -> None:
    if has_identity(workspace):
        raise Refused(
            "The workspace {folder} is somebody's already.",
            hint="Open it with its passphrase, or choose another folder with --home.",
            folder=workspace.home,
        )


def replace_key_file(workspace: Workspace, key_file: bytes) -> None:
    """Write the key file; another one that was here is kept beside it."""
    files = LocalFiles()
    if has_identity(workspace):
        old = files.read(workspace.identity)
        if old == key_file:
            return
        name = f"{workspace.identity.name}.old"
        taken = sum(1 for _ in workspace.home.glob(f"{name}*"))
        files.write(workspace.home / f"{name}{taken + 1 if taken else ''}", old)
    files.write(workspace.identity, key_file)


def _demand_good_place(workspace: Workspace) -> None:
    if not workspace.is_forced:
        demand_good_place(SystemPlaces().place_of(workspace.home), workspace.home)


def make_folders(workspace: Workspace) -> None:
    """Make the private folders of a workspace, where it lies in a good place."""
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


def desk_of(workspace: Workspace, identity: UnlockedIdentity) -> Desk:
    """The desk of an unlocked person; makes the database where there is none."""
    from evalpanel.store.database import open_database
    from evalpanel.store.unit_of_work import SqlUnitOfWork

    keep_memory_off_disk()
    make_folders(workspace)
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
