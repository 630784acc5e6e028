"""An editor's desk: a platform with its preview open, told of every save."""

from __future__ import annotations

import shutil

import pytest

from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.preview.notes import EDITION
from sitegen.preview.server import Listeners
from sitegen.preview.session import PreviewSession
from tests.support.platform import TestPlatform


class Desk:
    """Saves files and looks at pages; `told` are the sites whose browsers heard of a change."""

    def __init__(self, platform: TestPlatform) -> None:
        self.platform = platform
        self.listeners = Listeners()
        self.told: list[tuple[str, frozenset[str] | None]] = []
        self.session = PreviewSession(platform.root, platform.as_of, jobs=1, tell=self._tell)
        self.session.refresh()
        self.told.clear()

    def _tell(self, event: str, sites: frozenset[str] | None) -> None:
        self.told.append((event, sites))
        self.listeners.tell(event, sites)

    @property
    def changed(self) -> list[frozenset[str] | None]:
        """The sites whose browsers were told of a change, one entry an event; None is all."""
        return [sites for event, sites in self.told if event == EDITION]

    def close(self) -> None:
        """End the preview."""
        self.session.close()

    def save(self, path: str, text: str | bytes) -> None:
        """Write a file and tell the preview."""
        self.platform.write(path, text)
        self.take(path)

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a text in a file and tell the preview."""
        self.platform.replace(path, old, new)
        self.take(path)

    def delete(self, path: str) -> None:
        """Delete a file or folder and tell the preview."""
        self.platform.delete(path)
        self.take(path)

    def move(self, old: str, new: str) -> None:
        """Move a file or folder and tell the preview."""
        target = self.platform.root / new
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self.platform.root / old, target)
        self.take(old, new)

    def take(self, *paths: str) -> None:
        """Tell the preview of changed paths."""
        self.session.take([str(self.platform.root / path) for path in paths])

    def page(self, path: str, site: str = "city") -> str:
        """The page as it is at once."""
        return self.session.answer(site, path, {}).body.decode()

    def settled(self, path: str, site: str = "city") -> bytes:
        """What stands at an address once the verdict is there."""
        self.session.answer(site, path, {})
        self.session.settle()
        return self.session.answer(site, path, {}).body


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test fail if the whole platform is read again."""

    def read(self: PlatformBuild) -> None:
        raise AssertionError("the whole platform was read again")

    monkeypatch.setattr(PlatformBuild, "read", read)
