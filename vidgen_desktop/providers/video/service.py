"""What a video provider is to the way a clip is bought: the words of its service."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import part_of
from vidgen_desktop.providers.net.faults import ServiceError, unusable
from vidgen_desktop.providers.net.jobs import Job, JobState
from vidgen_desktop.providers.tariff import Bill, reported_in
from vidgen_desktop.providers.video.pictures import Picture
from vidgen_desktop.providers.video.shape import Shape
from vidgen_desktop.setups import ProviderSetup

if TYPE_CHECKING:
    import httpx2

_MOST_LETTERS = 200
_QUEUED = {"queued", "pending", "in_queue", "submitted", "created", "not_started"}


@dataclass(frozen=True, slots=True)
class Shot:
    """A clip as it is asked for. `sound` says whether the clip's own is wanted, `fps`
    how many frames a second the video has.
    """

    scene: int
    model: str
    prompt: str
    negative: str
    shape: Shape
    seed: int
    fps: int
    sound: bool = False
    frame: Picture | None = None
    reference: Picture | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a service shows of a create whose answer was lost: its job, if it can be told, or
    that it surely never arrived.
    """

    job: str | None = None
    is_absent: bool = False


UNSURE = Trace()


class Stop(StrEnum):
    """What has come of asking a service to stop a job."""

    OVER = "over"  # nothing will come of it any more
    NOT_YET = "not_yet"  # ask again
    CANNOT = "cannot"  # it goes on


class VideoService(Protocol):
    """One model of one service. Each verb makes plain calls on `client`, raises what they
    raise, and repeats nothing.
    """

    setup: ProviderSetup
    key: Key | None
    can_cancel: bool
    can_find: bool

    def prepare(self, client: "httpx2.Client", shot: Shot) -> Any:
        """What `create` needs, and what costs nothing: a picture uploaded, a body put together."""
        ...

    def create(self, client: "httpx2.Client", prepared: Any, purchase: Purchase) -> str:
        """Order the clip, once; the job's id. Our key goes along where there is a place."""
        ...

    def try_otherwise(self, fault: ServiceError) -> bool:
        """Whether a definite no to a create was to its form, and another is tried now."""
        ...

    def look(self, client: "httpx2.Client", job: str) -> Job:
        """The job as it now is."""
        ...

    def link(self, job: str, seen: Job) -> str:
        """Where the clip of a job that is done can be fetched."""
        ...

    def find(self, client: "httpx2.Client", purchase: Purchase) -> Trace:
        """What has become of a create whose answer was lost; only where `can_find` says that the
        service shows it.
        """
        ...

    def cancel(self, client: "httpx2.Client", job: str) -> Stop:
        """Have the job stopped; only where `can_cancel` says that the service lets one."""
        ...

    def bill(self, seen: Job, estimate: Bill) -> Bill:
        """What a job cost that was done, has failed, or stood like this when it was stopped."""
        ...


def job_id(body: Mapping[str, Any], name: str, field: str = "id") -> str:
    """The id in the answer to a create. One that cannot be asked for is as good as lost."""
    job = body.get(field)
    if isinstance(job, int) and not isinstance(job, bool):
        job = str(job)
    if not isinstance(job, str) or not job.isprintable() or not 0 < len(job) <= _MOST_LETTERS:
        raise unusable(name, "an answer without the job's number")
    return job


def usual_bill(seen: Job, estimate: Bill) -> Bill:
    """The cost the service reports; else the estimate for what was made or under way, and
    nothing for what failed or never began.
    """
    usage = part_of(seen.body, "usage")
    bill = reported_in(usage if usage.get("cost") is not None else seen.body)
    if bill is not None:
        return bill
    is_under_way = seen.state is JobState.PENDING and seen.status not in _QUEUED
    if seen.state is JobState.DONE or is_under_way:
        return estimate
    return Bill(0, estimate.source)
