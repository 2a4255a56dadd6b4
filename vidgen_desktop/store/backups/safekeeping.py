"""The part of the repository that knows its backups, and becomes one of them again."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.errors import DatabaseDamaged, InvalidRequest
from vidgen_desktop.store.backups import copies, restoring
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import IS_ACTIVE, GenerationRow


class Safekeeping(Part):
    """Backups are of the whole database, with the generations of every profile."""

    def backups(self) -> Sequence[Backup]:
        """The copies that can be read, newest first."""
        return list(copies.backups(self._connections.path))

    def restore(self, backup: Path) -> Restored:
        """Go on with a backup; see `core.service.GenerationService.restore`."""
        with suppress(DatabaseDamaged):
            self._check_at_rest()
        self._presence.close()
        self._connections.close()
        return restoring.restore(self._connections.path, backup)

    def _check_at_rest(self) -> None:
        with self._connections.reading() as session:
            owners = session.scalars(select(GenerationRow.owner).where(IS_ACTIVE)).all()
        if any(self._presence.is_alive(owner) for owner in owners):
            raise InvalidRequest(
                "A video is being made or waits for its turn.",
                "Wait until it is finished, or cancel it, and restore then.",
                field="backup",
            )
