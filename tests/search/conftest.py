"""A built index of four hundred pages, served to a real browser, for all tests of this area."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import search_corpus, search_site  # noqa: E402
from sitegen.search import SearchPage, ShardFiles, ShardSource, build_shard  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SPECIAL = (
    SearchPage(
        "/zcwj/12.html",
        "云岭市人民政府关于印发《数据要素流通管理办法》的通知",
        "云政发〔2026〕12号\n各县区人民政府：\n现将《数据要素流通管理办法》印发给你们。本地区生产总值（ＧＤＰ）"
        "增长５．５％，ChatBot 试点单位 38 家。\n此前发布的云政发〔2024〕120号同时废止。",
        "政策文件",
        "city",
        "行政规范性文件",
        "2026-05-20 09:30",
    ),
    SearchPage(
        "/gb/1.html",
        "臺灣同胞投資權益保障事項",
        "為臺灣居民辦理居住證，提供繁體說明。数据，要素流通的市场正在形成。<b>&amp;",
        "办事指南",
        "city",
        "个人办事",
        "2025-03-01 08:00",
    ),
    SearchPage(
        "/xw/9.html",
        "全市数字经济大会召开",
        "会议强调，要促进要素市场建设，推动流通领域数据共享。要抓好数据要素流通管理办法的落实。",
        "新闻",
        "city",
        "政务动态",
        "2026-06-30 16:00",
    ),
)
COUNTY = (
    SearchPage(
        "/zwdt/1.html",
        "星河县举办瓷窑文化节",
        "星河县瓷窑遗址保护工作取得进展，云政发〔2026〕12号文件精神得到落实。",
        "新闻",
        "county-x",
        "县内动态",
        "2026-04-01 10:00",
    ),
)


def shard(pages: tuple[SearchPage, ...], cache: Path, key: str = "2026") -> ShardFiles:
    """A shard of just these pages."""
    return build_shard(ShardSource(key, repr(pages), len(pages), lambda: pages), cache)


@dataclass(frozen=True)
class Served:
    """A served site: all pages of the portal, its shards, and a browser page that can search."""

    pages: tuple[SearchPage, ...]
    shards: tuple[ShardFiles, ...]
    page: Any
    complaints: list[str]
    address: str

    def ask(self, text: str, **options: object) -> dict[str, Any]:
        answer = self.page.evaluate("([text, options]) => ask(text, options)", [text, options])
        assert isinstance(answer, dict)
        return answer


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("search")
    pages = (*search_corpus.make(397, years=(2023, 2024, 2025, 2026)), *SPECIAL)
    sources = search_corpus.sources(pages, 150_000)
    shards = tuple(build_shard(source, folder / "cache") for source in sources)
    county = [shard(COUNTY, folder / "cache")]
    search_site.lay_out(
        folder / "site",
        folder / "cache",
        shards,
        [("county-x", "星河县人民政府", "https://xinghe.yunling.gov.cn/", county)],
    )
    with search_site.served(folder / "site") as (address, _):
        page, complaints = search_site.open_page(chromium, address)
        yield Served(pages, shards, page, complaints, address)
