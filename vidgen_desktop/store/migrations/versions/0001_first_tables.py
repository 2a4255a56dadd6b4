"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Number = sa.Double[float]


def upgrade() -> None:
    """Make the tables of the first version."""
    _profiles()
    _generations()
    _cost_entries()
    _scenes()
    _steps()
    _takes()


def _generation(on_delete: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["generation_id"],
        ["generations.id"],
        name=f"fk_{table}_generation_id",
        ondelete=on_delete,
    )


def _profiles() -> None:
    op.create_table(
        "profiles",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "total_cost_micros", sa.BigInteger(), server_default=sa.text("0"), nullable=False
        ),
        sa.PrimaryKeyConstraint("name", name="pk_profiles"),
    )


def _generations() -> None:
    op.create_table(
        "generations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("request_json", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("progress", Number(), server_default=sa.text("0"), nullable=False),
        sa.Column("current_step", sa.Text(), nullable=True),
        sa.Column("progress_updated_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("completed_at", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("cost_micros", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "cancellation_requested", sa.Boolean(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("notes_json", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("storyboard_json", sa.Text(), nullable=True),
        sa.Column("result_json", sa.Text(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("fps", sa.Integer(), nullable=False),
        sa.Column("video_seconds", Number(), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'processing', 'completed', 'failed')",
            name="ck_generations_status_known",
        ),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name="ck_generations_progress_percent"),
        sa.ForeignKeyConstraint(["profile"], ["profiles.name"], name="fk_generations_profile"),
        sa.PrimaryKeyConstraint("id", name="pk_generations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_generations_profile", "generations", ["profile", "id"])
    op.create_index(
        "ix_generations_profile_search", "generations", ["profile", "id", "search_text"]
    )
    op.create_index(
        "ix_generations_pace",
        "generations",
        ["profile", "resolution", "fps", "completed_at"],
        sqlite_where=sa.text("status = 'completed' AND attempts = 1"),
    )


def _cost_entries() -> None:
    op.create_table(
        "cost_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["profile"], ["profiles.name"], name="fk_cost_entries_profile"),
        _generation("SET NULL", "cost_entries"),
        sa.PrimaryKeyConstraint("id", name="pk_cost_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cost_entries_generation_id", "cost_entries", ["generation_id"])


def _scenes() -> None:
    op.create_table(
        "scenes",
        sa.Column("generation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("narration", sa.Text(), nullable=False),
        sa.Column("visual", sa.Text(), nullable=False),
        sa.Column("seconds", Number(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        _generation("CASCADE", "scenes"),
        sa.PrimaryKeyConstraint("generation_id", "number", name="pk_scenes"),
    )


def _steps() -> None:
    op.create_table(
        "steps",
        sa.Column("generation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("value_json", sa.Text(), nullable=False),
        sa.Column("files_json", sa.Text(), nullable=False),
        sa.Column("seconds", Number(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        _generation("CASCADE", "steps"),
        sa.PrimaryKeyConstraint("generation_id", "key", name="pk_steps"),
    )


def _takes() -> None:
    op.create_table(
        "takes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=False),
        sa.Column("scene", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("poster", sa.Text(), nullable=False),
        sa.Column("seconds", Number(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("selected", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _generation("CASCADE", "takes"),
        sa.PrimaryKeyConstraint("id", name="pk_takes"),
    )
    op.create_index(
        "ux_takes_selected",
        "takes",
        ["generation_id", "scene"],
        unique=True,
        sqlite_where=sa.text("selected"),
    )
    op.create_index("ux_takes_path", "takes", ["generation_id", "scene", "path"], unique=True)
