"""Commands on another machine, through the system's ssh."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.errors import ConfigError, DeployError, UnreachableError
from sitegen.model.deploy import DeployTarget

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*|[0-9A-Fa-f:]+")
_NO_CONNECTION = 255
_TOLD_LINES = 6
_HELP = (
    (
        "IDENTIFICATION HAS CHANGED",
        "主机的密钥与 known_hosts 中登记的不一致。主机重装过的，核对指纹后更新 known_hosts；"
        "没有重装过的，可能有人冒充这台主机，请先查明",
    ),
    (
        "Host key verification failed",
        "known_hosts 中没有这台主机的密钥。请用 ssh-keyscan 取得，与主机上的指纹核对后写入",
    ),
    ("bad permissions", "私钥文件的权限过宽，请用 chmod 600 改为只有本用户可读"),
    ('Load key "', "读不了私钥文件。请核对 identity 是不是私钥，本用户能不能读"),
    (
        "Permission denied",
        "主机没有接受密钥。请核对 user 和 identity，并把公钥写入该用户的 ~/.ssh/authorized_keys",
    ),
    ("Could not resolve", "主机名无法解析，请核对 host，或检查域名解析"),
    ("Connection refused", "主机上没有程序在这个端口等候，请核对 port，或检查 sshd 是否在运行"),
    ("timed out", "主机没有应答，请检查主机是否开机、网络和防火墙"),
    ("No route to host", "到主机的网络不通，请检查网络和防火墙"),
)
"""What ssh says, and how to mend it; the first that fits counts."""
_HELP_THERE = (
    ("No space left", "主机的磁盘空间已满，请清理后重试"),
    ("quota exceeded", "超出主机的磁盘配额，请清理后重试"),
    ("Read-only file system", "主机的文件系统是只读的"),
    ("cannot overwrite directory", "主机上的 current 是目录，不是链接。查明后请移到别处，再部署"),
    ("Permission denied", "部署用户在主机上没有权限，请检查 path 的属主和权限"),
    ("rsync: not found", "主机上没有安装 rsync"),
    ("rsync: command not found", "主机上没有安装 rsync"),
)
"""What a program on the host says, once connected."""


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
            kind = UnreachableError if done.returncode == _NO_CONNECTION else DeployError
            raise kind(self.failure(action, done))
        return done.stdout

    def failure(self, action: str, done: "subprocess.CompletedProcess[bytes]") -> str:
        """The message for a command that failed."""
        said = done.stderr.decode("utf-8", "replace").strip()
        lines = [line for line in said.splitlines() if line.strip("@ \r")]
        detail = "；".join(lines[-_TOLD_LINES:]) or f"返回值 {done.returncode}"
        if done.returncode == _NO_CONNECTION:
            where = f"{self.address} 端口 {self.target.port}"
            return f"{action}失败：连接 {where} 不成功{_help(_HELP, said)}（{detail}）。"
        if help_ := _help(_HELP_THERE, said):
            return f"{action}失败{help_}（{detail}）。"
        return f"{action}失败：{detail}。"


def _help(known: Sequence[tuple[str, str]], said: str) -> str:
    return next((f"：{text}" for sign, text in known if sign in said), "")


def started(
    command: list[str], action: str, text: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Run a local program, which ends with this one; raises `DeployError` when it is not installed.

    A transfer that outlived the command, whose lock is free then, would go on writing into the
    folder that the next deployment fills and makes live.
    """
    if shutil.which(command[0]) is None:
        raise DeployError(f"{action}失败：本机没有安装 {command[0]}。")
    leash = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
    return subprocess.run([*leash, *command], input=text, capture_output=True, check=False)


def _key_file(name: str, where: str, root: Path) -> str:
    path = root / Path(name).expanduser()
    if re.search(r"[\"'\\%\s]", str(path)):
        raise ConfigError(f"{where} 的密钥文件路径不能含空格、引号、百分号或反斜杠：“{path}”。")
    if not path.is_file():
        raise ConfigError(f"{where} 的密钥文件不存在：“{path}”。")
    return str(path)
