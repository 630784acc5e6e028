"""The demo city as its readers meet it: complete, linked, tagged, and written item by item."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from lxml import html as lxml_html

from tests.support.demo import ROOT

SITES = (
    "city", "county-x", "county-y", "dept-fgw", "dept-mzj", "dept-jyj", "dept-fao", "town-lq",
)  # fmt: skip
SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
_LABELS = {"zh-CN": ("找错", "站点地图"), "en": ("Report an error", "Site map")}
_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")


def _pages(demo: Path, site: str) -> Iterator[tuple[str, lxml_html.HtmlElement]]:
    """The pages of a site, without those of its traditional view."""
    root = (demo / site).resolve()
    for path in sorted(root.rglob("*.html")):
        name = path.relative_to(root).as_posix()
        if not name.startswith("hant/"):
            yield name, lxml_html.fromstring(path.read_bytes())


def _items() -> list[Path]:
    return [
        path
        for path in sorted((ROOT / "content").rglob("*"))
        if path.suffix in (".md", ".yaml") and not path.name.startswith("_")
    ]


def test_all_sites_are_published(demo: Path) -> None:
    for site in SITES:
        assert (demo / site).is_symlink(), site
        assert (demo / site / "index.html").is_file()
        assert json.loads((demo / site / "manifest.json").read_bytes())["site"] == site


def test_every_page_has_its_tags_once(demo: Path) -> None:
    seen = 0
    for site in SITES:
        for path, page in _pages(demo, site):
            if page.find(".//meta[@http-equiv='refresh']") is not None:
                continue
            tags = Counter(meta.get("name") for meta in page.iter("meta") if meta.get("name"))
            values = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
            wanted = [*SITE_TAGS]
            if "ArticleTitle" in tags:
                wanted += [*COLUMN_TAGS, *CONTENT_TAGS]
                assert _TIME.fullmatch(values["PubDate"]), path
                seen += 1
            elif path.endswith("index.html") and not path.startswith("search/"):
                wanted += COLUMN_TAGS
            for name in wanted:
                assert tags[name] == 1, f"{site}/{path}: {name} stands {tags[name]} times"
                assert values[name].strip(), f"{site}/{path}: {name} is empty"
    assert seen > 400


def test_every_page_names_the_site_in_head_and_foot(demo: Path) -> None:
    config = yaml.safe_load((ROOT / "sites.yaml").read_text("utf-8"))
    for entry in config["sites"]:
        for path, page in _pages(demo, entry["id"]):
            if (
                page.get("class") == "redirect"
                or page.find(".//meta[@http-equiv='refresh']") is not None
            ):
                continue
            [head] = page.xpath("//header[not(ancestor::main)]")[:1]
            assert entry["name"] in head.text_content(), f"{path}: head"
            foot = page.xpath("//footer[not(ancestor::main)]")[-1]
            text = foot.text_content()
            links = " ".join(foot.xpath(".//a/@href"))
            for part in (entry["id_code"], entry["icp"], entry["police"], entry["sponsor"],
                         entry["contact"]["phone"],
                         *_LABELS[entry.get("lang", "zh-CN")]):  # fmt: skip
                assert part in text, f"{entry['id']}/{path}: foot lacks {part}"
            assert entry["id_code"] in links, f"{path}: 找错 is not bound to the site's code"


def test_every_internal_link_resolves(demo: Path) -> None:
    checked = 0
    for site in SITES:
        root = (demo / site).resolve()
        files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        for path, page in _pages(demo, site):
            ids = set(page.xpath("//@id"))
            for link in [*page.xpath("//@href"), *page.xpath("//@src")]:
                parts = urlsplit(urljoin(f"http://site.invalid/{path}", link))
                if parts.netloc != "site.invalid" or parts.scheme not in ("http", "https"):
                    continue
                target = unquote(parts.path).lstrip("/")
                target = target + "index.html" if not target or target.endswith("/") else target
                if target == path and parts.fragment:
                    assert unquote(parts.fragment) in ids, f"{site}/{path}: #{parts.fragment}"
                assert target in files, f"{site}/{path} links to {link}"
                checked += 1
    assert checked > 20_000


def test_every_column_of_every_site_shows_something(demo: Path) -> None:
    for site in SITES:
        for settings in (ROOT / "content" / site).rglob("_column.yaml"):
            column = settings.parent.relative_to(ROOT / "content" / site).as_posix()
            page = lxml_html.fromstring((demo / site / column / "index.html").read_bytes())
            assert page.xpath("//main//a[@href]"), f"{site}/{column} is blank"


def test_there_are_two_hundred_items_none_a_copy_of_another() -> None:
    items = _items()
    assert len(items) >= 200
    shingles: dict[str, Path] = {}
    alike: Counter[tuple[str, str]] = Counter()
    sizes: dict[str, int] = {}
    for path in items:
        if "zfxxgk/nb" in path.as_posix() or "gzbb" in path.as_posix():
            continue  # forms prescribed word by word
        text = re.sub(r"[\W\d_]+", "", path.read_text("utf-8").partition("\n---\n")[2])
        mine = {text[start : start + 24] for start in range(max(0, len(text) - 24))}
        sizes[path.as_posix()] = len(mine)
        for shingle in mine:
            other = shingles.setdefault(shingle, path)
            if other != path:
                alike[(other.as_posix(), path.as_posix())] += 1
    copies = [
        pair for pair, count in alike.items() if count > 0.3 * min(sizes[one] for one in pair)
    ]
    assert copies == []
