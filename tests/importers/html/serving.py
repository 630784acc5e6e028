"""A platform's sites behind nginx, with the configuration that `sitegen nginx` writes."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.platform import TestPlatform
from tests.support.web_server import nginx_over


@contextmanager
def serving(platform: TestPlatform, folder: Path) -> Iterator[int]:
    """Run nginx over the published sites and yield its port; skips where there is no nginx."""
    folder.mkdir()
    with nginx_over(platform.root, folder) as port:
        yield port


def fetch(port: int, path: str) -> tuple[int, str, str]:
    """Status, Location and text that the server answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    connection.close()
    return response.status, response.headers.get("Location", ""), text
