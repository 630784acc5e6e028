"""The theme's own pages, drawn without a build: the style guide and what every page must have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from sitegen.pages.data import Link, NavItem, SiteInfo
from sitegen.render.renderer import Renderer
from sitegen.render.styleguide import styleguide_page
from sitegen.render.theme import Theme, built_in_theme

THEME = built_in_theme()


def site(**changes: object) -> SiteInfo:
    fields: dict[str, object] = dict.fromkeys(SiteInfo._fields, "")
    fields |= {
        "id": "city", "kind": "portal", "name": "某市人民政府", "short_name": "某市",
        "url": "https://www.example.gov.cn", "domain": "www.example.gov.cn",
        "id_code": "9901000001", "icp": "某ICP备20260001号", "police": "某公网安备99010002000001号",
        "sponsor": "某市人民政府办公室", "phone": "0590-1234567", "lang": "zh-CN",
        "nav": (NavItem("政务公开", "/zwgk/", "zwgk", (Link("政策文件", "/zwgk/zcwj/"),)),),
        "parent": None, "group": (), "friends": (), "disclosure": None, "mailbox": None,
        "work_report": Link("网站工作年度报表", "/zwgk/gzbb/"), "search": True,
        "traditional": False,
    }  # fmt: skip
    return SiteInfo(**(fields | changes))  # type: ignore[arg-type]


def drawn(info: SiteInfo) -> html.HtmlElement:
    renderer = Renderer(Theme((THEME,)), info)
    return html.fromstring(renderer.render(styleguide_page(info)).decode())


def test_the_style_guide_shows_every_icon_that_the_theme_has() -> None:
    text = html.tostring(drawn(site()), encoding="unicode")
    symbols = re.findall(r'<symbol id="([\w-]+)"', (THEME / "static/icons.svg").read_text())
    assert symbols
    assert [name for name in symbols if f"#{name}" not in text] == []


def test_the_legal_name_stands_in_the_head_of_the_page() -> None:
    assert drawn(site()).xpath("string(//header//*[@class='brand-name'])") == "某市人民政府"


@pytest.mark.parametrize(
    "wanted",
    ["某市人民政府办公室", "9901000001", "某ICP备20260001号", "某公网安备99010002000001号",
     "0590-1234567", "党政机关网站标识", "我为政府网站找错", "站点地图", "网站群导航",
     "网站工作年度报表"],
)  # fmt: skip
def test_the_foot_has_every_element_of_an_official_site(wanted: str) -> None:
    assert wanted in drawn(site()).xpath("string(//footer)")


def test_the_entry_for_faults_is_bound_to_the_site_s_own_code() -> None:
    links = drawn(site()).xpath("//footer//a[contains(., '找错')]/@href")
    assert links
    assert all(link.endswith("site_code=9901000001") for link in links)


def test_the_current_channel_is_marked_in_the_navigation() -> None:
    renderer = Renderer(Theme((THEME,)), site())
    header = html.fromstring(str(renderer.chrome("zwgk").header))
    assert header.xpath("//nav//a[@aria-current]/text()") == ["政务公开"]
    home = html.fromstring(str(renderer.chrome("").header)).xpath("string(//nav//a[@aria-current])")
    assert isinstance(home, str)
    assert "首页" in home


@pytest.mark.parametrize("page", ["404.html", "sitemap.html", "sites.html", "search/index.html"])
def test_a_page_of_no_channel_does_not_say_that_it_is_the_home_page(page: str, demo: Path) -> None:
    found = html.fromstring((demo / "city" / page).read_bytes())
    assert found.xpath("//nav[@id='site-nav']//a") != []
    assert found.xpath("//nav[@id='site-nav']//a[@aria-current]") == []


def test_a_site_without_search_shows_no_search_box() -> None:
    assert drawn(site(search=False)).xpath("//form[@role='search']") == []


def test_a_site_that_asks_for_it_offers_traditional_characters() -> None:
    assert drawn(site()).xpath("//a[@data-script]") == []
    assert drawn(site(traditional=True)).xpath("//a[@data-script='hant']/@href") == ["/hant/"]


def test_an_english_site_speaks_english_in_head_and_foot() -> None:
    page = drawn(site(lang="en", name="City Government"))
    assert page.get("lang") == "en"
    assert "Skip to content" in page.xpath("string(//body)")
    assert "Sponsor" in page.xpath("string(//footer)")


def test_nothing_on_a_page_comes_from_another_host_or_stands_in_the_page_as_script_or_style() -> (
    None
):
    page = drawn(site())
    loaded = page.xpath(
        "//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"
    )
    assert loaded
    assert [one for one in loaded if not one.startswith("/assets/")] == []
    assert page.xpath("//style | //*[@style] | //script[not(@src)] | //*[@onclick]") == []


def test_names_of_content_are_escaped() -> None:
    text = html.tostring(drawn(site(name="<b>某市</b>")), encoding="unicode")
    assert "<b>某市</b>" not in text


def test_a_platform_overrides_one_template_and_keeps_the_rest(tmp_path: Path) -> None:
    own = tmp_path / "themes/own/templates/partials"
    own.mkdir(parents=True)
    (own / "footer.html").write_text("<footer>自己的页脚</footer>")
    renderer = Renderer(Theme((tmp_path / "themes/own", THEME)), site())
    page = html.fromstring(renderer.render(styleguide_page(site())).decode())
    assert page.xpath("string(//footer)") == "自己的页脚"
    assert page.xpath("string(//*[@class='brand-name'])") == "某市人民政府"


def test_a_platform_fills_one_block_and_adds_one_token_to_what_it_replaces(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    page = '{% extends "gov/404.html" %}{% block title %}没有这一页{% endblock %}'
    (own / "404.html").write_text(page, "utf-8")
    (own / "tokens.css").write_text('{% include "gov/tokens.css" %}:root{--ground:#eef}', "utf-8")
    theme = Theme((tmp_path, THEME))
    renderer = Renderer(theme, site(primary="#0f4c81"))
    drawn = renderer.environment.get_template("404.html")

    assert drawn.blocks.keys() == {"title"}
    assert "main" in renderer.environment.get_template("gov/404.html").blocks
    assert renderer.assets["tokens.css"].data.startswith(b":root{--primary:#0f4c81")
    assert renderer.assets["tokens.css"].data.endswith(b":root{--ground:#eef}")
    assert theme.template_digests["404.html"] != Theme((THEME,)).template_digests["404.html"]


def test_templates_behind_links_belong_to_the_theme(tmp_path: Path) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    (own / "templates").mkdir(parents=True)
    (own / "templates/partials").symlink_to(shared)
    (shared / "again").symlink_to(own)  # a way without an end
    pager = shared / "pager.html"
    pager.write_text("<nav>甲</nav>", "utf-8")
    before = Theme((own, THEME))
    told = before.signature, before.template_digests["list.html"]

    pager.write_text("<nav>乙</nav>", "utf-8")

    after = Theme((own, THEME))
    assert after.signature != told[0]
    assert after.template_digests["list.html"] != told[1]


def test_the_lock_that_an_editor_leaves_beside_a_template_is_no_part_of_the_theme(
    tmp_path: Path,
) -> None:
    (tmp_path / "templates").mkdir()
    before = Theme((tmp_path, THEME)).signature
    (tmp_path / "templates/.#list.html").symlink_to("editor@host.4711:1")
    assert Theme((tmp_path, THEME)).signature == before


def test_each_site_has_its_own_hue() -> None:
    def tokens(colour: str) -> bytes:
        return Renderer(Theme((THEME,)), site(primary=colour)).assets["tokens.css"].data

    assert b"--primary:#0f4c81" in tokens("#0f4c81")
    assert tokens("#0f4c81") != tokens("#9e1b1f")


def test_what_a_home_page_loads_besides_pictures_is_light() -> None:
    names = ("css/site.css", "css/print.css", "icons.svg", "favicon.svg")
    files = [THEME / "static" / name for name in names]
    files += sorted((THEME / "static/js").glob("*.js"))
    assert sum(file.stat().st_size for file in files) < 110_000
