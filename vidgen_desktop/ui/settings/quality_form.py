"""One quality: its name, who writes, who films or draws, who speaks and how."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from vidgen_desktop.core.casting import Cast, Quality, Role, same_name
from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.setups import ProviderSetup
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.new_video.quality_choice import BUILTIN_NAME
from vidgen_desktop.ui.parts.choice import Choice
from vidgen_desktop.ui.parts.labels import ElidedLabel
from vidgen_desktop.ui.parts.page_parts import BackButton, begin_form
from vidgen_desktop.ui.parts.verdict import Verdict
from vidgen_desktop.ui.questions import RemoveQualityQuestion
from vidgen_desktop.ui.settings.provider_fields import captioned, mark
from vidgen_desktop.ui.settings.role_picker import RolePicker
from vidgen_desktop.ui.settings.voice_picker import VoicePicker

CLIPS_BY = (("Filmed as videos", Role.VIDEO), ("Drawn as pictures", Role.PICTURE))
LONGEST_NAME = 40
SAVED = "Saved."


class QualityForm(QWidget):
    """`kept` carries the name it had (empty for a new one) and the quality."""

    kept = Signal(str, object)
    removed = Signal(str)
    left = Signal()

    def __init__(self, service: GenerationService, errands: Background) -> None:
        super().__init__()
        self._service = service
        self._errands = errands
        self._before = ""
        self._others: Sequence[str] = ()
        self._roles: Mapping[str, frozenset[Role]] = {}
        self.heading = ElidedLabel("", "title")
        self.name = QLineEdit()
        self.text = RolePicker("Script by", service, errands)
        self.clips_by = Choice("Scenes are", CLIPS_BY)
        self.clips = RolePicker("Scenes by", service, errands)
        self.narrator = RolePicker("Voice by", service, errands)
        self.voice = VoicePicker(service, errands)
        self.verdict = Verdict()
        self.back = BackButton("qualities")
        self.remove = QPushButton("Delete…")
        self.save = QPushButton("Save")
        self._dress()
        self._lay_out()
        self._connect()

    def _dress(self) -> None:
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName("Delete this quality")
        self.save.setProperty("kind", "primary")
        self.save.setAccessibleName("Save this quality")
        self.name.setAccessibleName("Name of the quality")
        self.name.setMaxLength(LONGEST_NAME)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_M)
        top.addLayout(captioned("Name", self.name), 1)
        top.addWidget(self.clips_by, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addWidget(self.verdict, 1)
        buttons.addWidget(self.save)
        column = begin_form(self, self.back)
        column.addWidget(self.heading)
        column.addLayout(top)
        column.addSpacing(tokens.SPACE_XS)
        for widget in (self.text, self.clips, self.narrator, self.voice):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self.try_save)
        self.remove.clicked.connect(self._ask_remove)
        self.clips_by.chosen.connect(self._turn_clips)
        self.narrator.changed.connect(lambda: self.voice.set_narrator(self.narrator.choice))
        self.name.returnPressed.connect(self.try_save)
        self.name.textChanged.connect(lambda _text: mark(self.name, ""))
        for changed in (
            self.name.textChanged,
            self.text.changed,
            self.clips.changed,
            self.narrator.changed,
            self.voice.changed,
        ):
            changed.connect(lambda *_: self.verdict.clear())

    def show_quality(
        self,
        quality: Quality,
        providers: Sequence[ProviderSetup],
        others: Sequence[str],
        *,
        known: bool,
    ) -> None:
        """Show one; `others` are the names that are taken."""
        self.leave()
        self._before = quality.name if known else ""
        self._others = others
        self.heading.setText(quality.name if known else "New quality")
        self.name.setText(quality.name)
        self.remove.setVisible(known)
        self.verdict.clear()
        self._show_cast(quality, providers, {})
        self.voice.show_voice(quality.cast.voice, quality.voice, quality.speed)
        service = self._service
        ids = [one.id for one in providers]
        self._errands.ask(
            lambda: {identity: service.roles(identity) for identity in ids},
            lambda roles: self._show_cast(quality, providers, roles),
            self.verdict.say_fault,
            owner=self,
        )

    def _show_cast(
        self,
        quality: Quality,
        providers: Sequence[ProviderSetup],
        roles: Mapping[str, frozenset[Role]],
    ) -> None:
        """Nobody can do anything until it is known who can; what is chosen is shown already."""
        cast = quality.cast
        if not roles:
            roles = {choice.provider: frozenset(Role) for _, choice in cast.choices()}
        self._roles = roles
        self.clips_by.box.blockSignals(True)
        self.clips_by.choose(cast.clips_by)
        self.clips_by.box.blockSignals(False)
        self.text.show_choice(Role.TEXT, cast.text, providers, roles)
        self.clips.show_choice(cast.clips_by, cast.clips, providers, roles)
        self.narrator.show_choice(Role.VOICE, cast.voice, providers, roles)

    def leave(self) -> None:
        """Nothing that is under way for this form is wanted any more."""
        for part in (self.text, self.clips, self.narrator, self.voice):
            part.leave()

    def quality(self) -> Quality:
        """What stands in the form; raises InvalidRequest for a name that cannot be."""
        name = " ".join(self.name.text().split())
        if not name:
            raise InvalidRequest(
                "The quality needs a name.", "Write one, such as Draft.", field="name"
            )
        if any(same_name(name, one) for one in (BUILTIN_NAME, *self._others)):
            raise InvalidRequest(
                f"There is a quality “{name}” already.", "Choose another name.", field="name"
            )
        cast = Cast(
            text=self.text.choice,
            clips=self.clips.choice,
            voice=self.narrator.choice,
            clips_by=self.clips_by.value(),
        )
        return Quality(name, cast, self.voice.wanted, self.voice.speed.value())

    def try_save(self) -> None:
        """Keep it, or say what is wrong."""
        try:
            quality = self.quality()
            self._check_models(quality)
        except InvalidRequest as fault:
            self.show_fault(fault)
            return
        self.kept.emit(self._before, quality)
        self._before = quality.name
        self.heading.setText(quality.name)
        self.remove.show()
        self.verdict.say_good(SAVED)

    def show_fault(self, fault: VidgenError) -> None:
        """Say what is wrong, and put the cursor there."""
        self.verdict.say_fault(fault)
        if isinstance(fault, InvalidRequest) and fault.field == "name":
            mark(self.name, str(fault))
            self.name.setFocus()

    def _check_models(self, quality: Quality) -> None:
        pickers = {
            Role.TEXT: self.text,
            quality.cast.clips_by: self.clips,
            Role.VOICE: self.narrator,
        }
        for role, choice in quality.cast.choices():
            picker = pickers[role]
            if not choice.is_builtin and not choice.model and picker.model.isVisible():
                picker.model.edit.setFocus()
                raise InvalidRequest(
                    f"No model was chosen under “{picker.provider.box.accessibleName()}”.",
                    "Choose one, or Built-in.",
                    field="cast",
                )

    def _turn_clips(self) -> None:
        self.clips.set_role(self.clips_by.value(), self._roles)
        self.verdict.clear()

    def _ask_remove(self) -> None:
        if RemoveQualityQuestion(self, self._before).ask():
            self.removed.emit(self._before)
