"""Reading ComfyUI's queue and history.

An entry of the queue is [number, id, workflow, what came along, …]; a past prompt has "outputs"
by node and a "status" with messages such as ["execution_error", {…}].
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from vidgen_desktop.providers.bodies import part_of, parts_in
from vidgen_desktop.providers.net.answers import tidy

OURS = "vidgen"
INTERRUPTED = "execution_interrupted"

_EXTRA = 3  # the place, in an entry, of what came along with the prompt
_FILMS = (".mp4", ".webm", ".mov", ".mkv", ".m4v", ".avi")
_ENDS = {"execution_error", INTERRUPTED}


def entries_in(value: object) -> list[list[object]]:
    """The entries in a part of the queue."""
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("list[object]", entry) for entry in listed if isinstance(entry, list)]


def number_of(entry: Sequence[object]) -> str:
    """An entry's id."""
    return str(entry[1]) if len(entry) > 1 else ""


def tells_more(entry: Sequence[object]) -> bool:
    """Whether it says what came along with the prompt."""
    return len(entry) > _EXTRA


def came_with(entry: Sequence[object]) -> str:
    """Our key, if it came along."""
    extra = entry[_EXTRA] if tells_more(entry) else None
    return str(cast("Mapping[str, Any]", extra).get(OURS, "")) if isinstance(extra, dict) else ""


def films_in(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The films that the nodes wrote; what they meant to keep before what they only showed."""
    films = [
        file
        for node in part_of(found, "outputs").values()
        if isinstance(node, dict)
        for kind in ("videos", "images", "gifs")
        for file in parts_in(cast("Mapping[str, Any]", node).get(kind))
        if str(file.get("filename", "")).lower().endswith(_FILMS)
    ]
    return sorted(films, key=lambda file: file.get("type") != "output")


def what_went_wrong(status: Mapping[str, Any]) -> tuple[str, str]:
    """The kind of the last message that tells of a fault, and its words."""
    for message in reversed(entries_in(status.get("messages"))):
        kind = str(message[0]) if message else ""
        if kind in _ENDS:
            words = part_of({"held": message[-1]}, "held")
            node = str(words.get("node_type", ""))
            why = tidy(str(words.get("exception_message", "")))
            return kind, f"{node}: {why}" if node and why else why
    return "", ""
