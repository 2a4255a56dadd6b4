"""The part of the repository that keeps storyboards and takes."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from vidgen_desktop.core.model import Storyboard, Take, now
from vidgen_desktop.store.database.mapping import storyboard_head, storyboard_of, take_of
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import GenerationRow, SceneRow, TakeRow


class Scenes(Part):
    """Scenes and the clips made for them."""

    def save_storyboard(self, generation: int, storyboard: Storyboard) -> None:
        """Replace the scenes; takes of scenes that are gone are no longer selected."""
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            row.storyboard_json = storyboard_head(storyboard)
            session.execute(delete(SceneRow).where(SceneRow.generation_id == generation))
            session.add_all(
                SceneRow(
                    generation_id=generation,
                    number=scene.number,
                    narration=scene.narration,
                    visual=scene.visual,
                    seconds=scene.seconds,
                    heading=scene.heading,
                    picture=scene.picture,
                )
                for scene in storyboard.scenes
            )
            numbers = [scene.number for scene in storyboard.scenes]
            session.execute(
                update(TakeRow)
                .where(TakeRow.generation_id == generation, TakeRow.scene.not_in(numbers))
                .values(selected=False)
            )

    def storyboard(self, generation: int) -> Storyboard | None:
        """The scenes, if planned."""
        head = select(GenerationRow.profile, GenerationRow.storyboard_json)
        scenes = (
            select(SceneRow).where(SceneRow.generation_id == generation).order_by(SceneRow.number)
        )
        with self._connections.reading() as session:
            head_json = self._value(session, generation, head)
            if head_json is None:
                return None
            return storyboard_of(head_json, list(session.scalars(scenes)))

    def save_take(self, generation: int, take: Take) -> None:
        """Add a take and select it for its scene; one with the same file is replaced."""
        with self._connections.writing() as session:
            self._mine(session, generation)
            of_scene = (TakeRow.generation_id == generation, TakeRow.scene == take.scene)
            session.execute(delete(TakeRow).where(*of_scene, TakeRow.path == take.path))
            session.execute(update(TakeRow).where(*of_scene).values(selected=False))
            session.add(
                TakeRow(
                    generation_id=generation,
                    scene=take.scene,
                    path=take.path,
                    poster=take.poster,
                    seconds=take.seconds,
                    provider=take.provider,
                    selected=True,
                    created_at=now(),
                )
            )

    def takes(self, generation: int) -> Sequence[Take]:
        """The selected take of each scene that has one, in order."""
        query = (
            select(TakeRow)
            .where(TakeRow.generation_id == generation, TakeRow.selected)
            .order_by(TakeRow.scene)
        )
        with self._connections.reading() as session:
            self._own(session, generation)
            return [take_of(row) for row in session.scalars(query)]
