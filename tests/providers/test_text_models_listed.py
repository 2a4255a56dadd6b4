"""The models of a service: what they are for, when they end, what they cost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.providers.scribe import Room, opened_room
from tests.servers import faults
from tests.servers.canary import Canary
from tests.servers.site import told
from vidgen_desktop.core.buying.rates import Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.providers import openai_text, shaped_pictures, shaped_text, shaped_voice
from vidgen_desktop.providers.catalog import models_of
from vidgen_desktop.setups import ProviderKind

IDS = {
    "gpt-6-luna": None,
    "gpt-image-2.5-flare": None,
    "gpt-4o-mini-tts": "2027-01-06",
    "text-embedding-3-large": None,
    "whisper-1": "soon",
    "gpt-4o-realtime": None,
    "llama3.3:70b": None,
    "gpt-image-2": 1798761600,  # as OpenAI writes when a model was made
}


@pytest.fixture
def room(canary: Canary, tmp_path: Path) -> Iterator[Room]:
    with opened_room(canary.key, tmp_path) as room:
        data = [{"id": name, "object": "model", "shutdown_date": end} for name, end in IDS.items()]
        room.scribe.site.on("GET", "/v1/models", lambda _: told({"data": [*data, {"id": 7}, "x"]}))
        yield room


def test_each_role_is_shown_its_own_models_and_their_last_day(room: Room) -> None:
    key, token = Key(room.key, Where.SESSION), CancelToken()
    found = {
        part.__name__.rpartition(".")[2]: part.models(room.setup(), key, token)
        for part in (openai_text, shaped_text, shaped_voice, shaped_pictures)
    }
    assert [one.id for one in found["openai_text"]] == ["gpt-6-luna", "llama3.3:70b"]
    assert found["shaped_text"] == found["openai_text"]
    old, new = found["shaped_pictures"]
    assert (old.id, old.shutdown) == ("gpt-image-2", date(2027, 1, 1))
    assert (new.id, new.shutdown) == ("gpt-image-2.5-flare", None)
    [voice] = found["shaped_voice"]
    assert (voice.id, voice.shutdown) == ("gpt-4o-mini-tts", date(2027, 1, 6))


def test_openrouter_tells_prices_by_the_token(canary: Canary, tmp_path: Path) -> None:
    model = {
        "id": "maker/writer",
        "name": "Maker: Writer",
        "architecture": {"output_modalities": ["text"]},
        "pricing": {"prompt": "0.0000001", "completion": "0.0000005", "image": "-1"},
    }
    with opened_room(canary.key, tmp_path) as room:
        room.scribe.site.on("GET", "/v1/models", lambda _: told({"data": [model]}))
        setup = room.setup(ProviderKind.OPENROUTER)
        [found] = shaped_text.models(setup, Key(room.key, Where.SESSION), CancelToken())
    assert found.title == "Maker: Writer"
    assert {rate.unit: rate.micros for rate in found.rates} == {
        Unit.MILLION_TOKENS_IN: 100_000,
        Unit.MILLION_TOKENS_OUT: 500_000,
    }


def test_a_list_is_asked_for_again_and_a_wrong_key_told(room: Room) -> None:
    key, token = Key(room.key, Where.SESSION), CancelToken()
    for fault in (faults.BUSY, faults.cut, faults.MAINTENANCE):
        room.proxy.next(fault, "GET", "/v1/models")
        assert shaped_text.models(room.setup(), key, token)
    with pytest.raises(ProviderError, match="Studio did not accept the key"):
        shaped_text.models(room.setup(), Key("another-key-0123456789", Where.SESSION), token)


def test_what_is_no_list_is_told(canary: Canary, tmp_path: Path) -> None:
    with opened_room(canary.key, tmp_path) as room:
        room.scribe.site.on("GET", "/v1/models", lambda _: told({"models": []}))
        with pytest.raises(ProviderError, match="no list of models"):
            shaped_text.models(room.setup(), Key(room.key, Where.SESSION), CancelToken())


def test_a_list_without_an_object_around_it_is_read(canary: Canary, tmp_path: Path) -> None:
    """As Together gives it."""
    with opened_room(canary.key, tmp_path) as room:
        room.scribe.site.on("GET", "/v1/models", lambda _: told([{"id": "maker/writer"}, "x"]))
        [found] = shaped_text.models(room.setup(), Key(room.key, Where.SESSION), CancelToken())
    assert found.id == "maker/writer"


def test_a_name_that_repeats_the_key_is_not_listed(canary: Canary, tmp_path: Path) -> None:
    with opened_room(canary.key, tmp_path) as room:
        data = [{"id": f"for {canary.key}"}, {"id": "plain", "name": f"For {canary.key}"}]
        room.scribe.site.on("GET", "/v1/models", lambda _: told({"data": data}))
        key = Key(room.key, Where.SESSION)
        [found] = models_of(room.setup(), Role.TEXT, key, CancelToken())
    assert (found.id, found.title) == ("plain", "For [key removed]")
