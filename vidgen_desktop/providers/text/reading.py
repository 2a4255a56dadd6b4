"""Finding the answer in what a text model says around it.

Servers that do not enforce a schema let models think aloud, or wrap the JSON in fences.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

T = TypeVar("T", bound="BaseModel")

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_END_OF_THOUGHT = re.compile(r"</(?:think|thinking|reasoning)>", re.IGNORECASE)
_MOST_LETTERS = 400_000
_MOST_PLACES = 40  # at which an object is looked for
_MOST_TOLD = 5  # faults that a model is told at once


def read(text: str, shape: type[T]) -> tuple[T | None, str]:
    """(the answer, "") or (None, what is wrong with it, for the model to read)."""
    from pydantic import ValidationError

    wrong = "It is not one JSON object."
    for found in _objects(_without_thoughts(text[-_MOST_LETTERS:])):
        try:
            return shape.model_validate(found), ""
        except ValidationError as fault:
            wrong = _told(fault)
    return None, wrong


def _without_thoughts(text: str) -> str:
    text = _THOUGHT.sub(" ", text)
    # The opening tag is often part of the prompt, so that only its end is said.
    ends = list(_END_OF_THOUGHT.finditer(text))
    return text[ends[-1].end() :] if ends else text


def _objects(text: str) -> Iterator[object]:
    """The JSON objects in a text, the longest first."""
    decoder = json.JSONDecoder()
    found: list[tuple[int, object]] = []
    at = text.find("{")
    for _ in range(_MOST_PLACES):
        if at < 0:
            break
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            found.append((end - at, value))
        at = text.find("{", end)
    found.sort(key=lambda one: one[0], reverse=True)
    yield from (value for _, value in found)


def _told(fault: object) -> str:
    from pydantic import ValidationError

    assert isinstance(fault, ValidationError)  # noqa: S101 - the type cannot be named above
    wrong = [
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"
        for one in fault.errors(include_url=False, include_input=False, include_context=False)
    ]
    return "; ".join(wrong[:_MOST_TOLD]) + "."
