"""A platform written inline, built and looked at: the tool of most tests."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from sitegen.model.finding import Finding
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.pipeline.results import BuildResult, SiteResult
from sitegen.sources.platform import load_platform
from tests.support.samples import AS_OF, site_entry, site_files

_COMPILED = Path(tempfile.gettempdir()) / f"sitegen-test-templates-{os.getpid()}"
atexit.register(shutil.rmtree, _COMPILED, ignore_errors=True)


class TestPlatform:
    """A small platform in a folder of its own."""

    __test__ = False

    def __init__(self, root: Path, sites: Mapping[str, str] | None = None) -> None:
        """`sites` maps ids to kinds; the first portal is the parent of all others."""
        self.root = root
        self.as_of = AS_OF
        kinds = dict(sites or {"city": "portal"})
        portal = next((site for site, kind in kinds.items() if kind == "portal"), None)
        self.config: dict[str, Any] = {
            "platform": {"name": "澄湖市政府网站集约化平台", "precompress": []},
            "sites": [
                site_entry(site, kind, portal if site != portal else None)
                for site, kind in kinds.items()
            ],
        }
        self.configure()
        for site in kinds:
            self.write_all(f"content/{site}", site_files(site))

    def configure(self) -> None:
        """Write `sites.yaml` from `config`."""
        self.write("sites.yaml", yaml.safe_dump(self.config, allow_unicode=True, sort_keys=False))

    def site_config(self, site: str) -> dict[str, Any]:
        """Return a site's part of `config`, to be changed before `configure`."""
        found: dict[str, Any] = next(one for one in self.config["sites"] if one["id"] == site)
        return found

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the root, folders included."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return target

    def write_all(self, folder: str, files: Mapping[str, str]) -> None:
        """Write several files below a folder."""
        for path, text in files.items():
            self.write(f"{folder}/{path}", text)

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file; the text has to be there."""
        text = (self.root / path).read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {path}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        """Delete a file or a folder."""
        target = self.root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    def runner(self, **options: Any) -> PlatformBuild:
        """Return a run over the platform as it stands."""
        options.setdefault("search", False)
        as_of = options.pop("as_of", self.as_of)
        return PlatformBuild(load_platform(self.root), as_of, BuildOptions(**options))

    def build(self, *only: str, **options: Any) -> BuildResult:
        """Build the sites named, or all; without search unless asked for."""
        compiled = self.root / "build/.state/templates"
        if not compiled.exists() and _COMPILED.is_dir():
            # Compiling the theme's templates takes longer than building a small site.
            shutil.copytree(_COMPILED, compiled)
        result = self.runner(**options).build(only)
        if compiled.is_dir() and not _COMPILED.is_dir():
            shutil.copytree(compiled, _COMPILED, dirs_exist_ok=True)
        return result

    def built(self, site: str = "city", **options: Any) -> SiteResult:
        """Build everything and return one site's result, which has to be published."""
        result = site_of(self.build(**options), site)
        assert result.status != "blocked", shown(result.findings) + result.error
        return result

    def check(self, *only: str) -> list[Finding]:
        """Return all findings of a check."""
        verdicts, loose = self.runner().check(only)
        return [*loose, *(finding for verdict in verdicts for finding in verdict.findings)]

    def page(self, path: str, site: str = "city") -> str:
        """Return the text of a published file."""
        return (self.root / "build" / site / path).read_text("utf-8")

    def manifest(self, site: str = "city") -> dict[str, Any]:
        """Return the manifest of what is published."""
        data: dict[str, Any] = json.loads(self.page("manifest.json", site))
        return data

    def tree(self, site: str = "city") -> dict[str, bytes]:
        """Return every published file of a site with its bytes."""
        return tree_of(self.root / "build" / site)


def tree_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    real = folder.resolve()
    files = (path for path in sorted(real.rglob("*")) if path.is_file())
    return {path.relative_to(real).as_posix(): path.read_bytes() for path in files}


def site_of(result: BuildResult, site: str) -> SiteResult:
    """Return one site's result."""
    return next(one for one in result.sites if one.site == site)


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """Return what keeps a site from being published."""
    return [one for one in findings if one.level.blocks and not one.waived]


def shown(findings: Sequence[Finding]) -> str:
    """Return blocking findings as text, for the message of an assertion."""
    return "\n".join(
        f"{one.rule} {one.file}:{one.line} {one.message}" for one in blocking(findings)
    )
