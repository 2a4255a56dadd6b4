"""A text model on loopback that says what it is told to say, in the shape of chat and responses."""

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.providers.purses import MemoryPurse
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.site import Answer, Asked, Site, open_site, told
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.timeline import reading_seconds, scene_seconds
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.providers.openai_text import OpenAIText
from vidgen_desktop.providers.shaped_text import ShapedText
from vidgen_desktop.setups import ProviderKind, ProviderSetup

TOKENS_IN, TOKENS_OUT = 1_000, 500
DAY = date(2026, 11, 1)
RATES = (  # a create costs 2000 + 5000 micro-dollars
    Rate(Unit.MILLION_TOKENS_IN, 2_000_000, "tests", DAY),
    Rate(Unit.MILLION_TOKENS_OUT, 10_000_000, "tests", DAY),
)
COST = 7_000

SENTENCES = (
    "One bee makes a twelfth of a spoon of honey in her life.",
    "She flies out at dawn and visits two thousand flowers a day.",
    "Each of them gives her a single sip of nectar.",
    "Back home she passes it on from mouth to mouth.",
    "Hundreds of wings fan it dry, all through the night.",
    "So every jar holds the work of a thousand lives.",
)
SCRIPT = {
    "is_script": False,
    "title": "A thousand lives in a jar",
    "language": "en",
    "paragraphs": list(SENTENCES),
}


def script(**changes: object) -> str:
    return json.dumps({**SCRIPT, **changes})


def spoken(text: str) -> float:
    return scene_seconds(reading_seconds(text))


@dataclass
class Scribe:
    """Says `answers` in order; afterwards whatever fits the question. `extra` goes into every
    answer's body, `usage` into its usage.
    """

    site: Site
    answers: deque[object] = field(default_factory=deque)
    extra: dict[str, Any] = field(default_factory=dict)
    usage: dict[str, Any] = field(default_factory=dict)
    why: str = "stop"
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.on("POST", "/v1/chat/completions", self._chat)
        self.site.on("POST", "/v1/responses", self._responses)

    def messages(self, number: int = -1) -> list[dict[str, str]]:
        """What it was told in one of the requests."""
        body = self.asked[number]
        return body.get("messages") or body["input"]

    def material(self, number: int = -1) -> dict[str, Any]:
        return json.loads(self.messages(number)[1]["content"])

    def _next(self, asked: Asked) -> object:
        self.asked.append(asked.fields())
        if self.answers:
            return self.answers.popleft()
        material = self.material()
        return storyboard(material["scenes"]) if "scenes" in material else script()

    def _chat(self, asked: Asked) -> Answer:
        said = self._next(asked)
        if isinstance(said, Answer):
            return said
        message = {"role": "assistant", "content": said}
        usage = {"prompt_tokens": TOKENS_IN, "completion_tokens": TOKENS_OUT, **self.usage}
        choice = {"index": 0, "finish_reason": self.why, "message": message}
        return told({"id": "c", "choices": [choice], "usage": usage, **self.extra})

    def _responses(self, asked: Asked) -> Answer:
        said = self._next(asked)
        if isinstance(said, Answer):
            return said
        part = {"type": "output_text", "text": said, "annotations": []}
        thought = {"type": "reasoning", "id": "t", "summary": []}
        message = {"type": "message", "id": "m", "role": "assistant", "content": [part]}
        usage = {"input_tokens": TOKENS_IN, "output_tokens": TOKENS_OUT, **self.usage}
        body = {"id": "r", "object": "response", "status": "completed", "usage": usage}
        return told({**body, "output": [thought, message], **self.extra})


def storyboard(scenes: list[dict[str, Any]], **changes: object) -> str:
    """A shot for each of the scenes."""
    shots = [
        {
            "number": scene["number"],
            "shot": f"A bee named Mina works at place {scene['number']} of the meadow",
            "camera": "close-up, slow push in",
            "light": "dawn, soft light from the left",
            "heading": f"Place {scene['number']}",
            **changes,
        }
        for scene in scenes
    ]
    return json.dumps({"look": "Macro documentary, golden colours; Mina is a bee", "scenes": shots})


@dataclass
class Room:
    """The server, a proxy before it, a purse, and writers that know only the proxy."""

    scribe: Scribe
    proxy: FaultProxy
    key: str
    folder: Path
    purse: MemoryPurse = field(default_factory=MemoryPurse)
    token: CancelToken = field(default_factory=CancelToken)

    @property
    def work(self) -> Work:
        return Work(self.token, self.folder, purse=self.purse)

    def setup(self, kind: ProviderKind = ProviderKind.SHAPED, **more: Any) -> ProviderSetup:
        there = f"{self.proxy.url}/v1"
        made = ProviderSetup("studio", kind, "Studio", there, entered_by_person=True)
        return replace(made, **more)

    def shaped(self, *rates: Rate, **more: Any) -> ShapedText:
        return ShapedText(self.setup(**more), Key(self.key, Where.SESSION), "llama", rates)

    def openai(self, *rates: Rate) -> OpenAIText:
        return OpenAIText(self.setup(), Key(self.key, Where.SESSION), "gpt-6-luna", rates)


@contextmanager
def opened_room(key: str, folder: Path) -> Iterator[Room]:
    site = Site(key)
    scribe = Scribe(site)
    with open_site(site), faults_before(site.url) as proxy:
        yield Room(scribe, proxy, key, folder)
