"""A web server on loopback that behaves: the ground our own services stand on."""

import email.parser
import email.policy
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; `named` are the named parts of the path's pattern."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    named: dict[str, str]
    url: str  # of the server, as the client sees it

    @property
    def is_form(self) -> bool:
        """Whether it is multipart, as the openai SDK sends videos."""
        return self.headers.get("content-type", "").startswith("multipart/form-data")

    @property
    def key(self) -> str:
        """The key it came with."""
        return self.headers.get("authorization", "").partition(" ")[2]

    def fields(self) -> dict[str, Any]:
        """What was sent, from JSON or a form; `metadata` as an object; files as bytes."""
        told: dict[str, Any] = self._form() if self.is_form else json.loads(self.body or b"{}")
        if isinstance(told.get("metadata"), str):
            told["metadata"] = json.loads(told["metadata"])
        return told

    def _form(self) -> dict[str, Any]:
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        whole = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        fields: dict[str, Any] = {}
        for part in whole.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            data = cast("bytes", part.get_payload(decode=True))
            inner = re.fullmatch(r"(\w+)\[(\w+)\]", name)  # metadata[key], as the SDK writes it
            value: Any = data if part.get_filename() else data.decode()
            if inner:
                fields.setdefault(inner[1], {})[inner[2]] = value
            else:
                fields[name] = value
        return fields


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def told(content: object, status: int = 200, **headers: str) -> Answer:
    """JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(content).encode(), headers=named)


Handler = Callable[[Asked], Answer]


class Site:
    """Routes, and what arrived. Handlers are called one at a time, so that they need no locks."""

    def __init__(self, key: str | None = None) -> None:
        self.heard: list[Asked] = []
        self.url = ""
        self.key = key
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []
        self._lock = threading.Lock()

    def on(self, method: str, pattern: str, handler: Handler) -> None:
        """Have `handler` answer these; `{name}` in the pattern is a named part of the path."""
        expression = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
        self._routes.append((method, re.compile(expression), handler))

    def count(self, method: str, pattern: str) -> int:
        """How many such requests arrived."""
        return sum(
            asked.method == method and re.fullmatch(pattern, asked.path) is not None
            for asked in self.heard
        )

    def answer(self, asked: Asked) -> Answer:
        """The answer of the first route that fits."""
        with self._lock:
            self.heard.append(asked)
            if self.key is not None and asked.key != self.key:
                return told({"error": {"message": "Incorrect API key provided"}}, 401)
            for method, pattern, handler in self._routes:
                found = pattern.fullmatch(asked.path)
                if method == asked.method and found:
                    return handler(Asked(**{**vars(asked), "named": found.groupdict()}))
            return told({"detail": "Not Found"}, 404)


@contextmanager
def open_site(site: Site) -> Iterator[None]:
    """Let it answer on a free port, and end it with all its connections."""
    connections: set[socket.socket] = set()

    class Talk(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body in one packet

        def setup(self) -> None:
            super().setup()
            connections.add(self.connection)

        def handle(self) -> None:
            with suppress(OSError):  # the client hung up
                super().handle()

        def finish(self) -> None:
            with suppress(OSError):
                super().finish()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def reply(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            url = f"http://{headers.get('host', '')}"
            query = dict(parse_qsl(parts.query))
            answer = site.answer(Asked(self.command, parts.path, query, headers, body, {}, url))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_DELETE = reply  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
    server.daemon_threads = False
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        server.server_close()  # waits for the threads
