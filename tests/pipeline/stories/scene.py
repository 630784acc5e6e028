"""The platform that stories begin with: three small sites that share, interpret and collect."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterable
from typing import Any

from tests.support.samples import item, site_entry

KINDS = {"city": "portal", "county-x": "county", "dept-y": "department"}

_COMMON = {
    "yw": ("news", "要闻"),
    "tzgg": ("notices", "通知公告"),
    "zcwj": ("policy", "政策文件"),
    "zcjd": ("interpretation", "政策解读"),
    "ldxx": ("leaders", "负责人信息"),
    "xxgk/ml": ("disclosure-directory", "法定主动公开内容"),
    "xxgk/nb": ("annual-report", "信息公开年报"),
    "sjkf": ("open-data", "数据开放"),
    "zl": ("list", "资料"),
}
_SMALL = ("yw", "zcjd", "xxgk/ml", "xxgk/nb", "zl")
_EXTRA = {
    "city": {
        "xqdt": "title: 县区动态\norder: 60\nwhen_empty: hide\naccept: [county-x, dept-y]\n",
        "hj": (
            "title: 各地公告\norder: 61\nwhen_empty: hide\n"
            "collect: {types: [notices, news], limit: 3, keywords: [供暖]}\n"
        ),
        "gx": "title: 共享政策\norder: 62\nwhen_empty: hide\nmount: _shared/zc\n",
    },
    "county-x": {
        "sj": "title: 上级信息\norder: 63\nwhen_empty: hide\ncollect: {sites: [city], limit: 2}\n",
        "gx": "title: 共享政策\norder: 64\nwhen_empty: hide\nmount: _shared/zc\n",
    },
    "dept-y": {"gx": "title: 共享政策\norder: 64\nwhen_empty: hide\nmount: _shared/zc\n"},
}
SHARED = "---\ntitle: 共享文件\ndate: 2026-06-01 08:00\nsource: 办公室\n---\n\n共享正文。\n"
RULES = """profiles:
  portal: {waive: &all [disclosure-guide, disclosure-system, policy, news, notices, functions,
    leaders, overview, services, mailbox, survey, interview, response, statistics, planning,
    personnel, budget, projects, work-report, on-request]}
  county: {waive: *all}
  department: {waive: *all}
"""


def columns_of(site: str) -> dict[str, str]:
    """Return the settings of the columns that a site begins with, by path."""
    names = _SMALL if site == "dept-y" else tuple(_COMMON)
    found = {"xxgk": "title: 政府信息公开\norder: 5\n"}
    for order, path in enumerate(names):
        kind, title = _COMMON[path]
        hide = "when_empty: hide\n" if kind in ("list", "open-data") else ""
        found[path] = f"title: {title}\ntype: {kind}\norder: {order}\npage_size: 4\n{hide}"
    return found | _EXTRA[site]


def first_items(site: str) -> dict[str, str]:
    """Return the items that no step takes away, by path: one in each column that needs it."""
    names = _SMALL if site == "dept-y" else tuple(_COMMON)
    found: dict[str, str] = {}
    for path in names:
        kind, title = _COMMON[path]
        if kind in ("list", "open-data"):
            continue
        text = item(kind, f"{site}{title}第一篇", site)
        if site == "dept-y":
            text = text.replace("../zcwj/1.md", "../../city/zcwj/1.md")
        found[f"{path}/1.md"] = text
    return found


def sites_config(sites: Iterable[str]) -> dict[str, Any]:
    """Return what `sites.yaml` says at first."""
    entries = [site_entry(site, KINDS[site], None if site == "city" else "city") for site in sites]
    return {"platform": {"name": "澄湖市集约化平台", "precompress": []}, "sites": entries}


def picture(colour: int, width: int = 40) -> bytes:
    """Return a small PNG of one colour, or a wide one of noise that has a smaller copy."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    height = 8
    rows = (b"\0" + bytes((colour % 256, 90, 160)) * width) * height
    if width > 480:
        rows = b"".join(
            b"\0" + random.Random(colour * height + row).randbytes(3 * width)
            for row in range(height)
        )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
