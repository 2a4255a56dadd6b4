"""Asking a text model: once, and once more where the answer cannot be used."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import httpx2
import msgspec

from vidgen_desktop.core.buying.rates import Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.counter import Bought, Sale, Service, buy
from vidgen_desktop.providers.prompts import prompt
from vidgen_desktop.providers.tariff import Bill
from vidgen_desktop.providers.text.reading import read

if TYPE_CHECKING:
    from pydantic import BaseModel

T = TypeVar("T", bound="BaseModel")

_BYTES_PER_TOKEN = 3  # of text in; English has 4, Chinese 3 to a character
_THOUGHTS = 1200  # tokens that a model may think before it answers, as a rule


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation: "system", "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said. `refusal` is its own word for not answering, `is_cut` whether it was
    stopped at its length limit.
    """

    text: str
    refusal: str = ""
    is_cut: bool = False


class TextModel(Protocol):
    """A way of asking: the shape of requests and answers of one kind of API."""

    service: Service

    def send(
        self, messages: Sequence[Message], shape: "type[BaseModel]", most: int, token: CancelToken
    ) -> httpx2.Response:
        """Send the create and read the answer whole, at most `most` tokens of it. Raises what
        the SDK and `net` raise, also for a success that holds no answer.
        """
        ...

    def reply(self, body: dict[str, Any]) -> Reply:
        """What the answer says."""
        ...

    def bill(self, body: dict[str, Any]) -> Bill | None:
        """What it cost; None where nothing in the answer tells."""
        ...


@dataclass(frozen=True, slots=True)
class Miss:
    """How far an answer is from what was wished, and what to tell the model of it."""

    badness: float
    words: str


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What is asked. `check` says what makes an answer useless ("" if nothing), `miss` what
    could be better. `length` is how many tokens a good answer has.
    """

    step: str
    what: str
    system: str
    material: object
    shape: type[T]
    length: int
    check: Callable[[T], str]
    miss: Callable[[T], Miss | None]


def ask(model: TextModel, question: Question[T], work: Work) -> T:
    """The answer, after one repair at most.

    Raises ProviderError (BAD_ANSWER where the repair did not help either), UnknownPurchase,
    BudgetExceeded or Cancelled. What the model refused, or could not mend, is not kept: who tries
    again asks anew.
    """
    material = msgspec.json.encode(question.material).decode()
    messages = [Message("system", question.system), Message("user", material)]
    said, first = _bought(model, question, messages, question.what, work)
    value, fault, miss = _judged(said, question)
    if not fault and miss is None:
        return _given(value)
    told = fault or (miss.words if miss else "")
    again = [
        *messages,
        Message("assistant", said.text or "…"),
        Message("user", prompt("repair", fault=told)),
    ]
    said, last = _bought(model, question, again, f"{question.what}, mended", work)
    mended, second, left = _judged(said, question)
    if second:
        if value is not None and not fault:
            return value
        for kept in (first, last):
            kept.discard()
        raise _useless(model.service.setup.name, question.what, second)
    if value is not None and miss and left and miss.badness < left.badness:
        return value
    return _given(mended)


def _judged(said: Reply, question: Question[T]) -> tuple[T | None, str, Miss | None]:
    """(the answer, what makes it useless, what could be better)."""
    value, wrong = read(said.text, question.shape)
    if value is None:
        return None, ("It was cut off before its end. Be shorter." if said.is_cut else wrong), None
    wrong = question.check(value)
    return (None, wrong, None) if wrong else (value, "", question.miss(value))


def _bought(
    model: TextModel, question: Question[T], messages: list[Message], what: str, work: Work
) -> tuple[Reply, Bought]:
    """What the model says, and where that is kept."""
    service = model.service
    size = sum(len(message.content.encode()) for message in messages) // _BYTES_PER_TOKEN
    estimate = service.tariff.bill(
        {Unit.MILLION_TOKENS_IN: size, Unit.MILLION_TOKENS_OUT: question.length + _THOUGHTS}
    )
    most = 4 * question.length + 8 * _THOUGHTS
    sale = Sale(
        wanted=service.wanted(question.step, what, estimate, messages),
        send=lambda: model.send(messages, question.shape, most, work.token),
        keep=lambda response: response.content,
        bill=lambda response: model.bill(json.loads(response.content)) or estimate,
        shelf=work.shelf,
    )
    kept = buy(service, sale, work)
    body: dict[str, Any] = json.loads(kept.path.read_bytes())
    said = model.reply(body)
    if said.refusal:
        kept.discard()
        raise ProviderError(
            f"{service.setup.name} refused to write this. It said: {said.refusal}",
            "Change the text.",
            fault=ProviderFault.REFUSED,
        )
    return said, kept


def _given(value: T | None) -> T:
    if value is None:
        raise LookupError("an answer without a fault that is none")
    return value


def _useless(name: str, what: str, wrong: str) -> ProviderError:
    return ProviderError(
        f"{name} did not give what was asked for ({what[0].lower()}{what[1:]}), not even when "
        f"told what was wrong: {wrong}",
        "Try again, or choose another model.",
        fault=ProviderFault.BAD_ANSWER,
    )
