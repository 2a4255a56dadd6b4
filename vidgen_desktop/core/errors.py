"""Faults a person can act on, apart from bugs.

Every fault says in `message` what is wrong, in a plain sentence, and in `advice` what to do
next. Anything else that is raised is a bug: it is logged with its traceback in one place.
`Cancelled` lives in `cancel.py`, because it is an outcome and not an error.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from vidgen_desktop.core.backups import Backup

if TYPE_CHECKING:
    from vidgen_desktop.core.buying.purchase import Purchase


class VidgenError(Exception):
    """A fault with a sentence for the person; never raised itself. `code` is for programs."""

    code: str = "error"

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class InvalidRequest(VidgenError):
    """The request cannot be carried out as it stands; `field` names the part to mend, if
    it is a single one.
    """

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


class SpendingLimit(StrEnum):
    """Which limit of the person's, by its name in `core.buying.purchase.Limits`."""

    VIDEO = "per_video"
    MONTH = "per_month"


class BudgetExceeded(VidgenError):
    """A purchase was not made because it could exceed a limit the person set. `limit` says which,
    and is part of the code, as "budget_per_month"; None where it is a price that is not known.

    The amounts are in micro-dollars: the limit itself, what is `taken` of it (spent, or set aside
    for what is under way), and what the purchase would have cost.
    """

    code = "budget"

    def __init__(
        self,
        message: str,
        advice: str = "",
        *,
        limit: SpendingLimit | None = None,
        limit_micros: int = 0,
        taken_micros: int = 0,
        wanted_micros: int = 0,
    ) -> None:
        super().__init__(message, advice)
        self.limit = limit
        self.limit_micros = limit_micros
        self.taken_micros = taken_micros
        self.wanted_micros = wanted_micros
        if limit is not None:
            self.code = f"{BudgetExceeded.code}_{limit}"

    @staticmethod
    def is_code(code: str | None) -> bool:
        """Whether it is the code of such a fault."""
        return code == BudgetExceeded.code or BudgetExceeded.limit_in(code) is not None

    @staticmethod
    def limit_in(code: str | None) -> SpendingLimit | None:
        """Which limit the code of such a fault names; None where it names none."""
        named = {f"{BudgetExceeded.code}_{limit}": limit for limit in SpendingLimit}
        return named.get(code or "")


class ConsentNeeded(VidgenError):
    """The estimate, `micros`, is above what the person lets pass without being asked, which is
    `above_micros`; `unpriced` says that some of its prices are not known.
    """

    code = "consent"

    def __init__(
        self,
        message: str,
        advice: str = "",
        *,
        micros: int,
        above_micros: int,
        unpriced: bool = False,
    ) -> None:
        super().__init__(message, advice)
        self.micros = micros
        self.above_micros = above_micros
        self.unpriced = unpriced


class UnknownPurchase(VidgenError):
    """The answer to a paid request was lost: the person decides whether to look or to buy again.

    `purchase` is the one, where it is known: a service that tells can be asked before the person.
    """

    code = "unknown_purchase"

    def __init__(self, message: str, advice: str = "", purchase: "Purchase | None" = None) -> None:
        super().__init__(message, advice)
        self.purchase = purchase


class MediaError(VidgenError):
    """A picture, clip or sound cannot be read, or a video cannot be made from it."""

    code = "media"


class ToolError(MediaError):
    """What reads and writes media could not do its work here: ffmpeg did not start or was ended,
    or the system let a file not be read or written. It tells nothing of what is in the file, and
    nobody may throw one away for it.
    """


class DiskFull(VidgenError):
    """There is no room for what must be written: about `needed` bytes (0: not known) in `folder`
    ("": not known). `core.files.room` makes them.
    """

    code = "disk_full"

    def __init__(
        self, message: str, advice: str = "", *, folder: str = "", needed: int = 0
    ) -> None:
        super().__init__(message, advice)
        self.folder = folder
        self.needed = needed


class StoreError(VidgenError):
    """The database or a data folder cannot be used."""

    code = "store"


class DatabaseDamaged(StoreError):
    """The database is damaged, gone, or no longer where it was; `backup` is the newest good copy
    that could take its place, if there is one.
    """

    code = "database_damaged"

    def __init__(self, message: str, advice: str = "", *, backup: Backup | None = None) -> None:
        super().__init__(message, advice)
        self.backup = backup


class LeaseLost(VidgenError):
    """Another process makes the generation now: this one may not write about it any more."""

    code = "lease_lost"

    def __init__(self) -> None:
        super().__init__(
            "Another Vidgen has taken this video over.",
            "It goes on there; here nothing more is done for it.",
        )


class NotFound(VidgenError):
    """There is no such generation."""

    code = "not_found"


class Forbidden(VidgenError):
    """The generation belongs to another profile."""

    code = "forbidden"
