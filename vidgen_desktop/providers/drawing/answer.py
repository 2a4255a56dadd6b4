"""What an image service answers: the picture itself, or where it can be fetched."""

import base64
import binascii
import json
from typing import Any

import httpx2

from vidgen_desktop.providers.bodies import parts_of
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.faults import unusable

_LINK = b'{"link": '


def as_file(response: httpx2.Response, name: str) -> bytes:
    """The picture's bytes, or a note of its link (see `link_in`).

    Raises ServiceError where there is neither.
    """
    body = json_of(response, name)
    for entry in [*parts_of(body, "data"), *parts_of(body, "images")]:
        for field in ("b64_json", "b64", "image", "url"):
            told = entry.get(field)
            if not isinstance(told, str) or not told.strip():
                continue
            if told.startswith(("http://", "https://", "/")) and field == "url":
                return json.dumps({"link": told}).encode()
            return _decoded(told, name)
    raise unusable(name, "an answer without a picture")


def link_in(kept: bytes) -> str | None:
    """The link that is noted there; None where it is the picture itself."""
    if not kept.startswith(_LINK):
        return None
    note: dict[str, Any] = json.loads(kept)
    return str(note["link"])


def _decoded(text: str, name: str) -> bytes:
    if text.startswith("data:"):
        text = text.partition(",")[2]
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise unusable(name, "a picture that cannot be read") from None
