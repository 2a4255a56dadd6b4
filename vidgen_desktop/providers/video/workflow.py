"""The person's ComfyUI workflow: checked, and its placeholders filled in."""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from vidgen_desktop.core.errors import ProviderError, ProviderFault

TEXTS = ("prompt", "negative")
NUMBERS = ("width", "height", "frames", "fps", "seed")
PICTURE = "image"

_PLACEHOLDER = re.compile(r"\{(" + "|".join((*TEXTS, *NUMBERS, PICTURE)) + r")\}")
_OF_FILMS = re.compile(r"video|webm|gif|animated|mp4", re.IGNORECASE)
_RATES = ("fps", "frame_rate")  # how nodes that write videos call it
_USUAL_FPS = 24.0
_FASTEST = 120  # frames a second
_MOST_BYTES = 5_000_000
_FRAMES_STEP = 8  # models count in steps of 4 or 8 frames, and one more


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow in API format: nodes by number. `digest` tells it from any other."""

    nodes: Mapping[str, Any]
    digest: str
    placeholders: frozenset[str]

    @property
    def fps(self) -> float | None:
        """The frames a second it writes by itself; None where it takes them from us."""
        if "fps" in self.placeholders:
            return None
        rates = [rate for rate in self._rates() if 1 <= rate <= _FASTEST]
        return rates[0] if rates else _USUAL_FPS

    @property
    def kinds(self) -> list[str]:
        """The kinds of its nodes, each once."""
        return sorted({str(node["class_type"]) for node in self.nodes.values()})

    @property
    def savers(self) -> set[str]:
        """The numbers of the nodes that save films, as far as their kinds say so: the last ones."""
        nodes = cast("Mapping[str, Mapping[str, Any]]", self.nodes)
        used = {
            str(cast("list[object]", value)[0])
            for node in nodes.values()
            for value in node["inputs"].values()
            if isinstance(value, list) and value
        }
        return {
            number
            for number, node in nodes.items()
            if number not in used and _OF_FILMS.search(str(node["class_type"]))
        }

    def filled(self, values: Mapping[str, object]) -> dict[str, Any]:
        """The nodes with these values: numbers stay numbers where they stand alone."""
        return cast("dict[str, Any]", _filled(self.nodes, values))

    def _rates(self) -> Iterator[float]:
        for node in self.nodes.values():
            inputs = cast("Mapping[str, Any]", node)["inputs"]
            for name in _RATES:
                value: object = inputs.get(name)
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    yield float(value)


def read_workflow(path: str, name: str) -> Workflow:
    """The workflow in a file; raises ProviderError, in words, where it cannot be used."""
    if not path.strip():
        raise _wrong(f"{name} needs a workflow file.", "Choose one in the settings.")
    file = Path(path).expanduser()
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise _wrong(f"The workflow file {file.name} is too large to be one.")
        text = file.read_bytes()
        nodes: object = json.loads(text)
    except OSError as fault:
        raise _wrong(f"The workflow file {file.name} cannot be read ({fault.strerror}).") from fault
    except (ValueError, RecursionError) as fault:
        raise _wrong(f"The workflow file {file.name} is not JSON.") from fault
    return Workflow(
        _checked(nodes, file.name),
        hashlib.sha256(text).hexdigest(),
        frozenset(_PLACEHOLDER.findall(text.decode("utf-8", "replace"))),
    )


def frames_for(seconds: float, fps: float) -> int:
    """As many frames as the models count in, at least for `seconds`."""
    return math.ceil(max(1.0, seconds * fps - 1) / _FRAMES_STEP) * _FRAMES_STEP + 1


def _checked(nodes: object, name: str) -> Mapping[str, Any]:
    if not isinstance(nodes, dict) or not nodes:
        raise _wrong(f"The workflow file {name} holds no workflow.")
    known = cast("dict[str, Any]", nodes)
    if isinstance(known.get("nodes"), list):
        raise _wrong(
            f"The workflow file {name} is in the format of ComfyUI's window.",
            "Save it there once more with “Export (API)”.",
        )
    for number, node in known.items():
        inner = cast("dict[str, Any]", node) if isinstance(node, dict) else {}
        if not isinstance(inner.get("class_type"), str) or not isinstance(
            inner.get("inputs"), dict
        ):
            raise _wrong(f"Node {number} of the workflow file {name} has no class or no inputs.")
    if "{prompt}" not in json.dumps(known, ensure_ascii=False):
        raise _wrong(
            f"The workflow file {name} has no place for the text.",
            "Write {prompt} into the text of its prompt node, and save it again.",
        )
    return known


def _filled(part: object, values: Mapping[str, object]) -> object:
    if isinstance(part, dict):
        inner = cast("dict[str, object]", part)
        return {name: _filled(value, values) for name, value in inner.items()}
    if isinstance(part, list):
        return [_filled(value, values) for value in cast("list[object]", part)]
    if not isinstance(part, str):
        return part
    alone = _PLACEHOLDER.fullmatch(part.strip())
    if alone:
        return values[alone[1]]
    return _PLACEHOLDER.sub(lambda found: str(values[found[1]]), part)


def _wrong(message: str, advice: str = "Choose another in the settings.") -> ProviderError:
    return ProviderError(message, advice, fault=ProviderFault.REFUSED)
