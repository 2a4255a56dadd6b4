"""What fal's models take, by their OpenAPI schemas, and what they cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderFault
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model import now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import dollars_in, part_of, parts_in
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.faults import Fate, ServiceError
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.providers.tariff import reported
from vidgen_desktop.providers.video.reading import day_in, numbers_in, title_of
from vidgen_desktop.providers.video.service import Shot
from vidgen_desktop.providers.video.shape import lines_of, ratio_of
from vidgen_desktop.setups import ProviderSetup

_PLATFORM = "https://api.fal.ai"
_CATEGORIES = ("text-to-video", "image-to-video")
_MOST_PAGES = 10
_FRAMES = (
    "image_url",
    "start_image_url",
    "first_frame_url",
    "first_frame_image",
    "input_image_url",
)
_EXAMPLES = ("reference_image_urls", "reference_images", "reference_image_url", "image_urls")
_LONGEST = 60
_SECONDS = {"second", "seconds", "video_second", "video_seconds", "video second", "video seconds"}
_CLIPS = {"video", "videos", "request", "requests", "generation", "generations"}


@dataclass(frozen=True, slots=True)
class Inputs:
    """The fields of a model's input, by name, as JSON schemas; empty: nothing is known.
    `unit_dollars` is the price of one of the units that fal bills the model by.
    """

    fields: Mapping[str, Mapping[str, Any]] | None = None
    required: frozenset[str] = frozenset()
    unit_dollars: Decimal | None = None

    def first(self, names: Sequence[str]) -> str:
        """The first of these fields that the model has."""
        return next((name for name in names if self.fields and name in self.fields), "")

    def choices(self, name: str) -> list[object]:
        """The values a field may have; whole numbers where it has bounds."""
        field = (self.fields or {}).get(name, {})
        options = [field, *parts_in(field.get("anyOf"))]
        for option in options:
            listed = option.get("enum")
            if isinstance(listed, list):
                return cast("list[object]", listed)
        for option in options:
            low, high = option.get("minimum"), option.get("maximum")
            if isinstance(low, (int, float)) and isinstance(high, (int, float)):
                return list(range(max(1, round(low)), min(_LONGEST, round(high)) + 1))
        return []

    def fill(self, shot: Shot) -> dict[str, Any]:
        """A shot in the model's own words."""
        body: dict[str, Any] = {"prompt": shot.prompt}
        frame, example = self.first(_FRAMES), self.first(_EXAMPLES)
        if shot.frame:
            body[frame or _FRAMES[0]] = shot.frame.data_url
        if shot.reference and example:
            url = shot.reference.data_url
            body[example] = [url] if example.endswith("s") else url
        known: dict[str, object] = {
            "negative_prompt": shot.negative,
            "seed": shot.seed,
            "generate_audio": shot.sound,
            "aspect_ratio": shot.shape.aspect,
            "resolution": shot.shape.resolution,
            "duration": self._duration(shot.shape.seconds),
        }
        body |= {
            name: value
            for name, value in known.items()
            if self.first([name]) and value not in {"", None}
        }
        return body

    def filming(self) -> Filming:
        """The limits that the schema tells."""
        frame = self.first(_FRAMES)
        texts = [str(one) for one in self.choices("aspect_ratio")]
        lines = [str(one) for one in self.choices("resolution")]
        return Filming(
            seconds=numbers_in(self.choices("duration")),
            aspects=tuple(one for one in texts if ratio_of(one)),
            resolutions=tuple(one for one in lines if lines_of(one)),
            first_frame=bool(frame),
            needs_frame=bool(frame) and frame in self.required,
            reference=bool(self.first(_EXAMPLES)),
            sound=bool(self.first(["generate_audio"])),
            seed=bool(self.first(["seed"])),
        )

    def _duration(self, seconds: int) -> object:
        """As the model writes it: 5, "5" or "5s"."""
        for choice in self.choices("duration"):
            if str(choice).strip().removesuffix("s") == str(seconds):
                return choice
        return None


def describe(
    setup: ProviderSetup, key: Key | None, model: str, token: CancelToken
) -> tuple[ModelInfo, Inputs]:
    """A model with its prices, and what it takes. Raises ServiceError or Cancelled."""
    params = {"endpoint_id": model, "expand": "openapi-3.0"}
    entries = parts_in(_asked(setup, key, token, "models", params).get("models"))
    entry = next((one for one in entries if one.get("endpoint_id") == model), None)
    if entry is None:
        raise ServiceError(
            f"{setup.name} has no model “{model}”.",
            "Choose another in the settings.",
            fault=ProviderFault.REFUSED,
            fate=Fate.NOT_SENT,
        )
    inputs = inputs_in(part_of(entry, "openapi"))
    price = _price(setup, key, token, model)
    inputs = replace(inputs, unit_dollars=dollars_in(price.get("unit_price")))
    return _model(entry, inputs.filming(), _rates(price, setup)), inputs


def list_models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> list[ModelInfo]:
    """The video models in use, by title, without what each takes."""
    found: dict[str, ModelInfo] = {}
    for category in _CATEGORIES:
        params = {"category": category, "status": "active", "limit": "100"}
        for _ in range(_MOST_PAGES):
            page = _asked(setup, key, token, "models", params)
            for entry in parts_in(page.get("models")):
                if isinstance(entry.get("endpoint_id"), str):
                    takes = Filming(first_frame=category != _CATEGORIES[0])
                    found[str(entry["endpoint_id"])] = _model(entry, takes, ())
            cursor = page.get("next_cursor")
            if page.get("has_more") is not True or not isinstance(cursor, str):
                break
            params["cursor"] = cursor
    return sorted(found.values(), key=lambda one: one.title.casefold())


def inputs_in(openapi: Mapping[str, Any]) -> Inputs:
    """The input of the endpoint's POST, in its OpenAPI schema."""
    schemas = part_of(part_of(openapi, "components"), "schemas")
    for path in part_of(openapi, "paths").values():
        post = part_of(cast("Mapping[str, Any]", path), "post") if isinstance(path, dict) else {}
        content = part_of(part_of(post, "requestBody"), "content")
        link = str(part_of(part_of(content, "application/json"), "schema").get("$ref", ""))
        schema = part_of(schemas, link.rpartition("/")[2])
        fields = part_of(schema, "properties")
        if "prompt" in fields:
            needed = schema.get("required")
            names = cast("list[object]", needed) if isinstance(needed, list) else []
            known = {name: part_of(fields, name) for name in fields}
            return Inputs(known, frozenset(str(name) for name in names))
    return Inputs()


def _model(entry: Mapping[str, Any], filming: Filming, rates: tuple[Rate, ...]) -> ModelInfo:
    about = part_of(entry, "metadata")
    name = str(entry["endpoint_id"])
    return ModelInfo(
        id=name,
        title=title_of(about, name, "display_name"),
        roles=frozenset({Role.VIDEO}),
        shutdown=day_in(about, "shutdown_date", "expiration_date"),
        rates=rates,
        filming=filming,
    )


def _price(setup: ProviderSetup, key: Key | None, token: CancelToken, model: str) -> dict[str, Any]:
    """What fal asks for a unit of the model, in dollars; empty where it does not tell."""
    try:
        told = _asked(setup, key, token, "models/pricing", {"endpoint_id": model})
    except ServiceError:
        return {}  # the price table has to do
    for price in parts_in(told.get("prices")):
        if price.get("endpoint_id") == model and price.get("currency", "USD") == "USD":
            return price
    return {}


def _rates(price: Mapping[str, Any], setup: ProviderSetup) -> tuple[Rate, ...]:
    """The price of a second or of a clip; none where the model goes by something else."""
    unit = str(price.get("unit", "")).strip().lower()
    bill = reported(price.get("unit_price"))
    if bill is None or unit not in _SECONDS | _CLIPS:
        return ()
    kind = Unit.SECOND if unit in _SECONDS else Unit.REQUEST
    return (Rate(kind, bill.micros, setup.name, now().date()),)


def _asked(
    setup: ProviderSetup, key: Key | None, token: CancelToken, verb: str, params: dict[str, str]
) -> dict[str, Any]:
    """An answer of the Platform API, which is at an address of its own."""
    from vidgen_desktop.providers.model_list import QUICK
    from vidgen_desktop.providers.net.client import open_client

    base = _PLATFORM if setup.is_own_address else setup.base

    def ask() -> dict[str, Any]:
        with open_client(setup, token, key, patience=QUICK, also=(base,)) as client:
            return json_of(client.get(f"{base}/v1/{verb}", params=params), setup.name)

    return retried(ask, setup.name, token, tries=3, within=20.0)
