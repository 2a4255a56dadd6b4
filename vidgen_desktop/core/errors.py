"""Faults a person can act on, apart from bugs.

Every fault says in `message` what is wrong, in a plain sentence, and in `advice` what to do
next. Anything else that is raised is a bug: it is logged with its traceback in one place.
`Cancelled` lives in `cancel.py`, because it is an outcome and not an error.
"""

from enum import StrEnum
from typing import ClassVar


class VidgenError(Exception):
    """A fault with a sentence for the person; never raised itself."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class InvalidRequest(VidgenError):
    """The request cannot be carried out as it stands; `field` names the part to mend."""

    code = "invalid_request"

    def __init__(self, message: str, advice: str = "", *, field: str) -> None:
        super().__init__(message, advice)
        self.field = field


class ProviderFault(StrEnum):
    """What went wrong between us and a provider."""

    REFUSED = "refused"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    BAD_ANSWER = "bad_answer"


class ProviderError(VidgenError):
    """A provider refused, was busy, could not be reached or answered nonsense."""

    code = "provider"

    def __init__(self, message: str, advice: str = "", *, fault: ProviderFault) -> None:
        super().__init__(message, advice)
        self.fault = fault


class BudgetExceeded(VidgenError):
    """A purchase was not made because it could exceed a limit the person set."""

    code = "budget"


class ConsentNeeded(VidgenError):
    """The estimate is above what the person lets pass without being asked."""

    code = "consent"


class UnknownPurchase(VidgenError):
    """The answer to a paid request was lost: the person decides whether to look or to buy again."""

    code = "unknown_purchase"


class MediaError(VidgenError):
    """A picture, clip or sound cannot be read, or a video cannot be made from it."""

    code = "media"


class DiskFull(VidgenError):
    """There is no room for what must be written."""

    code = "disk_full"


class StoreError(VidgenError):
    """The database or a data folder cannot be used."""

    code = "store"


class NotFound(VidgenError):
    """There is no such generation."""

    code = "not_found"


class Forbidden(VidgenError):
    """The generation belongs to another profile."""

    code = "forbidden"
