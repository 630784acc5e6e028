"""A small platform and an old site for the tests of the move."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sitegen.importers.html.move import move
from sitegen.importers.html.order import Order
from sitegen.importers.html.report import MoveReport

from .articles import ARTICLES, Article
from .templates import TEMPLATES

HOST = "www.yunze.gov.cn"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def platform(root: Path) -> Path:
    """A platform with one site that has two columns."""
    for path, text in {
        "sites.yaml": "sites:\n  - id: city\n    name: 云泽市人民政府\n",
        "content/city/zwgk/_column.yaml": "title: 政务公开\n",
        "content/city/zwgk/zcwj/_column.yaml": "title: 政策文件\ntype: policy\n",
        "content/city/zwgk/tzgg/_column.yaml": "title: 通知公告\ntype: notices\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def save(
    mirror: Path, path: str, article: Article | None = None, template: str = "trs", **text: str
) -> Path:
    """Save a page of an old site in a mirror; `text` maps what to replace (`old`, `new`)."""
    target = mirror / HOST / path.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    source = TEMPLATES[template](article or ARTICLES[0])
    if text:
        source = source.replace(text["old"], text["new"])
    target.write_bytes(source.encode())
    return target


def listed(mirror: Path, path: str, trail: Sequence[str], links: Sequence[str] = ()) -> Path:
    """Save a list page of an old site, with its breadcrumb and dated links."""
    crumbs = "".join(f' &gt; <a href="#">{name}</a>' for name in trail)
    rows = "".join(
        f'<li><a href="{link}">关于第{number}号事项的公告</a><span>2024-01-{number:02d}</span></li>'
        for number, link in enumerate([*links, *(f"x{n}.html" for n in range(1, 9))], 1)
    )
    target = mirror / HOST / path.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f'<html><head><meta charset="utf-8"><title>{trail[-1]}</title></head><body>'
        f'<div class="position">当前位置：<a href="/">首页</a>{crumbs}</div>'
        f'<ul class="list">{rows}</ul></body></html>',
        encoding="utf-8",
    )
    return target


def run(root: Path, source: Path, **options: object) -> MoveReport:
    """Carry out a move with the map file where the command puts it."""
    order = Order(
        source=source,
        root=root,
        site="city",
        map_file=root / "imports/city/import.yaml",
        today="2026-01-31",
        default_source="云泽市人民政府",
    )
    from dataclasses import replace

    return move(replace(order, **options))  # type: ignore[arg-type]


def items(root: Path) -> dict[str, str]:
    """The items of the site: path below the site → text."""
    site = root / "content/city"
    return {
        p.relative_to(site).as_posix(): p.read_text(encoding="utf-8")
        for p in sorted(site.rglob("*.md"))
    }


def codes(report: MoveReport) -> set[str]:
    """The codes of all notes."""
    return {note.code for note in report.notes}
