"""What a refusal means, by its status and the words of the service."""

from collections.abc import Container
from typing import NamedTuple

from vidgen_desktop.core.errors import ProviderFault


class Rule(NamedTuple):
    """Fits an answer with one of `statuses` whose text has one of `words` in it (none: any).
    `message` may name {name} and {status}.
    """

    statuses: Container[int]
    words: tuple[str, ...]
    message: str
    advice: str
    fault: ProviderFault = ProviderFault.REFUSED


_CREDIT = (
    "insufficient_quota",
    "insufficient credit",
    "insufficient_credit",
    "insufficient balance",
    "insufficient funds",
    "exhausted balance",
    "billing",
)
_MODEL = (
    "model_not_found",
    "model not found",
    "no such model",
    "unknown model",
    "does not exist",
    "not a valid model",
    "no endpoints found",
)
_CONTENT = ("content_policy", "content policy", "moderation", "safety", "flagged")
_KEY = ("invalid_api_key", "incorrect api key", "invalid api key")

RULES = (
    Rule((402,), (), "{name} has no credit left for this.", "Add credit to your account there."),
    Rule(
        range(400, 500),
        _CREDIT,
        "{name} has no credit left for this.",
        "Add credit to your account there.",
    ),
    Rule((401,), (), "{name} did not accept the key.", "Enter the right key in the settings."),
    Rule(
        (400, 403), _KEY, "{name} did not accept the key.", "Enter the right key in the settings."
    ),
    Rule(
        range(400, 500),
        _CONTENT,
        "{name} refused the content.",
        "Change the text or the picture.",
    ),
    Rule(
        (403,),
        (),
        "{name} does not allow this with your key.",
        "Check the key in the settings, and what your account there may use.",
    ),
    Rule(
        (400, 404, 422),
        _MODEL,
        "{name} does not know this model.",
        "Choose another in the settings.",
    ),
    Rule(
        (404,),
        (),
        "{name} has nothing at this address.",
        "Check the address and the model in the settings.",
    ),
    Rule(
        (429,),
        (),
        "{name} is asked too often.",
        "Wait a little, or let it make fewer things at once.",
        ProviderFault.RATE_LIMITED,
    ),
    Rule(
        (408, 425, *range(500, 600)),
        (),
        "{name} is not available now ({status}).",
        "Try again later.",
        ProviderFault.UNAVAILABLE,
    ),
    Rule(
        range(300, 400),
        (),
        "{name} sends us to another address.",
        "If its servers have moved there, enter that address. If it is a page to sign in at, "
        "the service cannot be used this way.",
    ),
)
