"""Leases: which process makes a generation, and that it is alive."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the owner and the counter of signs of life. What was active before has no owner, so
    that it is offered to be gone on with.
    """
    op.add_column("generations", sa.Column("owner", sa.Text(), nullable=True))
    op.add_column(
        "generations",
        sa.Column("beats", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
    )
    op.create_index(
        "ix_generations_active",
        "generations",
        ["profile", "id"],
        sqlite_where=sa.text("status IN ('pending', 'processing')"),
    )
