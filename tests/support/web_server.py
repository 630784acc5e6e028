"""Debian's nginx over a built platform, with the configuration that `sitegen nginx` writes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.release.conftest import free_port, wait_for_port

_SEARCHED = "/usr/sbin:/usr/local/sbin:/usr/bin"


@contextmanager
def nginx_over(root: Path, folder: Path) -> Iterator[int]:
    """Serve all sites of a built platform; yields the port.

    Sites are told apart by their domain; a request for anything else gets the first one, which is
    the portal. `folder` takes what nginx writes.
    """
    program = shutil.which("nginx", path=_SEARCHED)
    if not program:
        pytest.skip("needs nginx")
    port = free_port()
    sites, main = folder / "sites.conf", folder / "nginx.conf"
    command = [sys.executable, "-m", "sitegen", "-C", str(root), "nginx"]
    subprocess.run([*command, "--listen", f"127.0.0.1:{port}", "-o", str(sites)], check=True)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main.write_text(
        ("user root;\n" if os.getuid() == 0 else "")
        + f"daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}include {sites};\n}}\n"
    )
    with (folder / "out").open("wb") as out:
        server = subprocess.Popen([program, "-c", str(main)], stderr=out)
    try:
        wait_for_port(server, port, folder / "out")
        yield port
    finally:
        server.terminate()
        server.wait()
