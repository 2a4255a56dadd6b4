"""Versions of a video: which generation is the first of its family, and their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and keep the pace of versions, which are quick to make, apart."""
    # No foreign key: a family, and the folder named after it, outlive the first of it.
    op.add_column("generations", sa.Column("revises", sa.Integer(), nullable=True))
    op.add_column(
        "generations",
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )
    op.create_index(
        "ix_generations_revises",
        "generations",
        ["revises"],
        sqlite_where=sa.text("revises IS NOT NULL"),
    )
    op.drop_index("ix_generations_pace", "generations")
    for name, which in (
        ("ix_generations_pace", "revises IS NULL"),
        ("ix_generations_pace_revised", "revises IS NOT NULL"),
    ):
        op.create_index(
            name,
            "generations",
            ["profile", "resolution", "fps", "completed_at"],
            sqlite_where=sa.text(f"status = 'completed' AND attempts = 1 AND {which}"),
        )
