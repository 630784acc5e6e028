"""The engine in a real browser, under the policy that a release sends."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import search_quality

from .conftest import COUNTY, Served

if TYPE_CHECKING:
    from playwright.sync_api import Request

    from sitegen.search import ShardFiles

pytestmark = pytest.mark.browser


def urls(answer: dict[str, Any]) -> list[str]:
    return [hit["url"] for hit in answer["list"]]


def plain(parts: list[dict[str, Any]]) -> str:
    return "".join(part["text"] for part in parts)


def marked(parts: list[dict[str, Any]]) -> list[str]:
    return [part["text"] for part in parts if part["mark"]]


def test_random_strings_find_all_pages_that_contain_them_and_no_others(served: Served) -> None:
    asked = search_quality.strings(served.pages, 60, seed=5)
    names = search_quality.addresses(served.shards)
    folded = {p.url: tuple(map(search_quality.fold, (p.title, p.text))) for p in served.pages}
    wrong = {}
    for text in asked:
        wanted = search_quality.pattern(text)
        true = {url for url, parts in folded.items() if any(map(wanted.search, parts))}
        entries = served.ask(text, filters={"site": ["city"]})["entries"]
        got = {names[entry["id"]] for entry in entries}
        if got != true:
            wrong[text] = (len(true), len(true & got), len(got))
    assert wrong == {}


@pytest.mark.parametrize(
    "query",
    [
        "云政发〔2026〕12号",
        "云政发[2026]12号",
        "云政发 〔2026〕 12号",
        "数据要素流通管理办法",
        "《数据要素流通管理办法》",
        "gdp",
        "GDP",
        "ＧＤＰ",
        "5.5％",
        "增长5.5%",
        "chatbot",
        "CHATBOT试点",
        "ChatBot 试点单位38家",
        "“ChatBot 试点单位”",
    ],
)
def test_numbers_latin_words_and_other_widths_are_found_as_they_are_typed(
    served: Served, query: str
) -> None:
    assert "/zcwj/12.html" in [hit["url"] for hit in all_hits(served, query)]


def all_hits(served: Served, query: str, **options: object) -> list[dict[str, Any]]:
    answer = served.ask(query, size=1000, **options)
    hits = answer["view"]["hits"]
    assert isinstance(hits, list)
    return hits


def test_traditional_characters_are_found_as_typed(served: Served) -> None:
    assert urls(served.ask("臺灣居民")) == ["/gb/1.html"]
    assert marked(served.ask("居住證")["list"][0]["excerpt"]) == ["居住證"]


def test_a_number_is_not_found_inside_a_longer_one(served: Served) -> None:
    numbers = [plain(h["excerpt"]) for h in all_hits(served, "云政发〔2024〕12号")]
    assert all("120号" not in text for text in numbers)


def test_a_phrase_does_not_reach_across_punctuation(served: Served) -> None:
    assert "/gb/1.html" not in urls(served.ask("数据要素流通"))
    assert urls(served.ask("数据，要素流通")) == ["/gb/1.html"]


def test_pages_with_the_phrase_in_their_title_come_first(served: Served) -> None:
    hits = served.ask("数据要素流通管理办法")["list"]
    assert [(hit["url"], hit["titleHit"]) for hit in hits] == [
        ("/zcwj/12.html", True),
        ("/xw/9.html", False),
    ]


def test_sorted_by_date_the_newest_comes_first_wherever_it_was_found(served: Served) -> None:
    assert urls(served.ask("数据要素流通管理办法", sort="date")) == ["/xw/9.html", "/zcwj/12.html"]
    dates = [e["date"] for e in served.ask("安全生产", sort="date")["entries"]]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) > 20


def test_several_words_must_all_stand_in_a_page(served: Served) -> None:
    assert urls(served.ask("瓷窑 云政发〔2026〕12号")) == [
        "https://xinghe.yunling.gov.cn/zwdt/1.html"
    ]
    assert served.ask("瓷窑 臺灣居民")["view"]["total"] == 0


def test_without_an_exact_page_those_with_its_words_are_offered_and_marked_so(
    served: Served,
) -> None:
    for query in ("领域数据要素流通", "流通要素数据领域", "数据要素，领域流通"):
        answer = served.ask(query)
        assert (answer["view"]["exact"], urls(answer)[0]) == (False, "/xw/9.html"), query
        assert answer["list"][0]["exact"] is False
        parts = answer["list"][0]["title"] + answer["list"][0]["excerpt"]
        assert set("领域数据要素流通") <= set("".join(marked(parts))), query


def test_a_page_has_to_have_every_character_of_the_words_beside_another_of_them(
    served: Served,
) -> None:
    # 据 and 素 stand in the page, and neither 据办 nor 法素, of which no page has one.
    assert served.ask("数要据办法素")["view"]["total"] == 0
    assert served.ask("数据要素流通堎")["view"]["total"] == 0


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("数据要素流通管理办法怎么落实", "/xw/9.html"),
        ("请问如何促进要素市场的建设？", "/xw/9.html"),
        ("瓷窑遗址在哪里", "https://xinghe.yunling.gov.cn/zwdt/1.html"),
        ("星河县的瓷窑遗址什么时候保护", "https://xinghe.yunling.gov.cn/zwdt/1.html"),
    ],
)
def test_a_question_finds_the_pages_of_which_it_asks(served: Served, query: str, url: str) -> None:
    answer = served.ask(query)
    assert answer["view"]["exact"] is False
    assert urls(answer) == [url]


def test_words_of_a_question_that_stand_in_a_page_are_found_as_they_are_typed(
    served: Served,
) -> None:
    assert served.ask("正在形成的瓷器")["view"]["total"] == 0
    assert served.ask("“瓷窑遗址在哪里”")["view"]["total"] == 0
    assert served.ask("怎么办呢")["view"]["total"] == 0


def test_a_single_character_is_answered_from_titles_and_says_so(served: Served) -> None:
    answer = served.ask("瓷")
    assert urls(answer) == ["https://xinghe.yunling.gov.cn/zwdt/1.html"]
    assert answer["view"]["titleOnly"] is True
    assert served.ask("瓷窑")["view"]["titleOnly"] is False


def test_hits_of_a_sub_site_link_to_its_own_address_and_name_it(served: Served) -> None:
    [hit] = served.ask("瓷窑遗址")["list"]
    assert hit["url"] == "https://xinghe.yunling.gov.cn" + COUNTY[0].url
    assert (hit["site"], hit["siteName"], hit["column"], hit["kind"], hit["date"]) == (
        "county-x",
        "星河县人民政府",
        "县内动态",
        "新闻",
        "2026-04-01 10:00",
    )


def test_the_excerpt_shows_the_page_as_written_with_the_hit_marked(served: Served) -> None:
    [hit] = [h for h in all_hits(served, "gdp") if h["url"] == "/zcwj/12.html"]
    assert marked(hit["excerpt"]) == ["ＧＤＰ"]
    assert "本地区生产总值（ＧＤＰ）增长５．５％" in plain(hit["excerpt"])


def test_every_excerpt_contains_the_string_that_was_asked_for(served: Served) -> None:
    for text in ("政务公开", "营商环境", "农村公路"):
        for hit in served.ask(text)["list"]:
            assert text in marked(hit["excerpt"]) + marked(hit["title"])


def test_markup_in_a_page_stays_text(served: Served) -> None:
    [hit] = served.ask("正在形成")["list"]
    assert plain(hit["excerpt"]).endswith("<b>&amp;")


def test_filters_narrow_the_list_and_counts_say_what_each_value_would_leave(
    served: Served,
) -> None:
    free = served.ask("营商环境", filters={"site": ["city"]})["view"]
    kinds = free["counts"]["kind"]
    assert sum(kinds.values()) == free["total"]
    for kind, number in kinds.items():
        narrow = served.ask("营商环境", filters={"site": ["city"], "kind": [kind]})
        assert narrow["view"]["total"] == number
        assert {entry["kind"] for entry in narrow["entries"]} == {kind}
    both = served.ask("营商环境", filters={"kind": ["新闻", "政策文件"], "year": [2026]})
    assert {e["kind"] for e in both["entries"]} <= {"新闻", "政策文件"}
    assert {e["date"][:4] for e in both["entries"]} == {"2026"}
    assert both["view"]["total"] == sum(
        both["view"]["counts"]["kind"].get(kind, 0) for kind in ("新闻", "政策文件")
    )


def test_filter_by_column_and_site(served: Served) -> None:
    column = served.ask("安全生产", filters={"column": ["个人办事"]})
    assert {entry["column"] for entry in column["entries"]} == {"个人办事"}
    county = served.ask("云政发〔2026〕12号", filters={"site": ["county-x"]})
    assert urls(county) == ["https://xinghe.yunling.gov.cn/zwdt/1.html"]


def test_the_newest_shard_answers_before_the_others(served: Served) -> None:
    answer = served.ask("安全生产")
    assert answer["views"] > 1
    assert answer["view"]["done"]
    assert answer["view"]["complete"]
    assert answer["view"]["searched"] == answer["view"]["shards"] > 1


def test_leaving_the_search_after_its_first_view_and_going_on_later_loses_no_page(
    served: Served,
) -> None:
    totals = served.page.evaluate(
        """async () => {
          const results = window.engine.query("安全生产");
          const totals = [];
          for (let done = false; !done; ) {
            for await (const view of results) {
              totals.push(view.total);
              done = view.done;
              break;
            }
          }
          return totals;
        }"""
    )
    assert len(totals) > 2
    assert totals[-1] == served.ask("安全生产")["view"]["total"]


def opened(served: Served, query: str, **options: object) -> tuple[set[str], int]:
    """The shards whose index a fresh browser opens, and how many pages `query` finds."""
    page = served.page.context.browser.new_context().new_page()
    shards: set[str] = set()

    def note(request: Request) -> None:
        if "/index/" in request.url:
            shards.add(request.url.split("/")[-3])

    page.on("request", note)
    page.goto(served.address)
    page.wait_for_function("window.ready === true")
    answer = page.evaluate("([query, options]) => ask(query, options)", [query, options])
    page.context.close()
    return shards, answer["view"]["total"]


def test_a_string_of_one_old_page_opens_its_shard_and_the_newest_only(served: Served) -> None:
    oldest = min(served.pages, key=lambda page: page.date)
    rare = next(line for line in oldest.text.split("\n") if len(line) > 40)[:40]
    shards, total = opened(served, rare)
    assert total == 1
    assert len(shards) == 2
    assert len(served.shards) > 6


def test_few_shards_are_opened_before_something_is_found(served: Served) -> None:
    """However many shards hold all parts of a string: that is what the first result waits for."""
    *older, newest = sorted(served.shards, key=lambda shard: shard.info.newest)
    holding = [text(shard) for shard in older]
    wanted = next(
        piece
        for piece in search_quality.strings(served.pages, 500, seed=3)
        if len(piece) >= 3
        and piece not in text(newest)
        and sum(piece in known for known in holding) >= 6
    )
    shards, total = opened(served, wanted, firstOnly=True)
    assert total > 0
    assert len(shards) <= 1 + 3
    assert len(opened(served, wanted)[0]) > 5


def text(shard: ShardFiles) -> str:
    """The texts of all pages of a shard."""
    parts = sorted((shard.root / "text").iterdir())
    return "".join(zlib.decompress(part.read_bytes(), wbits=31).decode() for part in parts)


def test_a_budget_of_shards_ends_the_search_early_and_says_so(served: Served) -> None:
    view = served.ask("安全生产", budget=1)["view"]
    assert (view["done"], view["complete"], view["searched"]) == (True, False, 1)


def test_asking_again_goes_on_where_the_budget_ended(served: Served) -> None:
    totals = served.page.evaluate(
        """async () => {
          const results = window.engine.query("安全生产", { budget: 1 });
          const totals = [];
          for (let i = 0; i < 30; i++) {
            let last;
            for await (const view of results) last = view;
            totals.push(last.total);
            if (last.complete) break;
          }
          return totals;
        }"""
    )
    assert totals == sorted(totals)
    assert totals[-1] == served.ask("安全生产")["view"]["total"]


@pytest.mark.parametrize("query", ["", "   ", "，。", '"" “”', "\u0301", "ǃǁǀ"])
def test_a_query_of_nothing_finds_nothing(served: Served, query: str) -> None:
    view = served.ask(query)["view"]
    assert (view["total"], view["done"], view["complete"]) == (0, True, True)


@pytest.mark.parametrize("query", ["__proto__", "constructor", "<img src=x>", "a" * 5000, "😀😀"])
def test_strange_queries_do_no_harm(served: Served, query: str) -> None:
    assert served.ask(query)["view"]["failed"] == 0


def test_a_shard_that_cannot_be_fetched_is_counted_and_the_others_answer(served: Served) -> None:
    lost = served.shards[0].info.folder
    page = served.page.context.browser.new_context().new_page()
    page.route(f"**/{lost}/**", lambda route: route.abort())
    page.goto(served.address)
    page.wait_for_function("window.ready === true")
    view = page.evaluate("ask('安全生产')")["view"]
    page.unroute(f"**/{lost}/**")
    healed = page.evaluate("ask('安全生产')")["view"]
    page.context.close()
    assert view["failed"] == 1
    assert view["total"] > 0
    assert healed["failed"] == 0
    assert healed["total"] > view["total"]


def test_the_browser_has_nothing_to_complain_of(served: Served) -> None:
    served.ask("政务公开")
    assert served.complaints == []
