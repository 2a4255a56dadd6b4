"""Asking for pictures: POST /images/generations and /images/edits, and what they cost.

Shapes: openai SDK 3.52 (`images.generate`, `images.edit`, types/images_response).
"""

from http import HTTPStatus
from typing import Any

import httpx2

from vidgen_desktop.core.buying.rates import Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.providers.bodies import part_of
from vidgen_desktop.providers.counter import Service
from vidgen_desktop.providers.drawing.answer import as_file
from vidgen_desktop.providers.drawing.sizes import Size, is_openai_model, sizes_for, takes_reference
from vidgen_desktop.providers.net.answers import body_of, json_of
from vidgen_desktop.providers.net.client import open_openai
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.tariff import Bill, count_in, reported_in

_REFUSED = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
_SIZE_WORDS = ("size", "resolution", "dimension", "width", "height", "aspect")
_FORMAT_WORDS = ("response_format",)
_TOKENS_PER_MEGAPIXEL = 1100  # that a picture of medium quality has
_TOKENS_OF_REFERENCE = 1200
_BYTES_PER_TOKEN = 3


class Drawing:
    """One image model of one server. It remembers what the server has refused."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._refused: set[Size] = set()
        self._names_format = not is_openai_model(service.model)

    def sizes(self, format: VideoFormat) -> tuple[Size, ...]:
        """The sizes to ask for, the best first."""
        return sizes_for(self.service.model, format)

    def takes_reference(self, token: CancelToken) -> bool:
        """Whether a picture can be given along, as far as is known. Called before each purchase:
        a service may be asked for it.
        """
        token.check()
        return takes_reference(self.service.model)

    def size(self, sizes: tuple[Size, ...]) -> Size:
        """The best size that was not refused."""
        return next((size for size in sizes if size not in self._refused), sizes[-1])

    def send(
        self, words: str, sizes: tuple[Size, ...], reference: bytes | None, token: CancelToken
    ) -> httpx2.Response:
        """Ask once. What a server refuses for its size is asked in the next one from then on."""
        service = self.service
        size = self.size(sizes)
        names_format = self._names_format
        try:
            with open_openai(
                service.setup, token, service.key, patience=service.patience
            ) as client:
                images: Any = client.images.with_raw_response  # its overloads know no dict
                asked = self._settings(words, size)
                if reference is None:
                    raw = images.generate(**asked)
                else:
                    raw = images.edit(image=("reference.jpg", reference, "image/jpeg"), **asked)
                answer: httpx2.Response = raw.http_response
                json_of(answer, service.setup.name)
                return answer
        except ServiceError as fault:
            if fault.status in _REFUSED:
                fault.is_passing = self._gives_way(fault, size, sizes, names_format=names_format)
            raise

    def keep(self, response: httpx2.Response) -> bytes:
        """The picture, or a note of where it is."""
        return as_file(response, self.service.setup.name)

    def estimate(self, words: str, size: Size, *, has_reference: bool) -> Bill:
        """What it will cost, roughly."""
        return self.service.tariff.bill(self._amounts(words, size, has_reference=has_reference))

    def bill(
        self, response: httpx2.Response, words: str, size: Size, *, has_reference: bool
    ) -> Bill:
        """What it cost: by the service's word, by its tokens, or by the picture."""
        usage = part_of(body_of(response) or {}, "usage")
        tariff = self.service.tariff
        told = None if tariff.is_free else reported_in(usage)
        if told is not None:
            return told
        if not tariff.has(Unit.PICTURE) and count_in(usage.get("output_tokens")):
            return tariff.bill(_tokens(usage))
        return self.estimate(words, size, has_reference=has_reference)

    def _amounts(self, words: str, size: Size, *, has_reference: bool) -> dict[Unit, float]:
        if self.service.tariff.has(Unit.PICTURE):
            return {Unit.PICTURE: 1, Unit.REQUEST: 1}
        return {
            Unit.MILLION_TOKENS_IN: len(words.encode()) / _BYTES_PER_TOKEN,
            Unit.MILLION_PICTURE_TOKENS_IN: _TOKENS_OF_REFERENCE if has_reference else 0,
            Unit.MILLION_PICTURE_TOKENS_OUT: size[0] * size[1] / 1e6 * _TOKENS_PER_MEGAPIXEL,
            Unit.REQUEST: 1,
        }

    def _settings(self, words: str, size: Size) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "model": self.service.model,
            "prompt": words,
            "size": f"{size[0]}x{size[1]}",
            "n": 1,
        }
        if is_openai_model(self.service.model):
            # Medium: its price is known beforehand, and the camera never stands still on it.
            return {**asked, "quality": "medium", "output_format": "jpeg"}
        if self._names_format:
            asked["response_format"] = "b64_json"
        return asked

    def _gives_way(
        self, fault: ServiceError, size: Size, sizes: tuple[Size, ...], *, names_format: bool
    ) -> bool:
        """Whether the next request will be another one."""
        text = f"{fault.said} {fault.message}".lower()
        if names_format and any(word in text for word in _FORMAT_WORDS):
            self._names_format = False
            return True
        if any(word in text for word in _SIZE_WORDS):
            self._refused.add(size)
            return self.size(sizes) != size
        return False


def _tokens(usage: dict[str, Any]) -> dict[Unit, float]:
    whole = count_in(usage.get("input_tokens"))
    given = part_of(usage, "input_tokens_details")
    pictures = min(whole, count_in(given.get("image_tokens")))
    made = count_in(usage.get("output_tokens"))
    texts = min(made, count_in(part_of(usage, "output_tokens_details").get("text_tokens")))
    return {
        Unit.MILLION_TOKENS_IN: whole - pictures,
        Unit.MILLION_PICTURE_TOKENS_IN: pictures,
        Unit.MILLION_PICTURE_TOKENS_OUT: made - texts,
        Unit.MILLION_TOKENS_OUT: texts,
        Unit.REQUEST: 1,
    }
