"""A store, and a real sshd on a free port of this machine."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.model.deploy import DeployTarget
from sitegen.release.store import ReleaseStore


@dataclass(frozen=True)
class Sshd:
    """A running sshd and what a target needs to reach it."""

    folder: Path
    port: int

    def target(self, path: Path, **more: object) -> DeployTarget:
        values = {
            "name": "web",
            "kind": "ssh",
            "path": str(path),
            "host": "127.0.0.1",
            "port": self.port,
            "identity": str(self.folder / "key"),
            "known_hosts": str(self.folder / "known_hosts"),
        }
        return DeployTarget.model_validate(values | more)


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(tmp_path / "build")


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    program = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not program or not shutil.which("rsync"):
        pytest.skip("needs sshd and rsync")
    folder = tmp_path_factory.mktemp("sshd")
    folder.chmod(0o700)
    port = free_port()
    for name in ("host", "key"):
        make_key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(make_key, check=True)
    (folder / "authorized").write_bytes((folder / "key.pub").read_bytes())
    known = (folder / "host.pub").read_text().rpartition(" ")[0]
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {known}\n")
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\n"
        f"PidFile none\nAuthorizedKeysFile {folder}/authorized\nStrictModes no\n"
        "PasswordAuthentication no\nUsePAM no\nPermitRootLogin prohibit-password\n"
        "MaxStartups 100\nKexAlgorithms curve25519-sha256\nUseDNS no\nPrintMotd no\n"
    )
    if Path("/run").is_dir():
        Path("/run/sshd").mkdir(exist_ok=True)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "config")], stderr=log)
    try:
        wait_for_port(server, port, folder / "log")
        yield Sshd(folder, port)
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Return once the server accepts connections; fail with its log when it ends."""
    while True:
        if server.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()}")
        with socket.socket() as probe:
            probe.settimeout(0.05)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
