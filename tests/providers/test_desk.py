"""What is asked of providers: whether they are right, their models, voices, samples, qualities."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.providers.net.certificates import certificate, context_of
from tests.providers.net.serving import serving
from tests.providers.net.serving import told as reply
from tests.servers.canary import Canary
from tests.servers.shaped import Models, Speech, VideoModels, video_model
from tests.servers.site import Answer, Asked, Site, open_site, told
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast, Choice, Quality, Role
from vidgen_desktop.core.days import day
from vidgen_desktop.core.errors import InvalidRequest, ProviderError
from vidgen_desktop.core.model import now
from vidgen_desktop.keys import forget_key, remember_key
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.catalog import builtin_parts
from vidgen_desktop.providers.desk import Desk
from vidgen_desktop.providers.gratis import Gratis
from vidgen_desktop.providers.price_book import PriceBook
from vidgen_desktop.providers.prices import PriceTable
from vidgen_desktop.providers.told import ToldModels
from vidgen_desktop.setups import ProviderKind, ProviderSetup

TODAY = now().astimezone().date()


def near(url: str, kind: ProviderKind = ProviderKind.SHAPED, name: str = "studio") -> ProviderSetup:
    return ProviderSetup(name, kind, title="Studio", address=url, entered_by_person=True)


@dataclass
class Asking:
    """A desk, and the setups that it answers for."""

    folder: Path
    setups: list[ProviderSetup] = field(default_factory=list[ProviderSetup])

    def __post_init__(self) -> None:
        media = FfmpegTool()
        self.told = ToldModels(self.folder / "models.json")
        self.desk = Desk(
            lambda: self.setups,
            media,
            builtin_parts(media),
            rates=PriceBook(PriceTable(), self.told).rates,
            remember=self.told.remember,
        )

    def test(self, *qualities: Quality) -> str:
        return self.desk.test(self.setups[0].id, qualities, CancelToken())

    def wrong(self, *qualities: Quality) -> str:
        """What is wrong, with what to do."""
        with pytest.raises((ProviderError, InvalidRequest)) as said:
            self.test(*qualities)
        return str(said.value)


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    return Asking(tmp_path)


@contextmanager
def keyed(setup: ProviderSetup, key: str) -> Iterator[ProviderSetup]:
    remember_key(setup, key)
    try:
        yield setup
    finally:
        forget_key(setup)


@pytest.fixture
def open_house() -> Iterator[Site]:
    """A server that asks nobody for a key."""
    site = Site()
    with open_site(site):
        yield site


class Router:
    """OpenRouter, as far as it is asked who we are; `account` is what GET /key says."""

    def __init__(self, site: Site, *films: dict[str, object]) -> None:
        self.account: dict[str, object] = {"limit_remaining": 4.2}
        site.on("GET", "/api/v1/key", lambda _: told({"data": self.account}))
        site.on("GET", "/api/v1/credits", lambda _: told({"error": {"message": "No"}}, 403))
        site.on("GET", "/api/v1/models", self._models)
        VideoModels(site, *films)

    @staticmethod
    def _models(asked: Asked) -> Answer:
        wanted = asked.query["output_modalities"]
        prices = {"openai/small": "0.0000005", "openai/large": "0.00001", "tiny/odd": "0.00000001"}
        if wanted == "speech":
            prices = {"kokoro": "0.0000006", "grand": "0.00001"}
        data = [
            {
                "id": name,
                "name": name.title(),
                "architecture": {"output_modalities": [wanted]},
                "pricing": {"prompt": price, "completion": price},
            }
            for name, price in prices.items()
        ]
        return told({"data": data})


@pytest.fixture
def router(site: Site, asking: Asking, canary: Canary) -> Iterator[Router]:
    setup = near(f"{site.url}/api/v1", ProviderKind.OPENROUTER)
    asking.setups.append(setup)
    films = (
        video_model("films/fine", pricing_skus={"duration_seconds_720p": "0.25"}),
        video_model("films/plain", pricing_skus={"duration_seconds_720p": "0.05"}),
        video_model("films/coarse", supported_resolutions=["480p"], pricing_skus={}),
    )
    with keyed(setup, canary.key):
        yield Router(site, *films)


def test_all_is_well_is_said_with_models_and_credit(asking: Asking, router: Router) -> None:
    assert asking.test() == (
        "Studio accepts the key. Its models: 3 that write, 3 that film, 2 that speak; "
        "credit left: $4.20."
    )
    router.account = {"limit_remaining": None}
    assert asking.test().endswith("2 that speak.")


def test_no_credit_is_said(asking: Asking, router: Router) -> None:
    router.account = {"limit_remaining": 0}
    assert "accepts the key, but there is no credit left" in asking.wrong()
    router.account = {"limit_remaining": 5.0, "is_free_tier": True}
    said = asking.test()
    assert said.endswith("No credit was ever bought for it, so models that cost money may refuse.")


@pytest.mark.usefixtures("router")
def test_a_wrong_key_is_said(asking: Asking, site: Site) -> None:
    with keyed(asking.setups[0], "sk-somebody-elses"):
        said = asking.wrong()
    assert said.startswith("Studio did not accept the key.")
    assert "Enter the right key" in said
    assert site.count("GET", "/api/v1/models") == 0


@pytest.mark.usefixtures("router")
def test_a_model_that_a_quality_uses_and_is_not_there_is_said(asking: Asking) -> None:
    best = Quality("Best", Cast(clips=Choice("studio", "films/fine")))
    assert asking.test(best)
    gone = replace(best, cast=Cast(clips=Choice("studio", "films/gone")))
    assert "has no model “films/gone”, which “Best” uses" in asking.wrong(gone)


@pytest.mark.usefixtures("router")
def test_a_variant_of_a_model_that_is_listed_is_there(asking: Asking) -> None:
    for variant in ("nitro", "floor", "exacto", "online"):
        text = Choice("studio", f"openai/small:{variant}")
        assert asking.test(Quality("Draft", Cast(text=text)))
    for model in ("openai/small:free", "openai/none:nitro"):  # the free ones are listed
        wrong = Quality("Draft", Cast(text=Choice("studio", model)))
        assert f"has no model “{model}”" in asking.wrong(wrong)


def test_a_model_that_will_end_is_said(asking: Asking, open_house: Site) -> None:
    soon, later = TODAY + timedelta(days=30), TODAY + timedelta(days=200)
    Models(open_house, {"llama": soon.isoformat(), "qwen": later.isoformat()})
    asking.setups.append(near(f"{open_house.url}/v1"))
    for model, is_warned in (("llama", True), ("qwen", False)):
        said = asking.test(Quality("Draft", Cast(text=Choice("studio", model))))
        assert ("will be shut down" in said) is is_warned
    with_warning = asking.test(Quality("Draft", Cast(text=Choice("studio", "llama"))))
    assert f"“Draft” uses llama: It will be shut down on {day(soon)}, in 30 days." in (with_warning)


def test_a_server_of_ones_own_needs_no_key(asking: Asking, open_house: Site) -> None:
    Models(open_house, {"llama3": None, "qwen3": None})
    asking.setups.append(near(f"{open_house.url}/v1"))
    assert asking.test().startswith("Studio answers. Its models: 2 that write")


def test_a_key_that_is_wanted_is_said(asking: Asking, site: Site) -> None:
    asking.setups.append(near(f"{site.url}/v1"))
    assert asking.wrong().startswith("Studio wants a key, and there is none.")


def test_an_address_without_its_end_is_said(asking: Asking, open_house: Site) -> None:
    Models(open_house, {"llama3": None})
    asking.setups.append(near(open_house.url))
    assert f"Most such servers want /v1 at the end: {open_house.url}/v1" in asking.wrong()


PAGE = Answer(200, b"<html>Welcome</html>", "text/html")
UNEXPECTED = told({"error": "Unexpected endpoint or method. (GET /models)"})  # as LM Studio says


@pytest.mark.parametrize("answer", [PAGE, UNEXPECTED, told({"detail": "Not Allowed"}, 405)])
def test_an_address_without_its_end_is_said_whatever_answers_there(
    answer: Answer, asking: Asking, open_house: Site
) -> None:
    open_house.on("GET", "/models", lambda _: answer)
    asking.setups.append(near(open_house.url))
    assert f"Most such servers want /v1 at the end: {open_house.url}/v1" in asking.wrong()


def test_an_address_with_too_much_at_its_end_is_said(asking: Asking, open_house: Site) -> None:
    Models(open_house, {"llama3": None})
    asking.setups.append(near(f"{open_house.url}/v1/chat/completions"))
    assert f"want nothing after /v1: {open_house.url}/v1" in asking.wrong()


def test_a_refusal_keeps_its_own_words(asking: Asking, open_house: Site) -> None:
    refusal = {"error": {"message": "API key not valid", "code": 400}}
    open_house.on("GET", "/v1beta/models", lambda _: told(refusal, 400))
    asking.setups.append(near(f"{open_house.url}/v1beta"))
    assert "It said: API key not valid." in asking.wrong()


def test_a_web_site_is_not_taken_for_a_server(asking: Asking, open_house: Site) -> None:
    open_house.on("GET", "/v1/models", lambda _: Answer(404, b"<html>", "text/html; charset=x"))
    asking.setups.append(near(f"{open_house.url}/v1"))
    assert asking.wrong().startswith("A web site answers at the address of Studio")


def test_a_key_that_nobody_looked_at_is_not_said_to_be_accepted(
    asking: Asking, open_house: Site
) -> None:
    asking.setups.append(near(f"{open_house.url}/v1"))
    with keyed(asking.setups[0], "sk-not-asked-for"):
        assert asking.test().startswith("Studio answers. It does not list its models")


def test_a_model_is_there_whatever_its_name_sounds_like(asking: Asking, open_house: Site) -> None:
    Models(open_house, {"llama3": None, "gpt-5-codex": None, "video-llava": None, "wan-2": None})
    asking.setups.append(near(f"{open_house.url}/v1"))
    for model in ("gpt-5-codex", "video-llava"):
        assert asking.test(Quality("Draft", Cast(text=Choice("studio", model))))
    assert asking.test(Quality("Draft", Cast(clips=Choice("studio", "llama3"))))
    assert "has no model “gone”" in asking.wrong(
        Quality("Draft", Cast(text=Choice("studio", "gone")))
    )


def test_a_server_without_a_list_is_believed(asking: Asking, open_house: Site) -> None:
    asking.setups.append(near(f"{open_house.url}/v1"))
    assert asking.test() == (
        "Studio answers. It does not list its models: enter their names yourself."
    )


def test_nobody_there_is_said(asking: Asking) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    asking.setups.append(near(f"http://127.0.0.1:{port}/v1"))
    assert asking.wrong().startswith("Studio could not be reached.")


def test_a_refused_certificate_is_said(asking: Asking, tmp_path: Path) -> None:
    file = certificate(tmp_path, "127.0.0.1")
    with serving(reply({}), context=context_of(file)) as server:
        asking.setups.append(near(server.setup().address))
        assert asking.wrong().startswith("The certificate of Studio was refused: self-signed")
        assert server.heard == []


@pytest.mark.usefixtures("router")
def test_models_are_asked_for_once_in_a_while(asking: Asking, site: Site) -> None:
    asking.desk.models("studio", Role.VIDEO, CancelToken())
    found = asking.desk.models("studio", Role.VIDEO, CancelToken())
    assert [model.id for model in found] == ["films/coarse", "films/fine", "films/plain"]
    assert site.count("GET", "/api/v1/videos/models") == 1
    assert asking.told.is_fresh(asking.setups[0], Role.VIDEO)
    asking.desk.fresh_seconds = -1.0  # as long after as it takes
    asking.desk.models("studio", Role.VIDEO, CancelToken())
    assert site.count("GET", "/api/v1/videos/models") == 2


def test_a_role_that_a_provider_does_not_have_is_refused(asking: Asking) -> None:
    asking.setups.append(ProviderSetup("fal", ProviderKind.FAL))
    assert asking.desk.roles("fal") == {Role.VIDEO}
    with pytest.raises(InvalidRequest, match="fal cannot speak"):
        asking.desk.models("fal", Role.VOICE, CancelToken())
    with pytest.raises(InvalidRequest, match="no provider “nobody”"):
        asking.desk.roles("nobody")


def test_voices_and_a_sample_that_is_spoken_once(
    asking: Asking, open_house: Site, tmp_path: Path
) -> None:
    served = Speech(open_house)
    asking.setups.append(near(f"{open_house.url}/v1"))
    by = Choice("studio", "kokoro")
    assert [voice.id for voice in asking.desk.voices(by)] == ["af_sky", "bm_fable"]
    paths = {
        asking.desk.preview(by, voice, 1.0, tmp_path, Gratis(), CancelToken())
        for voice in ("af_sky", "af_sky", "bm_fable")
    }
    assert len(paths) == len(served.spoken) == 2
    assert all(path.read_bytes()[:4] == b"RIFF" for path in paths)
    with pytest.raises(InvalidRequest, match="no voice “zz_nobody”"):
        asking.desk.preview(by, "zz_nobody", 1.0, tmp_path, Gratis(), CancelToken())
    other = Speech(open_house, prefix="/other/v1")  # what has the same names may sound otherwise
    asking.setups[:] = [near(f"{open_house.url}/other/v1")]
    asking.desk.preview(by, "af_sky", 1.0, tmp_path, Gratis(), CancelToken())
    assert len(other.spoken) == 1


@pytest.mark.usefixtures("router")
def test_qualities_are_suggested_from_one_key(asking: Asking) -> None:
    draft, standard, best = asking.desk.suggested(CancelToken())
    assert [one.quality.name for one in (draft, standard, best)] == ["Draft", "Standard", "Best"]
    assert draft.quality.cast.clips.is_builtin
    assert standard.quality.cast == replace(
        draft.quality.cast, clips=Choice("studio", "films/plain")
    )
    assert standard.quality.cast.text.model == "openai/small"  # and not what nobody knows
    assert best.quality.cast == Cast(
        Choice("studio", "openai/large"),
        Choice("studio", "films/fine"),
        Choice("studio", "grand"),
    )
    assert "about $1.25 for 5 seconds" in best.reason


def test_qualities_are_suggested_from_ones_own_servers(asking: Asking) -> None:
    ollama, films, kokoro = Site(), Site(), Site()
    Models(ollama, {"llama3": None})
    Models(films, {"Wan-AI/Wan2.2-T2V": None})
    Models(kokoro, {"kokoro": None})
    with open_site(ollama), open_site(films), open_site(kokoro):
        sites = {"ollama": ollama, "films": films, "kokoro": kokoro}
        asking.setups += [near(f"{site.url}/v1", name=name) for name, site in sites.items()]
        draft, standard = asking.desk.suggested(CancelToken())
    text, voice = Choice("ollama", "llama3"), Choice("kokoro", "kokoro")
    assert draft.quality.cast == Cast(text=text, voice=voice)
    assert standard.quality.cast == Cast(text, Choice("films", "Wan-AI/Wan2.2-T2V"), voice)
    assert "free" in standard.reason


def test_nothing_is_suggested_from_nothing(asking: Asking) -> None:
    assert asking.desk.suggested(CancelToken()) == ()
    asking.setups.append(ProviderSetup("router", ProviderKind.OPENROUTER))
    with pytest.raises(InvalidRequest, match="has no key yet"):
        asking.desk.suggested(CancelToken())
