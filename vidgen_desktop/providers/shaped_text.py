"""Scripts and storyboards by any server with an API in the shape of OpenAI's chat.

OpenRouter (docs: "Usage Accounting", `usage.cost` in dollars), Ollama, LM Studio, vLLM and
llama.cpp. Shapes: openai SDK 3.52 (`chat.completions.parse`, types/chat).
"""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
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
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.tariff import Bill, Tariff, count_in, reported_in
from vidgen_desktop.providers.text.asking import Message, Reply
from vidgen_desktop.providers.text.writer import ModelWriter
from vidgen_desktop.setups import ProviderKind, ProviderSetup

if TYPE_CHECKING:
    import openai
    from pydantic import BaseModel

_SCHEMA_WORDS = ("response_format", "json_schema", "schema", "structured output", "grammar")
_USAGE = {"usage": {"include": True}}  # OpenRouter's way to ask for the cost


class ShapedText(ModelWriter):
    """`core.ports.ScriptWriter` on any server that speaks like OpenAI's chat."""

    def __init__(
        self, setup: ProviderSetup, key: Key | None, model: str, rates: Iterable[Rate] = ()
    ) -> None:
        super().__init__(Chat(Service(setup, key, model, Tariff(setup, rates))))


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The text models that the server has."""
    return having(Role.TEXT, model_list.listed(setup, key, token, only="text"))


class Chat:
    """`text.asking.TextModel` in the shape of POST /chat/completions."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._knows_schemas = True

    def send(
        self, messages: Sequence[Message], shape: "type[BaseModel]", most: int, token: CancelToken
    ) -> httpx2.Response:
        """Ask once. A server that refuses schemas is asked without one from then on: the form
        of the answer stands in the prompt, too.
        """
        service, with_schema = self.service, self._knows_schemas
        try:
            with open_openai(
                service.setup, token, service.key, patience=service.patience
            ) as client:
                answer = self._ask(client, messages, shape, most)
                json_of(answer, service.setup.name)
                return answer
        except ServiceError as fault:
            if with_schema and _refuses_schemas(fault):
                self._knows_schemas = False
                fault.is_passing = True  # it may be asked again, in the other way
            raise

    def _ask(
        self,
        client: "openai.OpenAI",
        messages: Sequence[Message],
        shape: "type[BaseModel]",
        most: int,
    ) -> httpx2.Response:
        said: Any = [{"role": one.role, "content": one.content} for one in messages]
        extra = _USAGE if self.service.setup.kind is ProviderKind.OPENROUTER else None
        chat = client.chat.completions.with_raw_response
        # The raw answer: `parse` itself raises where the model's text is no JSON, and what it
        # cost would be lost.
        if self._knows_schemas:
            return chat.parse(
                model=self.service.model,
                messages=said,
                response_format=shape,
                max_tokens=most,
                extra_body=extra,
            ).http_response
        return chat.create(
            model=self.service.model, messages=said, max_tokens=most, extra_body=extra
        ).http_response

    def reply(self, body: dict[str, Any]) -> Reply:
        """The first choice, without what was thought."""
        choices = parts_of(body, "choices")
        if not choices:
            return Reply("")
        choice = choices[0]
        message = part_of(choice, "message")
        why = str(choice.get("finish_reason") or "")
        refusal = str(message.get("refusal") or "")
        if why == "content_filter":
            refusal = refusal or "its content filter stopped the answer."
        return Reply(_text(message.get("content")), tidy(refusal), why == "length")

    def bill(self, body: dict[str, Any]) -> Bill | None:
        """What the server says it cost, or by the tokens that it counted; None where it tells
        neither.
        """
        usage = part_of(body, "usage")
        told = None if self.service.tariff.is_free else reported_in(usage)
        if told is not None:
            return told
        whole = count_in(usage.get("prompt_tokens"))
        cached = min(whole, count_in(part_of(usage, "prompt_tokens_details").get("cached_tokens")))
        made = count_in(usage.get("completion_tokens"))
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


def _refuses_schemas(fault: ServiceError) -> bool:
    if fault.status not in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}:
        return False
    text = f"{fault.said} {fault.message}".lower()
    return any(word in text for word in _SCHEMA_WORDS)


def _text(content: object) -> str:
    """Most send a text, some a list of parts."""
    if isinstance(content, str):
        return content
    parts = parts_of({"content": content}, "content")
    return "".join(str(part.get("text") or "") for part in parts)
