"""Commands on another machine, through the system's ssh."""

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.errors import ConfigError, DeployError
from sitegen.model.deploy import DeployTarget

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*|[0-9A-Fa-f:]+")
_NO_CONNECTION = 255
_TOLD_LINES = 6


@dataclass(frozen=True, slots=True)
class Connection:
    """How a target's machine is reached; never asks a question, never trusts a new host key."""

    target: DeployTarget
    options: tuple[str, ...]

    @classmethod
    def of(cls, target: DeployTarget, root: Path) -> "Connection":
        """Check a target; paths of keys start at `root`. Raises `ConfigError`."""
        where = f"部署目标 {target.name}"
        if not _HOST.fullmatch(target.host):
            raise ConfigError(f"{where} 的 host 没有写，或不是主机名：“{target.host}”。")
        if target.user and not _NAME.fullmatch(target.user):
            raise ConfigError(f"{where} 的 user 不是用户名：“{target.user}”。")
        if not PurePosixPath(target.path).is_absolute() or "\n" in target.path:
            raise ConfigError(f"{where} 的 path 须是主机上的绝对路径：“{target.path}”。")
        options = ["-p", str(target.port)]
        for setting in (
            "BatchMode=yes",
            "StrictHostKeyChecking=yes",
            "ConnectTimeout=20",
            "ServerAliveInterval=15",
            "ServerAliveCountMax=4",
        ):
            options += ["-o", setting]
        if target.known_hosts:
            options += ["-o", f"UserKnownHostsFile={_key_file(target.known_hosts, where, root)}"]
        if target.identity:
            options += ["-o", "IdentitiesOnly=yes"]
            options += ["-i", _key_file(target.identity, where, root)]
        return cls(target, tuple(options))

    @property
    def address(self) -> str:
        """`user@host`, as ssh takes it."""
        return f"{self.target.user}@{self.target.host}" if self.target.user else self.target.host

    @property
    def rsync_address(self) -> str:
        """`user@host` for rsync, which wants brackets around an IPv6 address."""
        host = f"[{self.target.host}]" if ":" in self.target.host else self.target.host
        return f"{self.target.user}@{host}" if self.target.user else host

    @property
    def rsync_shell(self) -> str:
        """The value of rsync's `--rsh`; rsync knows quotes, but no backslashes."""
        return shlex.join(["ssh", *self.options])

    def run(self, action: str, script: str, *arguments: str) -> bytes:
        """Run a POSIX shell script there; returns its standard output.

        `action` says in Chinese what it is for. Raises `DeployError`.
        """
        remote = shlex.join(["sh", "-s", "--", *arguments])
        command = ["ssh", *self.options, "--", self.address, remote]
        done = started(command, action, script.encode())
        if done.returncode:
            raise DeployError(self.failure(action, done))
        return done.stdout

    def failure(self, action: str, done: "subprocess.CompletedProcess[bytes]") -> str:
        """The message for a command that failed."""
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        detail = "；".join(lines[-_TOLD_LINES:]) or f"返回值 {done.returncode}"
        if done.returncode == _NO_CONNECTION:
            return f"{action}失败：连接 {self.address} 端口 {self.target.port} 不成功（{detail}）。"
        return f"{action}失败：{detail}。"


def started(
    command: list[str], action: str, text: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Run a local program; raises `DeployError` when it is not installed."""
    try:
        return subprocess.run(command, input=text, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise DeployError(f"{action}失败：本机没有安装 {command[0]}。") from error


def _key_file(name: str, where: str, root: Path) -> str:
    path = root / Path(name).expanduser()
    if re.search(r"[\"'\\%\s]", str(path)):
        raise ConfigError(f"{where} 的密钥文件路径不能含空格、引号、百分号或反斜杠：“{path}”。")
    if not path.is_file():
        raise ConfigError(f"{where} 的密钥文件不存在：“{path}”。")
    return str(path)
