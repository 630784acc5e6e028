"""A preview that cannot begin says why in Chinese, and what to do instead."""

from __future__ import annotations

import socket
import subprocess
import sys

from tests.support.platform import TestPlatform


def test_a_port_in_use_is_said_with_the_way_out(platform: TestPlatform) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "sitegen", "-C", str(platform.root)]
        done = subprocess.run(
            [*command, "serve", "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert done.returncode == 2
    assert f"端口 {port} 已被占用" in done.stderr
    assert f"http://localhost:{port}/" in done.stderr
    assert "Traceback" not in done.stderr and "Address" not in done.stderr
