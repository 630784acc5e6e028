"""Finding one page gives the page that planning the whole site gives."""

from __future__ import annotations

from sitegen.pages.addresses import Addresses
from sitegen.pages.finder import PageFinder
from sitegen.pages.site_pages import redirects_of, units
from sitegen.pipeline.views import StateLibrary
from sitegen.sources.site_model import build_model
from tests.support.platform import TestPlatform

NEWS = "---\ntitle: 第{0}条\ndate: {1}-06-01 1{0}:00\nsource: 办公室\n{2}---\n\n正文第{0}段。\n"


def test_every_page_of_a_site_is_found_by_its_path(platform: TestPlatform) -> None:
    path = "content/city/yw/_column.yaml"
    settings = (platform.root / path).read_text("utf-8")
    platform.write(path, f"{settings}page_size: 2\naliases: [/old/, /news.html]\n")
    for number in range(8):
        platform.write(f"content/city/yw/a{number}.md", NEWS.format(number, 2020 + number % 3, ""))
    kept = {"b": "url: /kept/b.html\n", "c": "withdrawn: {date: 2026-06-02, reason: 有误}\n"}
    for name, more in kept.items():
        platform.write(f"content/city/yw/{name}.md", NEWS.format(9, 2026, more))
    builder, _, _ = platform.runner().prepare()
    with builder.opened() as around:
        model = build_model(builder.platform.config.site("city"), around, platform.as_of)
        addresses = Addresses(model, around)
        library = StateLibrary(around.states, builder.platform.content)
        redirects = redirects_of(model, addresses, ())
        finder = PageFinder(model, addresses, library, redirects, True)
        planned = [
            page
            for unit in units(model, addresses, library, redirects, search=True)
            for page in unit.plan()
        ]
        found = {page.path: finder.find(page.path) for page in planned}

    assert {"kept/b.html", "yw/c.html", "yw/list_1.html", "old/index.html"} <= found.keys()
    for page in planned:
        one = found[page.path]
        assert one is not None, page.path
        assert one.key == page.key, page.path
