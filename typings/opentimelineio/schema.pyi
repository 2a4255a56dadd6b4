from collections.abc import Iterable, Mapping

from opentimelineio.opentime import RationalTime, TimeRange

class MarkerColor:
    BLUE: str

class TrackKind:
    Video: str
    Audio: str

class TransitionTypes:
    SMPTE_Dissolve: str

class Marker:
    comment: str
    def __init__(
        self,
        *,
        name: str,
        marked_range: TimeRange,
        color: str,
        metadata: Mapping[str, object],
    ) -> None: ...

class Composable: ...

class Gap(Composable):
    def __init__(self, *, source_range: TimeRange) -> None: ...

class Transition(Composable):
    def __init__(
        self,
        *,
        name: str,
        transition_type: str,
        in_offset: RationalTime,
        out_offset: RationalTime,
    ) -> None: ...

class ExternalReference:
    name: str
    def __init__(self, *, target_url: str, available_range: TimeRange) -> None: ...

class Clip(Composable):
    def __init__(
        self,
        *,
        name: str,
        media_reference: ExternalReference,
        source_range: TimeRange,
        metadata: Mapping[str, object],
    ) -> None: ...

class Track(Composable):
    def __init__(self, name: str, *, kind: str) -> None: ...
    def append(self, child: Composable) -> None: ...
    def extend(self, children: Iterable[Composable]) -> None: ...

class Stack:
    markers: list[Marker]
    def append(self, child: Composable) -> None: ...

class Timeline:
    tracks: Stack
    def __init__(self, name: str, *, metadata: Mapping[str, object]) -> None: ...
    def to_json_string(self, indent: int) -> str: ...
