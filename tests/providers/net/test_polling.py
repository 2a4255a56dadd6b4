"""Jobs are read with all their deviations, and waited for as long as the person says."""

import json
import threading
from dataclasses import replace
from typing import Any

import pytest

from tests.providers.net.serving import Reply, Server, body, raw, serving, told
from vidgen_desktop.core.cancel import Cancelled
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.jobs import Job, JobState, fraction_in, job_in, job_of
from vidgen_desktop.providers.net.polling import JobFailed, StillPending, wait_for


def at(status: object, progress: object = None, **more: object) -> Reply:
    return told({"id": "v1", "status": status, "progress": progress, **more})


def waited(server: Server, work: Work, limit: float = 60.0) -> Job:
    setup = server.setup()
    with open_client(setup, work.token) as client:
        return wait_for(
            lambda: job_of(client.get("videos/v1"), setup.name),
            replace(setup, wait_seconds=limit),
            work,
            pause=0.001,
        )


@pytest.mark.parametrize("end", ["completed", "done", "succeeded", "COMPLETED", " Done "])
def test_a_job_is_waited_for_to_its_end(end: str, work: Work) -> None:
    with serving(at("queued"), at("processing"), at(None), at("warming_up"), at(end)) as server:
        assert waited(server, work).state is JobState.DONE
        assert len(server.heard) == 5


def test_progress_never_goes_back_and_shows_life(work: Work) -> None:
    seen: list[float] = []
    replies = [at("x", p) for p in (10, None, 5, "40%", -1, 250, 60, True, "soon", 99)]
    with serving(*replies, at("done", 3)) as server:
        waited(server, replace(work, progress=seen.append))
    assert seen == [0.1, 0.1, 0.1, 0.4, 0.4, 1.0, 1.0, 1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("progress", "fraction"),
    [
        (0, 0.0),
        (42, 0.42),
        (99.5, 0.995),
        ("7", 0.07),
        (10**400, None),
        (101, 1.0),
        (-1, None),
        (None, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        ([50], None),
        ("", None),
    ],
)
def test_a_number_that_cannot_be_progress_is_none(progress: object, fraction: float | None) -> None:
    assert fraction_in(progress) == fraction


@pytest.mark.parametrize(
    ("more", "why", "said"),
    [
        ({"error": {"message": "Out of memory"}}, "Out of memory", ""),
        ({"error": {"message": "Flagged", "code": "moderation"}}, "Flagged", "moderation"),
        ({"error": "Broken"}, "Broken", ""),
        ({"detail": "Broken"}, "Broken", ""),
        ({"detail": [{"msg": "Too long"}, {"msg": "Too wide"}]}, "Too long; Too wide", ""),
        ({"error": None}, "", ""),
        ({}, "", ""),
    ],
)
@pytest.mark.parametrize("status", [200, 500])
def test_a_failed_job_says_why_in_either_shape(
    more: dict[str, Any], why: str, said: str, status: int, work: Work
) -> None:
    failed = told({"id": "v1", "status": "failed", **more}, status)
    with (
        serving(at("queued"), failed) as server,
        pytest.raises(JobFailed, match="Studio could not make it") as told_of,
    ):
        waited(server, work)
    assert why in told_of.value.message
    assert (told_of.value.job.why, told_of.value.job.said) == (why, said)
    assert len(server.heard) == 2


@pytest.mark.parametrize("end", ["cancelled", "canceled", "aborted", "expired", "deleted"])
def test_a_job_that_is_gone_is_not_waited_for(end: str, work: Work) -> None:
    with serving(at(end)) as server, pytest.raises(JobFailed, match=end) as told_of:
        waited(server, work)
    assert told_of.value.job.state is JobState.GONE


def test_a_job_that_never_ends_ends_at_the_persons_limit(work: Work) -> None:
    with (
        serving(at("processing", 40)) as server,
        pytest.raises(StillPending, match=r"has not finished within 0\.002 minutes") as told_of,
    ):
        waited(server, work, limit=0.12)
    assert "“processing”" in told_of.value.message
    assert "Try again" in told_of.value.advice
    assert len(server.heard) > 1


def test_passing_faults_do_not_end_the_wait(work: Work) -> None:
    faults = [raw(b""), body(b"{", 200), body(b"<html>", 502, "text/html"), told([], 200)]
    with serving(at("queued"), *faults, at("done")) as server:
        assert waited(server, work).state is JobState.DONE
        assert len(server.heard) == 6


def test_a_job_that_is_not_known_is_told(work: Work) -> None:
    with (
        serving(told({"detail": "No such job"}, 404)) as server,
        pytest.raises(ProviderError, match="No such job"),
    ):
        waited(server, work)


def test_a_cancel_ends_the_wait(work: Work) -> None:
    with serving(at("queued")) as server:
        stopper = threading.Thread(target=lambda: (server.arrived.wait(10), work.token.cancel()))
        stopper.start()
        with pytest.raises(Cancelled):
            waited(server, work)
        stopper.join()


def test_any_object_is_read_without_a_fault() -> None:
    for text in ('{"status": {}}', '{"status": 3, "progress": {}}', '{"error": [1, [2]]}', "{}"):
        assert job_in(json.loads(text)).state is JobState.PENDING
