"""The keys of providers: from the environment, the keychain, or for this session only.

Everything here but `Key` itself may ask the keychain, which may show a prompt and wait for
the person: call it off the main thread. A key is never written to a file of ours.
"""

import logging
import os
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn, TypeVar

from vidgen_desktop.core.errors import InvalidRequest, StoreError
from vidgen_desktop.redaction import note_secret
from vidgen_desktop.setups import ProviderSetup
from vidgen_desktop.starting import KEY_VARIABLES, OWN_KEY_PREFIX

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

log = logging.getLogger("vidgen.keys")

SERVICE = "vidgen"

# What may stand in a header, without what JSON would write in another way.
_USABLE = re.compile(r"[!#-\[\]-~]{1,4096}")
_lock = threading.RLock()  # keychains are not made for many threads
_session: dict[str, "Key"] = {}


class Where(StrEnum):
    """Where a key was found or kept."""

    ENVIRONMENT = "environment"
    KEYCHAIN = "keychain"
    SESSION = "session"  # gone when the program ends


class Key:
    """A key that does not show itself: only `reveal` gives it, once, where it is sent."""

    __slots__ = ("__value", "where")

    def __init__(self, value: str, where: Where) -> None:
        note_secret(value)
        self.__value = value
        self.where = where

    def reveal(self) -> str:
        """The key itself, for the request's header and nothing else."""
        return self.__value

    def __repr__(self) -> str:
        return f"<a key from the {self.where}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key cannot be stored")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a key now is, and a sentence for the person where that is not the keychain."""

    where: Where
    said: str = ""


def environment_names(setup: ProviderSetup) -> tuple[str, ...]:
    """The environment variables a key is looked for in, in this order.

    A service's well-known variable counts for that service's own address only: its key is
    not sent anywhere else.
    """
    own = OWN_KEY_PREFIX + re.sub(r"[^A-Z0-9]", "_", setup.id.upper())
    well_known = KEY_VARIABLES.get(setup.kind)
    return (own, well_known) if well_known and setup.is_own_address else (own,)


def key_for(setup: ProviderSetup) -> Key | None:
    """The provider's key, or None. Raises InvalidRequest where one can be no key."""
    for name in environment_names(setup):
        value = os.environ.get(name, "").strip()
        if value:
            return Key(_usable(value, f"the environment variable {name}"), Where.ENVIRONMENT)
    account = _account(setup)
    known = _session.get(account)
    if known is not None:  # without waiting for whom the keychain keeps waiting
        return known
    with _lock:
        known = _session.get(account)  # another thread may have asked meanwhile
        if known is not None:
            return known
        value = _ask(account)
        if not value:
            return None
        key = Key(_usable(value, "the keychain"), Where.KEYCHAIN)
        _session[account] = key  # so that the keychain prompts once
        return key


def remember_key(setup: ProviderSetup, value: str) -> Kept:
    """Keep a key for this provider at its present address: in the keychain, or else for the
    session. Raises InvalidRequest where it can be no key.
    """
    value = _usable(value.strip(), "what you entered")
    note_secret(value)
    account = _account(setup)
    with _lock:
        why = _store(account, value)
        where = Where.SESSION if why else Where.KEYCHAIN
        _session[account] = Key(value, where)
    if not why:
        return Kept(where)
    return Kept(where, f"The key is kept until Vidgen is closed: {why}.")


def forget_key(setup: ProviderSetup) -> Where | None:
    """Remove the key. The answer says where there still is one (the environment), or None.

    Raises StoreError where the keychain does not let go of it.
    """
    account = _account(setup)
    with _lock:
        _session.pop(account, None)
        why = _remove(account)
    if why:
        raise StoreError(
            f"The key of {setup.name} could not be removed from the keychain: {why}.",
            f"Remove the entry “{SERVICE}” in the keychain's own program.",
        )
    named = any(os.environ.get(name, "").strip() for name in environment_names(setup))
    return Where.ENVIRONMENT if named else None


def keychain_fault() -> str | None:
    """Why keys cannot be kept in a keychain here, as the end of a sentence; None: they can."""
    with _lock:
        try:
            _with_backend(lambda _backend: None)
        except _NoKeychain as fault:
            return str(fault)
    return None


def _account(setup: ProviderSetup) -> str:
    """With the address in it: a key is never sent to another one because a setting changed."""
    return f"{setup.id} {setup.origin}"


def _usable(value: str, whence: str) -> str:
    if not _USABLE.fullmatch(value):
        raise InvalidRequest(
            f"{whence[0].upper()}{whence[1:]} is no key: it is empty, or has letters in it that "
            "no key has.",
            "Copy the key once more.",
            field="key",
        )
    return value


class _NoKeychain(Exception):
    """Why there is none that keeps a secret, as the end of a sentence."""


class _Refused(Exception):
    """Why the keychain did not do it, as the end of a sentence."""


def _with_backend(work: "Callable[[KeyringBackend], T]") -> T:
    """What `work` makes of the keychain. Raises _NoKeychain or _Refused."""
    if sys.platform != "darwin":
        # keyring imports all its back ends, and this part of one has Python search for the Mac's
        # libraries with the compilers of this computer. None in its place ends the import.
        sys.modules["keyring.backends.macOS.api"] = None  # pyright: ignore[reportArgumentType] - as Python's import system has it
    import keyring

    kind: type[Exception] = _NoKeychain
    try:
        backend = keyring.get_keyring()
        parts = getattr(backend, "backends", None) or [backend]
        priority = min(float(part.priority) for part in parts)
        if priority >= 1:  # below are plain files, which keyring itself does not recommend
            kind = _Refused
            return work(backend)
    except Exception as fault:  # other people's code on other people's services raises anything
        raise kind(_why(fault)) from fault
    if priority > 0:
        raise _NoKeychain("this computer's keychain would not protect it")
    raise _NoKeychain("this computer has no keychain")


def _ask(account: str) -> str | None:
    try:
        return _with_backend(lambda backend: backend.get_password(SERVICE, account))
    except _NoKeychain:
        return None
    except _Refused as fault:
        log.warning("the keychain could not be asked: %s", fault)
        return None


def _store(account: str, value: str) -> str:
    """Why the key is not in the keychain; empty: it is."""

    def kept(backend: "KeyringBackend") -> bool:
        backend.set_password(SERVICE, account, value)
        return backend.get_password(SERVICE, account) == value

    try:
        return "" if _with_backend(kept) else "this computer's keychain did not keep it"
    except _NoKeychain as fault:
        return str(fault)
    except _Refused as fault:
        log.warning("the keychain did not take a key: %s", fault)
        return str(fault)


def _remove(account: str) -> str:
    """Why the key may still be in the keychain; empty: it is not."""

    def forget(backend: "KeyringBackend") -> None:
        if backend.get_password(SERVICE, account) is not None:
            backend.delete_password(SERVICE, account)

    try:
        _with_backend(forget)
    except _NoKeychain:
        return ""
    except _Refused as fault:
        return str(fault)
    return ""


def _why(fault: Exception) -> str:
    """In words; what the back end itself says goes along only as the name of its fault."""
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(fault, NoKeyringError):
        return "this computer has no keychain"
    if isinstance(fault, KeyringLocked):
        return "the keychain is locked"
    return f"the keychain cannot be used ({type(fault).__name__})"
