"""Where the parts are put together: the one place that builds adapters for the use cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.exchange.container import SignedContainers
from evalpanel.exchange.dossier_reader import ChildDossierReader
from evalpanel.exchange.files import LocalFiles
from evalpanel.report.paper import ReportPaper
from evalpanel.settings import Workspace
from evalpanel.signing.chance import SystemChance
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keyfile import lock, lock_all, new_identity, unlock
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.recovery import recovery_code, seed_from_recovery_code
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases.ports import Clock, Desk, Files, Paper, Signatures

SEED_BYTES = 32
MIN_PASSPHRASE = 12
"""Characters that a passphrase needs at least (`trust.md` 2.5)."""


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


def stateless_tools() -> Tools:
    """The tools of commands that need no workspace and no passphrase."""
    return Tools(LocalFiles(), SshSignatures(), ReportPaper(), SystemClock())


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
    _demand_name(identity)
    _demand_passphrase(passphrase)
    desk = _desk(workspace, identity)
    if has_identity(workspace):
        old = workspace.identity.with_suffix(".evkey.old")
        LocalFiles().write(old, LocalFiles().read(workspace.identity))
    LocalFiles().write(workspace.identity, lock(identity, passphrase))
    return desk


def open_desk(workspace: Workspace, passphrase: str) -> Desk:
    """Unlock the workspace; takes more than a second by design.

    Raises:
        Unreadable: no identity here, a wrong passphrase, or a damaged file.
    """
    return _desk(workspace, unlock_identity(workspace.identity, passphrase))


def unlock_identity(file: Path, passphrase: str) -> UnlockedIdentity:
    """The person in a key file."""
    if not file.is_file():
        raise Unreadable(
            "There is no identity in {folder}.",
            hint="Make one: evalpanel identity new --name NAME",
            folder=file.parent,
        )
    return unlock(LocalFiles().read(file), passphrase)


def change_passphrase(workspace: Workspace, old: str, new: str) -> None:
    """Lock the key file with another passphrase; the keys stay the same."""
    _demand_passphrase(new)
    identity = unlock_identity(workspace.identity, old)
    LocalFiles().write(workspace.identity, lock(identity, new))


def suggest_passphrase() -> str:
    """Five everyday words."""
    return SystemChance().phrase(5)


def _set_up(workspace: Workspace, identity: UnlockedIdentity, passphrase: str) -> None:
    _demand_free(workspace)
    _demand_name(identity)
    _demand_passphrase(passphrase)
    _make_folders(workspace)
    LocalFiles().write(workspace.identity, lock(identity, passphrase))


def _demand_free(workspace: Workspace) -> None:
    if has_identity(workspace):
        raise Refused(
            "The workspace {folder} is somebody's already.",
            hint="Open it with its passphrase, or choose another folder with --home.",
            folder=workspace.home,
        )


def _demand_name(identity: UnlockedIdentity) -> None:
    if not identity.name:
        raise Refused("A name is required.")


def _demand_passphrase(passphrase: str) -> None:
    if len(passphrase) < MIN_PASSPHRASE:
        raise Refused(
            "The passphrase is too short: at least {minimum} characters.",
            hint="A few words that belong together only for you are easy to remember.",
            minimum=MIN_PASSPHRASE,
        )


def _make_folders(workspace: Workspace) -> None:
    try:
        for folder in workspace.folders:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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
        paper=ReportPaper(),
    )
