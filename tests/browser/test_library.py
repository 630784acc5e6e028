"""Narrowing the policy library by words: what people type, and when older pages are missing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenTab

WORDS = ".library-form [name=words]"
STATUS = ".library-status"


@pytest.mark.parametrize(
    "words",
    [
        "云政办发〔2026〕51号",
        "云政办发[2026]51号",
        "云政办发（2026）51号",
        "云政办发〔２０２６〕５１号",
        "2026 51号",
        "森林 51号",
    ],
)
def test_a_document_is_found_however_its_number_is_typed(
    words: str, tab: OpenTab, city: str
) -> None:
    page = tab()
    page.goto(city + "/zwgk/zcwj/")
    page.fill(WORDS, words)
    expect(page.locator(STATUS)).to_have_text("符合条件的文件共 1 件")
    assert "云政办发〔2026〕51号" in page.inner_text("[data-library] tbody")


def test_words_are_looked_for_in_what_the_box_is_named_after(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/zwgk/zcwj/")
    page.fill(WORDS, "有效")
    expect(page.locator(STATUS)).to_contain_text("没有符合条件的文件")


def test_pages_that_could_not_be_fetched_are_told_of_and_asked_for_again(
    tab: OpenTab, city: str
) -> None:
    page = tab()
    page.route("**/zwgk/zcwj/year-*", lambda route: route.abort())
    page.goto(city + "/zwgk/zcwj/")
    page.fill(WORDS, "通知")
    expect(page.locator(STATUS)).to_contain_text("部分文件未能载入")
    page.unroute_all()
    page.fill(WORDS, "印发")
    expect(page.locator(STATUS)).to_have_text(re.compile("^符合条件的文件共"))


def test_pinyin_is_not_looked_for_before_it_is_characters(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/zwgk/zcwj/")
    whole = page.locator("[data-library] tbody tr").count()
    page.focus(WORDS)
    keyboard = page.context.new_cdp_session(page)
    begun = {"text": "senlin", "selectionStart": 6, "selectionEnd": 6}
    keyboard.send("Input.imeSetComposition", begun)
    expect(page.locator(WORDS)).to_have_value("senlin")
    page.wait_for_timeout(300)
    assert page.inner_text(STATUS) == ""
    assert page.locator("[data-library] tbody tr").count() == whole
    keyboard.send("Input.insertText", {"text": "森林"})
    expect(page.locator(STATUS)).to_have_text("符合条件的文件共 1 件")


def test_words_typed_before_the_script_is_there_narrow_the_list_when_it_is(
    tab: OpenTab, city: str
) -> None:
    page = tab()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/library*.js", hold)
    page.goto(city + "/zwgk/zcwj/")
    page.fill(WORDS, "森林")
    while not waiting:
        page.wait_for_timeout(10)
    waiting[0].continue_()
    expect(page.locator(STATUS)).to_have_text("符合条件的文件共 1 件")
