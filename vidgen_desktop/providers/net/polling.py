"""Waiting for a job that goes on elsewhere, for as long as the person lets it."""

from collections.abc import Callable

from vidgen_desktop.core.counting import minutes
from vidgen_desktop.core.errors import ProviderFault
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.run.running import Running
from vidgen_desktop.providers.net.faults import Fate, ServiceError
from vidgen_desktop.providers.net.jobs import Job, JobState
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.setups import ProviderSetup

SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 10.0  # seconds
_TRIES = 10  # of one look: some minutes, as the job is paid for
_SHARE = 1 / 12  # of what it took so far: short jobs are noticed at once, long ones cost little


class JobFailed(ServiceError):
    """The job has ended without a result. `job` shows it: it may say what was billed."""

    def __init__(self, message: str, advice: str, *, job: Job) -> None:
        super().__init__(
            message, advice, fault=ProviderFault.REFUSED, fate=Fate.REFUSED, said=job.said
        )
        self.job = job


class StillPending(ServiceError):
    """The person's limit was reached while the job goes on: it may yet be done, and billed."""


def wait_for(
    look: Callable[[], Job],
    setup: ProviderSetup,
    work: Work,
    *,
    pause: float | None = None,
) -> Job:
    """The job, done. `look` asks for it once; it is asked again and again, with pauses that
    grow from `pause` seconds (or the shortest), and after passing faults.

    Progress never goes back, and each look touches it, as a sign of life. Raises JobFailed,
    StillPending after `setup.wait_seconds` of running time, ServiceError or Cancelled.
    """
    pause = max(pause or 0.0, SHORTEST_PAUSE)
    running = Running(most=3 * max(pause, LONGEST_PAUSE))
    furthest = 0.0
    while True:
        left = setup.wait_seconds - running.passed()
        job = retried(look, setup.name, work.token, tries=_TRIES, within=max(left, 1.0))
        if job.state is JobState.DONE:
            return job
        if job.state is not JobState.PENDING:
            raise _failed(job, setup.name)
        furthest = max(furthest, job.fraction or 0.0)
        work.progress(furthest)
        past = running.passed()
        if past >= setup.wait_seconds:
            raise _still_pending(setup, job)
        rest = min(max(pause, past * _SHARE), max(pause, LONGEST_PAUSE))
        work.token.wait(min(rest, setup.wait_seconds - past))


def _failed(job: Job, name: str) -> JobFailed:
    own = f" It said: {job.why}" if job.why else ""
    if job.state is JobState.GONE:
        return JobFailed(
            f"{name} has ended the job without a result: {job.status}.{own}",
            "Try again. What it billed for it is in your account there.",
            job=job,
        )
    return JobFailed(
        f"{name} could not make it.{own}", "Change the text or the model, or try again.", job=job
    )


def _still_pending(setup: ProviderSetup, job: Job) -> StillPending:
    stands = f" Its state is “{job.status}”." if job.status else ""
    return StillPending(
        f"{setup.name} has not finished within {minutes(setup.wait_seconds)}.{stands}",
        "The job may go on there. Try again to look for it, or raise the limit in the settings.",
        fault=ProviderFault.UNAVAILABLE,
        fate=Fate.LOST,
    )
