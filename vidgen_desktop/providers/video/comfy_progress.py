"""How far ComfyUI is with a prompt, by the messages it sends to the client that queued it.

"progress_state" tells of all nodes that have begun ("value" of "max", "state"), "progress" of the
one that works (older versions), "execution_cached" of those with nothing to do. (ComfyUI's
`execution.py` and `comfy_execution/progress.py`.)
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from vidgen_desktop.providers.bodies import part_of
from vidgen_desktop.providers.net.messages import Messages

if TYPE_CHECKING:
    import httpx2

_SAMPLER, _USUAL_STEPS, _MOST_STEPS = "Sampler", 20.0, 1_000_000.0
_FINISHED = "finished"


class Hearing:
    """Listens for the progress of one prompt; `nodes` are its workflow's, by number."""

    def __init__(self, client: "httpx2.Client", job: str, nodes: Mapping[str, Any]) -> None:
        self._messages = Messages(client, f"ws?clientId={quote(job, safe='')}")
        self._steps = Steps(job, nodes)

    def fraction(self) -> float | None:
        """0 to 1, as of now; None as long as nothing was told."""
        for text in self._messages.come():
            self._steps.hear(text)
        return self._steps.fraction

    def close(self) -> None:
        """It is over."""
        self._messages.close()


class Steps:
    """The steps of a prompt's nodes. A node counts as many as it says that it has; before that,
    one, or as many as samplers usually have, which take nearly all the time.
    """

    def __init__(self, job: str, nodes: Mapping[str, Any]) -> None:
        self._job = job
        self._counts = {number: _expected(part_of(nodes, number)) for number in nodes}
        self._shares: dict[str, float] = {}

    @property
    def fraction(self) -> float | None:
        """0 to 1; None as long as nothing was told."""
        if not self._shares:
            return None
        done = sum(self._counts[number] * share for number, share in self._shares.items())
        return done / sum(self._counts.values())

    def hear(self, text: str) -> None:
        """Take in a message; one of another prompt, or that makes no sense, tells nothing."""
        try:
            told: object = json.loads(text)
        except (ValueError, RecursionError):
            return
        message = cast("dict[str, Any]", told) if isinstance(told, dict) else {}
        data = part_of(message, "data")
        if data.get("prompt_id") != self._job:
            return
        kind = message.get("type")
        if kind == "progress_state":
            nodes = part_of(data, "nodes")
            for number in nodes:
                self._set(number, part_of(nodes, number))
        elif kind == "progress":
            self._set(data.get("node"), data)
        elif kind == "execution_cached" and isinstance(data.get("nodes"), list):
            for number in cast("list[object]", data["nodes"]):
                self._set(number, {"state": _FINISHED})

    def _set(self, number: object, told: Mapping[str, Any]) -> None:
        """Nodes that others have made while they ran are not counted."""
        if not isinstance(number, str) or number not in self._counts:
            return
        value, most = _number(told.get("value")), _number(told.get("max"))
        if told.get("state") == _FINISHED:
            self._shares[number] = 1.0
        elif value is not None and most:
            self._shares[number] = min(1.0, value / most)
            self._counts[number] = max(1.0, most)


def _expected(node: Mapping[str, Any]) -> float:
    if _SAMPLER not in str(node.get("class_type", "")):
        return 1.0
    return _number(part_of(node, "inputs").get("steps")) or _USUAL_STEPS


def _number(value: object) -> float | None:
    """What can be a number of steps."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 0 <= value <= _MOST_STEPS else None
