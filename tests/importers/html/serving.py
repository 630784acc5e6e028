"""A platform's sites behind nginx, with the configuration that `sitegen nginx` writes."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import group
from tests.release.conftest import free_port, wait_for_port
from tests.support.platform import TestPlatform


@contextmanager
def serving(platform: TestPlatform, folder: Path) -> Iterator[int]:
    """Run nginx over the published sites and yield its port; skips where there is no nginx."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not program:
        pytest.skip("needs nginx")
    folder.mkdir()
    port = free_port()
    order = ["-C", str(platform.root), "nginx", "--listen", f"127.0.0.1:{port}"]
    made = CliRunner().invoke(group, [*order, "-o", str(folder / "sites.conf")])
    assert made.exit_code == 0, made.output
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    config = folder / "nginx.conf"
    config.write_text(
        ("user root;\n" if os.getuid() == 0 else "")
        + f"daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        "events {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n"
        + "".join(f"{name}_temp_path {folder}/{name};\n" for name in temporary)
        + f"include {folder}/sites.conf;\n}}\n"
    )
    with (folder / "out").open("wb") as out:
        server = subprocess.Popen([program, "-c", str(config)], stderr=out)
    try:
        wait_for_port(server, port, folder / "out")
        yield port
    finally:
        server.terminate()
        server.wait()


def fetch(port: int, path: str) -> tuple[int, str, str]:
    """Status, Location and text that the server answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    connection.close()
    return response.status, response.headers.get("Location", ""), text
