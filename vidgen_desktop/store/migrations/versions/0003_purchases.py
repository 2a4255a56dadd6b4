"""Purchases: what was bought, or may have been; and which of them a ledger entry is for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, let entries name their purchase and its model, and generations who makes
    them: the pace of one provider says nothing about another's.
    """
    _purchases()
    _makers()
    op.add_column(
        "cost_entries",
        sa.Column("model", sa.Text(), server_default=sa.text("''"), nullable=False),
    )
    # No foreign key: SQLite cannot add one, and no purchase is ever removed.
    op.add_column("cost_entries", sa.Column("purchase_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_cost_entries_month",
        "cost_entries",
        ["profile", "created_at", "provider", "generation_id", "micros"],
    )
    op.create_index(
        "ux_cost_entries_purchase",
        "cost_entries",
        ["purchase_id"],
        unique=True,
        sqlite_where=sa.text("purchase_id IS NOT NULL"),
    )


def _makers() -> None:
    op.add_column(
        "generations",
        sa.Column("makers", sa.Text(), server_default=sa.text("''"), nullable=False),
    )
    for name, which in (
        ("ix_generations_pace", "revises IS NULL"),
        ("ix_generations_pace_revised", "revises IS NOT NULL"),
    ):
        op.drop_index(name, "generations")
        op.create_index(
            name,
            "generations",
            ["profile", "resolution", "fps", "makers", "completed_at"],
            sqlite_where=sa.text(f"status = 'completed' AND attempts = 1 AND {which}"),
        )


def _purchases() -> None:
    op.create_table(
        "purchases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=True),
        sa.Column("family", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("estimate_micros", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=True),
        sa.Column("cost_micros", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('prepared', 'submitted', 'done', 'failed', 'unknown')",
            name="ck_purchases_state_known",
        ),
        sa.CheckConstraint("estimate_micros >= 0", name="ck_purchases_estimate_not_negative"),
        sa.CheckConstraint("cost_micros >= 0", name="ck_purchases_cost_not_negative"),
        sa.ForeignKeyConstraint(["profile"], ["profiles.name"], name="fk_purchases_profile"),
        sa.ForeignKeyConstraint(
            ["generation_id"],
            ["generations.id"],
            name="fk_purchases_generation_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_purchases"),
        sqlite_autoincrement=True,
    )
    op.create_index("ux_purchases_key", "purchases", ["key"], unique=True)
    op.create_index("ix_purchases_same", "purchases", ["family", "step", "fingerprint"])
    op.create_index("ix_purchases_generation_id", "purchases", ["generation_id"])
    op.create_index(
        "ix_purchases_open",
        "purchases",
        ["profile"],
        sqlite_where=sa.text("state IN ('prepared', 'submitted', 'unknown')"),
    )
