"""OpenRouter's endpoint for pictures: `/api/v1/images`, its models and their prices.

After OpenRouter's documentation of the Image API: what a model does not list is ignored without a
word, and billed all the same.
"""

import base64
from collections import deque
from typing import Any

from tests.servers.films import picture
from tests.servers.site import Answer, Asked, Site, told

SHAPES = ["1:1", "4:3", "16:9", "9:16", "auto"]


def image_model(name: str, **takes: object) -> dict[str, Any]:
    """A model as it is listed."""
    return {
        "id": name,
        "name": name.title(),
        "architecture": {"input_modalities": ["text"], "output_modalities": ["image"]},
        "supported_parameters": {"aspect_ratio": {"type": "enum", "values": SHAPES}, **takes},
        "endpoints": f"/api/v1/images/models/{name}/endpoints",
    }


def price(dollars: float, unit: str = "image", kind: str = "output_image", **more: Any) -> Any:
    """An entry of an endpoint's prices."""
    return {"billable": kind, "unit": unit, "cost_usd": dollars, **more}


class Images:
    """The routes on a site. `prices` are each model's endpoints, as lists of prices."""

    def __init__(self, site: Site, *models: dict[str, Any], cost: float = 0.04) -> None:
        self.models = list(models)
        self.prices: dict[str, list[list[Any]]] = {}
        self.drawn: list[dict[str, Any]] = []
        self.instead: deque[Answer] = deque()  # the next answers, whatever is asked
        self._cost = cost
        site.on("GET", "/api/v1/images/models", lambda _: told({"data": self.models}))
        site.on("GET", "/api/v1/images/models/(?P<id>.+)/endpoints", self._endpoints)
        site.on("POST", "/api/v1/images", self._draw)

    def _endpoints(self, asked: Asked) -> Answer:
        name = asked.named["id"]
        if name not in self.prices:
            return told({"error": {"message": "No endpoints", "code": 404}}, 404)
        offers = [{"provider_name": "One", "pricing": one} for one in self.prices[name]]
        return told({"id": name, "endpoints": offers})

    def _draw(self, asked: Asked) -> Answer:
        if self.instead:
            return self.instead.popleft()
        fields = asked.fields()
        if fields.get("model") not in {one["id"] for one in self.models}:
            return told({"error": {"message": "No such model", "code": 404}}, 404)
        self.drawn.append(fields)
        size = "1376x768" if fields.get("aspect_ratio") == "16:9" else "768x768"
        data = base64.b64encode(picture(size)).decode()
        usage = {"prompt_tokens": 0, "completion_tokens": 4175, "cost": self._cost}
        return told(
            {"created": 0, "data": [{"b64_json": data, "media_type": "image/png"}], "usage": usage}
        )
