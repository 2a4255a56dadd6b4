"""Voices by any server with /audio/speech: OpenRouter, Kokoro-FastAPI, LocalAI, vLLM-Omni and
OpenAI itself, as long as it has it.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from vidgen_desktop.core.buying.purchase import NoPurse
from vidgen_desktop.core.buying.rates import Rate
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import MediaError, ProviderError, ProviderFault, ToolError
from vidgen_desktop.core.media_info import MediaKind
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import Cue, Scene, Speech, Voice
from vidgen_desktop.core.model_info import ModelInfo, having
from vidgen_desktop.core.ports import Work
from vidgen_desktop.keys import Key
from vidgen_desktop.providers import model_list
from vidgen_desktop.providers.builtin.voice.cues import cue_of
from vidgen_desktop.providers.builtin.voice.sound import (
    Samples,
    Sound,
    from_wav,
    silence,
    write_wav,
)
from vidgen_desktop.providers.counter import Bought, Sale, Service, buy
from vidgen_desktop.providers.gratis import Gratis
from vidgen_desktop.providers.judging import judging
from vidgen_desktop.providers.tariff import Tariff
from vidgen_desktop.providers.voice.dividing import divided
from vidgen_desktop.providers.voice.hearing import sentence_times
from vidgen_desktop.providers.voice.listing import choose, voices_of
from vidgen_desktop.providers.voice.pace import speech_seconds
from vidgen_desktop.providers.voice.samples import sample
from vidgen_desktop.providers.voice.speaking import Speaking
from vidgen_desktop.setups import ProviderSetup

_RATE = 48_000  # of tidied speech
_PAUSE = 0.25  # seconds between two parts; each has a little silence around it


class ShapedVoice:
    """`core.ports.Narrator` on any server that speaks like OpenAI's."""

    def __init__(
        self,
        setup: ProviderSetup,
        key: Key | None,
        model: str,
        media: MediaTool,
        rates: Iterable[Rate] = (),
    ) -> None:
        self._service = Service(setup, key, model, Tariff(setup, rates))
        self._speaking = Speaking(self._service)
        self._media = media
        self._lock = Lock()
        self._voices: Sequence[Voice] | None = None
        self._asked = False
        self.name = self._service.name

    def voices(self, token: CancelToken | None = None) -> Sequence[Voice]:
        """The voices that the service lists; empty where it lists none.

        Asks the service once; raises ProviderError where it cannot be reached, or Cancelled.
        """
        return self._known(token or CancelToken()) or ()

    def voice_for(
        self, language: str, wanted: str, token: CancelToken | None = None
    ) -> Voice | None:
        """The wanted voice, or one for the language; any id is believed where the service
        lists none. None: it has no voice for the language. Raises as `voices` does.
        """
        return choose(self._known(token or CancelToken()), language, wanted)

    def seconds(self, text: str, voice: Voice, speed: float, token: CancelToken) -> float:
        """How long it will last, roughly, by the language's pace: nothing is bought."""
        token.check()
        return speech_seconds(text, voice.language, speed)

    def speak(self, scene: Scene, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """Speak a scene's narration into a WAV file (48 kHz mono), with the time of each
        sentence, found by the silences between them.

        Raises ProviderError, UnknownPurchase, BudgetExceeded, MediaError, DiskFull or Cancelled.
        """
        return self._speak(
            scene, voice, speed, out, work, what=f"The voice of scene {scene.number}"
        )

    def preview(self, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """Speak a sentence or two to judge the voice by. It is bought like anything else:
        `work` needs a purse, unless the service is free.
        """
        if self._service.tariff.is_free and isinstance(work.purse, NoPurse):
            work = replace(work, purse=Gratis())
        scene = Scene(0, sample(voice.language), "", 0.0)
        return self._speak(scene, voice, speed, out, work, what=f"A sample of {voice.name}")

    def _known(self, token: CancelToken) -> Sequence[Voice] | None:
        with self._lock:
            if not self._asked:
                self._voices = voices_of(self._service, token)
                self._asked = True
            return self._voices

    def _speak(
        self, scene: Scene, voice: Voice, speed: float, out: Path, work: Work, *, what: str
    ) -> Speech:
        requests = divided(scene.narration, voice.language)
        parts: list[Samples] = []
        cues: list[Cue] = []
        frames = 0
        for number, sentences in enumerate(requests, 1):
            name = what if len(requests) == 1 else f"{what}, part {number} of {len(requests)}"
            wanted = _Wanted(f"voice/{scene.number}/{number}", name, sentences, voice, speed)
            sound = self._part(wanted, work)
            if parts:
                parts.append(silence(_PAUSE / speed, _RATE).samples)
                frames += len(parts[-1])
            cues.extend(_cues(sound, sentences, frames / _RATE, voice.language))
            parts.append(sound.samples)
            frames += len(sound.samples)
            work.progress(number / len(requests))
        work.token.check()
        write_wav(parts, _RATE, out)
        return Speech(scene.number, str(out), frames / _RATE, tuple(cues), self.name, voice.id)

    def _part(self, wanted: "_Wanted", work: Work) -> Sound:
        """Buy one request's sound and take the dead air out of it."""
        speaking, text, voice = self._speaking, " ".join(wanted.sentences), wanted.voice
        seconds = speech_seconds(text, voice.language, wanted.speed)
        estimate = speaking.estimate(text, voice.language, wanted.speed)
        inputs = [text, voice.id, wanted.speed]
        sale = Sale(
            wanted=self._service.wanted(wanted.step, wanted.what, estimate, inputs),
            send=lambda: speaking.send(text, voice, wanted.speed, work.token),
            keep=speaking.keep,
            bill=lambda response: speaking.bill(response, text, seconds, work.token),
            shelf=work.shelf,
        )
        bought = buy(self._service, sale, work)
        return self._tidied(bought, work)

    def _tidied(self, bought: Bought, work: Work) -> Sound:
        """The sound in what was bought; that is thrown away where it has none."""
        quiet = Work(work.token, work.scratch)
        if not self._is_sound(bought.path, quiet):
            bought.discard()
            raise ProviderError(
                f"{self._service.setup.name} sent something that is no sound.",
                "Try again. If it stays so, choose another voice or model.",
                fault=ProviderFault.BAD_ANSWER,
            )
        tidy = work.scratch / f"speech-{secrets.token_hex(6)}.wav"
        try:
            self._media.tidy_speech(bought.path, (), tidy, quiet)
            return from_wav(tidy.read_bytes())
        finally:
            tidy.unlink(missing_ok=True)

    def _is_sound(self, bought: Path, work: Work) -> bool:
        try:
            with judging(bought):
                return self._media.probe(bought, work).kind is MediaKind.SOUND
        except ToolError:
            raise
        except MediaError:
            return False


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One request for speech."""

    step: str
    what: str
    sentences: list[str]
    voice: Voice
    speed: float


def _cues(sound: Sound, sentences: Sequence[str], start: float, language: str) -> Iterator[Cue]:
    """The captions of one request's sound, which begins at `start`; words have no times."""
    times = sentence_times(sound, sentences, language)
    for sentence, (begin, end) in zip(sentences, times, strict=True):
        first, last = round(begin * sound.rate), round(end * sound.rate)
        heard = Sound(sound.rate, sound.samples[first:last])
        yield cue_of(sentence, heard, start + first / sound.rate)


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The voice models that the server lists; their voices, where it tells."""
    return having(Role.VOICE, model_list.listed(setup, key, token, only="speech"))
