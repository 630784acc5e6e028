"""Tokens in Python and in JavaScript are the same, and are what the index needs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import search_corpus
from sitegen.search import grams

from .conftest import Served

# Every unit pair of each text, as the client forms them.
SCRIPT = """async (texts) => {
  const { tokens, units } = await import("/search/grams.js");
  return texts.map((text) => units(text)).map((run) => (run.length < 2 ? [] : tokens(run)));
}"""


def client_pairs(served: Served, texts: list[str]) -> list[list[str]]:
    pairs = served.page.evaluate(SCRIPT, texts)
    assert isinstance(pairs, list)
    return pairs


def server_pairs(text: str) -> list[str]:
    return list(grams._pairs(text))[:-1]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("政务公开", ["政务", "务公", "公开"]),
        ("公开，透明", ["公开", "开|透", "透明"]),
        ("12号 文件", ["12.号", "号文", "文件"]),
        ("发〔2026〕12", ["发|2026", "2026.12"]),
        ("GDP增长", ["gdp.增", "增长"]),
        ("ＧＤＰ：增", ["gdp.|增"]),
        ("Wi-Fi", ["wi.fi"]),
        ("第\n二", ["第|二"]),
        ("é", []),
        ("政\u200b务公\ufeff开", ["政务", "务公", "公开"]),
        ("", []),
    ],
)
def test_neighbouring_units_form_tokens(text: str, expected: list[str]) -> None:
    shown = [t.replace(grams.GAP, "|").replace(grams.STOP, ".") for t in server_pairs(text)]
    assert shown == expected


def test_a_page_lists_the_tokens_of_its_title_first() -> None:
    head, body = grams.page_tokens("公开GDP", "GDP与App")
    shown = [
        t.replace(grams.GAP, "|").replace(grams.STOP, ".").replace(grams.TITLE, "^")
        for t in (*head, *body)
    ]
    assert shown == [
        "公开",
        "开gdp",
        "gdp.|",
        "gdp.",
        "^公",
        "^开",
        "gdp.与",
        "与app",
        "app.|",
        "app.",
    ]
    assert len(head) == 6


def test_every_token_is_one_that_pagefind_leaves_whole() -> None:
    for page in search_corpus.make(30):
        head, body = grams.page_tokens(page.title, page.text)
        for token in (*head, *body):
            assert token.isalnum()
            assert token == token.lower()


@pytest.mark.browser
def test_browser_and_build_cut_official_prose_alike(served: Served) -> None:
    texts = [f"{page.title}\n{page.text}" for page in search_corpus.make(60)]
    texts += [
        "ｶﾞ①㎡ǅ𝐀İ",
        "臺灣ー々〇カ",
        "한국어 текст ΑΒΓ",
        "a\u00a0b\u3000c\u200bd",
        "ǀǁǃ",
        "𠮷野家",
    ]
    assert client_pairs(served, texts) == [server_pairs(text) for text in texts]


@pytest.mark.browser
@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.text("政务〔〕，。 \n\tAbé５％-_𠮷ｶﾞ①", max_size=40), min_size=20, max_size=60))
def test_browser_and_build_cut_any_mixture_alike(served: Served, texts: list[str]) -> None:
    assert client_pairs(served, texts) == [server_pairs(text) for text in texts]
