"""The style sheet, made from the tokens. Roles and kinds are dynamic properties."""

from string import Template

from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.look.tokens import Scheme

_SHEET = Template("""
QWidget { color: $text; font-size: ${body}px; }
QMainWindow, QDialog, QWidget[ground="window"] { background: $window; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="card"] {
    background: $surface; border: 1px solid $line; border-radius: ${card}px; }
QWidget[ground="card"][focused="true"] { border: 2px solid $accent; }
QFrame[role="bill"] {
    background: $raised; border: 1px solid $line; border-radius: ${card}px; }
QFrame[role="line"] { background: $line; border: none; }

QLabel { background: transparent; }
QLabel[role="welcome"] { font-size: ${welcome}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="emphasis"] { font-size: ${emphasis}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="secondary"] { color: $secondary; }
QLabel[role="small"] { color: $secondary; font-size: ${small}px; }
QLabel[role="error"] { color: $bad; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="good"] { color: $good; }
QLabel[small="true"] { font-size: ${small}px; }

QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }

QPushButton, QToolButton {
    background: $raised; border: 1px solid $line; border-radius: ${control}px;
    padding: 6px 12px; min-height: 18px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 5px 11px; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; }

QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent;
    font-weight: 600; padding: 8px 18px; min-height: 20px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 7px 17px; }
QPushButton[kind="primary"]:disabled {
    background: $track; color: $disabled; border-color: $track; }
QPushButton[kind="plain"] { padding: 8px 18px; min-height: 20px; }
QPushButton[kind="plain"]:focus { padding: 7px 17px; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    background: transparent; border: 1px solid transparent; color: $secondary; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {
    background: $hover; color: $text; }
QPushButton[kind="quiet"]:pressed, QToolButton[kind="quiet"]:pressed {
    background: $pressed; color: $text; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {
    border: 2px solid $accent; color: $text; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { color: $disabled; }
QPushButton[kind="flush"] {
    background: transparent; border: 1px solid transparent; color: $secondary;
    padding: 6px 8px 6px 2px; }
QPushButton[kind="flush"]:hover { color: $text; }
QPushButton[kind="flush"]:focus { border: 2px solid $accent; padding: 5px 7px 5px 1px; }
QToolButton[kind="icon"] {
    background: transparent; border: 1px solid transparent; padding: 0;
    min-width: 30px; min-height: 30px; max-height: 30px; }
QToolButton[kind="icon"]:hover { background: $hover; }
QToolButton[kind="icon"]:pressed { background: $pressed; }
QToolButton[kind="icon"]:focus { border: 2px solid $accent; padding: 0; }
QToolButton[kind="text"] {
    background: transparent; border: 1px solid transparent; padding: 0 8px;
    min-height: 30px; max-height: 30px; color: $secondary; }
QToolButton[kind="text"]:hover { background: $hover; color: $text; }
QToolButton[kind="text"]:focus { border: 2px solid $accent; padding: 0 7px; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="example"] {
    background: $surface; border: 1px solid $line; border-radius: ${card}px;
    text-align: left; padding: 12px 14px; }
QPushButton[kind="example"]:hover { border-color: $secondary; }
QPushButton[kind="example"]:focus { border: 2px solid $accent; padding: 11px 13px; }
QPushButton[kind="row"] {
    background: $surface; border: 1px solid $line; border-radius: ${card}px; padding: 0; }
QPushButton[kind="row"]:hover { border-color: $secondary; }
QPushButton[kind="row"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[kind="row"]:disabled { background: transparent; }
QListWidget[kind="navigation"] { background: $surface; border: none; outline: none;
    padding: 12px 8px; }
QListWidget[kind="navigation"]::item { border-radius: ${control}px; padding: 0 8px;
    border: 2px solid transparent; }
QListWidget[kind="navigation"]::item:hover { background: $hover; }
QListWidget[kind="navigation"]::item:selected { background: $selected; color: $text; }
QListWidget[kind="navigation"]::item:selected:focus { border: 2px solid $accent; }
QListView[kind="card"], QTableView[kind="card"] {
    background: $surface; border: 1px solid $line; border-radius: ${card}px; padding: 4px; }
QListView[kind="card"]:focus, QTableView[kind="card"]:focus { border: 2px solid $accent;
    padding: 3px; }

QLineEdit, QPlainTextEdit { placeholder-text-color: $secondary; }
QLineEdit, QSpinBox, QDoubleSpinBox, QAbstractSpinBox {
    background: $field; border: 1px solid $line; border-radius: ${control}px;
    padding: 6px 8px; min-height: 18px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QSpinBox:focus { border: 2px solid $accent; padding: 5px 7px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QSpinBox[wrong="true"] {
    border: 2px solid $bad; padding: 5px 7px; }
QPlainTextEdit {
    background: transparent; border: none; font-size: ${emphasis}px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit[kind="reading"] {
    background: $surface; border: 1px solid $line; border-radius: ${card}px; padding: 8px;
    font-size: ${small}px; }
QPlainTextEdit[kind="reading"]:focus { border: 2px solid $accent; padding: 7px; }
QListWidget[kind="card"]::item { padding: 0 8px; border-radius: ${control}px; color: $text; }
QListWidget[kind="card"]::item:hover { background: $hover; }
QListWidget[kind="card"]::item:selected { background: $selected; color: $text; }
QLineEdit QToolButton { background: transparent; border: none; padding: 0; min-height: 0; }
QLineEdit[kind="search"] { padding: 0 4px; min-height: 30px; }
QLineEdit[kind="search"]:focus { padding: 0 3px; min-height: 28px; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $line; border-radius: 0; outline: none;
    padding: 4px; selection-background-color: $selected; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }

QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }

QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; border: none; color: $secondary;
    font-size: ${small}px; padding: 4px 8px; }
QTableView[kind="card"]::item { padding: 0 5px; }  /* Qt adds 3, but not in the header */
QTableView[kind="card"]::item:selected { background: $selected; color: $text; }
QListView, QTableView { background: $surface; border: none; outline: none;
    selection-background-color: transparent; }  /* the delegate draws it, rounded */
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $track; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider { min-height: 22px; border: 2px solid transparent; border-radius: ${control}px; }
QSlider:focus { border: 2px solid $accent; }
QSlider::groove:horizontal { height: 4px; background: $track; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $text; border-radius: 2px; }
QSlider::handle:horizontal {
    width: 12px; height: 12px; margin: -4px 0; border-radius: 6px; background: $text; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled {
    background: $track; }
QSplitter::handle { background: $line; }
""")


def style_sheet(scheme: Scheme) -> str:
    """The application's style sheet in these colours."""
    return _SHEET.substitute(
        window=scheme.window,
        surface=scheme.surface,
        raised=scheme.raised,
        line=scheme.line,
        text=scheme.text,
        secondary=scheme.secondary,
        accent=scheme.accent,
        accent_hover=scheme.accent_hover,
        on_accent=scheme.on_accent,
        warning=scheme.warning,
        good=scheme.good,
        bad=scheme.bad,
        hover=scheme.hover,
        pressed=scheme.pressed,
        selected=scheme.selected,
        track=scheme.track,
        field=scheme.window if scheme.is_dark else scheme.surface,
        disabled=tokens.mix(scheme.surface, scheme.secondary, 0.6),
        small=tokens.TYPE_SECONDARY,
        body=tokens.TYPE_BODY,
        emphasis=tokens.TYPE_EMPHASIS,
        title=tokens.TYPE_TITLE,
        welcome=tokens.TYPE_WELCOME,
        control=tokens.RADIUS_CONTROL,
        card=tokens.RADIUS_CARD,
    )
