"""What services have told of their models, kept in a file, so that an estimate asks nobody."""

import logging
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.model import now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.setups import ProviderSetup

FRESH = timedelta(days=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

log = logging.getLogger("vidgen.prices")


class _Told(msgspec.Struct):
    """When each list was read (address and role), and what it said of each model."""

    read: dict[str, datetime] = {}
    models: dict[str, dict[str, ModelInfo]] = {}


class ToldModels:
    """Usable from all threads. A file that cannot be read or written is as good as none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: _Told | None = None

    def remember(
        self, setup: ProviderSetup, role: Role, models: Iterable[ModelInfo], single: str = ""
    ) -> None:
        """Keep what a service said of its models for a role, in place of what it said before
        of the same ones. `single`: it was asked for that one alone.
        """
        shelf = _shelf(setup, role)
        with self._lock:
            known = self._read()
            known.read[f"{shelf} {single}".rstrip()] = now()
            kept = known.models.setdefault(shelf, {})
            kept.update({model.id: model for model in models if model.rates or model.filming})
            self._write(known)

    def about(self, setup: ProviderSetup, role: Role, model: str) -> ModelInfo | None:
        """What the service said of a model, if it ever did."""
        with self._lock:
            return self._read().models.get(_shelf(setup, role), {}).get(model)

    def is_fresh(self, setup: ProviderSetup, role: Role, single: str = "") -> bool:
        """Whether the service was asked within a day, for all its models or a single one."""
        asked = f"{_shelf(setup, role)} {single}".rstrip()
        with self._lock:
            read = self._read().read.get(asked, _LONG_AGO)
        return timedelta(0) <= now() - read < FRESH

    def _read(self) -> _Told:
        if self._known is None:
            try:
                self._known = msgspec.json.decode(self._path.read_bytes(), type=_Told)
            except FileNotFoundError:
                self._known = _Told()
            except (OSError, msgspec.MsgspecError) as fault:
                log.warning("what services told cannot be read: %s", type(fault).__name__)
                self._known = _Told()
        return self._known

    def _write(self, known: _Told) -> None:
        beside = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(msgspec.json.encode(known))
            beside.replace(self._path)
        except OSError as fault:
            log.warning("what services told cannot be kept: %s", fault.strerror)


def _shelf(setup: ProviderSetup, role: Role) -> str:
    """By address: another server under the same short name has prices of its own."""
    return f"{setup.kind} {setup.base} {role}"
