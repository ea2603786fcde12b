"""The register of a procedure: what happened beside its normal course."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_APPEND_ONLY = """
CREATE TRIGGER register_no_{verb} BEFORE {verb} ON register
BEGIN SELECT RAISE(ABORT, 'register is append-only'); END
"""


def upgrade() -> None:
    """Make the table, which refuses every change of what it holds."""
    op.create_table(
        "register",
        sa.Column("position", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("body", "reference", "kind", "by", "at")
        ),
        sa.PrimaryKeyConstraint("position", name="pk_register"),
    )
    op.create_index("ix_register", "register", ["reference", "kind"])
    for verb in ("update", "delete"):
        op.execute(_APPEND_ONLY.format(verb=verb))
