"""`vidgen providers` and `vidgen qualities`: set up, tried, listed; a key is never shown."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring

from tests.cli.conftest import CommandLine, Said
from tests.servers.shaped import Models, Speech
from tests.servers.site import Site, open_site, told
from tests.test_keys import Chest
from vidgen_desktop import keys
from vidgen_desktop.config import load_settings, save_settings
from vidgen_desktop.core.casting import Cast, Choice, Role

KEY = "sk-of-these-tests-0123456789"


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that takes the key."""
    site = Site(KEY)
    with open_site(site):
        yield site


@pytest.fixture(autouse=True)
def chest() -> Iterator[Chest]:
    """A keychain that works."""
    usual, chest = keyring.get_keyring(), Chest()
    keyring.set_keyring(chest)
    yield chest
    keyring.set_keyring(usual)
    keys._session.clear()


@pytest.fixture
def studio(vidgen: CommandLine, site: Site) -> CommandLine:
    """A command line with one server set up."""
    Models(site, {"llama3": None, "qwen3": "2026-12-24"})
    added = ("providers", "add", "shaped", "--address", f"{site.url}/v1", "--key-from-stdin")
    said = vidgen(*added, given=f"{KEY}\n".encode())
    assert said.code == 0, said.err
    assert "The key is in the keychain." in said.err
    return vidgen


def test_without_any_it_says_what_there_could_be(vidgen: CommandLine) -> None:
    said = vidgen("providers")
    assert (said.code, said.out) == (0, "")
    assert "openrouter" in said.err
    assert vidgen("providers", "--json").records == []


def test_a_provider_is_set_up_listed_and_removed(
    studio: CommandLine, chest: Chest, site: Site
) -> None:
    assert list(chest.kept.values()) == [KEY]
    (record,) = studio("providers", "--json").records
    assert (record["id"], record["key"], record["address"]) == (
        "shaped",
        "keychain",
        f"{site.url}/v1",
    )
    said = studio("providers").out
    assert "Its key is in the keychain." in said
    assert KEY not in said
    assert KEY not in (studio.home / "settings.json").read_text()
    assert studio("providers", "remove", "shaped").code == 0
    assert not chest.kept
    assert load_settings().providers == ()


def test_a_second_of_a_kind_gets_a_name_of_its_own(studio: CommandLine) -> None:
    said = studio("providers", "add", "shaped", "--address", "http://127.0.0.1:9/v1")
    assert "as “shaped-2”" in said.err
    assert [setup.id for setup in load_settings().providers] == ["shaped", "shaped-2"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("shaped",), "needs an address"),
        (("shaped", "--address", "http://example.com/v1"), "unprotected"),
        (("fal", "--id", "Not This"), "cannot be a provider's short name"),
        (("fal", "--parallel", "900"), "cannot make 900 things at once"),
    ],
)
def test_what_cannot_work_is_refused_and_nothing_kept(
    vidgen: CommandLine, arguments: tuple[str, ...], sentence: str
) -> None:
    said = vidgen("providers", "add", *arguments)
    assert said.code == 2
    assert sentence in said.err
    assert load_settings().providers == ()


def test_without_a_keychain_it_says_where_to_put_the_key(vidgen: CommandLine) -> None:
    keyring.set_keyring(Keyring())
    said = vidgen("providers", "add", "openrouter", "--key-from-stdin", given=b"sk-or-some-key")
    assert said.code == 0
    assert "not kept" in said.err
    assert "VIDGEN_KEY_OPENROUTER" in said.err


def test_a_key_in_the_environment_is_not_asked_for(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-or-of-the-environment")
    said = vidgen("providers", "add", "openrouter")
    assert "Its key is in the environment." in said.err


def test_another_key_can_be_entered_and_none_is_no_key(studio: CommandLine, chest: Chest) -> None:
    for given, code in ((b"sk-another-key", 0), (b"", 2)):
        said = studio("providers", "key", "shaped", "--key-from-stdin", given=given)
        assert said.code == code
    assert list(chest.kept.values()) == ["sk-another-key"]


def test_it_is_tried_in_words(studio: CommandLine, site: Site) -> None:
    said = studio("providers", "test", "shaped")
    assert said.code == 0
    assert said.out.startswith("OpenAI-compatible server accepts the key. Its models: 2 that write")
    unknown = studio("providers", "test", "nobody")
    assert (unknown.code, unknown.out) == (2, "")
    assert "no provider “nobody”" in unknown.err
    assert site.count("GET", "/v1/models") >= 1


def test_a_wrong_key_is_said_and_fails(studio: CommandLine) -> None:
    studio("providers", "key", "shaped", "--key-from-stdin", given=b"sk-wrong")
    said = studio("providers", "test", "shaped")
    assert (said.code, said.out) == (1, "")
    assert "did not accept the key" in said.err
    assert "sk-wrong" not in said.err


def test_models_are_listed_with_their_end(studio: CommandLine) -> None:
    found = {r["id"]: r for r in studio("providers", "models", "shaped", "--json").records}
    assert set(found) == {"llama3", "qwen3"}
    rows = studio("providers", "models", "shaped", "--role", "text").out.splitlines()
    assert len(rows) == 2
    assert found["qwen3"]["shutdown"] == "2026-12-24"
    assert "shut down on 24 Dec 2026" in rows[1]


def test_voices_of_a_provider(studio: CommandLine, site: Site) -> None:
    Speech(site)
    found = studio("voices", "--voice-by", "shaped:kokoro", "--json").records
    assert [record["id"] for record in found] == ["af_sky", "bm_fable"]
    said = studio("generate", "Bees.", "--voice-by", "shaped:kokoro", "--voice", "zz")
    assert said.code == 2
    assert "no voice “zz” at shaped" in said.err


def test_a_voice_that_speaks_every_language_says_so(studio: CommandLine, site: Site) -> None:
    site.on("GET", "/v1/audio/voices", lambda _: told({"voices": ["alloy"]}))
    [row] = studio("voices", "--voice-by", "shaped:any").out.splitlines()
    assert row.split() == ["alloy", "any", "Alloy"]


def request_by(vidgen: CommandLine, *arguments: str) -> tuple[Said, Cast]:
    """The cast of a video that was asked for like this, without waiting for it to work."""
    said = vidgen("generate", "Bees dance.", "--yes", *arguments)
    return said, vidgen.known()[-1].request.cast


def test_a_video_is_asked_for_by_role(studio: CommandLine) -> None:
    _, cast = request_by(studio, "--text", "shaped:a:free", "--pictures", "shaped:pen")
    assert cast == Cast(Choice("shaped", "a:free"), Choice("shaped", "pen"), clips_by=Role.PICTURE)
    both = studio("generate", "Bees.", "--clips", "shaped:a", "--pictures", "shaped:b")
    assert both.code == 2
    assert "--clips or --pictures" in both.err


def test_qualities_are_suggested_kept_and_used(studio: CommandLine) -> None:
    said = studio("qualities", "suggest", "--save")
    assert said.code == 0, said.err
    (record,) = [r for r in studio("qualities", "--json").records if r["name"] == "Draft"]
    assert record["cast"]["text"] == {"provider": "shaped", "model": "llama3"}
    _, cast = request_by(studio, "--quality", "draft")
    assert cast == Cast(Choice("shaped", "llama3"))
    studio("qualities", "use", "Draft")
    assert request_by(studio)[1] == cast
    assert request_by(studio, "--quality", "Built-in")[1] == Cast()


def test_a_quality_is_saved_changed_and_removed(studio: CommandLine) -> None:
    assert studio("qualities", "save", "Mine", "--text", "shaped:qwen3").code == 0
    assert studio("qualities", "save", "mine", "--voice-by", "shaped:kokoro").code == 0
    (mine,) = load_settings().qualities
    assert mine.cast == Cast(Choice("shaped", "qwen3"), voice=Choice("shaped", "kokoro"))
    assert studio("qualities", "remove", "MINE").code == 0
    assert load_settings().qualities == ()
    for wrong in (("remove", "Built-in"), ("remove", "nix"), ("save", "Built-in"), ("save", " ")):
        assert studio("qualities", *wrong).code == 2
    nobody = studio("qualities", "save", "Mine", "--text", "nobody:m")
    assert "“nobody”" in nobody.err


def test_a_lost_provider_is_said_where_a_quality_used_it(studio: CommandLine) -> None:
    studio("qualities", "save", "Mine", "--text", "shaped:qwen3")
    said = studio("providers", "remove", "shaped")
    assert "The quality “Mine” used it" in said.err


def test_the_doctor_says_which_keys_are_missing(vidgen: CommandLine) -> None:
    vidgen("providers", "add", "openrouter")
    found = {r["name"]: r for r in vidgen("doctor", "--json").records}
    assert found["keychain"]["level"] == "good"
    assert found["providers"]["found"] == "openrouter (key: missing)"
    assert found["providers"]["advice"] == "Enter a key: vidgen providers key openrouter"


def test_a_profile_of_the_moment_is_not_kept(vidgen: CommandLine, tmp_path: Path) -> None:
    save_settings(load_settings())
    vidgen("--profile", "guest", "providers", "add", "fal")
    assert load_settings().profile == "default"
    assert not (tmp_path / "settings.json").exists()
