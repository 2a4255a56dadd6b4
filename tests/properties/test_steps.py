"""A recorded step is believed as long as its inputs are the same and its files are whole."""

import os
import shutil
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.profiles import examples
from tests.properties.making import begin, go_on, stop
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Speech
from vidgen_desktop.core.run.recorder import Recorder
from vidgen_desktop.store.repository import SqliteStore, open_store

keys = st.sampled_from(["voice/1", "voice/2"])
inputs = st.integers(0, 1)
MOMENTS = count(1)  # no two writes of this process are of the same time


class Crash(BaseException):
    """The power goes: nothing after it is done."""


class Recording(RuleBasedStateMachine):
    """Runs that come and go, and a disk that somebody else meddles with."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="vidgen-test-"))
        self.path = self.folder / "vidgen.db"
        shutil.copyfile(Recording.template, self.path)
        self.store: SqliteStore = open_store(self.path, "default")
        self.made = begin(self.store)
        self.recorder = self.new_recorder()
        self.done: dict[str, tuple[int, Path, bytes]] = {}  # inputs, file, what is in it
        self.moment = 0

    def teardown(self) -> None:
        self.recorder.close(completed=False)
        self.store.close()
        shutil.rmtree(self.folder)

    def new_recorder(self) -> Recorder:
        running = self.made.running
        assert running is not None
        return Recorder(self.made.id, running, CancelToken(), lambda _: None)

    def is_whole(self, key: str, given: int) -> bool:
        """Whether the record must be believed: what was written then is there now."""
        if key not in self.done:
            return False
        then, path, content = self.done[key]
        return then == given and path.is_file() and path.read_bytes() == content

    def work(self, key: str, content: bytes, calls: list[Path]) -> Callable[[], Speech]:
        def speak() -> Speech:
            path = self.folder / f"{key.replace('/', '-')}-{next(MOMENTS)}.txt"
            self.write(path, content)
            calls.append(path)
            return Speech(1, str(path), 1.0, (), "test", "en")

        return speak

    def write(self, path: Path, content: bytes) -> None:
        """Write, later than everything before: clocks of file systems tick slowly."""
        path.write_bytes(content)
        self.moment = next(MOMENTS)
        at = 10**18 + self.moment * 10**7
        os.utime(path, ns=(at, at))

    @rule(key=keys, given=inputs, content=st.binary(max_size=8))
    def step(self, key: str, given: int, content: bytes) -> None:
        believed, calls = self.is_whole(key, given), list[Path]()
        result = self.recorder.step(key, [given], Speech, self.work(key, content, calls))
        assert len(calls) == (not believed)
        if calls:
            self.done[key] = given, calls[0], content
        assert Path(result.path) == self.done[key][1]
        assert self.is_whole(key, given)

    @rule(key=keys, given=inputs)
    def ask_without_working(self, key: str, given: int) -> None:
        """A fault of the work is no result: what was recorded before stays."""

        def fail() -> Speech:
            raise MediaError("It cannot be spoken.")

        if self.is_whole(key, given):
            assert self.recorder.step(key, [given], Speech, fail).path == str(self.done[key][1])
        else:
            with pytest.raises(MediaError):
                self.recorder.step(key, [given], Speech, fail)

    @rule(key=keys, given=inputs, content=st.binary(max_size=8))
    def crash_in_a_step(self, key: str, given: int, content: bytes) -> None:
        """The file is written, the record is not: it will be done again."""

        def die() -> Speech:
            self.work(key, content, [])()
            raise Crash

        if not self.is_whole(key, given):
            with pytest.raises(Crash):
                self.recorder.step(key, [given], Speech, die)
        self.recorder.close(completed=False)
        self.store.close()
        self.store = open_store(self.path, "default")
        self.begin_a_run()

    @rule()
    def run_again(self) -> None:
        self.recorder.close(completed=False)
        self.begin_a_run()

    def begin_a_run(self) -> None:
        stop(self.store, self.made)
        go_on(self.store, self.made)
        self.recorder = self.new_recorder()

    @rule(key=keys, how=st.sampled_from(["gone", "short", "long", "other", "folder", "same"]))
    def meddle(self, key: str, how: str) -> None:
        """Somebody changes a file between two runs, and the step is asked for again."""
        self.run_again()
        if key not in self.done or not self.done[key][1].is_file():
            return
        given, path, content = self.done[key]
        match how:
            case "gone":
                path.unlink()
            case "folder":
                path.unlink()
                path.mkdir()
            case "short":
                self.write(path, content[:-1])
            case "long":
                self.write(path, content + b"x")
            case "other":  # of the same length
                self.write(path, bytes(byte ^ 255 for byte in content))
            case _:
                self.write(path, content)
        self.step(key, given, b"anew")


def test_a_step_is_believed_exactly_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "vidgen.db"
    open_store(path, "default").close()
    Recording.template = path
    calm = settings(examples(8), stateful_step_count=25, phases=[Phase.generate])
    run_state_machine_as_test(Recording, settings=calm)
