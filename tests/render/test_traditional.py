"""The traditional view: text converted, addresses untouched, links staying in the view."""

from __future__ import annotations

import re

from sitegen.render.renderer import Renderer
from sitegen.render.theme import Theme, built_in_theme
from sitegen.render.traditional import in_traditional
from tests.render.test_theme_pages import site
from tests.support.platform import TestPlatform


def test_text_is_converted_and_addresses_are_not() -> None:
    page = '<html lang="zh-CN"><a id="总则" href="/附件/云台.pdf" title="云">发展头发云台</a>'

    assert in_traditional(page) == (
        '<html lang="zh-Hant"><a id="总则" href="/附件/云台.pdf" title="雲">發展頭髮雲臺</a>'
    )


def test_page_links_stay_in_the_view() -> None:
    page = '<a href="/">一</a><a href="/yw/1.html#a">二</a><a href="/assets/css/a.css">三</a>'
    form = '<form action="/search/"><a href="/1.pdf">四</a></form>'

    assert in_traditional(form) == form.replace("/search/", "/hant/search/")
    assert in_traditional(page) == (
        '<a href="/hant/">一</a><a href="/hant/yw/1.html#a">二</a>'
        '<a href="/assets/css/a.css">三</a>'
    )


def test_the_link_to_the_view_becomes_the_link_back() -> None:
    renderer = Renderer(Theme((built_in_theme(),)), site(traditional=True))
    header = in_traditional(str(renderer.chrome("").header))

    (link,) = re.findall(r"<a [^>]*data-script.*?</a>", header)
    assert 'data-script="hans"' in link
    assert 'href="/"' in link
    assert link.endswith(">简体</a>")


def test_the_search_turns_every_character_of_the_view_back() -> None:
    code = (built_in_theme() / "static/js/hans.js").read_text("utf-8")
    (pairs,) = re.findall(r'^  "([^"]+)";$', code, re.MULTILINE)
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    plain = "云泽市人民政府办公室关于县乡镇医疗保险、养老、发展改革、财政、教育、环境与头发的规定"

    shown = in_traditional(plain)

    assert shown != plain
    assert "".join(table.get(one, one) for one in shown) == plain


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
