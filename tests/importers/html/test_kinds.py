"""What a page is: list, home, error page, frame, or an article after all."""

from __future__ import annotations

import pytest

from sitegen.importers.html.extract import extract

SITE = "云泽市人民政府"
MENU = "".join(f'<li><a href="/{n}/">栏目{n}</a></li>' for n in range(9))
ROWS = "".join(
    f'<li><a href="/art/2024/1/{n}/art_59_{n}.html">关于开展第{n}批专项检查的通知</a>'
    f"<span>2024-01-{n}</span></li>"
    for n in range(10, 25)
)
FOOT = "<p>主办单位：云泽市人民政府办公室</p><p>网站标识码：9901000001</p>"


def kind(url: str, title: str, body: str) -> str:
    head = f"<html><head><title>{title}</title></head>"
    source = f"{head}<body><ul>{MENU}</ul>{body}<div>{FOOT}</div></body></html>"
    return extract(source.encode(), url).kind


def test_column_page_is_a_list() -> None:
    assert kind("http://h/col/col59/index.html", f"通知公告_{SITE}", f"<ul>{ROWS}</ul>") == "list"
    assert kind("http://h/zwgk/tzgg/", f"通知公告_{SITE}", f"<div><ul>{ROWS}</ul></div>") == "list"


def test_root_page_is_the_home_page() -> None:
    assert kind("http://h/", SITE, f"<ul>{ROWS}</ul>") == "home"


@pytest.mark.parametrize("title", ["404 Not Found", "页面不存在", "403 Forbidden"])
def test_saved_error_pages_are_told(title: str) -> None:
    source = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    assert extract(source.encode(), "http://h/a/b.html").kind == "error"


def test_number_404_in_a_title_is_no_error() -> None:
    body = (
        "<h1>关于公布第404批名单的公告</h1><p>发布时间：2020-01-02</p><p>现将第404"
        "批名单予以公布，请有关单位知悉。</p>"
    )
    assert kind("http://h/a/t20200102_1.html", "关于公布第404批名单的公告", body) == "article"


@pytest.mark.parametrize(
    "source", ["", f"<ul>{MENU}</ul>", FOOT, "<frameset><frame src=a.html></frameset>"]
)
def test_pieces_of_the_frame_are_no_articles(source: str) -> None:
    assert extract(source.encode(), "http://h/inc/head.html").kind == "chrome"


def test_page_of_a_column_with_prose_is_an_article() -> None:
    body = (
        '<div class="position">当前位置：<a href="/">首页</a> &gt; '
        "云泽概况</div><h2>云泽概况</h2><p>云泽市位于两江交汇处，总面积三千二百平方"
        "公里，辖四县三区，常住人口二百一十万。</p><p>这里气候温润，湖泊众多，自古"
        "就是鱼米之乡。</p>"
    )
    head = f"<html><head><title>云泽概况_{SITE}</title></head>"
    source = f"{head}<body><ul>{MENU}</ul>{body}</body></html>"
    page = extract(source.encode(), "http://h/zjyz/index.html")
    assert (page.kind, page.title.value) == ("article", "云泽概况")
