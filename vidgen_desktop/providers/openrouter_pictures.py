"""Pictures by OpenRouter, which has an endpoint of its own for them.

POST /images answers {"data": [{"b64_json", "media_type"}], "usage": {"cost", …}}. What a model does
not list it ignores without a word. GET /images/models lists the models, and GET
/images/models/{id}/endpoints tells their prices. (OpenRouter's documentation of the Image API.)
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from itertools import repeat
from threading import Lock
from typing import Any
from urllib.parse import quote

import httpx2

from vidgen_desktop.core.buying.rates import Rate
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.ports import ClipMaker
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import part_of, parts_of
from vidgen_desktop.providers.counter import Service
from vidgen_desktop.providers.drawing.asking import Drawing
from vidgen_desktop.providers.drawing.sizes import Size
from vidgen_desktop.providers.drawing.told import LEVEL, filming_of, qualities_of, rates_of
from vidgen_desktop.providers.model_list import QUICK
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.faults import Fate, ServiceError
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.providers.shaped_pictures import ShapedPictures
from vidgen_desktop.providers.video.pictures import Picture
from vidgen_desktop.providers.video.reading import day_in, title_of
from vidgen_desktop.providers.video.shape import nearest
from vidgen_desktop.setups import ProviderSetup

_AT_ONCE = 8  # questions for prices
_HD = 720  # lines
_SMALL, _LARGE = (1376, 768), (2752, 1536)  # of 16:9, as models make them at 1K and 2K


class OpenRouterPictures(ShapedPictures):
    """As `ShapedPictures`, on OpenRouter's own endpoint."""

    def __init__(
        self,
        setup: ProviderSetup,
        key: Key | None,
        model: str,
        media: MediaTool,
        camera: ClipMaker,
        rates: Iterable[Rate] = (),
    ) -> None:
        super().__init__(setup, key, model, media, camera, rates)
        self._drawing = _Drawing(self._service)


class _Drawing(Drawing):
    """Asks for what the model lists, and for nothing else."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._entry: Mapping[str, Any] | None = None
        self._lock = Lock()

    def sizes(self, format: VideoFormat) -> tuple[Size, ...]:
        """About what comes back; it is asked for by its shape."""
        long, short = _SMALL if min(format.width, format.height) <= _HD else _LARGE
        if format.width == format.height:
            return ((short, short),)
        return ((short, long),) if format.height > format.width else ((long, short),)

    def takes_reference(self, token: CancelToken) -> bool:
        """As the service says."""
        return filming_of(self._about(token)).reference

    def send(
        self, words: str, sizes: tuple[Size, ...], reference: bytes | None, token: CancelToken
    ) -> httpx2.Response:
        """Ask once."""
        service = self.service
        body = self._body(words, sizes[0], reference, token)
        with open_client(service.setup, token, service.key, patience=service.patience) as client:
            answer = client.post("images", json=body)
            json_of(answer, service.setup.name)
            return answer

    def _body(
        self, words: str, size: Size, reference: bytes | None, token: CancelToken
    ) -> dict[str, Any]:
        entry = self._about(token)
        takes = filming_of(entry)
        body: dict[str, Any] = {"model": self.service.model, "prompt": words, "n": 1}
        if aspect := nearest(takes.aspects, size[0] / size[1]):
            body["aspect_ratio"] = aspect
        wanted = "1K" if max(size) <= max(_SMALL) else "2K"
        if wanted in takes.resolutions:
            body["resolution"] = wanted
        if LEVEL in qualities_of(entry):
            body["quality"] = LEVEL
        if reference is not None:
            link = {"type": "image_url", "image_url": {"url": Picture(reference, "").data_url}}
            body["input_references"] = [link]
        return body

    def _about(self, token: CancelToken) -> Mapping[str, Any]:
        """The model as the service lists it, asked for once, and before anything is bought."""
        service = self.service
        with self._lock:
            if self._entry is None:
                known = _listed(service.setup, service.key, token)
                self._entry = next((one for one in known if one["id"] == service.model), None)
            if self._entry is not None:
                return self._entry
        raise ServiceError(
            f"{service.setup.name} has no image model “{service.model}”.",
            "Choose another in the settings.",
            fault=ProviderFault.REFUSED,
            fate=Fate.NOT_SENT,
        )


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The image models that need no picture to begin with, by title, with their prices as far as
    they can be had. Raises ServiceError or Cancelled.
    """
    entries = [one for one in _listed(setup, key, token) if not filming_of(one).needs_frame]
    if not entries:
        return ()
    with ThreadPoolExecutor(_AT_ONCE, "image-prices") as threads:
        rates = threads.map(_rates, entries, repeat(setup), repeat(key), repeat(token))
        found = [_model(one, prices) for one, prices in zip(entries, rates, strict=True)]
    token.check()
    return sorted(found, key=lambda one: one.title.casefold())


def _listed(setup: ProviderSetup, key: Key | None, token: CancelToken) -> list[dict[str, Any]]:
    """The entries of the list; none where an older or another server has no such list."""

    def ask() -> list[dict[str, Any]]:
        with open_client(setup, token, key, patience=QUICK) as client:
            return parts_of(json_of(client.get("images/models"), setup.name), "data")

    try:
        found = retried(ask, setup.name, token, tries=3, within=20.0)
    except ServiceError as fault:
        if fault.status == HTTPStatus.NOT_FOUND:
            return []
        raise
    return [one for one in found if isinstance(one.get("id"), str)]


def _rates(
    entry: Mapping[str, Any], setup: ProviderSetup, key: Key | None, token: CancelToken
) -> tuple[Rate, ...]:
    """Its prices; none where they cannot be had, for the list is good without."""
    path = f"images/models/{quote(entry['id'])}/endpoints"
    try:
        with open_client(setup, token, key, patience=QUICK) as client:
            told = json_of(client.get(path), setup.name)
    except ProviderError:
        return ()
    return rates_of(parts_of(part_of(told, "data") or told, "endpoints"), setup.name)


def _model(entry: Mapping[str, Any], rates: tuple[Rate, ...]) -> ModelInfo:
    return ModelInfo(
        id=entry["id"],
        title=title_of(entry, entry["id"]),
        roles=frozenset({Role.PICTURE}),
        shutdown=day_in(entry, "shutdown_date", "expiration_date"),
        rates=rates,
        filming=filming_of(entry),
    )
