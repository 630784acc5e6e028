"""The demo city as the public gets it: nginx, the generated configuration, its policy.

What Chromium measures of the paint is reported with the test; only what does not depend on the
machine is asserted closely.
"""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect

from sitegen.release.nginx import CONTENT_SECURITY_POLICY
from tests.browser.conftest import WIDTHS, OpenTab
from tests.browser.pages import KINDS, PAINT

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def sites(demo: Path) -> dict[str, str]:
    """The domain of every site."""
    platform = yaml.safe_load((demo.parent / "sites.yaml").read_text("utf-8"))
    return {site["id"]: site["domain"] for site in platform["sites"]}


def manifest(demo: Path, site: str) -> Any:
    return json.loads((demo / site / "manifest.json").read_text("utf-8"))


Get = Callable[[str, str], tuple[http.client.HTTPResponse, bytes]]


@pytest.fixture
def get(port: int) -> Iterator[Get]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def get(domain: str, path: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection.request("GET", quote(path), headers={"Host": domain})
        response = connection.getresponse()
        return response, response.read()

    yield get
    connection.close()


def test_every_page_of_every_site_is_served_under_its_domain(
    demo: Path, sites: dict[str, str], get: Get
) -> None:
    for site, domain in sites.items():
        found = manifest(demo, site)
        moved = {path.lstrip("/") for path in found["redirects"]}
        pages = [path for path in found["files"] if path.endswith(".html") and path not in moved]
        assert len(pages) > 40
        for path in pages:
            response, body = get(domain, "/" + path.removesuffix("index.html"))
            assert response.status == (404 if path == "404.html" else 200), (site, path)
            assert body == (demo / site / path).read_bytes(), (site, path)
            assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_old_addresses_lead_to_pages_that_are_there(
    demo: Path, sites: dict[str, str], get: Get
) -> None:
    seen = 0
    for site, domain in sites.items():
        for old, new in manifest(demo, site)["redirects"].items():
            response, _ = get(domain, old)
            assert (response.status, response.headers["Location"]) == (301, quote(new))
            assert get(domain, new)[0].status == 200
            seen += 1
    assert seen > 0


def test_a_missing_page_shows_the_page_for_it(demo: Path, sites: dict[str, str], get: Get) -> None:
    for site, domain in sites.items():
        response, body = get(domain, "/nothing/here.html")
        assert response.status == 404
        assert body == (demo / site / "404.html").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_and_nothing_is_refused_while_a_page_loads(
    kind: str,
    tab: OpenTab,
    web: str,
    path_of: Callable[[str], str],
    request: pytest.FixtureRequest,
) -> None:
    for width in WIDTHS:
        page = tab(width)
        page.goto(web + path_of(kind), wait_until="networkidle")
        seen = page.evaluate(PAINT)
        for name in ("paint", "shift", "bytes"):
            request.node.user_properties.append((f"{name}-{width}", round(seen[name], 4)))
        # That a page is not there is an error to the browser, and the only one.
        assert [one for one in page.errors if kind != "not-found" or "404" not in one] == []
        assert seen["shift"] < 0.01, seen["moved"]
        assert seen["bytes"] < 300_000


def test_results_come_in_without_moving_what_stands_there(tab: OpenTab, web: str) -> None:
    page = tab(360)
    page.goto(f"{web}/search/?q=公开", wait_until="networkidle")
    page.wait_for_selector(".hit")
    seen = page.evaluate(PAINT)
    assert seen["shift"] < 0.01, seen["moved"]


def test_search_finds_and_filters_under_the_generated_policy(
    tab: OpenTab, web: str, path_of: Callable[[str], str], titles: Callable[[str], str]
) -> None:
    page = tab()
    page.goto(web + "/")
    path = path_of("policy")
    page.fill("#q", titles(path))
    page.press("#q", "Enter")
    done = re.compile(r"^找到(?!.*仍在查找)")
    expect(page.locator("[data-part=status]")).to_have_text(done)
    assert page.get_attribute(".hit h3 a >> nth=0", "href") == path
    page.goto(f"{web}/search/?q=公开&site=county-x")
    expect(page.locator("[data-part=status]")).to_have_text(done)
    assert page.locator(".hit").count() > 0
    page.click(".hit h3 a >> nth=0", trial=True)
    assert page.errors == []


def test_a_result_leads_to_its_page(tab: OpenTab, web: str) -> None:
    page = tab()
    page.goto(f"{web}/search/?q=公共数据&site=city")
    title = page.inner_text(".hit h3 a >> nth=0").strip()
    page.click(".hit h3 a >> nth=0")
    expect(page.locator("h1")).to_have_text(title)
    assert page.errors == []


# A candidate is right when the next smaller one would be blurred.
CANDIDATES = """() => [...document.images].filter((one) => one.srcset).map((one) => {
  const offered = [...one.srcset.matchAll(/(\\d+)w/g)].map((found) => Number(found[1]));
  const shown = one.getBoundingClientRect().width * devicePixelRatio;
  const asked = one.currentSrc && offered[one.srcset.split(',')
    .findIndex((part) => one.currentSrc.endsWith(part.trim().split(' ')[0]))];
  return { shown, asked, fitting: offered.find((width) => width >= shown - 1) ?? offered.at(-1) };
})"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path", ["/", "/zwdt/xqdt/dept-fgw/zwdt/yw/2026/1027-chongdian.html"], ids=["home", "article"]
)
def test_pictures_come_in_the_size_that_is_shown(
    path: str, width: int, tab: OpenTab, web: str
) -> None:
    page = tab(width)
    page.goto(web + path)
    page.evaluate("() => document.querySelectorAll('img').forEach((one) => one.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    pictures = page.evaluate(CANDIDATES)
    assert pictures
    assert [one for one in pictures if one["asked"] != one["fitting"]] == []
