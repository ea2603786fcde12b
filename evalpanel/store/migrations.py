"""Bringing a database to the newest form of its tables, with a backup of the old one."""

from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, text

from evalpanel.domain.errors import Unreadable
from evalpanel.store.backup import copy_database

APPLICATION_ID = 0x45565031
"""Marks a database as one of evalpanel ("EVP1")."""
HEAD = "0002"
"""The newest revision in `versions`; revisions are numbered in text order."""

_HERE = Path(__file__).parent
_ONE_AT_A_TIME = Lock()
"""Alembic keeps what it works on in its module, one for all threads."""


def migrate(engine: Engine, file: Path, backups: Path) -> None:
    """Make or update the tables; an existing database is copied into `backups` first.

    Raises:
        Unreadable: not a database of evalpanel, or one made by a newer version.
    """
    revision = _revision(engine, file)
    if revision == HEAD:
        return
    if revision > HEAD:
        raise Unreadable(
            "The database {file} was made by a newer version of evalpanel.",
            hint="Install the newest version of evalpanel.",
            file=str(file),
        )
    if revision:
        copy_database(engine, _free(backups, f"before-{HEAD}-from-{revision}"))
    _upgrade(engine)


def _revision(engine: Engine, file: Path) -> str:
    """The revision of the tables, empty for a new file."""
    with engine.connect() as connection:
        mark = connection.execute(text("PRAGMA application_id")).scalar_one()
        names = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
        if not mark and not names:
            return ""
        if mark != APPLICATION_ID or "alembic_version" not in names:
            raise Unreadable(
                "The file {file} is not a database of evalpanel.",
                hint="Restore a backup, or choose another folder for the workspace.",
                file=str(file),
            )
        found = connection.execute(text("SELECT version_num FROM alembic_version"))
        return str(found.scalar_one())


def _free(backups: Path, stem: str) -> Path:
    """A name that no earlier backup has."""
    taken = sum(1 for _ in backups.glob(f"{stem}*.db"))
    return backups / (f"{stem}-{taken + 1}.db" if taken else f"{stem}.db")


def _upgrade(engine: Engine) -> None:
    """Run the scripts in one transaction: a failing one leaves the database as it was."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", _literal(_HERE / "upgrade"))
    config.set_main_option("version_locations", _literal(_HERE / "versions"))
    with _ONE_AT_A_TIME, engine.begin() as connection:
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _literal(path: Path) -> str:
    """A path as a value of a configuration, where a single % would start a reference."""
    return str(path).replace("%", "%%")
