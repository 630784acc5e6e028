"""A build reads from trees that were walked a moment before, and nothing is lost by that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import sleep

import pytest

from sitegen.sources.scan import Scan, scan_all
from tests.support.platform import TestPlatform

NEW = """---
title: 关于公布2026年部门预算的通知
date: 2026-05-06 09:00
source: 云泽市财政局
---

2026年部门预算已经市人民代表大会审议通过，现予公布，请社会各界监督。
"""


KEPT, GOING, COMING = (f"content/city/yw/ys{number}.md" for number in (1, 2, 3))


def change(platform: TestPlatform) -> None:
    platform.write(KEPT, NEW + "\n本通知自发布之日起施行。\n")


def add(platform: TestPlatform) -> None:
    platform.write(COMING, NEW.replace("2026年部门预算", "2025年部门决算"))


def remove(platform: TestPlatform) -> None:
    platform.delete(GOING)


@pytest.fixture
def news(platform: TestPlatform) -> TestPlatform:
    """A platform with two news items."""
    platform.write(KEPT, NEW)
    platform.write(GOING, NEW.replace("部门预算", "转移支付情况"))
    return platform


def walked(platform: TestPlatform) -> dict[str, Scan]:
    return scan_all(platform.root / "content")


def build(platform: TestPlatform, seen: dict[str, Scan]) -> None:
    replace(platform.runner(), seen=seen).build(())


def assert_as_built_anew(platform: TestPlatform) -> None:
    platform.built()
    incremental = platform.tree()
    platform.delete("build")
    platform.built()
    same = platform.tree() == incremental  # trees are too long to be shown
    assert same


@pytest.mark.parametrize("saved", [change, add, remove])
@pytest.mark.parametrize("before", [True, False], ids=["built-before", "first"])
def test_what_is_saved_after_the_walk_is_in_the_next_build(
    news: TestPlatform, saved: Callable[[TestPlatform], None], before: bool
) -> None:
    if before:
        news.built()
    seen = walked(news)
    saved(news)
    build(news, seen)
    assert not seen, "each tree is used once"
    assert_as_built_anew(news)


def test_what_others_read_after_the_walk_is_not_taken_from_them(news: TestPlatform) -> None:
    """A preview beside would no longer show what was saved, until somebody saves again."""
    news.built()
    seen = walked(news)
    change(news)
    add(news)
    remove(news)
    news.check()
    build(news, seen)
    built = news.tree()
    assert page_of(COMING) in built
    assert page_of(GOING) not in built
    assert "自发布之日起施行" in built[page_of(KEPT)].decode()
    assert_as_built_anew(news)


def test_a_walk_is_used_where_nobody_has_read_since(news: TestPlatform) -> None:
    news.built()
    sleep(0.1)
    seen = walked(news)
    add(news)
    build(news, seen)
    assert page_of(COMING) not in news.tree(), "it was saved after the walk"


def page_of(path: str) -> str:
    return path.removeprefix("content/city/").replace(".md", ".html")
