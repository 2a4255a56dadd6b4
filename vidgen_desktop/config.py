"""Settings and folders. `VIDGEN_HOME` moves all data elsewhere."""

import os
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec
import platformdirs

from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.casting import Quality
from vidgen_desktop.core.choices import (
    Aspect,
    Captions,
    CaptionStyle,
    Fit,
    Look,
    Resolution,
    Transition,
)
from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.files.room import Want, room_for
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.starting import IS_BUNDLE

__all__ = ["ProviderKind", "ProviderSetup"]  # part of the settings, from a file of their own

APP_NAME = "vidgen"


class Appearance(StrEnum):
    """Light or dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new request starts with."""

    seconds: float = 30.0
    aspect: Aspect = Aspect.WIDE
    resolution: Resolution = Resolution.HD
    fps: int = 24
    look: Look = Look.AUTO
    voice: str = "auto"
    speed: float = 1.0
    music: str = "auto"
    captions: Captions = Captions.SOFT
    fit: Fit = Fit.COVER
    take_sound: bool = False
    transition: Transition = Transition.CUT
    caption_style: CaptionStyle = CaptionStyle.CLASSIC
    caption_words: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person can set. `videos_folder` empty means the system's Videos folder.

    `resume_free`: what was interrupted goes on by itself where nothing needs to be bought.
    `providers` are those beside the built-in one; their keys are in `keys.py`'s care. `quality`
    names the one that new videos begin with; empty means built-in.
    """

    videos_folder: str = ""
    at_a_time: int = 2
    appearance: Appearance = Appearance.SYSTEM
    defaults: Defaults = field(default_factory=Defaults)
    volume: float = 1.0
    profile: str = "default"
    resume_free: bool = False
    providers: tuple[ProviderSetup, ...] = ()
    qualities: tuple[Quality, ...] = ()
    quality: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where everything is. Folders are made when first used, not here."""

    data: Path
    videos: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "vidgen.db"

    @property
    def workspaces(self) -> Path:
        """One folder per generation below it."""
        return self.data / "workspaces"

    @property
    def prices(self) -> Path:
        """The person's own prices, where they have entered some."""
        return self.data / "prices.toml"

    @property
    def logs(self) -> Path:
        """The rotating log files."""
        return self.data / "logs"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.json"


def home() -> Path:
    """The data folder: `VIDGEN_HOME`, or the platform's place for an application's data."""
    moved = os.environ.get("VIDGEN_HOME")
    if moved:
        return Path(moved).expanduser().absolute()
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def folders(settings: Settings) -> Folders:
    """The folders for these settings; with `VIDGEN_HOME`, videos go below it too."""
    data = home()
    if settings.videos_folder:
        videos = Path(settings.videos_folder).expanduser()
    elif os.environ.get("VIDGEN_HOME"):
        videos = data / "Videos"
    else:
        videos = Path(platformdirs.user_videos_dir()) / "Vidgen"
    return Folders(data, videos)


def load_settings() -> Settings:
    """The stored settings, or the defaults where there are none yet."""
    path = home() / "settings.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (FileNotFoundError, NotADirectoryError):  # the second is told by who writes there
        return Settings()
    except (msgspec.MsgspecError, OSError) as fault:
        raise StoreError(
            f"The settings file {path} cannot be read ({fault}).",
            "Move it away to start with the defaults.",
        ) from fault


def save_settings(settings: Settings) -> None:
    """Store the settings: written beside, then moved into place. Raises StoreError or DiskFull."""
    path = home() / "settings.json"
    beside = path.with_suffix(".part")
    content = msgspec.json.format(msgspec.json.encode(settings))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with room_for(Want("the settings", len(content)), path), beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # some disks tell only now that they are full
        beside.replace(path)
    except OSError as fault:
        raise StoreError(
            f"The settings could not be saved in {path.parent} ({fault.strerror})."
        ) from fault


def own_command(*, bundled: bool = IS_BUNDLE) -> list[str]:
    """The command that starts this very program again, from a checkout or a bundle."""
    if bundled:
        return [sys.executable]
    return [sys.executable, "-m", "vidgen_desktop"]
