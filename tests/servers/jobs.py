"""Jobs that move by being looked at, never by the clock: what a test says will happen, does."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from tests.servers.films import film
from tests.servers.site import Asked

DONE, FAILED, CANCELLED, EXPIRED = "completed", "failed", "cancelled", "expired"


@dataclass(frozen=True)
class Plan:
    """What will become of a job: its end, after so many looks (None: it never ends).

    `progress` is what it says at each look, in per cent; after the last it stays there.
    `content` are the looks at the result that come too early.
    """

    looks: int | None = 2
    end: str = DONE
    why: str = ""
    progress: tuple[object, ...] = (10, 50, 90)
    content: bytes | None = None
    too_early: int = 0


@dataclass
class Job:
    """A job under way. `fields` is the create as it was sent; `name` the server's id for it,
    and `key` the client's: the first value in its metadata, or its Idempotency-Key.
    """

    name: str
    fields: dict[str, Any]
    plan: Plan
    key: str = ""
    looks: int = 0
    state: str = ""  # an end, or empty
    is_forgotten: bool = False
    downloads: int = 0

    @property
    def progress(self) -> object:
        """As the plan says."""
        told = self.plan.progress
        return told[min(self.looks, len(told) - 1)] if told else None

    def look(self) -> None:
        """Move on by one look."""
        if self.state:
            return
        self.looks += 1
        if self.plan.looks is not None and self.looks >= self.plan.looks:
            self.state = self.plan.end

    def content(self) -> bytes | None:
        """The film, if it is there already."""
        if self.state != DONE:
            return None
        self.downloads += 1
        if self.downloads <= self.plan.too_early:
            return None
        return film() if self.plan.content is None else self.plan.content


@dataclass
class Jobs:
    """All jobs that were created, and what each would be billed."""

    price_micros: int = 0
    plan: Plan = field(default_factory=Plan)
    coming: deque[Plan] = field(default_factory=deque[Plan])
    made: list[Job] = field(default_factory=list[Job])

    def create(self, fields: dict[str, Any], asked: Asked) -> Job:
        """A new job, with the next plan that a test has put in `coming`, or the usual one."""
        plan = self.coming.popleft() if self.coming else self.plan
        metadata = fields.get("metadata")
        named = next(iter(metadata.values()), "") if isinstance(metadata, dict) else ""
        key = str(named) or asked.headers.get("idempotency-key", "")
        job = Job(f"job_{len(self.made) + 1:04d}", fields, plan, key)
        self.made.append(job)
        return job

    def find(self, name: str) -> Job | None:
        """The job of this id, unless it was forgotten."""
        return next((j for j in self.made if j.name == name and not j.is_forgotten), None)

    @property
    def known(self) -> list[Job]:
        """Those that are not forgotten."""
        return [job for job in self.made if not job.is_forgotten]

    @property
    def billed_micros(self) -> int:
        """What all of it cost: what was done."""
        return self.price_micros * sum(job.state == DONE for job in self.made)

    def per_key(self) -> Counter[str]:
        """How many creates came with each of the client's keys."""
        return Counter(job.key for job in self.made)
