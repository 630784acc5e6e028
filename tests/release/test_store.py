import errno
import os
import shutil
from pathlib import Path

import pytest

from sitegen.errors import ReleaseError, ShrinkError
from sitegen.release.lock import platform_lock
from sitegen.release.manifest import FileEntry, Manifest, digest
from sitegen.release.store import ReleaseStore

from .site import ODD_NAMES, manifest_of, numbered, publish, tree


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(tmp_path / "build")


def test_the_site_is_a_relative_link_to_its_release(store: ReleaseStore) -> None:
    release = publish(store, numbered(3))
    link = str((store.build / "city").readlink())
    assert link == f".releases/city/{release.id}"
    assert release.id.startswith("000001-")
    assert tree(store.build / "city") == numbered(3)


def test_the_release_is_named_after_its_manifest(store: ReleaseStore) -> None:
    release = publish(store, numbered(3))
    assert release.id == f"000001-{digest(release.manifest_bytes)[:8]}"
    assert (release.path / "manifest.json").read_bytes() == manifest_of(numbered(3)).to_bytes()


def test_nothing_is_visible_before_the_commit(store: ReleaseStore) -> None:
    with store.begin("city") as staging:
        staging.write("index.html", b"x")
        assert not (store.build / "city").exists()
        assert store.releases("city") == []
    assert list((store.build / ".releases" / "city").iterdir()) == []


def test_an_equal_manifest_keeps_the_release(store: ReleaseStore) -> None:
    first = publish(store, numbered(3))
    again = publish(store, numbered(3), written=["index.html"])
    assert again == first
    assert store.releases("city") == [first]


def test_unchanged_files_share_the_inode_and_changed_ones_do_not(store: ReleaseStore) -> None:
    first = publish(store, numbered(3))
    second = publish(store, {**numbered(3), "index.html": b"new"})
    same = "zwgk/c0/0.html"
    assert (first.path / same).stat().st_ino == (second.path / same).stat().st_ino
    assert (first.path / "index.html").read_bytes() == b"home v1"


def test_a_page_written_again_with_the_same_bytes_keeps_inode_and_time(
    store: ReleaseStore,
) -> None:
    first = publish(store, numbered(30))
    second = publish(store, {**numbered(30), "index.html": b"new"}, written=list(numbered(30)))
    same = "zwgk/c0/0.html"
    assert (first.path / same).stat().st_ino == (second.path / same).stat().st_ino


def test_a_page_that_comes_out_the_same_is_not_written_at_all(store: ReleaseStore) -> None:
    first = publish(store, numbered(30))
    with store.begin("city") as staging:
        for path, data in numbered(30).items():
            assert staging.write(path, data) == FileEntry.of(data)
        assert tree(staging.root) == {}
        (first.path / "index.html").unlink()
        staging.write("zwgk/c0/0.html", b"other")
        staging.write("index.html", numbered(30)["index.html"])
        assert sorted(tree(staging.root)) == ["index.html", "zwgk/c0/0.html"], "it was lost"


def test_pages_that_were_not_written_again_are_found_when_the_live_manifest_is_damaged(
    store: ReleaseStore,
) -> None:
    first = publish(store, numbered(30))
    files = {**numbered(30), "index.html": b"new"}
    with store.begin("city") as staging:
        for path, data in files.items():
            staging.write(path, data)
        (first.path / "manifest.json").write_bytes(b"{")
        release = staging.commit(manifest_of(files), set(files))
    assert tree(release.path) == files


def test_recycling_gives_the_tree_that_a_clean_build_gives(
    store: ReleaseStore, tmp_path: Path
) -> None:
    states = [
        numbered(8),
        numbered(8) | {"index.html": b"2", "neu/tief/x.html": b"x"},
        numbered(8) | {"index.html": b"3", **ODD_NAMES},
        numbered(6) | {"index.html": b"4"},
        {path: data for path, data in numbered(6).items() if not path.startswith("zwgk/c1/")},
        numbered(8) | {"zwgk/c1/1.html": b"back, other"},
        numbered(8) | ODD_NAMES,
    ]
    inodes = set()
    for number, files in enumerate(states):
        release = publish(store, files)
        clean = publish(ReleaseStore(tmp_path / f"clean{number}"), files)
        assert tree(release.path) == tree(clean.path) == files
        assert (release.path / "manifest.json").read_bytes() == clean.manifest_bytes
        inodes.add(release.path.stat().st_ino)
        store.prune("city")
    assert len(store.releases("city")) == 3
    assert len(inodes) == 3, "the oldest release's folder is used again"


def test_a_folder_may_become_a_file_and_a_file_a_folder(store: ReleaseStore) -> None:
    for files in (
        {"index.html": b"1", "a/b.html": b"b", "c": b"c"},
        {"index.html": b"2", "a/b.html": b"b", "c": b"c"},
        {"index.html": b"3", "a/b.html": b"b", "c": b"c"},
        {"index.html": b"3", "a": b"now a file", "c/d/e.html": b"now below a folder"},
    ):
        release = publish(store, files)
        assert tree(release.path) == files


def test_a_stray_file_or_a_loss_in_a_recycled_tree_does_not_come_back(
    store: ReleaseStore,
) -> None:
    first = publish(store, numbered(8))
    publish(store, {**numbered(8), "index.html": b"2"})
    publish(store, {**numbered(8), "index.html": b"3"})
    manifest = (first.path / "manifest.json").stat()
    (first.path / "zwgk/c0/evil.php").write_bytes(b"<?php")
    (first.path / "empty").mkdir()
    (first.path / "zwgk/c1/1.html").unlink()
    (first.path / "zwgk/c1/3.html").unlink()
    (first.path / "zwgk/c1/3.html").symlink_to("/etc/hostname")
    for folder in ("", "zwgk/c0", "zwgk/c1"):
        later = manifest.st_mtime_ns + 10_000_000
        os.utime(first.path / folder, ns=(later, later))
    files = {**numbered(8), "index.html": b"4"}
    release = publish(store, files)
    assert tree(release.path) == files
    assert not (release.path / "zwgk/c1/3.html").is_symlink()


def test_what_was_written_but_is_not_in_the_manifest_is_dropped(store: ReleaseStore) -> None:
    with store.begin("city") as staging:
        for path in ("index.html", "left/over.html"):
            staging.write(path, b"x")
        release = staging.commit(manifest_of({"index.html": b"x"}), {"index.html"})
    assert tree(release.path) == {"index.html": b"x"}


def test_a_path_that_nobody_wrote_is_refused_and_the_site_stays(store: ReleaseStore) -> None:
    first = publish(store, numbered(3))
    with store.begin("city") as staging, pytest.raises(ReleaseError, match=r"new\.html 没有写入"):
        staging.commit(manifest_of({**numbered(3), "new.html": b"n"}), set())
    assert store.current("city") == first


def test_content_that_differs_in_size_from_the_manifest_is_refused(store: ReleaseStore) -> None:
    with store.begin("city") as staging:
        staging.write("index.html", b"longer than promised")
        with pytest.raises(ReleaseError, match="与清单不一致"):
            staging.commit(manifest_of({"index.html": b"x"}), {"index.html"})
    assert store.current("city") is None


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../b", "a//b", "", ".", "a/", "a\\b", "a\nb", "manifest.json"]
)
def test_a_path_that_leads_out_or_cannot_be_served_is_refused(
    store: ReleaseStore, path: str
) -> None:
    with store.begin("city") as staging, pytest.raises(ReleaseError, match="不能作为发布文件"):
        staging.write(path, b"x")
    with store.begin("city") as staging, pytest.raises(ReleaseError):
        staging.commit(Manifest("city", {path: FileEntry.of(b"x")}), set())


@pytest.mark.parametrize("site", ["..", "a/b", "", ".state"])
def test_a_site_id_that_is_no_folder_name_is_refused(store: ReleaseStore, site: str) -> None:
    with pytest.raises(ReleaseError, match="不是合法的站点标识"):
        store.begin(site)


def test_a_content_file_is_copied_and_a_cache_file_shared(
    store: ReleaseStore, tmp_path: Path
) -> None:
    source = tmp_path / "附件.pdf"
    source.write_bytes(b"pdf")
    source.chmod(0o600)
    with store.begin("city") as staging:
        copied = staging.write_from("a.pdf", source)
        linked = staging.write_from("b.pdf", source, link=True)
        release = staging.commit(
            Manifest("city", {"a.pdf": copied, "b.pdf": linked}), {"a.pdf", "b.pdf"}
        )
    assert copied == linked == FileEntry.of(b"pdf")
    assert (release.path / "a.pdf").stat().st_ino != source.stat().st_ino
    assert (release.path / "b.pdf").stat().st_ino == source.stat().st_ino
    assert (release.path / "b.pdf").stat().st_mode & 0o777 == 0o644


def test_writing_a_path_again_replaces_it_and_never_a_shared_file(
    store: ReleaseStore, tmp_path: Path
) -> None:
    source = tmp_path / "cached"
    source.write_bytes(b"cached")
    with store.begin("city") as staging:
        staging.write("a.html", b"first")
        staging.write_from("a.html", source, link=True)
        staging.write_from("a.html", source, link=True)
        last = staging.write("a.html", b"last")
        release = staging.commit(Manifest("city", {"a.html": last}), {"a.html"})
    assert tree(release.path) == {"a.html": b"last"}
    assert source.read_bytes() == b"cached"


def test_a_known_entry_spares_reading_a_linked_file(store: ReleaseStore, tmp_path: Path) -> None:
    source = tmp_path / "shard"
    source.write_bytes(b"shard")
    known = FileEntry.of(b"shard")
    with store.begin("city") as staging:
        assert staging.write_from("s/x.pf", source, link=True, entry=known) is known


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EMLINK, errno.EPERM])
def test_where_files_cannot_be_linked_they_are_copied(
    store: ReleaseStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*paths: object, **options: object) -> None:
        raise OSError(number, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    for i in range(5):
        files = numbered(6) | {"index.html": bytes([65 + i]), f"{i}.html": b"new"}
        assert tree(publish(store, files).path) == files
        store.prune("city")


def test_a_folder_that_was_lost_from_a_recycled_tree_is_made_again(store: ReleaseStore) -> None:
    first = publish(store, numbered(8))
    publish(store, {**numbered(8), "index.html": b"2"})
    publish(store, {**numbered(8), "index.html": b"3"})
    shutil.rmtree(first.path / "zwgk")
    files = {**numbered(8), "index.html": b"4"}
    assert tree(publish(store, files).path) == files


def test_a_device_or_pipe_is_never_published(store: ReleaseStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with store.begin("city") as staging, pytest.raises(ReleaseError, match="不是普通文件"):
        staging.write_from("a.pdf", tmp_path / "pipe")


def test_files_can_be_read_by_the_web_server_whatever_the_umask(store: ReleaseStore) -> None:
    before = os.umask(0o077)
    try:
        with platform_lock(store.build, "build"):
            release = publish(store, numbered(2))
    finally:
        os.umask(before)
    above = [release.path.parent, release.path.parent.parent, store.build]
    for path in [*above, release.path, *release.path.rglob("*")]:
        assert path.stat().st_mode & 0o055 == (0o055 if path.is_dir() else 0o044), path


def test_a_build_folder_that_was_closed_on_purpose_stays_closed(store: ReleaseStore) -> None:
    publish(store, {"index.html": b"1"})
    store.build.chmod(0o700)
    publish(store, {"index.html": b"2"})
    publish(store, {"index.html": b"1"}, site="county-x")
    assert store.build.stat().st_mode & 0o777 == 0o700


def test_losing_many_pages_is_refused_unless_allowed(store: ReleaseStore) -> None:
    first = publish(store, numbered(100))
    with pytest.raises(ShrinkError, match=r"少 30 个网页（线上共 101 个），超过允许的 20%"):
        publish(store, numbered(70), allow_shrink=False)
    assert store.current("city") == first
    assert tree(publish(store, numbered(70)).path) == numbered(70)


def test_a_small_site_may_lose_a_few_pages(store: ReleaseStore) -> None:
    publish(store, numbered(9))
    assert tree(publish(store, numbered(0), allow_shrink=False).path) == numbered(0)


def test_the_guard_counts_pages_only(store: ReleaseStore) -> None:
    many = {f"assets/{i}.png": b"x" for i in range(200)}
    publish(store, {"index.html": b"1", **many})
    assert tree(publish(store, {"index.html": b"1"}, allow_shrink=False).path).keys() == {
        "index.html"
    }


def test_rollback_goes_to_the_release_before_and_forward_again(store: ReleaseStore) -> None:
    first, second, third = (publish(store, {"index.html": bytes([65 + i])}) for i in range(3))
    assert store.rollback("city") == second
    assert store.rollback("city") == first
    with pytest.raises(ReleaseError, match="没有内容不同的更早版本"):
        store.rollback("city")
    assert store.rollback("city", "3") == third
    assert store.rollback("city", first.id[:9]) == first
    assert tree(store.build / "city") == {"index.html": b"A"}
    with pytest.raises(ReleaseError, match=r"版本“9”不存在；现有版本：000003"):
        store.rollback("city", "9")


def test_rollback_passes_over_a_release_with_the_same_content(store: ReleaseStore) -> None:
    good = publish(store, {"index.html": b"good"})
    publish(store, {"index.html": b"wrong"})
    assert store.rollback("city") == good
    again = publish(store, {"index.html": b"wrong"})
    assert len(store.releases("city")) == 3
    assert store.rollback("city") == good
    assert store.rollback("city", "3") == again


def test_after_a_rollback_a_build_finds_pages_of_the_release_rolled_back(
    store: ReleaseStore,
) -> None:
    publish(store, numbered(4))
    publish(store, {**numbered(4), "new.html": b"new"})
    store.rollback("city")
    files = {**numbered(4), "new.html": b"new", "index.html": b"3"}
    assert tree(publish(store, files, written=["index.html"]).path) == files


def test_a_file_missing_from_the_live_release_is_mended_by_writing_it(
    store: ReleaseStore,
) -> None:
    publish(store, numbered(4))
    (store.build / "city/zwgk/c0/0.html").unlink()
    files = {**numbered(4), "index.html": b"2"}
    assert tree(publish(store, files, written=["index.html", "zwgk/c0/0.html"]).path) == files


def test_a_file_missing_from_the_live_release_is_told_with_its_remedy(
    store: ReleaseStore,
) -> None:
    publish(store, numbered(4))
    publish(store, numbered(4) | {"late.html": b"late"})
    first = publish(store, numbered(4) | {"late.html": b"late", "index.html": b"2"})
    (first.path / "late.html").unlink()
    files = {**numbered(4), "late.html": b"late", "index.html": b"3"}
    with pytest.raises(ReleaseError, match=r"缺少文件 late\.html。请删除 build/\.releases/city/"):
        publish(store, files)
    assert store.current("city") == first
    (first.path / "manifest.json").unlink()
    assert tree(publish(store, files).path) == files


def test_prune_keeps_the_newest_and_the_live_one(store: ReleaseStore) -> None:
    keeping = ReleaseStore(store.build, keep=9)
    releases = [publish(keeping, {"index.html": bytes([65 + i])}) for i in range(6)]
    keeping.rollback("city", "1")
    removed = keeping.prune("city", 3)
    assert [release.id for release in keeping.releases("city")] == [
        releases[i].id for i in (5, 4, 0)
    ]
    assert sorted(removed) == [releases[i].id for i in (1, 2, 3)]


def test_wrong_content_that_is_published_again_does_not_push_out_the_good(
    store: ReleaseStore,
) -> None:
    store = ReleaseStore(store.build, keep=2)
    good = publish(store, {"index.html": b"good"})
    for _ in range(3):
        publish(store, {"index.html": b"wrong"})
        store.prune("city")
        assert len(store.releases("city")) == 2
        assert store.rollback("city") == good
    assert tree(store.build / "city") == {"index.html": b"good"}


def test_the_live_release_is_never_recycled_even_when_it_is_the_oldest(
    store: ReleaseStore,
) -> None:
    for i in range(3):
        publish(store, {**numbered(4), "index.html": bytes([65 + i])})
    oldest = store.rollback("city", "1")
    publish(store, {**numbered(4), "index.html": b"Z"})
    assert tree(oldest.path) == {**numbered(4), "index.html": b"A"}


def test_a_damaged_manifest_is_no_manifest_and_the_next_release_heals(
    store: ReleaseStore,
) -> None:
    first = publish(store, numbered(3))
    (first.path / "manifest.json").write_bytes(b'{"format":1,\n"fi')
    assert store.current_manifest("city") is None
    assert tree(publish(store, numbered(3)).path) == numbered(3)


def test_a_damaged_release_is_not_rolled_back_to(store: ReleaseStore) -> None:
    first = publish(store, numbered(3))
    second = publish(store, numbered(4))
    (first.path / "manifest.json").write_bytes(b"")
    with pytest.raises(ReleaseError, match="已损坏"):
        store.rollback("city")
    assert store.current("city") == second


def test_a_link_that_leads_elsewhere_is_no_release(store: ReleaseStore, tmp_path: Path) -> None:
    store.build.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (store.build / "city").symlink_to(tmp_path / "elsewhere")
    assert store.current("city") is None
    publish(store, numbered(1))
    assert tree(store.build / "city") == numbered(1)


def test_a_folder_in_the_place_of_the_link_is_left_alone(store: ReleaseStore) -> None:
    (store.build / "city").mkdir(parents=True)
    (store.build / "city" / "precious.txt").write_bytes(b"mine")
    with pytest.raises(ReleaseError, match=r"build/city 是目录，不是指向发布版本的链接.*移到别处"):
        publish(store, numbered(1))
    assert (store.build / "city" / "precious.txt").read_bytes() == b"mine"


def test_sites_do_not_touch_each_other(store: ReleaseStore) -> None:
    publish(store, numbered(2), site="city")
    publish(store, numbered(3), site="county-x")
    assert tree(store.build / "city") == numbered(2)
    assert tree(store.build / "county-x") == numbered(3)


def test_thousands_of_unchanged_files_are_linked(store: ReleaseStore) -> None:
    files = {f"c{one % 7}/d{one % 31}/{one}.html": b"%d" % one for one in range(2100)}
    first = publish(store, files)
    second = publish(store, {**files, "c1/new/1.html": b"new"})
    assert tree(second.path) == {**files, "c1/new/1.html": b"new"}
    shared = [(first.path / path).samefile(second.path / path) for path in files]
    assert all(shared)


def test_a_file_that_is_missing_among_thousands_is_named(store: ReleaseStore) -> None:
    files = {f"c{number % 7}/{number}.html": b"%d" % number for number in range(2100)}
    first = publish(store, files)
    (first.path / "c3/1515.html").unlink()
    with pytest.raises(ReleaseError, match=r"缺少文件 c3/1515\.html"):
        publish(store, {**files, "new.html": b"new"})
    assert store.current("city") == first
