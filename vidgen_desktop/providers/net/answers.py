"""Reading answers: JSON that is an object, and what a refusal says."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urljoin

import httpx2

from vidgen_desktop.core.errors import ProviderFault
from vidgen_desktop.providers.net.faults import Fate, ServiceError, unusable
from vidgen_desktop.providers.net.refusals import RULES
from vidgen_desktop.redaction import redact

_FAILURES = {4, 5}  # hundreds
_MOST_LETTERS = 300


def json_of(response: httpx2.Response, name: str, *, is_job: bool = False) -> dict[str, Any]:
    """The object that a successful answer holds; raises ServiceError for every other one.

    An error in it is a refusal, unless it is a job's own.
    """
    if not response.is_success:
        raise refusal(response, name)
    body = body_of(response)
    if body is None:
        raise unusable(name, "an answer that cannot be read")
    is_refusal = bool(body.get("error")) and not (is_job and isinstance(body.get("status"), str))
    if is_refusal:  # some services refuse with a 200
        raise refusal(response, name)
    return body


def listing_of(response: httpx2.Response, name: str) -> dict[str, Any]:
    """The object that lists things under "data", as `json_of` reads it. Some services (Together)
    give the list alone.
    """
    alone = _json_in(response) if response.is_success else None
    if isinstance(alone, list):
        return {"data": cast("list[object]", alone)}
    return json_of(response, name)


def check(response: httpx2.Response, name: str) -> httpx2.Response:
    """The answer, if it is a success; raises ServiceError where not."""
    if not response.is_success:
        raise refusal(response, name)
    return response


def refusal(response: httpx2.Response, name: str) -> ServiceError:
    """The fault behind an answer that is no success, in the words of the service."""
    body = body_of(response)
    text, said = message_in(body) if body is not None else ("", "")
    status = _status_in(body) if response.is_success else response.status_code
    own = f" It said: {sentence(text)}" if text else _whither(response)
    hints = f"{said} {text}".lower()
    message, advice, fault = _words(status, hints, name)
    passing = fault in {ProviderFault.UNAVAILABLE, ProviderFault.RATE_LIMITED}
    return ServiceError(
        f"{message}{own}",
        advice,
        fault=fault,
        fate=_fate(status, has_words=bool(text)),
        status=status,
        said=said,
        retry_after=retry_after(response),
        is_passing=passing or status in {408, 409, 425},
    )


def _whither(response: httpx2.Response) -> str:
    """Where a redirect leads, for the person to judge; what comes after ? may be a secret."""
    if not response.has_redirect_location:
        return ""
    place = re.split(r"[?#]", response.headers["location"])[0]
    try:
        return f" It leads to {tidy(urljoin(str(response.url), place))}."
    except ValueError:  # half an IPv6 address
        return ""


def message_in(body: Mapping[str, Any]) -> tuple[str, str]:
    """The message and the code of a fault, in any of the shapes services use:
    {"error": {"message", "code", "type"}}, {"error": "…"}, {"detail": "…" or [{"msg"}]},
    {"message": "…"}. Both empty where there is none. The message is fit to be shown.
    """
    error = body.get("error")
    code: object = ""
    if isinstance(error, dict):
        inner = cast("dict[str, Any]", error)
        code = inner.get("code") or inner.get("type") or ""
        message: object = inner.get("message") or inner.get("detail") or ""
        message = _with_upstream(str(message), inner.get("metadata"))
    else:
        message = error or body.get("detail") or body.get("message") or ""
    if isinstance(message, list):  # FastAPI names each wrong field
        message = "; ".join(_of_field(part) for part in cast("list[object]", message))
    elif isinstance(message, dict):
        message = json.dumps(message)
    return tidy(str(message)), tidy(str(code))


def _of_field(part: object) -> str:
    if isinstance(part, dict):
        field = cast("dict[str, object]", part)
        return str(field.get("msg") or field)
    return str(part)


def _with_upstream(message: str, metadata: object) -> str:
    """OpenRouter's own words are few, and those of the service behind it say more."""
    raw = cast("dict[str, object]", metadata).get("raw") if isinstance(metadata, dict) else None
    return f"{message} ({raw})" if isinstance(raw, str) and raw else message


def tidy(text: str) -> str:
    """A service's own words on one line, not too long, and without keys."""
    flat = " ".join(redact(text[: 4 * _MOST_LETTERS]).split())
    return flat if len(flat) <= _MOST_LETTERS else flat[: _MOST_LETTERS - 1].rstrip() + "…"


def sentence(words: str) -> str:
    """A service's own words with an end, so that another sentence can follow."""
    return words if words.endswith((".", "!", "?", "…", ")")) else f"{words}."


def retry_after(response: httpx2.Response) -> float | None:
    """The seconds a service asks us to wait: a number, or until a date."""
    told = response.headers.get("retry-after", "").strip()
    try:
        seconds = float(told)
    except ValueError:
        try:
            when = parsedate_to_datetime(told)
        except (ValueError, IndexError, TypeError):
            return None
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        seconds = (when - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if seconds < float("inf") else None  # nan and inf are no time


def body_of(response: httpx2.Response) -> dict[str, Any] | None:
    """The JSON object in an answer; None where there is none."""
    body = _json_in(response)
    return cast("dict[str, Any]", body) if isinstance(body, dict) else None


def _json_in(response: httpx2.Response) -> object:
    try:
        response.read()
        return json.loads(response.content)
    except (ValueError, RecursionError, httpx2.HTTPError, httpx2.StreamError):
        return None


def _status_in(body: Mapping[str, Any] | None) -> int:
    """The status that a refusal with a 200 means."""
    error = (body or {}).get("error")
    code = cast("dict[str, Any]", error).get("code") if isinstance(error, dict) else None
    try:
        status = int(str(code))
    except ValueError:
        return 400
    return status if status // 100 in _FAILURES else 400


def _fate(status: int, *, has_words: bool) -> Fate:
    """A refusal is one only where the service itself, and no gateway, has spoken."""
    if status in {408, 499}:  # the request may have been read all the same
        return Fate.LOST
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Fate.REFUSED
    return Fate.REFUSED if status in {500, 501, 503} and has_words else Fate.LOST


def _words(status: int, hints: str, name: str) -> tuple[str, str, ProviderFault]:
    """Message, advice and kind, by the first rule that fits."""
    for rule in RULES:
        if status in rule.statuses and (
            not rule.words or any(word in hints for word in rule.words)
        ):
            return rule.message.format(name=name, status=status), rule.advice, rule.fault
    return (
        f"{name} refused the request ({status}).",
        "Change what it names, or choose another model.",
        ProviderFault.REFUSED,
    )
