"""A database is brought up to date whole or not at all, with a copy of the old one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, UniqueConstraint, create_engine, text
from sqlmodel import SQLModel

from evalpanel.domain.errors import Unreadable
from evalpanel.store import mapping, migrations
from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.store import samples
from tests.store.conftest import KEY

NEXT = """
from alembic import op
import sqlalchemy as sa
revision = "0999"
down_revision = "{head}"
def upgrade():
    op.add_column("tender", sa.Column("extra", sa.String))
    {more}
"""


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the scripts to which a test may add one."""
    here = tmp_path / "store 100%"
    for folder in ("versions", "upgrade"):
        shutil.copytree(Path(migrations.__file__).parent / folder, here / folder)
    monkeypatch.setattr(migrations, "_HERE", here)
    return here / "versions"


def test_the_scripts_make_the_tables_that_the_code_knows(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_scripts_make_them_to_the_letter(database: Engine) -> None:
    fresh = create_engine("sqlite://")
    SQLModel.metadata.create_all(fresh)
    made, expected = _definitions(database), _definitions(fresh)
    fresh.dispose()
    del made["alembic_version"]
    assert made == expected


def test_head_is_the_newest_script() -> None:
    folder = Path(migrations.__file__).parent
    script = ScriptDirectory(str(folder / "upgrade"), version_locations=[str(folder / "versions")])
    assert script.get_heads() == [migrations.HEAD]
    revisions = [each.revision for each in script.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)


def test_every_key_has_its_constraint_or_index() -> None:
    kinds = [each for each in vars(mapping).values() if isinstance(each, mapping.Kind)]
    assert len(kinds) == 16
    for kind in kinds:
        table = SQLModel.metadata.tables[str(kind.row.__tablename__)]
        constraints = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        keys = [tuple(index.columns.keys()) for index in table.indexes]
        keys += [tuple(constraint.columns.keys()) for constraint in constraints]
        assert kind.key in keys


def test_opening_twice_changes_nothing(database: Engine, tmp_path: Path) -> None:
    before = _definitions(database)
    again = open_database(tmp_path / "evalpanel.db", KEY, tmp_path / "backups")
    assert _definitions(again) == before
    again.dispose()
    assert not (tmp_path / "backups").exists()


def test_an_old_database_is_copied_and_brought_up_to_date(
    database: Engine, tmp_path: Path, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(database)
    old = migrations.HEAD
    (versions / "0999_more.py").write_text(NEXT.format(head=old, more=""))
    monkeypatch.setattr(migrations, "HEAD", "0999")
    open_database(tmp_path / "evalpanel.db", KEY, tmp_path / "backups").dispose()
    assert "extra" in _definitions(database)["tender"]
    assert _titles(database) == [samples.ODD]
    monkeypatch.setattr(migrations, "HEAD", old)
    copy = open_database(tmp_path / "backups" / f"before-0999-from-{old}.db", KEY, tmp_path)
    assert _titles(copy) == [samples.ODD]
    copy.dispose()


def test_a_failing_script_leaves_the_database_as_it_was(
    database: Engine, tmp_path: Path, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(database)
    before = _definitions(database)
    script = NEXT.format(head=migrations.HEAD, more="op.execute('INSERT INTO nothing')")
    (versions / "0999_more.py").write_text(script)
    old = migrations.HEAD
    monkeypatch.setattr(migrations, "HEAD", "0999")
    for _ in range(2):
        with pytest.raises(Unreadable):
            open_database(tmp_path / "evalpanel.db", KEY, tmp_path / "backups")
    assert _definitions(database) == before
    assert _titles(database) == [samples.ODD]
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [
        f"before-0999-from-{old}-2.db",
        f"before-0999-from-{old}.db",
    ]


def test_a_newer_database_is_refused_and_left_alone(database: Engine, tmp_path: Path) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unreadable, match="made by a newer version of evalpanel") as caught:
        open_database(tmp_path / "evalpanel.db", KEY, tmp_path)
    assert "Install the newest version" in str(caught.value.hint)


def test_alembic_is_loaded_only_for_a_database_that_is_behind(
    database: Engine, tmp_path: Path
) -> None:
    database.dispose()
    code = (
        "import sys, pathlib\n"
        "from evalpanel.store.database import open_database\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "open_database(file, sys.argv[2], file.parent).dispose()\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "evalpanel.db"), KEY]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2])


def test_tables_are_not_read_with_future_annotations() -> None:
    source = Path(migrations.__file__).with_name("tables.py").read_text()
    assert "from __future__ import annotations" not in source


def test_every_connection_has_the_settings(database: Engine) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "application_id": migrations.APPLICATION_ID,
    }
    with database.connect() as first, database.connect():
        found = {name: first.execute(text(f"PRAGMA {name}")).scalar_one() for name in expected}
    assert found == expected


def _definitions(engine: Engine) -> dict[str, str]:
    """The SQL of tables and indexes by name, without regard to spaces and order of clauses."""
    query = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOTNULL"
    with engine.connect() as connection:
        rows = connection.execute(text(query)).all()
    return {row.name: " ".join(sorted(row.sql.replace(",", " ").split())) for row in rows}


def _fill(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.tenders.put(samples.tender())
        unit.commit()


def _titles(engine: Engine) -> list[str]:
    with SqlUnitOfWork(engine) as unit:
        return [tender.title for tender in unit.tenders.of()]
