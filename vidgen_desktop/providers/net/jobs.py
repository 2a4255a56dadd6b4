"""What a service says of a job, read with all the deviations that are known.

An unknown status means that it is still under way. A number that cannot be progress is none.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx2

from vidgen_desktop.providers.net.answers import body_of, json_of, message_in

_DONE = {"completed", "complete", "done", "succeeded", "success"}
_FAILED = {"failed", "failure", "error"}
_GONE = {"cancelled", "canceled", "aborted", "expired", "deleted"}


class JobState(StrEnum):
    """Where a job stands; GONE is an end without a fault of the work itself."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the service now shows it. `status` is its own word, `fraction` 0 to 1 or None,
    `why` its words for a failure, `said` its code for it, `body` all of the answer.
    """

    state: JobState
    status: str
    fraction: float | None
    why: str
    said: str
    body: Mapping[str, Any]


def job_in(body: Mapping[str, Any]) -> Job:
    """Read a job from an answer's body."""
    status = body.get("status")
    word = status.strip().lower() if isinstance(status, str) else ""
    why, said = message_in(body) if _state(word) is not JobState.PENDING else ("", "")
    return Job(_state(word), word, fraction_in(body.get("progress")), why, said, body)


def job_of(response: httpx2.Response, name: str) -> Job:
    """Read a job from an answer; raises ServiceError where there is none in it.

    Some servers show a failed job with a status that is no success: what is a job counts.
    """
    body = body_of(response)
    if not response.is_success and body is not None:
        job = job_in(body)
        if job.state is not JobState.PENDING and isinstance(body.get("id"), str):
            return job
    return job_in(json_of(response, name, is_job=True))


def fraction_in(progress: object) -> float | None:
    """0 to 1, from per cent as a number or a text such as "45%"."""
    if isinstance(progress, str):
        progress = progress.strip().removesuffix("%")
    if isinstance(progress, bool) or not isinstance(progress, (int, float, str)):
        return None
    try:
        value = float(progress)
    except (ValueError, OverflowError):
        return None
    return min(value, 100.0) / 100.0 if math.isfinite(value) and value >= 0 else None


def _state(word: str) -> JobState:
    if word in _DONE:
        return JobState.DONE
    if word in _FAILED:
        return JobState.FAILED
    return JobState.GONE if word in _GONE else JobState.PENDING
