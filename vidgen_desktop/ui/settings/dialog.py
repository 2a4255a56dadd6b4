"""Settings: general, providers, qualities, limits, help."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.config import Settings, save_settings
from vidgen_desktop.core.errors import DiskFull, StoreError
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.look.focus import put_last
from vidgen_desktop.ui.parts.labels import Line, error_label
from vidgen_desktop.ui.settings.general import GeneralPage
from vidgen_desktop.ui.settings.help import HelpPage
from vidgen_desktop.ui.settings.limits import LimitsPage
from vidgen_desktop.ui.settings.provider_rows import RowButton
from vidgen_desktop.ui.settings.providers_page import ProvidersPage
from vidgen_desktop.ui.settings.qualities_page import QualitiesPage

SIZE = QSize(860, 640)
NAVIGATION_WIDTH = 168
ROW = 36
PAGES = (
    ("general", "General", "settings"),
    ("providers", "Providers", "provider"),
    ("qualities", "Qualities", "quality"),
    ("limits", "Limits", "limit"),
    ("help", "Help", "help"),
)


class SettingsDialog(QDialog):
    """`saved` carries settings that are stored and apply at once: providers and qualities as
    soon as they are changed, everything else with Done.
    """

    saved = Signal(object)  # Settings

    def __init__(
        self,
        service: GenerationService,
        errands: Background,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._busy: dict[QWidget, bool] = {}
        self.setWindowTitle("Settings")
        self.resize(SIZE)
        self.navigation = QListWidget()
        self.general = GeneralPage(settings)
        self.providers = ProvidersPage(service, errands, settings)
        self.qualities = QualitiesPage(service, errands, settings)
        self.limits = LimitsPage(settings)
        self.help = HelpPage()
        self.pages = QStackedWidget()
        self.error = error_label()
        self.done_button = QPushButton("Done")
        self._lay_out()
        self.redress()
        self._connect()
        self.show_page("general")

    def _lay_out(self) -> None:
        self.navigation.setAccessibleName("Pages of the settings")
        self.navigation.setProperty("kind", "navigation")
        self.navigation.setFixedWidth(NAVIGATION_WIDTH)
        self.navigation.setIconSize(QSize(18, 18))
        self.navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name, title, _ in PAGES:
            item = QListWidgetItem(title)
            item.setSizeHint(QSize(NAVIGATION_WIDTH, ROW))
            self.navigation.addItem(item)
            self.pages.addWidget(getattr(self, name))
        self.done_button.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.error, 1)
        buttons.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignRight)
        right = QVBoxLayout()
        right.setContentsMargins(*(tokens.SPACE_XL,) * 4)
        right.setSpacing(tokens.SPACE_M)
        right.addWidget(self.pages, 1)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(Line(vertical=True))
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.navigation.currentRowChanged.connect(self._turn_to)
        for page in (self.providers, self.qualities):
            page.busyChanged.connect(lambda busy, one=page: self._stand_back(one, busy))
        self.providers.changed.connect(self._keep)
        self.providers.proved.connect(self.qualities.suggest_for_new)
        self.qualities.changed.connect(self._keep)
        self.qualities.providersAsked.connect(lambda: self.show_page("providers"))
        self.done_button.clicked.connect(self.try_save)
        self.finished.connect(lambda _result: self.providers.leave())
        self.finished.connect(lambda _result: self.qualities.leave())

    def redress(self) -> None:
        """Draw the icons in the scheme's colours."""
        for row, (_, _, icon) in enumerate(PAGES):
            self.navigation.item(row).setIcon(icons.icon(icon, "secondary"))
        for button in self.findChildren(RowButton):
            button.redress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is for the field or the button that has the focus, and presses no other."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @property
    def settings(self) -> Settings:
        """As they are stored."""
        return self._settings

    def show_page(self, name: str, field: str = "") -> None:
        """Turn to a page, and to a field of the limits."""
        at = [known for known, _, _ in PAGES].index(name)
        self.navigation.setCurrentRow(at)
        if field:
            self.limits.focus(field)

    def _turn_to(self, row: int) -> None:
        self.pages.setCurrentIndex(row)
        self._dress_done()

    def _stand_back(self, page: QWidget, busy: bool) -> None:
        """Only one button at a time is the next one to press."""
        self._busy[page] = busy
        self._dress_done()
        put_last(self.done_button)  # the page may have been built anew

    def _dress_done(self) -> None:
        current = self.pages.currentWidget()
        busy = current is not None and self._busy.get(current, False)
        style.set_property(self.done_button, "kind", "plain" if busy else "primary")

    def try_save(self) -> None:
        """Save and close, or say beside the field what is wrong."""
        self.error.say("")
        settings = self.general.apply(self._settings)
        if settings is None:
            self.show_page("general")
            return
        settings = self.limits.apply(settings)
        if settings is None:
            self.show_page("limits")
            return
        if self._keep(settings):
            self.accept()

    def _keep(self, settings: Settings) -> bool:
        """Store settings and tell of them; a fault is said at the foot."""
        try:
            save_settings(settings)
        except (StoreError, DiskFull) as fault:
            self.error.say(str(fault))
            return False
        self._settings = settings
        self.providers.set_settings(settings)
        self.qualities.set_settings(settings)
        self.saved.emit(settings)
        return True
