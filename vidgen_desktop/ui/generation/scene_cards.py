"""The scenes as cards in a row: picture, number, narration, seconds, state."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.model import Request, Scene, Storyboard, Take
from vidgen_desktop.ui.look import icons, style, texts, tokens
from vidgen_desktop.ui.parts.labels import set_tip
from vidgen_desktop.ui.parts.posters import Posters, placeholder

PAD = 10
CARD_HEIGHT = tokens.CARD_PICTURE + 76
SIGN = 16
JOINTS = {
    Transition.CROSSFADE: ("crossfade", "Crossfade"),
    Transition.DIP: ("dip", "Dip to black"),
}


class SceneCard(QWidget):
    """One scene. It can be focused, so that the keyboard and a screen reader reach it."""

    def __init__(self, scene: Scene, posters: Posters) -> None:
        super().__init__()
        self._scene = scene
        self._posters = posters
        self._poster = ""
        self._state = ""
        self.setFixedSize(tokens.CARD_WIDTH, CARD_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_state("Waiting")
        posters.ready.connect(self._poster_ready)

    @property
    def scene(self) -> Scene:
        """What it shows."""
        return self._scene

    @property
    def state(self) -> str:
        """Waiting, Making or Ready."""
        return self._state

    def set_scene(self, scene: Scene) -> None:
        """Show the scene with its new length or words."""
        self._scene = scene
        self.set_state(self._state)

    def set_take(self, take: Take) -> None:
        """Show the picture of the newest take."""
        self._poster = take.poster
        self._posters.forget(take.poster)
        self.set_state("Ready")

    def set_state(self, state: str) -> None:
        """Say where the scene stands, also to a screen reader."""
        self._state = state
        scene = self._scene
        seconds = counted(round(scene.seconds), "second")
        self.setAccessibleName(f"Scene {scene.number}, {seconds}, {state}: {scene.narration}")
        set_tip(self, scene.narration)
        self.update()

    def _poster_ready(self, path: str) -> None:
        if path == self._poster:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with the picture on top and the words below."""
        del event
        chosen = style.scheme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = chosen.accent if self.hasFocus() else chosen.line
            width = 2.0 if self.hasFocus() else 1.0
            pen = painter.pen()
            pen.setColor(style.colour(edge))
            pen.setWidthF(width)
            painter.setPen(pen)
            painter.setBrush(style.colour(chosen.surface))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, tokens.RADIUS_CARD, tokens.RADIUS_CARD)
            self._draw_picture(painter)
            self._draw_words(painter)

    def _draw_picture(self, painter: QPainter) -> None:
        rect = QRect(5, 5, self.width() - 10, tokens.CARD_PICTURE - 5)
        picture = (
            self._posters.get(self._poster, rect.width(), rect.height()) if self._poster else None
        )
        if picture is None:
            making = self._state == "Making"
            icon, role = ("running", "accent") if making else ("picture", "secondary")
            picture = placeholder(rect.width(), rect.height(), icon, role)
        painter.drawPixmap(rect.topLeft(), picture)

    def _draw_words(self, painter: QPainter) -> None:
        chosen = style.scheme()
        top = tokens.CARD_PICTURE + 6
        body = QRect(PAD, top, self.width() - 2 * PAD, 16)
        painter.setFont(style.font(tokens.TYPE_SECONDARY, tokens.WEIGHT_STRONG, tabular=True))
        painter.setPen(style.colour(chosen.text))
        painter.drawText(body, int(Qt.AlignmentFlag.AlignVCenter), str(self._scene.number))
        painter.setFont(style.font(tokens.TYPE_SECONDARY, tabular=True))
        role = {"Ready": "secondary", "Making": "accent"}.get(self._state, "secondary")
        painter.setPen(style.colour(getattr(chosen, role)))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        length = f"{self._scene.seconds:.1f} s"
        shown = length if self._state == "Ready" else f"{self._state}{texts.SEPARATOR}{length}"
        painter.drawText(body, right, shown)
        painter.setPen(style.colour(chosen.secondary))
        words = QRect(PAD, top + 19, body.width(), 34)
        draw_two_lines(painter, words, " ".join(self._scene.narration.split()))


def draw_two_lines(painter: QPainter, rect: QRect, text: str) -> None:
    """The first two lines of plain text; the second ends in an ellipsis if there is more."""
    layout = QTextLayout(text, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    if not first.isValid():
        layout.endLayout()
        return
    first.setLineWidth(rect.width())
    layout.endLayout()
    begin = text[: first.textLength()]
    rest = text[first.textLength() :]
    metrics = painter.fontMetrics()
    height = metrics.height() + 1
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
    line = QRect(rect.x(), rect.y(), rect.width(), height)
    painter.drawText(line, flags, begin)
    end = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(line.translated(0, height), flags, end)


class Joint(QWidget):
    """The room between two cards, with a small sign where it is no cut."""

    def __init__(self) -> None:
        super().__init__()
        self.transition = Transition.CUT
        self.setFixedSize(tokens.SPACE_M, CARD_HEIGHT)

    def set_transition(self, after: int, transition: Transition) -> None:
        """Show what is between a scene and the next."""
        self.transition = transition
        plain = transition is Transition.CUT
        self.setFixedWidth(tokens.SPACE_M if plain else tokens.SPACE_XL)
        name = "" if plain else f"{JOINTS[transition][1]} from scene {after} to {after + 1}"
        set_tip(self, name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, at the height of the pictures."""
        del event
        if self.transition in JOINTS:
            place = QRect((self.width() - SIGN) // 2, (tokens.CARD_PICTURE - SIGN) // 2, SIGN, SIGN)
            with QPainter(self) as painter:
                icons.draw(painter, place, JOINTS[self.transition][0], "secondary")


class SceneCards(QScrollArea):
    """A row of cards that scrolls sideways, also with an ordinary wheel."""

    def __init__(self, posters: Posters) -> None:
        super().__init__()
        self._posters = posters
        self._cards: dict[int, SceneCard] = {}
        self._joints: dict[int, Joint] = {}  # by the scene before them
        self._rest = Transition.CUT
        self._exceptions: dict[int, Transition] = {}
        self._row_widget = QWidget()
        self._row = QHBoxLayout(self._row_widget)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.setWidget(self._row_widget)
        self.setWidgetResizable(True)
        self.setAccessibleName("Scenes")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(CARD_HEIGHT + 12)

    def sizeHint(self) -> QSize:
        """As high as a card and its scroll bar."""
        return QSize(400, CARD_HEIGHT + 12)

    @property
    def cards(self) -> list[SceneCard]:
        """The cards in order."""
        return list(self._cards.values())

    @property
    def joints(self) -> list[Joint]:
        """What is between the cards, in order."""
        return list(self._joints.values())

    def set_storyboard(self, storyboard: Storyboard | None) -> None:
        """Show these scenes; cards of scenes that stay are kept, pictures and all."""
        scenes = storyboard.scenes if storyboard is not None else ()
        if [s.number for s in scenes] == list(self._cards):
            for scene in scenes:
                self._cards[scene.number].set_scene(scene)
            return
        self.clear()
        for at, scene in enumerate(scenes):
            if at:
                joint = self._joints[scenes[at - 1].number] = Joint()
                self._row.insertWidget(self._row.count() - 1, joint)
            card = SceneCard(scene, self._posters)
            self._cards[scene.number] = card
            self._row.insertWidget(self._row.count() - 1, card)
        self._show_joints()

    def set_transitions(self, request: Request) -> None:
        """Show what the request says of what is between the scenes."""
        self._rest = request.transition
        self._exceptions = {one.after: one.transition for one in request.boundaries}
        self._show_joints()

    def _show_joints(self) -> None:
        for after, joint in self._joints.items():
            joint.set_transition(after, self._exceptions.get(after, self._rest))

    def clear(self) -> None:
        """Show no scenes."""
        for widget in (*self._cards.values(), *self._joints.values()):
            widget.hide()
            widget.deleteLater()
        self._cards.clear()
        self._joints.clear()

    def set_take(self, take: Take) -> None:
        """Show a take on its card."""
        if (card := self._cards.get(take.scene)) is not None:
            card.set_take(take)

    def set_ended(self) -> None:
        """Nothing is being made any more: say which scenes are missing."""
        for card in self.cards:
            if card.state != "Ready":
                card.set_state("Not made")

    def set_making(self, scene: int) -> None:
        """Say that a scene is being made."""
        card = self._cards.get(scene)
        if card is not None and card.state != "Ready":
            card.set_state("Making")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from card to card."""
        cards = self.cards
        focused = next((i for i, card in enumerate(cards) if card.hasFocus()), None)
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if focused is None or move is None:
            super().keyPressEvent(event)
            return
        card = cards[max(0, min(len(cards) - 1, focused + move))]
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(card, tokens.SPACE_XL, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel turns sideways here."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.x() or delta.y()))
        event.accept()
