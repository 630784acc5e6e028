"""The demo city, built once for all workers, served as a web server would, and a Chromium."""

from __future__ import annotations

import functools
import http.server
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import yaml

from tests.browser.pages import KINDS, find_page
from tests.support.browser import CHROMIUM
from tests.support.web_server import nginx_over

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite
    from playwright import sync_api as playwright

    class Tab(playwright.Page):
        """A page that remembers what it complained of."""

        errors: list[str]
else:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
MODES = {"normal": "{}", "large": '{"size":"large"}', "contrast": '{"contrast":"high"}'}
WIDTHS = (360, 1280)
PART = 700
MEDIA_TYPES = {".js": "text/javascript", ".pf_wasm": "application/wasm"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a release with the policy that the theme asks for."""

    policy = yaml.safe_load((ROOT / "themes/gov/theme.yaml").read_text())["content_security_policy"]

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return MEDIA_TYPES.get(Path(path).suffix) or super().guess_type(path)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Slow(_Handler):
    """Sends pages in small parts, as a far or busy server does: browsers paint what is there."""

    def copyfile(self, source: SupportsRead[Any], outputfile: SupportsWrite[Any]) -> None:
        if self.path.endswith((".html", "/")):
            while part := source.read(PART):
                outputfile.write(part)
                time.sleep(0.01)
        else:
            super().copyfile(source, outputfile)


class _Server(http.server.ThreadingHTTPServer):
    """Threads that end with the tests, and no word about a tab that was closed too early."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def serve(demo: Path) -> Iterator[Callable[[str], str]]:
    """Serves a site of the demo city; returns its address without a slash."""
    servers: dict[str, _Server] = {}

    def address(site: str) -> str:
        if site not in servers:
            handler = functools.partial(_Handler, directory=str((demo / site).resolve()))
            servers[site] = _Server(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[site].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[site].server_port}"

    yield address
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def slow_city(demo: Path) -> Iterator[str]:
    """The address of the portal on a server that sends pages slowly."""
    handler = functools.partial(_Slow, directory=str((demo / "city").resolve()))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def city(serve: Callable[[str], str]) -> str:
    """The address of the portal."""
    return serve("city")


@pytest.fixture(scope="session")
def port(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx that serves the demo city as `sitegen nginx` says."""
    with nginx_over(demo.parent, tmp_path_factory.mktemp("nginx")) as port:
        yield port


@pytest.fixture(scope="session")
def web(port: int) -> str:
    """The address of the portal under nginx, which is what it serves for unknown names."""
    return f"http://127.0.0.1:{port}"


OpenTab = Callable[..., "Tab"]


@pytest.fixture
def tab(chromium: playwright.Browser) -> Iterator[OpenTab]:
    """Opens a tab: `tab(width, mode, scripts=True)`; what it complained of is `page.errors`."""
    contexts: list[playwright.BrowserContext] = []

    def make(width: int = 1280, mode: str = "normal", *, scripts: bool = True) -> Tab:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        if scripts:
            store = "localStorage"
            context.add_init_script(
                f"{store}.getItem('gov-modes') || {store}.setItem('gov-modes', {MODES[mode]!r})"
            )
        page = cast("Tab", context.new_page())
        errors: list[str] = []
        page.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.errors = errors
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def path_of(demo: Path) -> Callable[[str], str]:
    """The address of one page of a kind, below the portal's."""
    return lambda kind: find_page(demo / "city", KINDS[kind])


@pytest.fixture(scope="session")
def titles(demo: Path) -> Callable[[str], str]:
    """Reads the title tag of a page of the portal."""

    def title(path: str) -> str:
        text = (demo / "city" / path.lstrip("/")).read_text("utf-8")
        found = re.search(r'<meta name="ArticleTitle" content="([^"]+)"', text)
        assert found is not None
        return found[1]

    return title
