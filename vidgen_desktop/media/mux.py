"""Put picture, sound and captions into one file, without encoding any of them again."""

from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.faults import require_room
from vidgen_desktop.media.ffmpeg import PROGRESS, TimeProgress, given, named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.languages import three_letters
from vidgen_desktop.media.packets import Stream, read_packets

FAILED = "The video could not be put together."
NUL = "\0"  # would end an argument
TOLERANCE = 0.05  # seconds that picture and sound may differ


def mux(
    video: Path,
    sound: Path | None,
    captions: Path | None,
    *,
    title: str,
    language: str,
    out: Path,
    work: Work,
) -> None:
    """See `core.ports.MediaTool.mux`."""
    with landing(out, FAILED) as part:
        before = read_packets(video, work, failed=FAILED, maps=("0:V:0",))[0]
        parts = [file for file in (video, sound, captions) if file is not None]
        # faststart moves the index to the front by writing the file a second time in place.
        require_room(out, sum(file.stat().st_size for file in parts))
        run(
            [
                *_inputs(video, sound, captions),
                *("-c", "copy", "-c:s", "mov_text"),
                *("-map_metadata", "-1", "-map_chapters", "-1"),
                *("-metadata", f"title={title.replace(NUL, '')}"),
                *("-metadata:s:a", f"language={three_letters(language)}"),
                *("-metadata:s:s", f"language={three_letters(language)}"),
                *("-movie_timescale", str(before.time_base[1])),
                *("-movflags", "+faststart", "-f", "mp4"),
                *PROGRESS,
                named(part),
            ],
            work,
            failed=FAILED,
            out=out,
            on_line=TimeProgress(before.seconds, work.progress),
        )
        _check(part, before, sound is not None, work)
        work.progress(1.0)


def _inputs(video: Path, sound: Path | None, captions: Path | None) -> list[str]:
    arguments, maps = given(video), ["-map", "0:V:0"]
    if sound is not None:
        arguments += given(sound)
        maps += ["-map", "1:a:0"]
    if captions is not None:
        # Our own file, and never anything but SRT, whatever is in it.
        arguments += ["-protocol_whitelist", "file", "-f", "srt", "-i", named(captions)]
        maps += ["-map", f"{1 if sound is None else 2}:s:0"]
    return arguments + maps


def _check(part: Path, before: Stream, with_sound: bool, work: Work) -> None:
    """What arrived is what was given."""
    streams = read_packets(part, work, failed=FAILED)
    video = next((one for one in streams if one.media == "video"), None)
    audio = next((one for one in streams if one.media == "audio"), None)
    if video is None or video.packets != before.packets:
        raise MediaError(f"{FAILED} Frames were lost.")
    if with_sound and (audio is None or audio.seconds + TOLERANCE < video.seconds):
        raise MediaError(f"{FAILED} The sound is shorter than the picture.")
