"""Asking for speech: POST /audio/speech, and what it cost.

Shapes: openai SDK 3.52 (`audio.speech.create`); OpenRouter's "Text-to-Speech" guide, by which
the answer's X-Generation-Id leads to its price (GET /generation).
"""

from contextlib import suppress
from http import HTTPStatus
from threading import Lock
from typing import Any

import httpx2

from vidgen_desktop.core.buying.rates import Unit
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers import model_list
from vidgen_desktop.providers.bodies import part_of
from vidgen_desktop.providers.counter import Service
from vidgen_desktop.providers.net.answers import body_of, json_of, refusal
from vidgen_desktop.providers.net.client import open_client, open_openai
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.tariff import Bill, reported_in
from vidgen_desktop.providers.voice.pace import speech_seconds
from vidgen_desktop.providers.voice.sounds import as_file, wav_seconds
from vidgen_desktop.setups import ProviderKind

# OpenRouter's models have samples and MP3; every other server has WAV, or else MP3.
_FORMATS = {ProviderKind.OPENROUTER: ("pcm", "mp3")}
_USUAL_FORMATS = ("wav", "mp3")
_FORMAT_WORDS = ("format", "codec", "wav", "pcm")
_TOKENS_PER_SECOND = 25  # of sound, where that is what is paid for
_BYTES_PER_TOKEN = 4
PAUSES = (0.2, 0.6, 1.2)  # seconds before each look for the price


class Speaking:
    """One voice model of one server. It remembers which format the server knows."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._lock = Lock()
        self._formats = list(_FORMATS.get(service.setup.kind, _USUAL_FORMATS))

    def send(self, text: str, voice: Voice, speed: float, token: CancelToken) -> httpx2.Response:
        """Ask once. A server that refuses the format is asked for the next one from then on."""
        service = self.service
        asked: dict[str, Any] = {} if speed == 1.0 else {"speed": speed}
        format = self._formats[0]
        try:
            with open_openai(
                service.setup, token, service.key, patience=service.patience
            ) as client:
                answer = client.audio.speech.with_raw_response.create(
                    model=service.model,
                    input=text,
                    voice=voice.id,
                    response_format=format,  # pyright: ignore[reportArgumentType] - servers know others
                    **asked,
                ).http_response
                body = body_of(answer)
                if body is not None and body.get("error"):  # some refuse with a 200
                    raise refusal(answer, service.setup.name)
                return answer
        except ServiceError as fault:
            if _refuses_format(fault):
                fault.is_passing = self._without(format)
            raise

    def keep(self, response: httpx2.Response) -> bytes:
        """The sound as a file; raises ServiceError where it is none."""
        return as_file(response, self._formats[0], self.service.setup.name)

    def estimate(self, text: str, language: str, speed: float) -> Bill:
        """What it will cost, roughly."""
        return self._bill(text, speech_seconds(text, language, speed))

    def bill(
        self, response: httpx2.Response, text: str, estimated: float, token: CancelToken
    ) -> Bill:
        """What it cost, by the service's word or by the prices; `estimated` are the seconds."""
        told = self._looked_up(response, token)
        return told or self._bill(text, wav_seconds(response.content) or estimated)

    def _bill(self, text: str, seconds: float) -> Bill:
        tariff = self.service.tariff
        amounts: dict[Unit, float] = {Unit.REQUEST: 1}
        if tariff.has(Unit.MILLION_CHARACTERS):
            amounts[Unit.MILLION_CHARACTERS] = len(text)
        elif tariff.has(Unit.SECOND):
            amounts[Unit.SECOND] = seconds
        else:
            amounts[Unit.MILLION_TOKENS_IN] = len(text.encode()) / _BYTES_PER_TOKEN
            amounts[Unit.MILLION_TOKENS_OUT] = seconds * _TOKENS_PER_SECOND
        return tariff.bill(amounts)

    def _looked_up(self, response: httpx2.Response, token: CancelToken) -> Bill | None:
        number = response.headers.get("x-generation-id", "")
        setup = self.service.setup
        if setup.kind is not ProviderKind.OPENROUTER or not number:
            return None
        with (
            suppress(ProviderError, Cancelled),  # the price is then computed
            open_client(setup, token, self.service.key, patience=model_list.QUICK) as client,
        ):
            for pause in PAUSES:
                token.wait(pause)
                answer = client.get("generation", params={"id": number})
                if answer.status_code == HTTPStatus.NOT_FOUND:
                    continue  # it is written down there a moment later
                data = part_of(json_of(answer, setup.name), "data")
                return reported_in(data, "total_cost")
        return None

    def _without(self, format: str) -> bool:
        """Ask for another format from now on; False if there is none. Scenes are spoken side by
        side, so another one may have been told first.
        """
        with self._lock:
            if format == self._formats[0] and len(self._formats) > 1:
                del self._formats[0]
            return self._formats[0] != format


def _refuses_format(fault: ServiceError) -> bool:
    if fault.status not in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}:
        return False
    text = f"{fault.said} {fault.message}".lower()
    return any(word in text for word in _FORMAT_WORDS)
