"""Video by fal.

POST {queue}/{model} answers {"request_id"}; {queue}/{app}/requests/{id}/status says IN_QUEUE,
IN_PROGRESS or COMPLETED, with "error" where it came to nothing; the request itself then has the
result, or the model's own HTTP status, and a header with the units that are billed. PUT
…/cancel drops a queued request and signals a running one. {app} is the model's name without its
last parts. What a model takes is in its OpenAPI schema, which GET /v1/models of the Platform API
hands out, with the price beside it. (fal's documentation, "Queue API" and "Platform APIs"; the
sources of fal-client 1.0.)
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import PriceSource, to_micros
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import dollars_in, part_of, parts_in
from vidgen_desktop.providers.net.answers import body_of, json_of, message_in, refusal
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.net.jobs import Job, JobState
from vidgen_desktop.providers.tariff import Bill
from vidgen_desktop.providers.video.fal_models import Inputs, describe, list_models
from vidgen_desktop.providers.video.maker import VideoClips
from vidgen_desktop.providers.video.service import UNSURE, Shot, Stop, Trace, job_id
from vidgen_desktop.setups import ProviderSetup

if TYPE_CHECKING:
    import httpx2

_NAMESPACES = {"workflows", "comfy"}
_REFUSED = {400, 422}  # by the model itself, which ran
_BILLED = "422"
_REQUEST_ID = "request_id"
_UNITS = "x-fal-billable-units"


class FalClips(VideoClips):
    """Films with a model of fal's."""

    usual_parallel = 4
    _inputs = Inputs()

    def about(self, token: CancelToken) -> ModelInfo:
        """The model's schema and price."""
        info, self._inputs = describe(self.setup, self.key, self.model, token)
        return info

    def service(self, filming: Filming) -> "FalVideo":
        """fal, for this model."""
        del filming
        return FalVideo(self.setup, self.key, self.model, self._inputs)


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The video models, by title. Raises ServiceError or Cancelled."""
    return list_models(setup, key, token)


def capabilities(
    setup: ProviderSetup, key: Key | None, model: str, token: CancelToken
) -> ModelInfo:
    """What one model can do, and its price. Raises ServiceError or Cancelled."""
    return describe(setup, key, model, token)[0]


class FalVideo:
    """`VideoService` of one fal model."""

    can_find = False
    can_cancel = True

    def __init__(self, setup: ProviderSetup, key: Key | None, model: str, inputs: Inputs) -> None:
        self.setup = setup
        self.key = key
        self._model = "/".join(quote(part, safe="") for part in model.strip("/").split("/"))
        self._inputs = inputs

    def prepare(self, client: "httpx2.Client", shot: Shot) -> dict[str, Any]:
        """The model's own input, with only what it knows."""
        del client
        return self._inputs.fill(shot)

    def create(self, client: "httpx2.Client", prepared: dict[str, Any], purchase: Purchase) -> str:
        """Put the request into the queue. There is no place for our key."""
        del purchase
        answer = client.post(self._model, json=prepared)
        return job_id(json_of(answer, self.setup.name, is_job=True), self.setup.name, _REQUEST_ID)

    def try_otherwise(self, fault: ServiceError) -> bool:
        """There is one form only."""
        del fault
        return False

    def look(self, client: "httpx2.Client", job: str) -> Job:
        """The request as it now is; once it is over, with its result as the body."""
        name = self.setup.name
        body = json_of(client.get(f"{self._at(job)}/status"), name, is_job=True)
        word = str(body.get("status", "")).strip().lower()
        if word != "completed":
            return Job(JobState.PENDING, word, None, "", "", body)
        answer = client.get(self._at(job))
        seen = {_UNITS: answer.headers.get(_UNITS, ""), **(body_of(answer) or {})}
        if body.get("error") or answer.status_code in _REFUSED:
            why, _ = message_in(body if answer.is_success else seen)
            return Job(JobState.FAILED, word, None, why, str(answer.status_code), seen)
        result = {**seen, **json_of(answer, name, is_job=True)}
        if not _video_in(result):
            why = "The result has no video."
            return Job(JobState.FAILED, word, None, why, _BILLED, result)
        return Job(JobState.DONE, word, 1.0, "", "", result)

    def link(self, job: str, seen: Job) -> str:
        """Where fal keeps the file."""
        del job
        return _video_in(seen.body)

    def find(self, client: "httpx2.Client", purchase: Purchase) -> Trace:
        """Requests cannot be told apart there."""
        del client, purchase
        return UNSURE

    def cancel(self, client: "httpx2.Client", job: str) -> Stop:
        """Have it dropped, or signalled; then see whether it is over."""
        answer = client.put(f"{self._at(job)}/cancel")
        said = str((body_of(answer) or {}).get("status", "")).upper()
        if said in {"ALREADY_COMPLETED", "NOT_FOUND"}:
            return Stop.CANNOT if said.startswith("ALREADY") else Stop.OVER
        if not answer.is_success:
            raise refusal(answer, self.setup.name)
        try:
            seen = self.look(client, job)
        except ServiceError as fault:
            if fault.status in {404, 410}:
                return Stop.OVER
            raise
        if seen.state is JobState.DONE:
            return Stop.CANNOT
        return Stop.OVER if seen.state is not JobState.PENDING else Stop.NOT_YET

    def bill(self, seen: Job, estimate: Bill) -> Bill:
        """By the units that fal says it bills. Else by the estimate: what was made, what the
        model itself refused (it may be billed), and what was stopped while it ran. fal's own
        faults and what never began are free.
        """
        units, price = dollars_in(seen.body.get(_UNITS) or None), self._inputs.unit_dollars
        if units is not None and price is not None:
            return Bill(to_micros(units * price), PriceSource.COMPUTED)
        is_running = seen.state is JobState.PENDING and seen.status == "in_progress"
        is_billed = seen.state is JobState.DONE or is_running or seen.said == _BILLED
        return estimate if is_billed else Bill(0, estimate.source)

    def _at(self, job: str) -> str:
        """Requests are found below the app, without the parts of its name that say which way."""
        parts = self._model.split("/")
        app = parts[: 3 if parts[0] in _NAMESPACES else 2]
        return f"{'/'.join(app)}/requests/{quote(job, safe='')}"


def _video_in(result: Mapping[str, Any]) -> str:
    """The address of the video, wherever models put it; empty where there is none."""
    held: list[object] = [part_of(result, "video").get("url"), result.get("video_url")]
    held += [one.get("url") for one in parts_in(result.get("videos"))]
    held += [result.get("video"), part_of(result, "output").get("url")]
    return next((one for one in held if isinstance(one, str) and one), "")
