"""Purchases without a known price: they cost something, and nobody knows how much."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whether a purchase has no known price. Of those before it is not known any more."""
    op.add_column(
        "purchases",
        sa.Column("unpriced", sa.Boolean(), server_default=sa.text("0"), nullable=False),
    )
