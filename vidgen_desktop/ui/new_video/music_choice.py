"""Which music: made to fit, none, or a file of the person's own."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from vidgen_desktop.ui.parts.choice import Choice

OWN, ASK = "own", "ask"
MUSIC = (("Made to fit", "auto"), ("None", "none"), ("My own file…", OWN))
FILES = "Music (*.mp3 *.m4a *.wav *.flac *.ogg *.opus *.aac);;All files (*)"


class MusicChoice(Choice):
    """`music` is what a request's `music` holds: "auto", "none" or a path."""

    def __init__(self) -> None:
        super().__init__("Music", MUSIC)
        self._file = ""
        self.box.activated.connect(lambda _index: self._ask())

    @property
    def music(self) -> str:
        """ "auto", "none" or the path of a file."""
        kind = self.value()
        return (self._file or "auto") if kind in (OWN, ASK) else kind

    def set_music(self, music: str) -> None:
        """Choose like a request says it; a path becomes the person's own file."""
        if music in ("auto", "none"):
            self.choose(music)
        elif music:
            self._file = music
            self.offer([*MUSIC[:2], (Path(music).name, OWN), ("Another file…", ASK)])
            self.choose(OWN)
            self.chosen.emit()

    @property
    def word(self) -> str:
        """What is chosen, in words."""
        return self.box.currentText()

    def _ask(self) -> None:
        """Ask for a file where one is wanted; keep what was if none is given."""
        kind = self.value()
        if kind == ASK or (kind == OWN and not self._file):
            path, _ = QFileDialog.getOpenFileName(self, "Choose music", "", FILES)
            if path:
                self.set_music(path)
            else:
                self.choose(OWN if self._file else "auto")
