"""kill -9 at chosen moments, and at random ones."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from tests.durability.attack import Attack, Case
from tests.durability.launch import Strike
from tests.durability.person import Running
from tests.durability.studio import SMALL
from tests.servers.proxy import Exchange, Fault

Kill = Callable[[], None]

CREATES = ("/v1/videos", "/v1/audio/speech")
READ = 0.15  # seconds in which an answer on loopback is surely read
LONGEST = 3.0  # seconds that the usual video takes on a quiet machine, and a little more

KEPT = r"/bought-\d+\.mp4', -1"  # a clip, as it gets its name
TAKE = r"/take-\d\.mp4'"
STILL = r"/take-\d\.mp4'.*\.jpg'"
VOICE = r"/bought-[0-9a-f]{24}'"
AFTER_DOWNLOAD = (
    Strike("os.rename", KEPT),
    Strike("os.rename", KEPT, after=0.002),
    Strike("os.link", TAKE),
    Strike("subprocess.Popen", STILL),
    Strike("os.rename", KEPT, number=2),
    Strike("os.rename", VOICE),
    Strike("os.rename", VOICE, after=0.002),
    Strike("subprocess.Popen", VOICE),
    Strike("os.link", TAKE, after=0.002),
    Strike("subprocess.Popen", STILL, number=2, after=0.02),
)
ENCODE = Strike("subprocess.Popen", "libx264")
JOIN = (
    Strike("subprocess.Popen", "'concat'"),
    Strike("subprocess.Popen", "'concat'", after=0.01),
    Strike("os.rename", r"/video\.mp4'"),
    Strike("subprocess.Popen", "'concat'", after=0.025),
    Strike("os.rename", r"/video\.mp4'", after=0.003),
)
MOVE = (
    *(Strike("os.link", "/Videos/", number=number) for number in (1, 2, 3, 4)),
    *(Strike("os.link", "/Videos/", number=4, after=after) for after in (0.002, 0.005, 0.01, 0.02)),
    *(Strike("os.remove", r"/(video\.mp4|captions\.\w+)'", number=number) for number in (1, 2, 3)),
)


def before_submit(case: Case) -> None:
    """Written down as prepared, and not on its way: at the connection for the create."""
    strike = Strike("socket.connect", "", purchase="prepared")
    case.struck(case.person.generate(strike))


def after_submit(case: Case) -> None:
    """The provider has it: the answer is on its way, or read and not stored, or just stored."""
    path = CREATES[case.number // 3 % 2]
    started = threading.Event()
    running: list[Running] = []

    def kill() -> None:
        started.wait()
        running[0].kill()

    faults: tuple[Fault, ...] = (
        _on_its_way(kill),
        _read_not_stored(case, kill),
        _any_time(case, kill),
    )
    case.studio.proxy.next(faults[case.number % 3], "POST", path)
    running.append(case.person.generate())
    started.set()
    case.struck(running[0])


def between_steps(case: Case) -> None:
    """As soon as the program says that a step is done; each in turn."""
    running = case.person.generate()
    left = case.number % 16
    for event in running.events():
        if event.get("state") == "done":
            left -= 1
            if left < 0:
                break
    running.kill()
    case.struck(running)


def in_download(case: Case) -> None:
    """Half of the clip is here."""
    running: list[Running] = []
    started = threading.Event()

    def half(exchange: Exchange) -> None:
        reply = exchange.forward()
        exchange.send(reply, most=len(reply.body) // 2)
        started.wait()
        threading.Event().wait(case.chance.uniform(0.0, 0.05))  # some of it is on its way yet
        running[0].kill()
        exchange.hang_up()

    if case.number % 2:  # the second download, when the first has come
        case.studio.proxy.next(lambda e: e.send(e.forward()), "GET", "/v1/videos/.*/content")
    case.studio.proxy.next(half, "GET", "/v1/videos/.*/content")
    running.append(case.person.generate())
    started.set()
    case.struck(running[0])


def at_random(case: Case) -> None:
    """At any moment; sometimes again, while the person goes on."""
    _kill_within(case, case.person.generate())
    while case.chance.random() < 0.3 and case.person.exists:
        if case.person.status == "completed":
            break
        _kill_within(case, case.person.start("resume", "1", "--json", "--yes"))


def _kill_within(case: Case, running: Running) -> None:
    timer = threading.Timer(case.chance.uniform(0.0, LONGEST), running.kill)
    timer.start()
    case.struck(running)
    timer.cancel()
    timer.join()


def _each(strikes: tuple[Strike, ...], case: Case) -> None:
    case.struck(case.person.generate(strikes[case.number % len(strikes)]))


def _in_encode(case: Case) -> None:
    strike = replace(ENCODE, after=case.chance.uniform(0.01, 0.6))
    case.struck(case.person.generate(strike))


def _on_its_way(kill: Kill) -> Fault:
    def fault(exchange: Exchange) -> None:
        exchange.forward()
        kill()
        exchange.hang_up()

    return fault


def _read_not_stored(case: Case, kill: Kill) -> Fault:
    """Nothing can be stored while somebody else holds the database."""

    def fault(exchange: Exchange) -> None:
        path = case.person.home / "vidgen.db"
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as database:
            reply = exchange.forward()
            database.execute("BEGIN IMMEDIATE")
            exchange.send(reply)
            threading.Event().wait(READ)
            kill()
            database.execute("ROLLBACK")

    return fault


def _any_time(case: Case, kill: Kill) -> Fault:
    def fault(exchange: Exchange) -> None:
        exchange.send(exchange.forward())
        threading.Event().wait(case.chance.uniform(0.0, 0.02))
        kill()

    return fault


KILLS = (
    Attack("kill before submit", 50, before_submit),
    Attack("kill after submit", 50, after_submit),
    Attack("kill between steps", 50, between_steps),
    Attack("kill in a download", 50, in_download),
    Attack("kill after a download", 50, lambda case: _each(AFTER_DOWNLOAD, case)),
    Attack("kill in an encode", 50, _in_encode, size=SMALL),
    Attack("kill in the join", 50, lambda case: _each(JOIN, case)),
    Attack("kill in the final move", 50, lambda case: _each(MOVE, case)),
    Attack("kill at random", 200, at_random),
)
