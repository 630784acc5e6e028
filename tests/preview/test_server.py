"""The preview over HTTP: sites at their own names, and browsers that show every save."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from sitegen.preview.server import PreviewServer
from tests.preview.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ITEM = "content/city/yw/1.md"


def _get(server: PreviewServer, path: str, host: str = "localhost") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_sites_answer_at_their_own_host_names(server: PreviewServer) -> None:
    for host in ("localhost", "city.localhost"):
        answer = _get(server, "/", host)
        assert answer.status == 200
        assert "澄湖市city" in answer.body.decode()  # type: ignore[attr-defined]


def test_a_page_says_its_edition_and_is_never_kept(server: PreviewServer) -> None:
    answer = _get(server, "/yw/1.html")

    assert answer.headers["Cache-Control"] == "no-store"
    assert server.session.edition("city") in answer.headers["Server-Timing"]


def test_assets_are_kept_by_the_browser(server: PreviewServer, desk: Desk) -> None:
    asset = desk.page("/").partition('href="/assets/')[2].partition('"')[0]

    assert "immutable" in _get(server, f"/assets/{asset}").headers["Cache-Control"]


def test_listening_begins_with_the_edition(server: PreviewServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/__sitegen__/events", headers={"Host": "localhost"})
    stream = connection.getresponse()

    assert stream.readline() == b"event: edition\n"
    assert stream.readline() == f"data: {server.session.edition('city')}\n".encode()
    connection.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of Chromium."""
    made = chromium.new_page(viewport={"width": 800, "height": 400})
    yield made
    made.close()


def _open(page: Page, server: PreviewServer, path: str) -> None:
    with page.expect_response("**/__sitegen__/events"):
        page.goto(f"http://localhost:{server.port}{path}")


@pytest.mark.browser
def test_the_browser_shows_a_save_by_itself(desk: Desk, server: PreviewServer, page: Page) -> None:
    _open(page, server, "/yw/1.html")

    desk.replace(ITEM, "便民举措", "惠民举措")

    page.wait_for_selector("text=惠民举措", timeout=30_000)


@pytest.mark.browser
def test_a_reload_keeps_the_place_on_the_page(
    desk: Desk, server: PreviewServer, page: Page
) -> None:
    text = (desk.platform.root / ITEM).read_text("utf-8")
    desk.save(ITEM, text + "".join(f"\n第{number}段说明。\n" for number in range(80)))
    _open(page, server, "/yw/1.html")
    page.evaluate("scrollTo(0, 900)")

    desk.replace(ITEM, "第50段说明", "第50段改了")

    page.wait_for_selector("text=第50段改了", timeout=30_000)
    page.wait_for_function("scrollY === 900", timeout=30_000)


@pytest.mark.browser
def test_findings_of_the_verdict_come_without_a_reload(
    desk: Desk, server: PreviewServer, page: Page
) -> None:
    desk.save(ITEM, (desk.platform.root / ITEM).read_text("utf-8") + "\n见[名单](none.csv)。\n")

    _open(page, server, "/yw/1.html")

    page.wait_for_selector(".sitegen-notes >> text=none.csv", timeout=30_000)


@pytest.mark.browser
def test_a_save_before_the_browser_listens_is_not_missed(
    desk: Desk, server: PreviewServer, page: Page
) -> None:
    def save_first(route: Route) -> None:
        desk.save(ITEM, saved)
        route.continue_()

    saved = (desk.platform.root / ITEM).read_text("utf-8").replace("便民举措", "惠民举措")
    page.route("**/*reload.js", save_first)

    page.goto(f"http://localhost:{server.port}/yw/1.html")

    page.wait_for_selector("text=惠民举措", timeout=30_000)
