"""The traditional view: text converted, addresses untouched, links staying in the view."""

from __future__ import annotations

from sitegen.render.traditional import in_traditional
from tests.support.platform import TestPlatform


def test_text_is_converted_and_addresses_are_not() -> None:
    html = '<html lang="zh-CN"><a id="总则" href="/附件/云台.pdf" title="云">发展头发云台</a>'

    assert in_traditional(html) == (
        '<html lang="zh-Hant"><a id="总则" href="/附件/云台.pdf" title="雲">發展頭髮雲臺</a>'
    )


def test_page_links_stay_in_the_view() -> None:
    html = '<a href="/">一</a><a href="/yw/1.html#a">二</a><a href="/assets/css/a.css">三</a>'

    assert in_traditional(html) == (
        '<a href="/hant/">一</a><a href="/hant/yw/1.html#a">二</a>'
        '<a href="/assets/css/a.css">三</a>'
    )


def test_a_site_that_asks_for_it_gets_every_page_in_both(platform: TestPlatform) -> None:
    platform.site_config("city")["traditional"] = True
    platform.configure()
    platform.built()

    tree = platform.tree()
    plain = {path for path in tree if path.endswith(".html") and not path.startswith("hant/")}

    assert {f"hant/{path}" for path in plain} <= tree.keys()
    assert "要聞" in platform.page("hant/yw/index.html")
    assert platform.built().status == "unchanged"

    del platform.site_config("city")["traditional"]
    platform.configure()
    platform.built(allow_shrink=True)
    assert not [path for path in platform.tree() if path.startswith("hant/")]
