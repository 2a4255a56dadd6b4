"""The context menu of a generation in the library."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from vidgen_desktop.core.model import Generation, Status
from vidgen_desktop.core.states import going_on, state_of
from vidgen_desktop.ui.look import icons
from vidgen_desktop.ui.parts.reveal import reveal


@dataclass(frozen=True, slots=True)
class MenuActions:
    """What the window does when an entry is chosen."""

    play: Callable[[Generation], None]
    change: Callable[[Generation], None]
    export: Callable[[Generation], None]
    resume: Callable[[int], None]
    cancel: Callable[[int], None]
    delete: Callable[[Generation], None]
    reuse: Callable[[Generation], None]


def library_menu(
    parent: QWidget, generation: Generation, actions: MenuActions, *, is_left: bool = False
) -> QMenu:
    """The entries that make sense for this state, and no others."""
    menu = QMenu(parent)

    def add(text: str, icon: str, do: Callable[[], object]) -> None:
        action = menu.addAction(icons.icon(icon, "secondary"), text)
        action.triggered.connect(lambda _on=False: do())

    result = generation.result
    if result is not None:
        add("Play\tReturn", "play", lambda: actions.play(generation))
        add("Reveal in folder", "folder", lambda: reveal(Path(result.video)))
        add("Copy video", "copy", lambda: copy_file(result.video))
        add("Copy path", "copy", lambda: QGuiApplication.clipboard().setText(result.video))
        add("Change captions, music or transitions…", "change", lambda: actions.change(generation))
        add("Export…", "export", lambda: actions.export(generation))
        menu.addSeparator()
    if generation.status is Status.FAILED or is_left:
        text = going_on(state_of(generation, is_left=is_left))
        add(text, "replay", lambda: actions.resume(generation.id))
    add("Use its prompt again", "new", lambda: actions.reuse(generation))
    if generation.status.is_active and not is_left:
        add("Cancel", "cancel", lambda: actions.cancel(generation.id))
    else:
        menu.addSeparator()
        add("Delete…\tDel", "delete", lambda: actions.delete(generation))
    return menu


def copy_file(path: str) -> None:
    """Put a file on the clipboard, as file managers and mail programs take it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    data.setText(path)
    QGuiApplication.clipboard().setMimeData(data)
