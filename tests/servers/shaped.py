"""The quick calls of OpenAI-shaped servers, and of OpenRouter: models, speech, pictures.

After OpenAI's reference (`shutdown_date` of models), Kokoro-FastAPI, and OpenRouter's
reference of `/api/v1/videos/models` (`pricing_skus` by unit and resolution).
"""

import base64
from collections import deque
from typing import Any

from tests.servers.films import picture, speech
from tests.servers.site import Answer, Asked, Site, told


class Speech:
    """`/v1/audio/speech` and its voices; refuses what is longer than `most` characters."""

    def __init__(self, site: Site, *, prefix: str = "/v1", most: int = 4096) -> None:
        self.spoken: list[dict[str, Any]] = []
        self.instead: deque[Answer] = deque()  # the next answers, whatever is asked
        self._most = most
        site.on("POST", f"{prefix}/audio/speech", self._speak)
        site.on("GET", f"{prefix}/audio/voices", lambda _: told({"voices": ["af_sky", "bm_fable"]}))

    @property
    def characters(self) -> int:
        """What it would bill."""
        return sum(len(fields["input"]) for fields in self.spoken)

    def _speak(self, asked: Asked) -> Answer:
        fields = asked.fields()
        if self.instead:
            return self.instead.popleft()
        text = fields.get("input", "")
        if not text or len(text) > self._most:
            return told({"detail": f"input must have 1 to {self._most} characters"}, 422)
        self.spoken.append(fields)
        kind = str(fields.get("response_format", "mp3"))
        if kind not in {"wav", "mp3", "opus"}:
            return told({"detail": f"Unsupported format: {kind}"}, 400)
        seconds = max(0.4, round(len(text) / 15 / float(fields.get("speed", 1.0)), 1))
        return Answer(200, speech(seconds, kind), f"audio/{'mpeg' if kind == 'mp3' else kind}")


class Pictures:
    """`/v1/images/generations` and `/edits`, with tokens to be billed."""

    def __init__(self, site: Site, *, prefix: str = "/v1") -> None:
        self.drawn: list[dict[str, Any]] = []
        site.on("POST", f"{prefix}/images/(?:generations|edits)", self._draw)

    def _draw(self, asked: Asked) -> Answer:
        fields = asked.fields()
        if not fields.get("prompt"):
            return told({"error": {"message": "Missing prompt", "code": "missing"}}, 400)
        self.drawn.append(fields)
        size = str(fields.get("size", "auto"))
        drawn = picture("640x360" if size == "auto" else size)
        tokens = {"input_tokens": 50, "output_tokens": 1000, "total_tokens": 1050}
        detail = {"text_tokens": 50, "image_tokens": 0}
        usage = {**tokens, "input_tokens_details": detail}
        data = [{"b64_json": base64.b64encode(drawn).decode()}]
        return told({"created": 1_790_000_000, "data": data, "usage": usage})


class Models:
    """`/v1/models`: ids, and when one is shut down."""

    def __init__(self, site: Site, models: dict[str, str | None], *, prefix: str = "/v1") -> None:
        self.models = models
        site.on("GET", f"{prefix}/models", self._list)

    def _list(self, _asked: Asked) -> Answer:
        data = [
            {"id": name, "object": "model", "owned_by": "tests", "shutdown_date": ends}
            for name, ends in self.models.items()
        ]
        return told({"object": "list", "data": data})


def video_model(name: str, **more: object) -> dict[str, Any]:
    """A model as OpenRouter lists it."""
    return {
        "id": name,
        "canonical_slug": name,
        "name": name,
        "created": 1_780_000_000,
        "supported_durations": [4, 5, 8],
        "supported_resolutions": ["480p", "720p"],
        "supported_aspect_ratios": ["16:9", "9:16"],
        "supported_sizes": None,
        "supported_frame_images": ["first_frame"],
        "generate_audio": False,
        "seed": True,
        "allowed_passthrough_parameters": [],
        "pricing_skus": {"duration_seconds_720p": "0.10", "duration_seconds_480p": "0.05"},
        **more,
    }


class VideoModels:
    """OpenRouter's `/api/v1/videos/models`."""

    def __init__(self, site: Site, *models: dict[str, Any]) -> None:
        site.on("GET", "/api/v1/videos/models", lambda _: told({"data": list(models)}))
