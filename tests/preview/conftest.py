"""Fixtures of the preview's tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from sitegen.preview.server import Listeners, PreviewServer
from sitegen.preview.session import PreviewSession
from tests.preview.desk import Desk
from tests.support.platform import TestPlatform

Opener = Callable[[TestPlatform], Desk]


@pytest.fixture
def open_desk() -> Iterator[Opener]:
    """Opens previews of platforms, and ends them after the test."""
    desks: list[Desk] = []

    def opened(platform: TestPlatform) -> Desk:
        desks.append(Desk(platform))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(platform: TestPlatform, open_desk: Opener) -> Desk:
    """A preview of the platform with every column type."""
    return open_desk(platform)


@pytest.fixture
def session(desk: Desk) -> PreviewSession:
    """The session of that preview."""
    return desk.session


@pytest.fixture
def listeners(desk: Desk) -> Listeners:
    """The browsers that listen to that preview."""
    return desk.listeners


@pytest.fixture
def server(desk: Desk) -> Iterator[PreviewServer]:
    """That preview over HTTP."""
    made = PreviewServer(desk.session, desk.listeners, ("127.0.0.1", 0), "city")
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()
