"""The tables. Their history is in migrations/; a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC without a zone and returned aware of it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the base class names it
    ) -> datetime | None:
        """Refuse a time without a zone: nobody could say later which one was meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the base class names it
    ) -> datetime | None:
        """The stored moment, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class AnyText(TypeDecorator[str]):
    """Text, where services and file names may hold half characters that SQLite cannot."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002 - the base class names it
    ) -> str | None:
        """The text, with a question mark for each lone surrogate."""
        return None if value is None else value.encode("utf-8", "replace").decode()


class Base(DeclarativeBase):
    """What all tables share: names for constraints, and Python's types in SQLite's."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, str: AnyText}  # noqa: RUF012 - SQLAlchemy's way


# Written out, not bound, so that SQLite can prove that the index on these rows fits the query.
COUNTS_FOR_PACE = text("status = 'completed' AND attempts = 1 AND revises IS NULL")
REVISED_COUNTS = text("status = 'completed' AND attempts = 1 AND revises IS NOT NULL")
IS_VERSION = text("revises IS NOT NULL")
IS_ACTIVE = text("status IN ('pending', 'processing')")
IS_OPEN = text("state IN ('prepared', 'submitted', 'unknown')")
IS_PURCHASE = text("purchase_id IS NOT NULL")
PACE_COLUMNS = ("profile", "resolution", "fps", "makers", "completed_at")


class ProfileRow(Base):
    """Somebody who makes videos, and what they have spent in all."""

    __tablename__ = "profiles"

    name: Mapped[str] = mapped_column(primary_key=True)
    total_cost_micros: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))


class GenerationRow(Base):
    """A generation. `search_text` is the title and prompt, folded for searching.

    `resolution`, `fps`, `makers` and `video_seconds` repeat what the JSON columns say, for `pace`;
    `attempts` counts how often it was claimed, as a resumed one tells nothing about pace.
    `revises` is the first of its family, which may be deleted by now; `version` is kept, not
    counted, so that a number stays what it was when another version is deleted. `owner` and
    `attempts` are the lease (`store/makers/lease.py`), `beats` counts the signs of life.
    """

    __tablename__ = "generations"
    # An id is never given twice: a deleted generation's files must not turn up in a new one.
    __table_args__ = (
        CheckConstraint(
            "status IN ('pending', 'processing', 'completed', 'failed')", name="status_known"
        ),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_percent"),
        # Two for listing: the narrow one counts and pages, the wide one is searched through.
        Index("ix_generations_profile", "profile", "id"),
        Index("ix_generations_profile_search", "profile", "id", "search_text"),
        Index("ix_generations_pace", *PACE_COLUMNS, sqlite_where=COUNTS_FOR_PACE),
        Index("ix_generations_pace_revised", *PACE_COLUMNS, sqlite_where=REVISED_COUNTS),
        Index("ix_generations_revises", "revises", sqlite_where=IS_VERSION),
        Index("ix_generations_active", "profile", "id", sqlite_where=IS_ACTIVE),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped[str] = mapped_column(ForeignKey("profiles.name"))
    request_json: Mapped[str]
    title: Mapped[str]
    search_text: Mapped[str]
    status: Mapped[str]
    progress: Mapped[float] = mapped_column(server_default=text("0"))
    current_step: Mapped[str | None]
    progress_updated_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    cost_micros: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    cancellation_requested: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    error: Mapped[str | None]
    error_code: Mapped[str | None]
    notes_json: Mapped[str] = mapped_column(server_default=text("'[]'"))
    storyboard_json: Mapped[str | None]
    result_json: Mapped[str | None]
    resolution: Mapped[str]
    fps: Mapped[int]
    makers: Mapped[str] = mapped_column(server_default=text("''"))
    video_seconds: Mapped[float | None]
    revises: Mapped[int | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    owner: Mapped[str | None]
    beats: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))


class SceneRow(Base):
    """A scene of a generation's storyboard."""

    __tablename__ = "scenes"

    generation_id: Mapped[int] = mapped_column(
        ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    narration: Mapped[str]
    visual: Mapped[str]
    seconds: Mapped[float]
    heading: Mapped[str]
    picture: Mapped[str | None]


class TakeRow(Base):
    """A clip made for a scene; at most one of a scene's takes is selected."""

    __tablename__ = "takes"
    __table_args__ = (
        Index(
            "ux_takes_selected",
            "generation_id",
            "scene",
            unique=True,
            sqlite_where=text("selected"),
        ),
        Index("ux_takes_path", "generation_id", "scene", "path", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    generation_id: Mapped[int] = mapped_column(ForeignKey("generations.id", ondelete="CASCADE"))
    scene: Mapped[int]
    path: Mapped[str]
    poster: Mapped[str]
    seconds: Mapped[float]
    provider: Mapped[str]
    selected: Mapped[bool]
    created_at: Mapped[datetime]


class StepRow(Base):
    """The result of a step: what went in (fingerprint), what came out, and its files."""

    __tablename__ = "steps"

    generation_id: Mapped[int] = mapped_column(
        ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    value_json: Mapped[str]
    files_json: Mapped[str]
    seconds: Mapped[float]
    recorded_at: Mapped[datetime]


class PurchaseRow(Base):
    """A purchase. Like the ledger it outlives its generation; `family` is that one's first, so
    that what was bought for one version is found by the others.

    `cost_micros` is set once its end is known, whether anything was billed or not.
    """

    __tablename__ = "purchases"
    __table_args__ = (
        CheckConstraint(
            "state IN ('prepared', 'submitted', 'done', 'failed', 'unknown')", name="state_known"
        ),
        CheckConstraint("estimate_micros >= 0", name="estimate_not_negative"),
        CheckConstraint("cost_micros >= 0", name="cost_not_negative"),
        Index("ux_purchases_key", "key", unique=True),
        Index("ix_purchases_same", "family", "step", "fingerprint"),
        Index("ix_purchases_generation_id", "generation_id"),
        Index("ix_purchases_open", "profile", sqlite_where=IS_OPEN),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped[str] = mapped_column(ForeignKey("profiles.name"))
    generation_id: Mapped[int | None] = mapped_column(
        ForeignKey("generations.id", ondelete="SET NULL")
    )
    family: Mapped[int]
    key: Mapped[str]
    step: Mapped[str]
    provider: Mapped[str]
    model: Mapped[str]
    what: Mapped[str]
    estimate_micros: Mapped[int] = mapped_column(BigInteger)
    fingerprint: Mapped[str]
    state: Mapped[str]
    job: Mapped[str | None]
    cost_micros: Mapped[int | None] = mapped_column(BigInteger)
    source: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    unpriced: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))


class CostEntryRow(Base):
    """A line of the ledger. It outlives its generation, as the money stays spent."""

    __tablename__ = "cost_entries"
    __table_args__ = (
        Index("ix_cost_entries_generation_id", "generation_id"),
        # Sums over months are made from this alone, without a look at the table.
        Index(
            "ix_cost_entries_month", "profile", "created_at", "provider", "generation_id", "micros"
        ),
        # A purchase is charged once, whatever goes wrong.
        Index("ux_cost_entries_purchase", "purchase_id", unique=True, sqlite_where=IS_PURCHASE),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped[str] = mapped_column(ForeignKey("profiles.name"))
    generation_id: Mapped[int | None] = mapped_column(
        ForeignKey("generations.id", ondelete="SET NULL")
    )
    step: Mapped[str]
    provider: Mapped[str]
    what: Mapped[str]
    micros: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str]
    created_at: Mapped[datetime]
    model: Mapped[str] = mapped_column(server_default=text("''"))
    purchase_id: Mapped[int | None]
