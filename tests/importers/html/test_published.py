"""Import, then build: items ship, and every old address leads to its new page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.platform import TestPlatform

from .articles import ARTICLES
from .moving import HOST, codes, items, run, save
from .templates import TEMPLATES, address

# One article a template, so that no document exists twice on the platform.
PAIRS = list(zip(TEMPLATES, ARTICLES, strict=False))


@pytest.fixture
def moved(platform: TestPlatform, tmp_path: Path) -> TestPlatform:
    for name, article in PAIRS:
        save(tmp_path / "old", address(name, article), article, name)
    plan = tmp_path / "old" / HOST / "upload/2024/zsjh.pdf"
    plan.parent.mkdir(parents=True)
    plan.write_bytes(b"%PDF-1.4 plan")
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


def test_attachment_in_a_body_is_published_beside_its_page(moved: TestPlatform) -> None:
    moved.built()
    (path,) = [path for path, text in items(moved.root).items() if ARTICLES[-1].title in text]
    folder = (moved.root / "build/city" / path).parent
    assert [file.read_bytes() for file in folder.glob("*.pdf")] == [b"%PDF-1.4 plan"]
