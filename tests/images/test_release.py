"""Pictures on the way to a release: measured once, offered in sizes, gone when unused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen.images import PictureStore
from tests.images.drawing import exif, opened, photo
from tests.support.platform import TestPlatform

Make = Callable[[Mapping[str, str]], TestPlatform]
NEWS = """---
title: 澄湖绿道全线贯通
date: 2026-06-08 10:00
source: 市政府办公室
{extra}---

绿道全长三十二公里，今日起开放。

![绿道一角](lvdao.jpg)

![绿道全景](quanjing.jpg)
"""
ITEM = "content/city/yw/lvdao.md"
PAGE = "yw/lvdao.html"
VARIANT = re.compile(r"/assets/pictures/([0-9a-f]{24}-\d+\.webp) \d+w")


@pytest.fixture
def pictured(platform: TestPlatform) -> TestPlatform:
    """A portal with one article that shows two pictures."""
    _article(platform)
    platform.built()
    return platform


def _article(platform: TestPlatform, extra: str = "") -> None:
    platform.write(ITEM, NEWS.format(extra=extra))
    platform.write("content/city/yw/lvdao.jpg", photo(1000, 600))
    platform.write("content/city/yw/quanjing.jpg", photo(1600, 400))


def _variants(platform: TestPlatform, site: str = "city") -> set[str]:
    root = (platform.root / "build" / site).resolve()
    return {path.name for path in (root / "assets/pictures").glob("*")}


def _cached(platform: TestPlatform) -> set[str]:
    return {path.name for path in (platform.root / "build/.state/images").glob("*")}


def _clean(platform: TestPlatform, tmp_path: Path, site: str = "city") -> dict[str, bytes]:
    """Build a copy of the platform that remembers nothing."""
    root = tmp_path / "clean"
    shutil.copytree(platform.root, root, ignore=shutil.ignore_patterns("build"))
    copy = TestPlatform.__new__(TestPlatform)
    copy.root, copy.as_of, copy.config = root, platform.as_of, platform.config
    copy.built(site)
    return copy.tree(site)


def test_an_article_offers_its_pictures_in_sizes_without_shift(pictured: TestPlatform) -> None:
    html = pictured.page(PAGE)
    first, second = re.findall(r"<img [^>]*alt=\"绿道[^>]*>", html)

    assert 'src="/yw/lvdao.jpg"' in first and 'width="1000" height="600"' in first
    assert 'loading="lazy"' not in first and 'loading="lazy"' in second
    assert 'width="1600" height="400"' in second
    assert set(VARIANT.findall(html)) == _variants(pictured)


def test_variants_are_published_whole_and_the_original_as_it_is(pictured: TestPlatform) -> None:
    tree = pictured.tree()

    widths = {opened(tree[f"assets/pictures/{name}"]).width for name in _variants(pictured)}
    assert widths == {480, 960, 1440}
    assert tree["yw/lvdao.jpg"] == photo(1000, 600)
    assert {f"assets/pictures/{name}" for name in _variants(pictured)} <= set(
        pictured.manifest()["files"]
    )


def test_a_changed_picture_renders_its_page_and_replaces_its_variants(
    pictured: TestPlatform, tmp_path: Path
) -> None:
    before = _variants(pictured)
    pictured.write("content/city/yw/lvdao.jpg", photo(700, 700))

    result = pictured.built(explain=True)

    assert result.explained == ((PAGE, "页面数据变了"),)
    assert 'width="700" height="700"' in pictured.page(PAGE)
    assert len(before - _variants(pictured)) == 2
    assert set(VARIANT.findall(pictured.page(PAGE))) == _variants(pictured)
    assert _cached(pictured) == _variants(pictured)
    assert pictured.tree() == _clean(pictured, tmp_path)


def test_a_picture_that_nobody_shows_any_more_leaves_nothing(pictured: TestPlatform) -> None:
    pictured.replace(ITEM, "![绿道全景](quanjing.jpg)", "")

    pictured.built()

    assert len(_variants(pictured)) == 2
    assert _cached(pictured) == _variants(pictured)


def test_a_picture_is_looked_at_once(
    pictured: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(PictureStore, "make", never)
    pictured.replace(ITEM, "今日起开放", "明日起开放")

    assert pictured.built().pages.rendered == 1
    assert "srcset=" in pictured.page(PAGE)


def test_a_lost_or_cut_off_variant_is_made_again(pictured: TestPlatform, tmp_path: Path) -> None:
    cache = pictured.root / "build/.state/images"
    lost, cut, *_ = sorted(cache.iterdir())
    lost.unlink()
    content = cut.read_bytes()
    cut.unlink()
    cut.write_bytes(content[:10])
    shutil.rmtree(pictured.root / "build/.releases")

    pictured.built()

    assert cut.read_bytes() == content
    assert pictured.tree() == _clean(pictured, tmp_path)


def test_several_processes_give_the_same_release(platform: TestPlatform, tmp_path: Path) -> None:
    _article(platform)
    platform.built(jobs=2)

    assert platform.tree() == _clean(platform, tmp_path)


def test_a_damaged_picture_does_not_keep_a_site_from_being_published(
    platform: TestPlatform,
) -> None:
    _article(platform)
    platform.write("content/city/yw/lvdao.jpg", photo(1000, 600)[:3000])
    platform.write("content/city/yw/quanjing.jpg", b"no picture")

    platform.built()

    html = platform.page(PAGE)
    assert 'width="1000" height="600"' in html
    assert "srcset=" not in html
    assert _variants(platform) == set()


def test_a_pushed_copy_carries_its_pictures_along(make_platform: Make, tmp_path: Path) -> None:
    group = make_platform({"city": "portal", "county-x": "county"})
    group.write(
        "content/city/xqdt/_column.yaml",
        "title: 县区动态\ntype: list\norder: 60\naccept: [county-x]\n",
    )
    group.write("content/city/xqdt/1.md", (group.root / "content/city/yw/1.md").read_text())
    for name, size in (("lvdao", (1000, 600)), ("quanjing", (1600, 400))):
        group.write(f"content/county-x/yw/{name}.jpg", photo(*size))
    group.write("content/county-x/yw/lvdao.md", NEWS.format(extra="publish_to: [city/xqdt]\n"))
    group.built("city")

    html = group.page("xqdt/county-x/yw/lvdao.html")
    assert 'src="/xqdt/county-x/yw/lvdao.jpg"' in html
    assert set(VARIANT.findall(html)) == _variants(group) == _variants(group, "county-x")

    group.write("content/county-x/yw/lvdao.jpg", photo(700, 700))
    group.built("city")

    html = group.page("xqdt/county-x/yw/lvdao.html")
    assert 'width="700" height="700"' in html
    assert set(VARIANT.findall(html)) == _variants(group) == _variants(group, "county-x")
    assert group.tree() == _clean(group, tmp_path)


def test_mounted_items_carry_their_pictures_along(platform: TestPlatform) -> None:
    platform.write_all("content/_shared/fagui", {"lvdao.md": NEWS.format(extra="")})
    platform.write("content/_shared/fagui/lvdao.jpg", photo(1000, 600))
    platform.write("content/_shared/fagui/quanjing.jpg", photo(1600, 400))
    platform.write(
        "content/city/gx/_column.yaml", "title: 共享\ntype: list\norder: 70\nmount: _shared/fagui\n"
    )
    platform.built()

    html = platform.page("gx/lvdao.html")
    assert 'src="/gx/lvdao.jpg"' in html
    assert set(VARIANT.findall(html)) == _variants(platform)


def test_the_carousel_offers_its_pictures_in_sizes(platform: TestPlatform) -> None:
    platform.write("content/city/_images/hu.jpg", photo(1600, 900))
    site = platform.root / "content/city/_site.yaml"
    kept = site.read_text("utf-8") if site.exists() else ""
    block = "home:\n  - block: carousel\n    slides:\n"
    slide = "      - {image: _images/hu.jpg, title: 澄湖初夏, link: yw/1.md}\n"
    assert "home:" not in kept
    platform.write("content/city/_site.yaml", kept + block + slide)
    platform.built()

    html = platform.page("index.html")
    assert 'src="/_images/hu.jpg"' in html
    assert set(VARIANT.findall(html)) == _variants(platform)
    assert len(_variants(platform)) == 3


def test_photos_of_leaders_are_offered_small_in_lists_and_on_their_pages(
    platform: TestPlatform,
) -> None:
    platform.write("content/city/ldxx/shen.jpg", photo(960, 1280))
    item = next((platform.root / "content/city/ldxx").glob("1.*"))
    path = item.relative_to(platform.root).as_posix()
    platform.replace(path, "{name: 沈砚秋,", "{name: 沈砚秋, photo: shen.jpg,")
    platform.built()

    offered = {"ldxx/index.html": "4.5rem", "ldxx/1.html": "(max-width: 40rem) 6rem, 9rem"}
    for page, sizes in offered.items():
        found = re.findall(r'<img [^>]*src="/ldxx/shen.jpg"[^>]*>', platform.page(page))
        assert len(found) == 1 and f'sizes="{sizes}"' in found[0]
        assert set(VARIANT.findall(found[0])) == _variants(platform)


def test_what_a_killed_build_left_half_written_is_cleared_away(pictured: TestPlatform) -> None:
    rest = pictured.write(f"build/.state/images/{min(_variants(pictured))}.123", b"RIFF")
    pictured.replace(ITEM, "今日起开放", "明日起开放")

    pictured.built()

    assert not rest.exists()
    assert _cached(pictured) == _variants(pictured)


def test_no_published_variant_tells_where_a_photograph_was_taken(platform: TestPlatform) -> None:
    _article(platform)
    platform.write("content/city/yw/lvdao.jpg", photo(1000, 600, exif=exif(6)))
    platform.built()

    assert 'width="600" height="1000"' in platform.page(PAGE)
    tree = platform.tree()
    assert all(b"EXIF" not in tree[f"assets/pictures/{one}"] for one in _variants(platform))


def test_files_that_are_only_offered_get_no_variants(platform: TestPlatform) -> None:
    platform.write(
        ITEM,
        "---\ntitle: 图片下载\ndate: 2026-06-08 10:00\nsource: 市政府办公室\n---\n\n"
        "绿道导览图见[原图](lvdao.jpg)，欢迎下载使用。\n",
    )
    platform.write("content/city/yw/lvdao.jpg", photo(1000, 600))
    platform.built()

    assert platform.tree()["yw/lvdao.jpg"] == photo(1000, 600)
    assert _variants(platform) == set()
