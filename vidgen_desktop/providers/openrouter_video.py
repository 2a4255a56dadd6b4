"""Video by OpenRouter.

POST /videos answers {"id", "polling_url", "status"}; GET /videos/{id} shows the job with
"usage.cost" and "unsigned_urls" once it is completed; GET /videos/models tells what each model
can do and costs. There is no cancel and no list of jobs. (OpenRouter's documentation of the
Video Generation API, and the types of its Python SDK 1.3.)
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderFault
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import parts_in, texts_in
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.faults import Fate, ServiceError, unusable
from vidgen_desktop.providers.net.jobs import Job, job_of
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.providers.tariff import Bill
from vidgen_desktop.providers.video.maker import VideoClips
from vidgen_desktop.providers.video.prices import prices_of, usual_rates
from vidgen_desktop.providers.video.reading import day_in, numbers_in, title_of
from vidgen_desktop.providers.video.service import (
    UNSURE,
    Shot,
    Stop,
    Trace,
    job_id,
    usual_bill,
)
from vidgen_desktop.providers.video.shape import size_of
from vidgen_desktop.setups import ProviderSetup

if TYPE_CHECKING:
    import httpx2


class OpenRouterClips(VideoClips):
    """Films with a model of OpenRouter's."""

    usual_parallel = 4

    def about(self, token: CancelToken) -> ModelInfo:
        """The model as the service lists it."""
        return capabilities(self.setup, self.key, self.model, token)

    def service(self, filming: Filming) -> "OpenRouterVideo":
        """OpenRouter, for this model."""
        return OpenRouterVideo(self.setup, self.key, filming)


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The video models, by title. Raises ServiceError or Cancelled."""
    entries = _listed(setup, key, token)
    found = [_model(entry, setup) for entry in entries if isinstance(entry.get("id"), str)]
    return sorted(found, key=lambda one: one.title.casefold())


def capabilities(
    setup: ProviderSetup, key: Key | None, model: str, token: CancelToken
) -> ModelInfo:
    """What one model can do, and its prices. Raises ServiceError or Cancelled."""
    for entry in _listed(setup, key, token):
        if model in {entry.get("id"), entry.get("canonical_slug")}:
            return _model(entry, setup)
    raise ServiceError(
        f"{setup.name} has no video model “{model}”.",
        "Choose another in the settings.",
        fault=ProviderFault.REFUSED,
        fate=Fate.NOT_SENT,
    )


class OpenRouterVideo:
    """`VideoService` of OpenRouter."""

    can_find = False
    can_cancel = False

    def __init__(self, setup: ProviderSetup, key: Key | None, filming: Filming) -> None:
        self.setup = setup
        self.key = key
        self._filming = filming

    def prepare(self, client: "httpx2.Client", shot: Shot) -> dict[str, Any]:
        """The request, with only what the model lists."""
        del client
        filming, shape = self._filming, shot.shape
        body: dict[str, Any] = {"model": shot.model, "prompt": shot.prompt}
        if filming.seconds:
            body["duration"] = shape.seconds
        if filming.sizes:
            body["size"] = f"{shape.size[0]}x{shape.size[1]}"
        else:
            body |= {"resolution": shape.resolution} if shape.resolution else {}
            body |= {"aspect_ratio": shape.aspect} if shape.aspect else {}
        if filming.seed:
            body["seed"] = shot.seed
        if filming.sound:
            body["generate_audio"] = shot.sound
        if shot.frame:
            body["frame_images"] = [{**_image(shot.frame.data_url), "frame_type": "first_frame"}]
        if shot.reference:
            body["input_references"] = [_image(shot.reference.data_url)]
        return body

    def create(self, client: "httpx2.Client", prepared: dict[str, Any], purchase: Purchase) -> str:
        """Order the clip; our key is its session, for the person to find it by."""
        body = {**prepared, "session_id": purchase.key}
        headers = {"Idempotency-Key": purchase.key}
        answer = client.post("videos", json=body, headers=headers)
        return job_id(json_of(answer, self.setup.name, is_job=True), self.setup.name)

    def try_otherwise(self, fault: ServiceError) -> bool:
        """There is one form only."""
        del fault
        return False

    def look(self, client: "httpx2.Client", job: str) -> Job:
        """The job as it now is."""
        return job_of(client.get(f"videos/{quote(job, safe='')}"), self.setup.name)

    def link(self, job: str, seen: Job) -> str:
        """The content: a link of the service's own where it names one."""
        links = texts_in(seen.body.get("unsigned_urls"))
        return links[0] if links else f"{self.setup.base}/videos/{quote(job, safe='')}/content"

    def find(self, client: "httpx2.Client", purchase: Purchase) -> Trace:
        """There is no list to look in."""
        del client, purchase
        return UNSURE

    def cancel(self, client: "httpx2.Client", job: str) -> Stop:
        """There is no cancel."""
        del client, job
        return Stop.CANNOT

    def bill(self, seen: Job, estimate: Bill) -> Bill:
        """As reported; a failed job without a report costs nothing."""
        return usual_bill(seen, estimate)


def _image(url: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": url}}


def _listed(setup: ProviderSetup, key: Key | None, token: CancelToken) -> list[dict[str, Any]]:
    from vidgen_desktop.providers.model_list import QUICK
    from vidgen_desktop.providers.net.client import open_client

    def ask() -> dict[str, Any]:
        with open_client(setup, token, key, patience=QUICK) as client:
            return json_of(client.get("videos/models"), setup.name)

    data = retried(ask, setup.name, token, tries=4, within=30.0).get("data")
    if not isinstance(data, list):
        raise unusable(setup.name, "no list of models")
    return parts_in(cast("object", data))


def _model(entry: Mapping[str, Any], setup: ProviderSetup) -> ModelInfo:
    resolutions = texts_in(entry.get("supported_resolutions"))
    sizes = [size for text in texts_in(entry.get("supported_sizes")) if (size := size_of(text))]
    frames = texts_in(entry.get("supported_frame_images"))
    filming = Filming(
        seconds=numbers_in(entry.get("supported_durations")),
        sizes=tuple(sizes),
        aspects=texts_in(entry.get("supported_aspect_ratios")),
        resolutions=resolutions,
        first_frame="first_frame" in frames,
        reference=True,  # images are taken for all models, says the API's description
        sound=entry.get("generate_audio") is True,
        seed=entry.get("seed") is True,
        prices=prices_of(entry.get("pricing_skus"), resolutions),
    )
    return ModelInfo(
        id=str(entry["id"]),
        title=title_of(entry, str(entry["id"])),
        roles=frozenset({Role.VIDEO}),
        shutdown=day_in(entry, "shutdown_date", "expiration_date"),
        rates=usual_rates(filming.prices, setup),
        filming=filming,
    )
