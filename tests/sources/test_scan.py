"""Walking a tree finds what a plain walk finds, and tells folders apart by what is in them."""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.sources.scan import Folder, ignored, scan, scan_all, stamp_of

NAMES = (
    "a.md", "A.md", "b.yaml", "_column.yaml", ".git", "~$a.docx", "Thumbs.db", "desktop.ini",
    "node_modules", "x.Thumbs.db", "通知.md", "a\\b.md", "a\x01.md", "ß.md", "SS.md",
)  # fmt: skip
FOLDERS = ("", "zwgk/", "zwgk/yw/", ".cache/", "~$tmp/", "node_modules/", "zt/")
trees = st.sets(st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES)), max_size=14)


def walked(root: Path) -> dict[str, dict[str, str]]:
    """The files of every folder with their stamps, found step by step."""
    found: dict[str, dict[str, str]] = {}
    for place, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not ignored(name)]
        prefix = os.path.relpath(place, root).replace(".", "", 1) + "/"
        prefix = prefix.removeprefix("/")
        found[prefix] = {
            name: stamp_of((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
            for name in sorted(files)
            if not ignored(name) and "\\" not in name and "\x01" not in name
            for status in [Path(place, name).stat()]
        }
    return found


@settings(deadline=None, max_examples=60)
@given(trees)
def test_a_scan_finds_what_a_plain_walk_finds(tree: set[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for prefix, _ in tree:
            (root / prefix).mkdir(parents=True, exist_ok=True)
        for prefix, name in tree:
            if not (root / prefix / name).is_dir():
                (root / prefix / name).write_text(name, "utf-8")
        found = scan(root, root)
        assert {
            prefix: {name: stamp_of(status) for name, status in one.files.items()}
            for prefix, one in found.folders.items()
        } == walked(root)
        assert sorted(found.paths()) == sorted(
            prefix + name for prefix, files in walked(root).items() for name in files
        )
        odd = {fault.file for fault in found.faults() if fault.rule == "source-bad-value"}
        assert odd == {
            prefix + name
            for prefix, name in tree
            if ("\\" in name or "\x01" in name)
            and not any(ignored(part) for part in prefix.split("/") if part)
        }
        alike = {fault.file for fault in found.faults() if fault.rule == "source-case-collision"}
        for prefix, files in walked(root).items():
            folded = [name.casefold() for name in files]
            collides = len(set(folded)) < len(folded)
            assert collides == any(path.rpartition("/")[0] == prefix[:-1] for path in alike)
        for prefix, one in found.folders.items():
            times = [Path(root, prefix, name).stat().st_mtime_ns for name in one.files]
            assert one.newest >= max(times, default=0)
            assert one.settings == tuple(name for name in sorted(one.files) if name[0] == "_")


def test_a_folder_is_told_by_what_is_in_it_and_how_it_is_read() -> None:
    one = Folder.of("", {"a.md": (1, 2, 3, 4), "b.md": (1, 2, 3, 4)}, [])
    same = Folder.of("", {"a.md": (1, 2, 3, 4), "b.md": tuple([1, 2, 3, 4])}, [])  # type: ignore[dict-item]  # noqa: C409
    assert one.signature("news") == same.signature("news") != one.signature("policy")
    for status in ((2, 2, 3, 4), (1, 3, 3, 4), (1, 2, 4, 4), (1, 2, 3, 5)):
        other = Folder.of("", {"a.md": (1, 2, 3, 4), "b.md": status}, [])
        assert other.signature("news") != one.signature("news")
    assert pickle.loads(pickle.dumps(one)) == one


def test_a_folder_that_goes_while_it_is_walked_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / "city" / name).mkdir(parents=True)
        (tmp_path / "city" / name / "x.md").write_text("x")
    real = os.scandir

    def scandir(place: str) -> object:
        if str(place).endswith("city/b"):
            raise FileNotFoundError(place)
        return real(place)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [*scan_all(tmp_path)["city"].folders] == ["", "a/", "c/"]


def test_without_content_there_are_no_trees(tmp_path: Path) -> None:
    assert scan_all(tmp_path / "content") == {}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("12.MD", "12.md"),
        ("12.Md", "12.md"),
        ("12.markdown", "12.md"),
        ("12.md.txt", "文件扩展名"),
        ("12.md ", "12.md"),
        ("12.YML", "12.yaml"),
        ("12.yaml.TXT", "12.yaml"),
        ("_12.md", "去掉开头的 _"),
        ("_column.yml", "_column.yaml"),
        ("_Column.yaml", "_column.yaml"),
    ],
)
def test_a_file_that_only_looks_like_an_item_is_named(tmp_path: Path, name: str, says: str) -> None:
    for file in (name, "1.md", "2.yml", "通知.txt", "a_b.md", "a.md.pdf"):
        (tmp_path / "yw" / file).parent.mkdir(exist_ok=True)
        (tmp_path / "yw" / file).touch()
    for file in ("_column.yaml", "_site.yaml"):
        if file.casefold() != name.casefold():
            (tmp_path / "yw" / file).touch()

    faults = scan(tmp_path, tmp_path).faults()

    assert [(fault.rule, fault.file) for fault in faults] == [("source-misnamed", f"yw/{name}")]
    assert says in faults[0].fix
