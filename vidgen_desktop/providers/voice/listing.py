"""Which voices a service has, and which of them speaks a language.

Kokoro-FastAPI (api/src/routers/openai_compatible.py): GET /audio/voices gives {"voices":
[{"id", "name"}]}, before 0.3 {"voices": ["af_heart"]}; the first letter of an id is the
language. OpenRouter names a model's `supported_voices`. OpenAI's are in its documentation.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ProviderFault
from vidgen_desktop.core.model import EVERY_LANGUAGE, Voice
from vidgen_desktop.providers import model_list
from vidgen_desktop.providers.bodies import parts_of, texts_of
from vidgen_desktop.providers.builtin.words.language import primary
from vidgen_desktop.providers.counter import Service
from vidgen_desktop.providers.net.answers import json_of, tidy
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.setups import ProviderKind

AUTO = "auto"
USUAL = "alloy"  # the name that every OpenAI-shaped server is likely to know

_OPENAI = (
    *("alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer"),
    *("verse", "marin", "cedar"),
)
_PLEASANT = (
    *("af_heart", "bf_emma", "ef_dora", "ff_siwis", "hf_alpha", "if_sara", "jf_alpha"),
    *("pf_dora", "zf_xiaoxiao", "alloy"),
)
_KOKORO = re.compile(r"([abefhijpz])[fm]_(\w+)")
_KOKORO_LANGUAGES = {
    "a": "en-US", "b": "en-GB", "e": "es", "f": "fr-FR", "h": "hi", "i": "it", "j": "ja",
    "p": "pt-BR", "z": "zh",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
_NO_LIST = {
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.NOT_IMPLEMENTED,
}
_MIXED = re.compile(r"[+-]")  # Kokoro's "af_bella(2)+af_sky(1)"


def voices_of(service: Service, token: CancelToken) -> Sequence[Voice] | None:
    """The voices of a service's model; None where it does not tell.

    Raises ServiceError where it cannot be asked, or Cancelled.
    """
    setup = service.setup
    if setup.kind is ProviderKind.OPENAI:
        return [_voice(name) for name in _OPENAI]
    if setup.kind is ProviderKind.OPENROUTER:
        models = model_list.listed(setup, service.key, token, only="speech")
        names = next((model.voices for model in models if model.id == service.model), ())
        return [_voice(name) for name in names] or None
    return _listed(service, token)


def choose(voices: Sequence[Voice] | None, language: str, wanted: str) -> Voice | None:
    """The wanted voice, or the best for the language; None where none speaks it.

    The answer's language is the one that it will speak.
    """
    if voices is None:
        name = USUAL if wanted == AUTO else wanted
        return Voice(name, name, language)
    by_id = {voice.id: voice for voice in voices}
    if wanted != AUTO and (found := _named(by_id, wanted)):
        return _speaking(found, language)
    exact = [voice for voice in voices if voice.language.lower() == language.lower()]
    near = [voice for voice in voices if primary(voice.language) == primary(language)]
    for group in (exact, near, [one for one in voices if one.language == EVERY_LANGUAGE]):
        if group:
            best = min(group, key=lambda voice: _rank(voice.id))
            return _speaking(best, language)
    return None


def _named(by_id: Mapping[str, Voice], wanted: str) -> Voice | None:
    if wanted in by_id:
        return by_id[wanted]
    parts = [part.partition("(")[0].strip() for part in _MIXED.split(wanted)]
    if len(parts) > 1 and all(part in by_id for part in parts):
        return Voice(wanted, wanted, by_id[parts[0]].language)
    return None


def _speaking(voice: Voice, language: str) -> Voice:
    return replace(voice, language=language) if voice.language == EVERY_LANGUAGE else voice


def _rank(name: str) -> int:
    return _PLEASANT.index(name) if name in _PLEASANT else len(_PLEASANT)


def _listed(service: Service, token: CancelToken) -> Sequence[Voice] | None:
    setup = service.setup

    def ask() -> dict[str, Any]:
        with open_client(setup, token, service.key, patience=model_list.QUICK) as client:
            return json_of(client.get("audio/voices"), setup.name)

    try:
        body = retried(ask, setup.name, token, tries=2, within=10.0)
    except ServiceError as fault:
        if fault.status in _NO_LIST or fault.fault is ProviderFault.BAD_ANSWER:
            return None
        raise
    found = [_voice(name) for name in texts_of(body, "voices")]
    for field in ("voices", "data"):
        found += [voice for entry in parts_of(body, field) if (voice := _described(entry))]
    return found or None


def _described(entry: Mapping[str, Any]) -> Voice | None:
    told = [entry.get(field) for field in ("id", "voice_id", "voice", "name")]
    name = next((one for one in told if isinstance(one, str) and one.strip()), None)
    if name is None:
        return None
    voice = _voice(name)
    title = entry.get("name")
    if isinstance(title, str) and title.strip() and title != name:
        voice = replace(voice, name=tidy(title))
    language = entry.get("language") or entry.get("lang") or entry.get("locale")
    if isinstance(language, str) and _LANGUAGE.fullmatch(language):
        voice = replace(voice, language=language.replace("_", "-"))
    return voice


def _voice(name: str) -> Voice:
    """A voice by its id alone."""
    if kokoro := _KOKORO.fullmatch(name):
        return Voice(name, kokoro[2].replace("_", " ").title(), _KOKORO_LANGUAGES[kokoro[1]])
    return Voice(name, name[:1].upper() + name[1:], EVERY_LANGUAGE)
