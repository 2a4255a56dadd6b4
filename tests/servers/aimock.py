"""CopilotKit's aimock as a child process: other people's idea of OpenAI and OpenRouter.

It answers with fixtures: what to match, and what to say. A test adds its own, and asks the
server's journal what really arrived.
"""

import base64
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.servers.asking import told
from tests.servers.node import HERE, node_for

POLLS_BEFORE_IN_PROGRESS, POLLS_BEFORE_COMPLETED = 1, 2

Fixture = dict[str, Any]


@dataclass(frozen=True)
class Aimock:
    """The running server: its address, and the only key it accepts."""

    url: str
    key: str = field(repr=False)

    def add(self, *fixtures: Fixture) -> None:
        """Have it answer with these, the first that matches."""
        self._control("POST", "fixtures", {"fixtures": list(fixtures)})

    def reset(self) -> None:
        """Forget all fixtures, jobs and requests."""
        self._control("POST", "reset", {})

    def journal(self, path: str = "", method: str = "") -> list[dict[str, Any]]:
        """The requests that arrived, oldest first; with this path and method, if given."""
        entries: list[dict[str, Any]] = self._control("GET", "journal")
        return [
            entry
            for entry in entries
            if path in {"", urlsplit(entry["path"]).path} and method in {"", entry["method"]}
        ]

    def taken(self, path: str) -> int:
        """How many creates at this path it took: each would have been billed."""
        return sum(
            entry["response"]["status"] < 300 and not entry["response"].get("interrupted")
            for entry in self.journal(path, "POST")
        )

    def _control(self, method: str, verb: str, body: object = None) -> Any:
        return told(self.url, self.key, method, f"/__aimock/{verb}", body)


@contextmanager
def aimock(key: str) -> Iterator[Aimock]:
    """Start it on a free port of loopback, and end it with the block."""
    node = node_for("@copilotkit/aimock")
    wanted = {
        "key": key,
        "pollsBeforeInProgress": POLLS_BEFORE_IN_PROGRESS,
        "pollsBeforeCompleted": POLLS_BEFORE_COMPLETED,
    }
    with subprocess.Popen(
        [node, HERE / "aimock.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        try:
            process.stdin.write(json.dumps(wanted) + "\n")
            process.stdin.flush()
            url = process.stdout.readline().strip()
            assert url, f"aimock did not start: {process.stderr.read()}"
            yield Aimock(url, key)
        finally:
            process.stdin.close()  # which ends it
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def says(content: object, *, about: str = "", cost: float | None = None, **match: Any) -> Fixture:
    """A chat's answer: text, or an object as JSON. `about` must be in the last message."""
    text = content if isinstance(content, str) else json.dumps(content)
    usage: dict[str, Any] = {"prompt_tokens": 200, "completion_tokens": 300, "total_tokens": 500}
    if cost is not None:
        usage["cost"] = cost
    if about:
        match["userMessage"] = about
    return {"match": {"endpoint": "chat", **match}, "response": {"content": text, "usage": usage}}


def films(mp4: bytes, *, cost: float, model: str, about: str = "") -> Fixture:
    """A video, once its job is done."""
    match = {"endpoint": "video", "model": model} | ({"userMessage": about} if about else {})
    video = {"id": "v", "status": "completed", "b64": _text(mp4), "cost": cost}
    return {"match": match, "response": {"video": video}}


def cannot_film(why: str, *, model: str) -> Fixture:
    """A video's job that fails."""
    video = {"id": "v", "status": "failed", "error": why}
    return {"match": {"endpoint": "video", "model": model}, "response": {"video": video}}


def speaks(sound: bytes, *, kind: str = "wav") -> Fixture:
    """Whatever is to be spoken, this."""
    return {"match": {"endpoint": "speech"}, "response": {"audio": _text(sound), "format": kind}}


def draws(picture: bytes) -> Fixture:
    """Whatever is to be drawn, this."""
    return {"match": {"endpoint": "image"}, "response": {"image": {"b64Json": _text(picture)}}}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
