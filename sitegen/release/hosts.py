"""What a place that releases are copied to must be able to do (部署目标).

On every host a site stands in `<path>/<site>/releases/<name>`, and `<path>/<site>/current` is a
link to the live one. What is being received stands in `releases/.incoming`, where the next run
finds it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sitegen.model.deploy import DeployTarget
from sitegen.release.history import Release

INCOMING = ".incoming"
CURRENT = "current"


@dataclass(frozen=True, slots=True)
class HostState:
    """What a host holds of one site.

    `current` is the live release's name; `releases` maps the names, newest first, to the SHA-256
    of their manifest file ("" where there is none).
    """

    current: str | None
    releases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One release to be received.

    `name` is its folder on the host; `base` the release there whose equal files are linked;
    `unchanged` the paths that are the same in it. With `checksum` the host's files are
    compared by content, not by size and time.
    """

    release: Release
    name: str
    base: str | None
    unchanged: frozenset[str]
    checksum: bool


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went over the line: number of files, and their bytes (compressed or as deltas)."""

    files: int
    bytes: int


class Host(Protocol):
    """A directory, or a machine reached by ssh; all methods raise `DeployError`."""

    @property
    def target(self) -> DeployTarget:
        """The entry of `sites.yaml`."""

    def state(self, site: str) -> HostState:
        """What stands there."""

    def manifest(self, site: str, name: str) -> bytes:
        """The text of a release's manifest."""

    def receive(self, delivery: Delivery) -> Traffic:
        """Bring a release there completely, without making it live."""

    def switch(self, site: str, name: str, doomed: Sequence[str] = ()) -> str:
        """Make a received release the live one, by one rename; then remove those in `doomed`.

        Returns a warning in Chinese when these could not be removed, else "".
        """

    def digests(self, site: str, name: str) -> Mapping[str, str]:
        """SHA-256 of every file of a release by its path; "" for what is no regular file."""
