"""Serving the preview over HTTP, a site at each host name below `localhost`.

The chosen site answers at `localhost`, every site at `<id>.localhost`, which browsers resolve to
this machine; so addresses that begin with `/` work as on the real hosts.
"""

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from sitegen.preview.drawing import Answer
from sitegen.preview.notes import (
    EDITION,
    EVENTS,
    JUDGED,
    NOTES,
    NOTES_CSS,
    RELOAD_JS,
    SCRIPT,
    STYLE,
)
from sitegen.preview.session import PreviewSession

_HEARTBEAT_SECONDS = 15.0
_LASTING = "max-age=31536000, immutable"


class Listeners:
    """The browsers that wait to be told of a change, and the site that each of them shows."""

    def __init__(self) -> None:
        self._queues: dict[queue.SimpleQueue[str], str] = {}
        self._lock = threading.Lock()

    def join(self, site: str) -> "queue.SimpleQueue[str]":
        """Add a browser; its queue receives the names of events."""
        mine: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._queues[mine] = site
        return mine

    def leave(self, mine: "queue.SimpleQueue[str]") -> None:
        """Remove a browser."""
        with self._lock:
            self._queues.pop(mine, None)

    def tell(self, event: str, sites: frozenset[str] | None) -> None:
        """Send an event to the browsers that show one of these sites, None for all of them."""
        with self._lock:
            for one, site in self._queues.items():
                if sites is None or site in sites:
                    one.put(event)


class PreviewServer(ThreadingHTTPServer):
    """Serves a session's sites; `default` is the one at `localhost`. Port 0 takes a free one."""

    daemon_threads = True

    def __init__(
        self, session: PreviewSession, listeners: Listeners, address: tuple[str, int], default: str
    ) -> None:
        super().__init__(address, _Handler)
        self.session = session
        self.listeners = listeners
        self.default = default

    @property
    def port(self) -> int:
        """The port that is listened at."""
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Or the body of an answer waits until the browser has acknowledged its head.
    disable_nagle_algorithm = True
    server: PreviewServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        path = unquote(address.path)
        own: dict[str, Callable[[], Answer]] = {
            SCRIPT: lambda: Answer(200, "text/javascript", RELOAD_JS, lasting=True),
            STYLE: lambda: Answer(200, "text/css", NOTES_CSS, lasting=True),
            NOTES: lambda: self._notes(parse_qs(address.query).get("page", ["/"])[0]),
        }
        if path == EVENTS:
            self._events()
        elif path in own:
            self._send(own[path]())
        else:
            self._send(self.server.session.answer(self._site(), path, self._hosts()))

    do_HEAD = do_GET  # noqa: N815

    def _site(self) -> str:
        name = self.headers.get("Host", "").partition(":")[0].partition(".")[0]
        known = any(site.id == name for site in self.server.session.sites())
        return name if known else self.server.default

    def _hosts(self) -> dict[str, str]:
        sites = self.server.session.sites()
        return {site.url: f"http://{site.id}.localhost:{self.server.port}" for site in sites}

    def _notes(self, path: str) -> Answer:
        box = self.server.session.notes(self._site(), unquote(path))
        return Answer(200, "text/html; charset=utf-8", box.encode())

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", _LASTING if answer.lasting else "no-store")
        if answer.edition:
            self.send_header("Server-Timing", f'{EDITION};desc="{answer.edition}"')
        self.end_headers()
        if self.command != "HEAD":
            with suppress(ConnectionError):
                self.wfile.write(answer.body)

    def _events(self) -> None:
        site = self._site()
        mine = self.server.listeners.join(site)
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            # A verdict may have come before the browser listened, too.
            self.wfile.write(self._event(EDITION, site))
            event = JUDGED
            while True:
                self.wfile.write(self._event(event, site))
                try:
                    event = mine.get(timeout=_HEARTBEAT_SECONDS)
                except queue.Empty:
                    event = ""
        except OSError:
            self.close_connection = True
        finally:
            self.server.listeners.leave(mine)

    def _event(self, name: str, site: str) -> bytes:
        if not name:
            return b": still here\n\n"
        data = "1" if name == JUDGED else self.server.session.edition(site)
        return f"event: {name}\ndata: {data}\n\n".encode()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for what editors want to read."""
