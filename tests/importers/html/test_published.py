"""Import, then build: items ship, and every old address leads to its new page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.platform import TestPlatform

from .articles import ARTICLES
from .moving import HOST, codes, items, listed, run, save
from .serving import fetch, serving
from .templates import TEMPLATES, address

# One article a template, so that no document exists twice on the platform.
LISTS = ["/old/gg/index.html", "/old/gg/", "/old/gg/index_1.html", "/old/gg/12.htm"]
PAIRS = list(zip(TEMPLATES, ARTICLES, strict=False))


@pytest.fixture
def moved(platform: TestPlatform, tmp_path: Path) -> TestPlatform:
    for name, article in PAIRS:
        save(tmp_path / "old", address(name, article), article, name)
    plan = tmp_path / "old" / HOST / "upload/2024/zsjh.pdf"
    plan.parent.mkdir(parents=True)
    plan.write_bytes(b"%PDF-1.4 plan")
    for path in LISTS[:1] + LISTS[2:]:
        listed(tmp_path / "old", path, ("政务公开", "通知公告"))
    report = run(platform.root, tmp_path / "old")
    assert report.outcomes == {"added": len(PAIRS)}
    assert "invalid-item" not in codes(report)
    return platform


def test_site_with_imported_items_is_published(moved: TestPlatform) -> None:
    assert moved.built().status == "published"


def test_every_old_address_leads_to_the_page_of_its_title(moved: TestPlatform) -> None:
    moved.built()
    redirects = moved.manifest()["redirects"]
    for name, article in PAIRS:
        target = redirects[address(name, article)]
        assert article.title in moved.page(target.lstrip("/"))


def test_old_lists_lead_to_the_columns_that_took_their_place(moved: TestPlatform) -> None:
    moved.built()
    redirects = moved.manifest()["redirects"]
    home = f"/{column_of(moved, '通知公告')}/"
    for path in LISTS:
        assert redirects[path] == home


@pytest.mark.server
def test_nginx_answers_every_old_address_with_301_to_its_page(
    moved: TestPlatform, tmp_path: Path
) -> None:
    moved.built()
    wanted = {address(name, article): article.title for name, article in PAIRS}
    wanted |= dict.fromkeys(LISTS, "通知公告")
    with serving(moved, tmp_path / "nginx") as port:
        for old, title in wanted.items():
            status, new, _ = fetch(port, quote(old, safe="/?&=@"))
            assert (status, old) == (301, old)
            status, _, text = fetch(port, new)
            assert status == 200
            assert title in text


def column_of(platform: TestPlatform, title: str) -> str:
    site = platform.root / "content/city"
    (found,) = [
        file.parent.relative_to(site).as_posix()
        for file in site.rglob("_column.yaml")
        if f"title: {title}\n" in file.read_text("utf-8")
    ]
    return found


def test_attachment_in_a_body_is_published_beside_its_page(moved: TestPlatform) -> None:
    moved.built()
    (path,) = [path for path, text in items(moved.root).items() if ARTICLES[-1].title in text]
    folder = (moved.root / "build/city" / path).parent
    assert [file.read_bytes() for file in folder.glob("*.pdf")] == [b"%PDF-1.4 plan"]
