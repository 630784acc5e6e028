"""One item, many places: pushed, collected and mounted copies follow their original."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.support.platform import TestPlatform, site_of

Make = Callable[[Mapping[str, str]], TestPlatform]
NEWS = """---
title: 望溪县秋茶开园
date: 2026-06-08 10:00
source: 望溪县融媒体中心
keywords: [茶叶]
{extra}---

全县十二万亩茶园陆续开采。见[名单](list.csv)，另见[要闻](1.md)。
"""
COPY = "xqdt/county-x/yw/tea.html"
ITEM = "content/county-x/yw/tea.md"


@pytest.fixture
def group(make_platform: Make) -> TestPlatform:
    platform = make_platform({"city": "portal", "county-x": "county", "dept-cz": "department"})
    platform.write("content/county-x/yw/list.csv", "茶园,面积\n清溪,120\n")
    platform.write(
        "content/city/xqdt/_column.yaml",
        "title: 县区动态\ntype: list\norder: 60\naccept: [county-x]\n",
    )
    platform.write("content/city/xqdt/1.md", (platform.root / "content/city/yw/1.md").read_text())
    return platform


def _push(platform: TestPlatform, extra: str = "") -> None:
    platform.write(ITEM, NEWS.format(extra=f"publish_to: [city/xqdt]\n{extra}"))


def test_a_pushed_item_stands_in_the_other_column_with_its_origin(group: TestPlatform) -> None:
    _push(group)
    group.built("city")

    html = group.page(COPY)
    origin = group.site_config("county-x")

    assert f'<link rel="canonical" href="https://{origin["domain"]}/yw/tea.html">' in html
    assert f'<meta name="ContentSource" content="{origin["name"]}">' in html
    assert f'/{COPY}"' in group.page("xqdt/index.html")
    assert 'href="/xqdt/county-x/yw/list.csv"' in html, "its attachment came along"
    assert group.page("xqdt/county-x/yw/list.csv") == "茶园,面积\n清溪,120\n"
    assert f'href="https://{origin["domain"]}/yw/1.html"' in html, "links lead to the origin's site"


def test_changing_the_original_changes_every_copy_in_the_same_build(group: TestPlatform) -> None:
    _push(group)
    group.built("city")
    group.replace(ITEM, "十二万亩", "十三万亩")

    result = group.build()

    assert "十三万亩" in group.page("yw/tea.html", "county-x")
    assert "十三万亩" in group.page(COPY)
    assert site_of(result, "dept-cz").status == "unchanged"


def test_a_withdrawn_original_is_gone_everywhere_and_its_addresses_say_so(
    group: TestPlatform,
) -> None:
    _push(group)
    group.built("city", search=True)
    assert any("秋茶" in text.decode("utf-8", "ignore") for text in group.tree("city").values())
    _push(group, "withdrawn: {date: 2026-06-09, reason: 数据有误}\n")

    group.built("city", search=True)

    for site, address in (("city", COPY), ("county-x", "yw/tea.html")):
        assert "撤回" in group.page(address, site)
        assert "数据有误" in group.page(address, site)
        others = {path: data for path, data in group.tree(site).items() if path != address}
        assert not [path for path, data in others.items() if "秋茶开园".encode() in data]


def test_a_push_that_is_not_accepted_is_said_and_shows_nowhere(group: TestPlatform) -> None:
    group.write(ITEM, NEWS.format(extra="publish_to: [city/tzgg]\n"))

    result = group.build()

    found = [(one.rule, one.file) for one in site_of(result, "county-x").findings]
    assert ("share-not-accepted", ITEM) in found
    assert "秋茶" not in group.page("tzgg/index.html")


def test_a_column_collects_what_its_conditions_ask_for(group: TestPlatform) -> None:
    group.write(ITEM, NEWS.format(extra=""))
    group.write(
        "content/county-x/yw/other.md",
        NEWS.format(extra="").replace("茶叶", "竹业").replace("秋茶", "竹材"),
    )
    group.write(
        "content/city/cy/_column.yaml",
        "title: 茶业\norder: 70\ncollect: {sites: [county-x], types: [news], keywords: [茶叶]}\n",
    )
    group.built("city")

    listed = group.page("cy/index.html")

    assert "秋茶开园" in listed
    assert "竹材开园" not in listed


def test_a_mounted_tree_has_one_canonical_home(group: TestPlatform) -> None:
    group.write(
        "content/_shared/zd/1.md",
        NEWS.format(extra="").replace("见[名单](list.csv)，另见[要闻](1.md)。", ""),
    )
    for site in ("city", "dept-cz"):
        group.write(
            f"content/{site}/zd/_column.yaml", "title: 共用制度\norder: 80\nmount: _shared/zd\n"
        )

    group.built("city")

    home = f"https://{group.site_config('city')['domain']}/zd/1.html"
    assert f'<link rel="canonical" href="{home}">' in group.page("zd/1.html", "city")
    assert f'<link rel="canonical" href="{home}">' in group.page("zd/1.html", "dept-cz")


def test_one_site_alone_is_built_with_what_it_shares(group: TestPlatform) -> None:
    _push(group)

    result = group.build("city")

    assert [site.site for site in result.sites] == ["city"]
    assert "秋茶" in group.page(COPY)
    assert not (group.root / "build/county-x").exists()


def test_links_in_the_texts_of_a_record_lead_to_pages(group: TestPlatform) -> None:
    group.replace(
        "content/city/zxts/1.md",
        "reply: 路灯已经修好",
        "reply: '已经修好，见[公告](../tzgg/1.md)。'",
    )
    group.built("city")

    assert '<a href="/tzgg/1.html">公告</a>' in group.page("zxts/1.html")


def test_a_file_with_an_ampersand_in_its_name_is_linked(group: TestPlatform) -> None:
    group.write("content/city/yw/a&b.csv", "甲,1\n")
    group.write("content/city/yw/2.md", NEWS.format(extra="").replace("list.csv", "<a&b.csv>"))
    group.built("city")

    assert 'href="/yw/a&amp;b.csv"' in group.page("yw/2.html")
    assert group.tree()["yw/a&b.csv"] == "甲,1\n".encode()
