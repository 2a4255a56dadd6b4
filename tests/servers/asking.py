"""The plainest of clients: what the servers say, without any of our own code between."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit


def ask(
    url: str, key: str, method: str, path: str, body: object = None
) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers (small letters) of one request."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, answer.read(), told
    finally:
        connection.close()


def told(url: str, key: str, method: str, path: str, body: object = None) -> Any:
    """The JSON of an answer that is a success."""
    status, content, _ = ask(url, key, method, path, body)
    assert status < 300, f"{method} {path}: {status} {content.decode(errors='replace')}"
    return json.loads(content)
