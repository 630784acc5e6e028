"""Another version of the program draws every page anew: nothing of the old one stays published."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sitegen.pipeline import program
from sitegen.pipeline.program import program_digest
from tests.support.platform import TestPlatform


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    for name in ("__init__.py", "client/search.js", "book/rules.json"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", "utf-8")
    return folder


def test_the_same_program_has_the_same_digest_wherever_and_whenever_it_was_put(
    package: Path, tmp_path: Path
) -> None:
    first = program_digest(tmp_path / "state", package)
    other = tmp_path / "elsewhere"
    shutil.copytree(package, other)
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (other / "__pycache__").mkdir()
    (other / "__pycache__/x.pyc").write_bytes(b"compiled")
    assert program_digest(tmp_path / "other", other) == first
    assert program_digest(tmp_path / "state", other) == first


@pytest.mark.parametrize("name", ["__init__.py", "client/search.js", "book/rules.json"])
def test_any_file_of_another_content_changes_it(package: Path, tmp_path: Path, name: str) -> None:
    before = program_digest(tmp_path, package)
    status = (package / name).stat()
    text = (package / name).read_text("utf-8")
    (package / name).write_text(text.replace("\n", "!"), "utf-8")
    os.utime(package / name, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert program_digest(tmp_path, package) != before


def test_files_that_come_and_go_change_it(package: Path, tmp_path: Path) -> None:
    before = program_digest(tmp_path, package)
    (package / "more.py").write_text("", "utf-8")
    assert program_digest(tmp_path, package) != before
    (package / "more.py").unlink()
    assert program_digest(tmp_path, package) == before


def test_another_version_of_a_library_that_shapes_pages_changes_it(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = tmp_path / "libraries"
    (libraries / "markdown_it_py-4.0.0.dist-info").mkdir(parents=True)
    (libraries / "pytest-8.0.0.dist-info").mkdir()
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(libraries))
    before = program_digest(tmp_path, package)
    (libraries / "pytest-8.0.0.dist-info").rename(libraries / "pytest-9.0.0.dist-info")
    assert program_digest(tmp_path, package) == before
    old = libraries / "markdown_it_py-4.0.0.dist-info"
    old.rename(libraries / "markdown_it_py-4.1.0.dist-info")
    assert program_digest(tmp_path, package) != before


@pytest.mark.parametrize("text", ["", "[]", '{"seen": 1}', "{"])
def test_what_is_remembered_may_be_damaged(package: Path, tmp_path: Path, text: str) -> None:
    before = program_digest(tmp_path, package)
    (tmp_path / "program.json").write_text(text, "utf-8")
    assert program_digest(tmp_path, package) == before


def test_the_libraries_that_shape_pages_are_found_by_name() -> None:
    names = {one.partition("-")[0].lower() for one in program._libraries()}
    assert {"jinja2", "markdown_it_py", "pyyaml", "lxml", "pydantic", "orjson"} <= names


def test_another_program_draws_every_page_anew_and_says_why(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = platform.built()
    before = platform.tree()
    inode = (platform.root / "build/city/index.html").stat().st_ino
    name = "sitegen.pipeline.platform_build.program_digest"
    monkeypatch.setattr(name, lambda _: "0123456789abcdef")
    second = platform.built(explain=True)
    assert second.pages.rendered == second.pages.total == first.pages.total
    assert {reason for _, reason in second.explained} == {"程序更新了，或者压缩格式变了"}
    after = platform.tree()
    assert {path for path in after if after[path] != before.get(path)} == {"manifest.json"}
    assert (platform.root / "build/city/index.html").stat().st_ino == inode, "not written again"
    assert platform.built().status == "unchanged"
