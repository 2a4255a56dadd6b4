"""A generation's way from pending to its end."""

import logging
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import TextClause

from vidgen_desktop.core.choices import Resolution
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Generation, Request, Result, Status, now
from vidgen_desktop.store.models import COUNTS_FOR_PACE, REVISED_COUNTS
from vidgen_desktop.store.repository import SqliteStore, open_store

RESULT = Result("/videos/whales.mp4", "/videos/whales.png", 30.25, ("/videos/whales.srt",))


@pytest.fixture
def made(store: SqliteStore) -> Generation:
    return store.create(Request("whales"), "Whales")


def test_a_pending_generation_is_claimed_once(store: SqliteStore, made: Generation) -> None:
    assert store.claim(made.id) is not None
    known = store.get(made.id)
    assert known.status is Status.PROCESSING
    assert known.started_at is not None
    assert known.progress_updated_at is not None
    assert store.claim(made.id) is None


def test_of_many_who_claim_at_once_one_gets_it(
    store: SqliteStore, made: Generation, path: Path
) -> None:
    stores = [store, *(open_store(path, "default") for _ in range(3))]
    barrier = threading.Barrier(len(stores) * 2)
    answers: list[bool] = []

    def claim(own: SqliteStore) -> None:
        barrier.wait()
        answers.append(own.claim(made.id) is not None)

    threads = [threading.Thread(target=claim, args=(own,)) for own in stores * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for own in stores[1:]:
        own.close()
    assert sorted(answers) == [False] * 7 + [True]


def test_progress_never_goes_backwards(
    store: SqliteStore, made: Generation, caplog: pytest.LogCaptureFixture
) -> None:
    store.claim(made.id)
    at = now()
    assert store.save_progress(made.id, 30.0, "Making scene 1 of 3", at) is True
    with caplog.at_level(logging.WARNING, "vidgen.store"):
        assert store.save_progress(made.id, 29.9, "earlier", now()) is False
    assert "29.9" in caplog.text
    assert f"generation {made.id}" in caplog.text
    known = store.get(made.id)
    assert known.progress == 30.0
    assert known.current_step == "Making scene 1 of 3"
    assert known.progress_updated_at == at
    assert store.save_progress(made.id, 30.0, "Making scene 2 of 3", now()) is True


@pytest.mark.parametrize("percent", [-0.1, 100.1, float("nan"), float("inf")])
def test_progress_is_a_percentage(store: SqliteStore, made: Generation, percent: float) -> None:
    store.claim(made.id)
    with pytest.raises(ValueError, match="percentage"):
        store.save_progress(made.id, percent, "x", now())
    assert store.get(made.id).progress == 0.0


def test_only_a_processing_generation_progresses(store: SqliteStore, made: Generation) -> None:
    assert store.save_progress(made.id, 5.0, "x", now()) is False
    store.claim(made.id)
    store.fail(made.id, "media", "It broke.", now())
    assert store.save_progress(made.id, 50.0, "x", now()) is False
    assert store.get(made.id).progress == 0.0


def test_times_come_back_in_utc_whatever_zone_they_had(
    store: SqliteStore, made: Generation
) -> None:
    store.claim(made.id)
    tokyo = datetime(2026, 1, 1, 8, 30, 0, 123456, timezone(timedelta(hours=9)))
    store.save_progress(made.id, 1.0, "x", tokyo)
    kept = store.get(made.id).progress_updated_at
    assert kept is not None
    assert kept == tokyo
    assert kept.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    with pytest.raises(Exception, match="no time zone"):
        store.touch(made.id, datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake itself


def test_a_touch_changes_the_time_and_nothing_else(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    store.save_progress(made.id, 40.0, "step", now())
    before = store.get(made.id)
    at = now() + timedelta(seconds=10)
    store.touch(made.id, at)
    after = store.get(made.id)
    assert after.progress_updated_at == at
    assert (after.progress, after.current_step, after.status) == (
        before.progress,
        before.current_step,
        before.status,
    )


def test_an_ended_generation_shows_no_more_life(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    ended = now()
    store.fail(made.id, "media", "It broke.", ended)
    store.touch(made.id, ended + timedelta(hours=1))
    assert store.get(made.id).progress_updated_at == ended


def test_a_pending_generation_is_cancelled_at_once_and_never_starts(
    store: SqliteStore, made: Generation
) -> None:
    assert store.request_cancel(made.id) is Status.FAILED
    known = store.get(made.id)
    assert known.is_cancelled
    assert (known.error, known.error_code) == ("Cancelled by user", "cancelled")
    assert store.claim(made.id) is None
    assert store.get(made.id).status is Status.FAILED


def test_a_processing_generation_is_asked_to_stop(
    store: SqliteStore, made: Generation, path: Path
) -> None:
    store.claim(made.id)
    assert store.cancellation_requested(made.id) is False
    with open_store(path, "default") as other_process:
        assert other_process.request_cancel(made.id) is Status.PROCESSING
    assert store.cancellation_requested(made.id) is True
    assert store.get(made.id).cancellation_requested is True


def test_what_has_ended_cannot_be_cancelled(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    store.complete(made.id, RESULT)
    before = store.get(made.id)
    assert store.request_cancel(made.id) is Status.COMPLETED
    assert store.get(made.id) == before


def test_completing_sets_everything_at_once(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    store.save_progress(made.id, 99.0, "Finishing", now())
    store.complete(made.id, RESULT)
    known = store.get(made.id)
    assert known.status is Status.COMPLETED
    assert known.progress == 100.0
    assert known.current_step is None
    assert known.result == RESULT
    assert known.started_at is not None
    assert known.completed_at is not None
    assert known.started_at <= known.completed_at <= now()
    assert known.progress_updated_at == known.completed_at


def test_only_a_processing_generation_completes(store: SqliteStore, made: Generation) -> None:
    with pytest.raises(InvalidRequest):
        store.complete(made.id, RESULT)
    store.request_cancel(made.id)
    with pytest.raises(InvalidRequest):
        store.complete(made.id, RESULT)
    assert store.get(made.id).result is None


def test_a_failure_keeps_its_code_sentence_and_place(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    store.save_progress(made.id, 45.0, "Making scene 2 of 3", now())
    at = now()
    store.fail(made.id, "disk_full", "The disk is full.", at)
    known = store.get(made.id)
    assert (known.status, known.error_code, known.error) == (
        Status.FAILED,
        "disk_full",
        "The disk is full.",
    )
    assert known.progress == 45.0
    assert known.progress_updated_at == at
    assert known.completed_at is None
    assert not known.is_cancelled


def test_what_has_completed_does_not_fail_afterwards(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    store.complete(made.id, RESULT)
    store.fail(made.id, "bug", "Too late.", now())
    assert store.get(made.id).status is Status.COMPLETED


def test_a_reset_makes_it_pending_with_a_clean_slate(store: SqliteStore, made: Generation) -> None:
    store.claim(made.id)
    store.save_progress(made.id, 60.0, "Making scene 3 of 3", now())
    store.request_cancel(made.id)
    store.fail(made.id, "cancelled", "Cancelled by user", now())
    store.record(made.id, "plan", "f", "value", files=[], seconds=1.0)
    again = store.reset(made.id)
    assert again == store.get(made.id)
    assert again.status is Status.PENDING
    assert again.progress == 0.0
    assert again.current_step is None
    assert again.error is None
    assert again.error_code is None
    assert again.cancellation_requested is False
    assert again.started_at is None
    assert again.completed_at is None
    assert store.recorded(made.id, "plan", "f", str) == "value"
    assert store.claim(made.id) is not None


def test_only_what_failed_is_reset(store: SqliteStore, made: Generation) -> None:
    with pytest.raises(InvalidRequest):
        store.reset(made.id)
    store.claim(made.id)
    with pytest.raises(InvalidRequest):
        store.reset(made.id)
    store.complete(made.id, RESULT)
    with pytest.raises(InvalidRequest):
        store.reset(made.id)


class TestPace:
    """How long generations like this one took, per second of video."""

    def finish(
        self,
        store: SqliteStore,
        request: Request,
        work: float,
        seconds: float = 30.0,
        of: int | None = None,
    ) -> None:
        made = store.create(request, "title", of)
        store.claim(made.id)
        store.complete(made.id, Result("v", "p", seconds))
        with store._connections.writing() as session:
            session.connection().exec_driver_sql(
                "UPDATE generations SET started_at = '2026-01-01 00:00:00.000000',"
                " completed_at = ? WHERE id = ?",
                (f"2026-01-01 00:{int(work) // 60:02}:{work % 60:09.6f}", made.id),
            )

    def test_is_unknown_without_experience(self, store: SqliteStore) -> None:
        assert store.pace(Request("x")) is None

    def test_is_the_median(self, store: SqliteStore) -> None:
        for work in (15.0, 18.0, 300.0):
            self.finish(store, Request("x"), work)
        assert store.pace(Request("y", seconds=120.0)) == pytest.approx(0.6)

    def test_counts_only_the_same_size_and_frame_rate(self, store: SqliteStore) -> None:
        self.finish(store, Request("x"), 15.0)
        assert store.pace(Request("x", resolution=Resolution.FULL_HD)) is None
        assert store.pace(Request("x", fps=30)) is None

    def test_counts_only_the_last_twenty(self, store: SqliteStore) -> None:
        # All complete at times after 2026-01-01 00:00 that grow with their work.
        for work in [10.0] * 15 + [60.0] * 20:
            self.finish(store, Request("x"), work)
        assert store.pace(Request("x")) == pytest.approx(2.0)

    def test_a_resumed_one_tells_nothing(self, store: SqliteStore) -> None:
        made = store.create(Request("x"), "title")
        store.claim(made.id)
        store.fail(made.id, "media", "It broke.", now())
        store.reset(made.id)
        store.claim(made.id)
        store.complete(made.id, RESULT)
        assert store.pace(Request("x")) is None

    def test_versions_and_first_versions_tell_nothing_about_each_other(
        self, store: SqliteStore
    ) -> None:
        self.finish(store, Request("x"), 60.0)
        assert store.pace(Request("x"), revised=True) is None
        version = store.create(Request("x"), "title", of=1)
        self.finish(store, Request("x"), 6.0, of=1)
        assert store.pace(Request("x")) == pytest.approx(2.0)
        assert store.pace(version.request, revised=True) == pytest.approx(0.2)

    @pytest.mark.parametrize(
        ("counts", "index"),
        [(COUNTS_FOR_PACE, "ix_generations_pace"), (REVISED_COUNTS, "ix_generations_pace_revised")],
    )
    def test_uses_its_index(self, store: SqliteStore, counts: TextClause, index: str) -> None:
        with store._connections.reading() as session:
            plan = session.connection().exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT started_at FROM generations WHERE profile = ?"
                f" AND resolution = ? AND fps = ? AND makers = ? AND {counts}"
                " ORDER BY completed_at DESC LIMIT 20",
                ("default", "720p", 24, ""),
            )
            steps = " ".join(str(row[3]) for row in plan)
        assert index in steps
        assert "TEMP B-TREE" not in steps
