"""What we add to a service: eight scenes, four at a time at 3 s each; and each single request.

The ideal is the critical path: what comes before the first order, two rounds of filming at the
service, and what comes after the last clip has arrived. Above it is whatever is waited for
without need: orders that come late, looks that come late, clips that queue for each other.
"""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from tests.benchmarks.report import ratios, report
from tests.servers.jobs import DONE, Plan
from tests.servers.site import Answer, Asked, Site, open_site, told
from tests.servers.videos import Videos
from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.model import Request
from vidgen_desktop.engine import open_engine
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.jobs import job_of
from vidgen_desktop.setups import ProviderKind, ProviderSetup

SCENES, AT_ONCE, SECONDS_PER_CLIP = 8, 4, 3.0
RUNS = 3
REQUESTS = 300
SUBJECTS = ("lake", "forest", "meadow", "river", "summit", "valley", "village", "glacier")


@dataclass
class Clocked(Videos):
    """A service that takes its time for each clip, and refuses more than it films at once."""

    site: Site
    seconds: float = SECONDS_PER_CLIP
    busy_until: dict[str, float] = field(default_factory=dict[str, float])
    first_order: float = 0.0
    last_clip: float = 0.0
    refused: int = 0

    def __post_init__(self) -> None:
        super().__init__(self.site)
        self.jobs.plan = Plan(looks=None)

    def _create(self, asked: Asked) -> Answer:
        now = time.monotonic()
        self.first_order = self.first_order or now
        if sum(until > now for until in self.busy_until.values()) >= AT_ONCE:
            self.refused += 1
            return told({"error": {"message": "Too many at once"}}, 429)
        answer = super()._create(asked)
        self.busy_until[self.jobs.made[-1].name] = now + self.seconds
        return answer

    def _retrieve(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        if job is not None and time.monotonic() >= self.busy_until[job.name]:
            job.state = DONE
        return super()._retrieve(asked)

    def _content(self, asked: Asked) -> Answer:
        answer = super()._content(asked)
        self.last_clip = time.monotonic()
        return answer


@contextmanager
def _home():
    with tempfile.TemporaryDirectory() as name:
        os.environ["VIDGEN_HOME"] = name
        yield Path(name)


def _setup(site: Site) -> ProviderSetup:
    return ProviderSetup(
        "bench", ProviderKind.SHAPED, address=f"{site.url}/v1", parallel=AT_ONCE,
        entered_by_person=True,
    )  # fmt: skip


def _one_video() -> tuple[float, float]:
    """Seconds from the start to the end, and those of the critical path."""
    site = Site()
    service = Clocked(site)
    with _home(), open_site(site):
        prompt = "\n\n".join(
            f"Scene {n}: The {subject}\nNarrator: The {subject} is quiet in the early morning."
            for n, subject in enumerate(SUBJECTS, 1)
        )
        cast = Cast(clips=Choice("bench", "film-1"))
        with closing(open_engine(Settings(providers=(_setup(site),)))) as engine:
            known = engine.submit(Request(prompt, seconds=5.0 * SCENES, cast=cast))
            began = time.monotonic()
            outcome = engine.run(known.id, CancelToken(), lambda _: None)
            ended = time.monotonic()
    assert isinstance(outcome, Completed), outcome
    rounds = -(-len(service.jobs.made) // AT_ONCE)
    before, after = service.first_order - began, ended - service.last_clip
    ideal = before + rounds * SECONDS_PER_CLIP + after
    print(
        f"  {len(service.jobs.made)} clips, {service.refused} refused as too many: "
        f"{ended - began:.2f} s; critical path {ideal:.2f} s = {before:.2f} before the first "
        f"order + {rounds} x {SECONDS_PER_CLIP:g} at the service + {after:.2f} after the last clip"
    )
    return ended - began, ideal


def _overheads() -> None:
    """Our client beside a bare httpx2 one on the same server: each request in turns."""
    site = Site()
    videos = Videos(site)
    videos.jobs.plan = Plan(looks=None)
    with (
        open_site(site),
        open_client(_setup(site), CancelToken()) as ours,
        httpx2.Client(base_url=f"{site.url}/v1") as bare,
    ):
        job = bare.post("videos", json={"prompt": "a lake"}).json()["id"]
        for what, mine, theirs in (
                ("a look at a job",
                 lambda: job_of(ours.get(f"videos/{job}"), "Bench"),
                 lambda: bare.get(f"videos/{job}").json()),
                ("an order",
                 lambda: ours.post("videos", json={"prompt": "a lake"}).json(),
                 lambda: bare.post("videos", json={"prompt": "a lake"}).json()),
                ("a look with a client of its own",
                 lambda: _alone(site, job),
                 lambda: _bare_alone(site, job)),
            ):  # fmt: skip
            _beside(what, mine, theirs)


def _alone(site: Site, job: str) -> None:
    with open_client(_setup(site), CancelToken()) as client:
        job_of(client.get(f"videos/{job}"), "Bench")


def _bare_alone(site: Site, job: str) -> None:
    with httpx2.Client(base_url=f"{site.url}/v1", trust_env=False, verify=False) as client:
        client.get(f"videos/{job}").json()


def _beside(what: str, mine: Callable[[], object], theirs: Callable[[], object]) -> None:
    ours, bare = [], []
    for turn in range(REQUESTS + 20):
        for work, times in ((mine, ours), (theirs, bare)):
            began = time.perf_counter()
            work()
            if turn >= 20:
                times.append(time.perf_counter() - began)
    more = [(mine - floor) * 1000 for mine, floor in zip(ours, bare, strict=True)]
    report(f"{what}, more than bare httpx2", more, "at most 5", " ms")


def main() -> None:
    """Print what each request costs more, and the whole time over the critical path."""
    _overheads()
    whole, ideal = [], []
    for _ in range(RUNS):
        seconds, path = _one_video()
        whole.append(seconds)
        ideal.append(path)
    report("eight scenes over the critical path", ratios(whole, ideal), "at most 1.15")


if __name__ == "__main__":
    main()
