"""Scripts and storyboards by OpenAI's models, through the Responses API.

Shapes: openai SDK 3.52 (`responses.parse`, types/responses).
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import httpx2

from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.model_info import ModelInfo, having
from vidgen_desktop.keys import Key
from vidgen_desktop.providers import model_list
from vidgen_desktop.providers.bodies import part_of, parts_of
from vidgen_desktop.providers.counter import Service
from vidgen_desktop.providers.net.answers import json_of, tidy
from vidgen_desktop.providers.net.client import open_openai
from vidgen_desktop.providers.tariff import Bill, Tariff, count_in
from vidgen_desktop.providers.text.asking import Message, Reply
from vidgen_desktop.providers.text.writer import ModelWriter
from vidgen_desktop.setups import ProviderSetup

if TYPE_CHECKING:
    from pydantic import BaseModel


class OpenAIText(ModelWriter):
    """`core.ports.ScriptWriter` on OpenAI's Responses API."""

    def __init__(
        self, setup: ProviderSetup, key: Key | None, model: str, rates: Iterable[Rate] = ()
    ) -> None:
        super().__init__(Responses(Service(setup, key, model, Tariff(setup, rates))))


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The text models that the key may use, with the days on which they end."""
    return having(Role.TEXT, model_list.listed(setup, key, token))


class Responses:
    """`text.asking.TextModel` in the shape of POST /responses."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def send(
        self, messages: Sequence[Message], shape: "type[BaseModel]", most: int, token: CancelToken
    ) -> httpx2.Response:
        """Ask once; nothing of it is stored there."""
        service = self.service
        said: Any = [{"role": one.role, "content": one.content} for one in messages]
        with open_openai(service.setup, token, service.key, patience=service.patience) as client:
            # The raw answer: `parse` itself raises where the model's text is no JSON, and what
            # it cost would be lost.
            answer = client.responses.with_raw_response.parse(
                model=service.model,
                input=said,
                text_format=shape,
                max_output_tokens=most,
                store=False,
            ).http_response
            json_of(answer, service.setup.name)
            return answer

    def reply(self, body: dict[str, Any]) -> Reply:
        """The text of all messages, without what was thought."""
        parts = [
            part
            for item in parts_of(body, "output")
            if item.get("type") == "message" and item.get("phase") in (None, "final_answer")
            for part in parts_of(item, "content")
        ]
        refusals = [str(part.get("refusal")) for part in parts if part.get("type") == "refusal"]
        texts = [str(part.get("text") or "") for part in parts if part.get("type") == "output_text"]
        why = part_of(body, "incomplete_details").get("reason")
        if why == "content_filter":
            refusals.append("its content filter stopped the answer.")
        return Reply("".join(texts), tidy(" ".join(refusals)), why == "max_output_tokens")

    def bill(self, body: dict[str, Any]) -> Bill | None:
        """By the tokens that were counted there; None where none were."""
        usage = part_of(body, "usage")
        whole = count_in(usage.get("input_tokens"))
        cached = min(whole, count_in(part_of(usage, "input_tokens_details").get("cached_tokens")))
        made = count_in(usage.get("output_tokens"))
        if not (whole or made):
            return None
        return self.service.tariff.bill(
            {
                Unit.MILLION_TOKENS_IN: whole - cached,
                Unit.MILLION_TOKENS_CACHED: cached,
                Unit.MILLION_TOKENS_OUT: made,
                Unit.REQUEST: 1,
            }
        )
