"""The mark of each state: the name of an icon, and of its colour."""

from vidgen_desktop.core.states import State

MARKS: dict[State, tuple[str, str]] = {
    State.WAITING: ("waiting", "secondary"),
    State.IN_PROGRESS: ("waiting", "secondary"),
    State.COMPLETED: ("done", "good"),
    State.INTERRUPTED: ("interrupted", "warning"),
    State.CANCELLED: ("stopped", "secondary"),
    State.LIMIT: ("limit", "warning"),
    State.ASKS: ("note", "warning"),
    State.FAILED: ("failed", "bad"),
}
