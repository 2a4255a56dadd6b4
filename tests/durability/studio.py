"""The provider of the attacks: films and speaks on loopback, counts, bills, and can hold on."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers.films import film
from tests.servers.jobs import DONE, Jobs, Plan
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.shaped import Models, Speech
from tests.servers.site import Asked, Site, open_site
from tests.servers.videos import OPENAI, Videos

CLIP_MICROS, VOICE_MICROS = 50_000, 3_000  # for each request
PRICES = """
[[price]]
provider = "studio"
models = ["film-1"]
source = "These tests"
dated = 2026-11-01
request = "0.05"

[[price]]
provider = "studio"
models = ["voice-1"]
source = "These tests"
dated = 2026-11-01
request = "0.003"
"""
SMALL = "320x180"  # not the size of a video: has to be encoded
FITTING = "1280x720"


@dataclass
class Studio:
    """The server, the proxy before it, and what it will bill."""

    site: Site
    videos: Videos
    speech: Speech
    proxy: FaultProxy

    @property
    def url(self) -> str:
        """What the person enters."""
        return f"{self.proxy.url}/v1"

    @property
    def jobs(self) -> Jobs:
        """The jobs, which outlive every client."""
        return self.videos.jobs

    def keys_of_creates(self) -> Counter[str]:
        """How many creates came with each of the client's keys."""
        return self.jobs.per_key()

    def has_clip_of(self, key: str) -> bool:
        """Whether a create with this key has arrived."""
        return key in self.keys_of_creates()

    def clips(self) -> Counter[str]:
        """How many creates there were of each clip, by its text; without what was called off."""
        made = (job for job in self.jobs.made if not job.is_forgotten)
        return Counter(str(job.fields["prompt"]) for job in made)

    def voices(self) -> Counter[str]:
        """How often each text was spoken."""
        return Counter(str(fields["input"]) for fields in self.speech.spoken)

    def billed_micros(self) -> int:
        """What is done, and what was called off after it had begun."""
        begun = sum(
            job.state == DONE or (job.is_forgotten and job.looks > 0) for job in self.jobs.made
        )
        return begun * CLIP_MICROS + len(self.speech.spoken) * VOICE_MICROS

    def billed_for(self, keys: frozenset[str], voices: int) -> int:
        """The part of that which goes back to creates with these keys, and to at most so many
        requests for speech, which carry none, that were sent again.
        """
        clips = sum(job.key in keys and job.state == DONE for job in self.jobs.made)
        again = sum(times - 1 for times in self.voices().values())
        return clips * CLIP_MICROS + min(again, voices) * VOICE_MICROS


class _Films(Jobs):
    """Jobs whose films differ from clip to clip, so that none can be taken for another."""

    size: str = FITTING
    looks: int = 1

    def create(self, fields: dict[str, Any], asked: Asked) -> Any:
        job = super().create(fields, asked)
        if job.plan is self.plan:
            seconds = float(fields["seconds"])
            hue = 0 if str(fields["prompt"]).startswith("Bees") else 120
            content = film(seconds, self.size, hue=hue)
            job.plan = Plan(looks=self.looks, content=content)
        return job


@contextmanager
def open_studio(*, size: str = FITTING, looks: int = 1) -> Iterator[Studio]:
    """The provider on a free port, with films of this size that are done after so many looks."""
    site = Site()
    videos = Videos(site, OPENAI)
    films = _Films()
    films.size, films.looks = size, looks
    videos.jobs = films
    speech = Speech(site)
    Models(site, {"film-1": None, "voice-1": None})
    with open_site(site), faults_before(site.url) as proxy:
        yield Studio(site, videos, speech, proxy)
