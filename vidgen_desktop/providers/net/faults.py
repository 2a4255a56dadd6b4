"""What goes wrong between us and a service, as one plain sentence and what to do next."""

import contextlib
import json
import ssl
import sys
from collections.abc import Generator
from enum import StrEnum

import httpx2

from vidgen_desktop.core.cancel import CANCELLED_MESSAGE, Cancelled, CancelToken
from vidgen_desktop.core.errors import ProviderError, ProviderFault, VidgenError
from vidgen_desktop.providers.net.address import AddressRefused
from vidgen_desktop.setups import looks_near


class Fate(StrEnum):
    """What has become of a request that did not succeed."""

    NOT_SENT = "not_sent"  # nothing reached the server
    REFUSED = "refused"  # the service said no: nothing was bought
    LOST = "lost"  # it may have arrived, and been bought


class ServiceError(ProviderError):
    """A ProviderError with what our own code wants to know of it.

    `status` is the HTTP status where there was an answer, `said` the service's own code for
    the fault, `retry_after` the seconds it asked us to wait, `is_passing` whether the same
    request may succeed a little later.
    """

    def __init__(  # noqa: PLR0913 - what a fault can say of itself
        self,
        message: str,
        advice: str = "",
        *,
        fault: ProviderFault,
        fate: Fate = Fate.LOST,
        status: int | None = None,
        said: str = "",
        retry_after: float | None = None,
        is_passing: bool = False,
    ) -> None:
        super().__init__(message, advice, fault=fault)
        self.fate = fate
        self.status = status
        self.said = said
        self.retry_after = retry_after
        self.is_passing = is_passing


def fate_of(error: BaseException) -> Fate:
    """What became of the create that ended in this; LOST wherever there is a doubt."""
    if isinstance(error, ServiceError):
        return error.fate
    if isinstance(error, Cancelled) and error.__cause__ is None:
        return Fate.NOT_SENT  # noticed before anything was sent
    if any(isinstance(cause, _NOT_SENT) for cause in chain(error)):
        return Fate.NOT_SENT
    return Fate.LOST


@contextlib.contextmanager
def talking_to(name: str, token: CancelToken | None = None) -> Generator[None]:
    """Let leave as ProviderError what a service or the way to it does wrong, and as Cancelled
    what a cancel has cut off. Bugs leave as they are.
    """
    try:
        yield
    except (VidgenError, Cancelled):
        raise
    except Exception as error:  # libraries raise many kinds; `told_by` knows which are faults
        if token is not None and token.is_cancelled and _is_of_the_net(error):
            raise Cancelled(CANCELLED_MESSAGE) from error
        told = told_by(error, name)
        if told is not None:
            raise told from error
        raise


def told_by(error: Exception, name: str) -> ServiceError | None:
    """The fault behind an exception of a library; None where it is a bug of ours."""
    from vidgen_desktop.providers.net.answers import refusal

    response = getattr(error, "response", None)
    if isinstance(response, httpx2.Response) and not response.is_success:
        return refusal(response, name)
    return _of_the_way(error, name) or _of_the_answer(error, name)


def _of_the_way(error: Exception, name: str) -> ServiceError | None:
    """What went wrong on the way; the cause says more than what it led to."""
    for cause in reversed(list(chain(error))):
        if isinstance(cause, AddressRefused):
            return _refused_address(cause, name)
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _refused_certificate(cause, name)
        if isinstance(cause, httpx2.TransportError):
            return _of_transport(cause, name)
        if isinstance(cause, httpx2.DecodingError):
            return unusable(name, f"an answer that cannot be used: {cause}")
        if isinstance(cause, httpx2.InvalidURL):
            return unusable(name, "an address that is none", fate=Fate.NOT_SENT)
    return None


def unusable(name: str, what: str, *, fate: Fate = Fate.LOST) -> ServiceError:
    """The service sent `what`, which is nonsense."""
    return ServiceError(
        f"{name} sent {what}.",
        "Try again later. If it stays so, the service or its address may be the wrong one.",
        fault=ProviderFault.BAD_ANSWER,
        fate=fate,
        is_passing=fate is Fate.LOST,
    )


def chain(error: BaseException) -> Generator[BaseException]:
    """The exception and its causes, outermost first."""
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        # httpcore2's pool raises what it caught "from None": there the context is the cause.
        hidden = link.__context__ if type(link).__module__.startswith("httpcore2") else None
        link = link.__cause__ or hidden


_NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
    httpx2.InvalidURL,
)


def _of_transport(error: httpx2.TransportError, name: str) -> ServiceError:
    fate = Fate.NOT_SENT if isinstance(error, _NOT_SENT) else Fate.LOST
    first = "it is running" if _is_near(error) else "you are online"
    advice = f"Check that {first}, and the provider's address in the settings."
    if isinstance(error, httpx2.ProxyError):
        message, advice = f"The proxy did not let us through to {name}.", "Check its settings."
    elif isinstance(error, httpx2.ConnectTimeout):
        message = f"{name} could not be reached in time."
    elif isinstance(error, _NOT_SENT):
        message = f"{name} could not be reached."
    elif isinstance(error, httpx2.TimeoutException):
        message, advice = f"{name} did not answer in time.", "Try again later."
    else:
        message, advice = f"The connection to {name} broke.", "Try again."
    return ServiceError(
        message, advice, fault=ProviderFault.UNAVAILABLE, fate=fate, is_passing=True
    )


def _is_near(error: httpx2.TransportError) -> bool:
    """Whether it was to go to this computer or its own network."""
    try:
        return looks_near(error.request.url.host)
    except RuntimeError:  # of no request in particular
        return False


def _refused_address(error: AddressRefused, name: str) -> ServiceError:
    return ServiceError(
        f"An address of {name} was not opened: {error.why}.",
        "If that is meant, enter the address yourself in the settings.",
        fault=ProviderFault.BAD_ANSWER,
        fate=Fate.NOT_SENT,
    )


def _refused_certificate(cause: ssl.SSLCertVerificationError, name: str) -> ServiceError:
    why = str(getattr(cause, "verify_message", "") or "it is not a trusted one")
    return ServiceError(
        f"The certificate of {name} was refused: {why}.",
        "Somebody may be listening in, or the address or this computer's clock is wrong.",
        fault=ProviderFault.UNAVAILABLE,
        fate=Fate.NOT_SENT,
    )


def _of_the_answer(error: Exception, name: str) -> ServiceError | None:
    """What the SDK raises apart from statuses, and what reading an answer raises.

    The texts of these have the answer in them, so they are not shown.
    """
    import msgspec

    if "openai" in sys.modules:
        import openai

        if isinstance(error, openai.LengthFinishReasonError):
            return unusable(name, "an answer that was cut off at its length limit")
        if isinstance(error, openai.ContentFilterFinishReasonError):
            return ServiceError(
                f"{name} refused to write this.",
                "Change the text.",
                fault=ProviderFault.REFUSED,
                fate=Fate.LOST,  # what was written until then is billed
            )
        if isinstance(error, openai.OpenAIError):
            return unusable(name, "an answer that cannot be read")
    kinds: tuple[type[Exception], ...] = (
        json.JSONDecodeError,
        msgspec.MsgspecError,
        RecursionError,  # ten thousand brackets
    )
    if "pydantic" in sys.modules:
        import pydantic

        kinds = (*kinds, pydantic.ValidationError)
    if isinstance(error, (*kinds, UnicodeDecodeError, httpx2.StreamError)):
        return unusable(name, "an answer that cannot be read")
    return None


def _is_of_the_net(error: Exception) -> bool:
    """Whether a cancel can have caused it: a connection cut off under the libraries."""
    return told_by(error, "") is not None or isinstance(error, (httpx2.HTTPError, RuntimeError))
