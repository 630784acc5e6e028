"""What lists offer beside their entries: ways to other years and topics, letters in figures."""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from tests.support.platform import TestPlatform

LETTER = """---
title: {title}
date: 2026-06-0{day} 09:00
source: 澄湖市人民政府办公室
letter:
  from_name: 王先生
  category: {category}
  received: 2026-06-01 10:00
  question: {title}，请问什么时候办理？
{answer}---
"""
ANSWER = (
    "  replied: 2026-06-0{day} 16:00\n  replier: 市城管局\n  reply: 已经办理完毕，感谢您的来信。\n"
)


def _text(element: etree._Element) -> str:
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def _facets(page: Path) -> dict[str, list[tuple[str, str | None]]]:
    tree = lxml_html.fromstring(page.read_bytes())
    return {
        facet.get("aria-label", ""): [
            (_text(link), link.get("aria-current")) for link in facet.iterfind(".//a")
        ]
        for facet in tree.iterfind(".//nav[@class='facet']")
    }


def test_a_year_s_page_leads_to_the_other_years_and_the_topics(demo: Path) -> None:
    column = demo / "city/zwgk/zcwj"
    whole, year = _facets(column / "index.html"), _facets(column / "year-2019.html")
    assert year["年度"] == [("2026年", None), ("2019年", "page")]
    assert [text for text, _ in year["主题"]] == [text for text, _ in whole["主题"]]
    assert {current for _, current in year["主题"]} == {None}


def test_every_topic_s_page_marks_its_own_topic_only(demo: Path) -> None:
    pages = sorted((demo / "city/zwgk/zcwj").glob("topic-*.html"))
    assert len(pages) > 1
    marked = [
        [text for links in _facets(page).values() for text, current in links if current == "page"]
        for page in pages
    ]
    assert [len(one) for one in marked] == [1] * len(pages)
    assert len({one[0] for one in marked}) == len(pages)


def test_a_mailbox_says_how_many_letters_there_are_and_how_soon_they_are_answered(
    platform: TestPlatform,
) -> None:
    settings = (platform.root / "content/city").rglob("_column.yaml")
    folder = next(one.parent for one in settings if "type: mailbox" in one.read_text("utf-8"))
    column = folder.relative_to(platform.root)
    for item in list(folder.rglob("*.md")):
        item.unlink()
    for number, (category, day) in enumerate((("投诉", 3), ("投诉", 6), ("咨询", 0)), 1):
        answer = ANSWER.format(day=day) if day else ""
        text = LETTER.format(
            title=f"第{number}封来信", day=number + 1, category=category, answer=answer
        )
        platform.write(f"{column}/{number}.md", text)
    platform.built()
    page = lxml_html.fromstring(platform.page(f"{folder.name}/index.html"))
    figures = {
        part.findtext("dt"): _text(part[1]) for part in page.iterfind(".//dl[@class='figures']/div")
    }
    assert figures == {
        "公开留言": "3件", "已经答复": "2件", "平均用时": "3.5天", "投诉": "2件", "咨询": "1件",
    }  # fmt: skip
