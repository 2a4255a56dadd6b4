"""The models of a service, as GET /models lists them.

OpenAI gives {"data": [{"id", "shutdown_date"}]}; so do Ollama, LM Studio, vLLM, llama.cpp and
Kokoro-FastAPI, without the date, and Together, without the object around it. OpenRouter adds
"name", "architecture.output_modalities", "pricing" (dollars for one token, character or picture),
"expiration_date" and "supported_voices" (its documentation of the Models API).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.model import now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import to_micros
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import dollars_in, part_of, parts_of, texts_of
from vidgen_desktop.providers.net.answers import listing_of, tidy
from vidgen_desktop.providers.net.client import Patience, open_client
from vidgen_desktop.providers.net.faults import unusable
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.providers.video.reading import day_in
from vidgen_desktop.setups import ProviderKind, ProviderSetup

QUICK = Patience(connect=8.0, read=20.0, whole=40.0, most_bytes=32_000_000)

_ROLES = {
    "text": Role.TEXT,
    "image": Role.PICTURE,
    "speech": Role.VOICE,
    "video": Role.VIDEO,
}
# What a model's name says of it, where its service does not.
_PICTURES = re.compile(
    r"gpt-image|chatgpt-image|dall-e|flux|stable-?diffusion|sdxl|sd3|qwen-image|imagen|"
    r"seedream|recraft|z-image|hidream",
    re.IGNORECASE,
)
_VIDEOS = re.compile(
    r"sora|veo-|wan-?[23]|wan2|hunyuan-?video|ltx|cogvideo|mochi|kling|seedance|video|t2v|i2v",
    re.IGNORECASE,
)
_VOICES = re.compile(r"tts|kokoro|speech-\d|piper|bark|orpheus|chatterbox|xtts", re.IGNORECASE)
_NEITHER = re.compile(
    r"embed|whisper|transcri|moderation|realtime|rerank|davinci|babbage|-audio|audio-|"
    r"computer-use|deep-research|\bstt\b|search-api|codex",
    re.IGNORECASE,
)
_LONGEST_NAME = 200  # letters
_PRICES = {
    "prompt": Unit.MILLION_TOKENS_IN,
    "input_cache_read": Unit.MILLION_TOKENS_CACHED,
    "completion": Unit.MILLION_TOKENS_OUT,
    "request": Unit.REQUEST,
}


def listed(
    setup: ProviderSetup, key: Key | None, token: CancelToken, *, only: str = ""
) -> Sequence[ModelInfo]:
    """All models that the service lists, by title; `only` is an OpenRouter output modality.

    Raises ServiceError or Cancelled.
    """
    params = {"output_modalities": only or "all"} if setup.kind is ProviderKind.OPENROUTER else None

    def ask() -> dict[str, Any]:
        with open_client(setup, token, key, patience=QUICK) as client:
            return listing_of(client.get("models", params=params), setup.name)

    body = retried(ask, setup.name, token, tries=3, within=20.0)
    if not isinstance(body.get("data"), list):
        raise unusable(setup.name, "no list of models")
    found = [_model(entry, setup) for entry in parts_of(body, "data")]
    return sorted((one for one in found if one is not None), key=lambda one: one.title.casefold())


def _model(entry: Mapping[str, Any], setup: ProviderSetup) -> ModelInfo | None:
    name = entry.get("id")
    if not isinstance(name, str) or not name.strip() or len(name) > _LONGEST_NAME:
        return None
    title = entry.get("name")
    return ModelInfo(
        id=name,
        title=tidy(title) if isinstance(title, str) and title.strip() else name,
        roles=_roles(name, entry),
        shutdown=day_in(entry, "shutdown_date", "expiration_date"),
        rates=tuple(_rates(entry, setup)),
        voices=texts_of(entry, "supported_voices"),
    )


def _roles(name: str, entry: Mapping[str, Any]) -> frozenset[Role]:
    told = texts_of(part_of(entry, "architecture"), "output_modalities")
    if told:
        return frozenset(_ROLES[one] for one in told if one in _ROLES)
    if _NEITHER.search(name):
        return frozenset()
    for pattern, role in (
        (_VIDEOS, Role.VIDEO),
        (_PICTURES, Role.PICTURE),
        (_VOICES, Role.VOICE),
    ):
        if pattern.search(name):
            return frozenset({role})
    return frozenset({Role.TEXT})


def _rates(entry: Mapping[str, Any], setup: ProviderSetup) -> list[Rate]:
    pricing = part_of(entry, "pricing")
    units = dict(_PRICES)
    if "speech" in texts_of(part_of(entry, "architecture"), "output_modalities"):
        units["prompt"] = Unit.MILLION_CHARACTERS
    found: list[Rate] = []
    for field, unit in units.items():
        dollars = dollars_in(pricing.get(field))
        if dollars is None:
            continue
        each = dollars if unit is Unit.REQUEST else dollars * 1_000_000
        found.append(Rate(unit, to_micros(each), setup.name, now().date()))
    return found
