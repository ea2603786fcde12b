"""First tables: shelves, ledgers, documents and the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ROUND = "reference panel round:int"
_CELL = "reference package lot candidate item"

_SHELVES = {
    "tender": ("reference", "title panel_id rules_sha256 locked_at opened_at"),
    "application": ("reference id", "name code received late:bool"),
    "act": ("reference id", "kind by confirmed_by at"),
    "member": ("reference sign", "name confirmed:bool handed_out:bool"),
    "participation": ("reference", "title panel_id package"),
    "package": (_ROUND, "sha256 at"),
    "draft": (_CELL, "score saved_at"),
    "seal": (f"{_ROUND} member", "commitment document at"),
    "opening": (_ROUND, "by at closed_at"),
    "sheet": (f"{_ROUND} member", ""),
    "report": ("reference version:int", "path root at"),
}
"""Table: columns of the unique key, other columns."""

_LEDGERS = {
    "shift": ("reference", "milestone planned at"),
    "gate_judgement": ("reference candidate", "gate entity lot outcome by at"),
    "draft_history": (_CELL, "score saved_at"),
    "decision": (_ROUND, "lot candidate item version:int score at"),
}
"""Table: columns of the key to ask by, other columns."""

_TYPES = {"": sa.String, "int": sa.Integer, "bool": sa.Boolean}

_APPEND_ONLY = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_CHAIN = """
CREATE TRIGGER audit_chain BEFORE INSERT ON audit BEGIN
  SELECT RAISE(ABORT, 'the log has a gap')
  WHERE NEW.seq <> COALESCE((SELECT MAX(seq) FROM audit), 0) + 1;
  SELECT RAISE(ABORT, 'the log does not follow from its head')
  WHERE NEW.previous <> COALESCE(
    (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), printf('%064d', 0));
END
"""


def upgrade() -> None:
    """Make all tables; ledgers and log refuse every change of what they hold."""
    for table, (key, others) in _SHELVES.items():
        unique = sa.UniqueConstraint(*_names(key), name=f"uq_{table}")
        op.create_table(table, *_columns(table, key, others), unique)
    for table, (key, others) in _LEDGERS.items():
        op.create_table(table, *_columns(table, key, others))
        op.create_index(f"ix_{table}", table, _names(key))
    _create_document()
    _create_audit()
    for table in (*_LEDGERS, "audit"):
        for verb in ("update", "delete"):
            op.execute(_APPEND_ONLY.format(table=table, verb=verb))
    op.execute(_CHAIN)


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_document"),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("previous", "hash", "body")),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sa.UniqueConstraint("hash", name="uq_audit"),
        sa.CheckConstraint("seq > 0", name="ck_audit_seq"),
        sa.CheckConstraint("length(previous) = 64 AND length(hash) = 64", name="ck_audit_hashes"),
    )


def _names(columns: str) -> list[str]:
    return [column.partition(":")[0] for column in columns.split()]


def _columns(table: str, key: str, others: str) -> list[sa.schema.SchemaItem]:
    items: list[sa.schema.SchemaItem] = [
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.String, nullable=False),
    ]
    for column in f"{key} {others}".split():
        name, _, kind = column.partition(":")
        items.append(sa.Column(name, _TYPES[kind], nullable=False))
    return [*items, sa.PrimaryKeyConstraint("position", name=f"pk_{table}")]
