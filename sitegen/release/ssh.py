"""A host reached by ssh: rsync carries the files, small shell scripts do the rest.

The host needs a POSIX shell, rsync, and GNU coreutils and findutils, as every Linux has.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import DeployError
from sitegen.model.deploy import DeployTarget
from sitegen.release.connection import Connection, started
from sitegen.release.history import check_site, newest_first
from sitegen.release.hosts import INCOMING, Delivery, HostState, Traffic

_STATE = """
cd "$1" 2>/dev/null || exit 0
readlink current || echo
cd releases 2>/dev/null || exit 0
for name in [0-9]*; do
  [ -d "$name" ] || continue
  sum=$(sha256sum < "$name/manifest.json" 2>/dev/null) || sum=
  printf '%s %s\\n' "$name" "${sum%% *}"
done
"""
_MANIFEST = 'exec cat "$1/releases/$2/manifest.json"\n'
# One script, so that a site costs three connections: state, rsync, switch.
_SWITCH = """
set -eu
cd "$1"
name=$2
shift 2
if [ ! -d "releases/$name" ]; then
  sync -f releases/.incoming
  mv -T releases/.incoming "releases/$name"
  rm -rf .partial  # where earlier versions kept what was half there
fi
test -f "releases/$name/manifest.json"
sync -f releases
rm -f .current.new
ln -s "releases/$name" .current.new
mv -T .current.new current
sync -f .
cd releases
for old in "$@"; do mv -T "$old" ".drop-$old" || echo "$old"; done
for old in .drop-*; do [ ! -d "$old" ] || rm -rf "$old" || echo "$old"; done
"""
_DIGESTS = """
set -eu
cd "$1/releases/$2"
find . -type f -print0 | xargs -0 -r sha256sum -z --
printf '\\0'
find . ! -type f ! -type d -print0
"""
_SENT = re.compile(rb"^<f\S* (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SshHost:
    """Releases on another machine below the target's `path`."""

    target: DeployTarget
    connection: Connection

    @classmethod
    def opened(cls, target: DeployTarget, root: Path) -> "SshHost":
        """Check the target; nothing is connected yet. Raises `ConfigError`."""
        return cls(target, Connection.of(target, root))

    def state(self, site: str) -> HostState:
        """See `Host.state`."""
        lines = self._run("读取", _STATE, site).decode("utf-8", "replace").splitlines()
        found = dict(line.partition(" ")[::2] for line in lines[1:])
        releases = {name: found[name] for name in newest_first(found)}
        live = lines[0].removeprefix("releases/") if lines else ""
        return HostState(live if live in releases else None, releases)

    def manifest(self, site: str, name: str) -> bytes:
        """See `Host.manifest`."""
        return self._run("读取发布清单", _MANIFEST, site, name)

    def receive(self, delivery: Delivery) -> Traffic:
        """See `Host.receive`; rsync goes on where a broken run stopped, within a file too."""
        site = delivery.release.site
        done = started(self._rsync(delivery), "传输文件")
        if done.returncode:
            message = self.connection.failure(f"向部署目标 {self.target.name} 传输 {site} ", done)
            raise DeployError(f"{message}线上版本没有变化，重新运行会接着传输。")
        sizes = [int(size) for size in _SENT.findall(done.stdout)]
        return Traffic(len(sizes), sum(sizes))

    def switch(self, site: str, name: str, doomed: Sequence[str] = ()) -> str:
        """See `Host.switch`."""
        left = self._run("切换版本", _SWITCH, site, name, *doomed).split()
        return f"部署目标 {self.target.name} 上 {site} 的旧版本没能删除" if left else ""

    def digests(self, site: str, name: str) -> Mapping[str, str]:
        """See `Host.digests`; the sums are made on the host, the files stay there."""
        sums, _, strays = self._run("核对", _DIGESTS, site, name).rpartition(b"\0\0")
        found = dict.fromkeys(_names(strays), "")
        for line in filter(None, sums.lstrip(b"\0").split(b"\0")):
            value, _, path = line.partition(b"  ./")
            found[path.decode("utf-8", "surrogateescape")] = value.decode()
        return found

    def _rsync(self, delivery: Delivery) -> list[str]:
        folder = self._folder(delivery.release.site)
        command = ["rsync", "-rtp", "--delete", "-s", "--timeout=300", "-z"]
        # Nanoseconds: two builds within a second must not look alike.
        # What is half there stays under its own name, which nobody is shown yet. In a folder of its
        # own with an absolute path, rsync with the security fixes of 2025 cannot go on with it.
        command += ["--modify-window=-1", "--out-format=%i %b", "--partial"]
        if delivery.checksum:
            command += ["--checksum"]
        if delivery.base:
            command += [f"--link-dest={folder}/releases/{delivery.base}"]
        incoming = f"{folder}/releases/{INCOMING}"
        command += [f"--rsync-path=umask 022 && mkdir -p {shlex.quote(incoming)} && rsync"]
        command += [f"--rsh={self.connection.rsync_shell}", "--", f"{delivery.release.path}/"]
        return [*command, f"{self.connection.rsync_address}:{incoming}/"]

    def _run(self, action: str, script: str, site: str, *arguments: str) -> bytes:
        told = f"在部署目标 {self.target.name} 上{action}（{site}）"
        return self.connection.run(told, script, self._folder(site), *arguments)

    def _folder(self, site: str) -> str:
        return f"{self.target.path.rstrip('/')}/{check_site(site)}"


def _names(data: bytes) -> list[str]:
    paths = (name.removeprefix(b"./") for name in data.split(b"\0") if name)
    return [path.decode("utf-8", "surrogateescape") for path in paths]
