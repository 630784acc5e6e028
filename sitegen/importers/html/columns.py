"""Columns of the new site, and which of them an old column's name suggests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

_TYPES: Final[tuple[tuple[str, str], ...]] = (
    ("annual-report", r"信息公开.{0,6}年(?:度报告|报)|^年报$|公开年报"),
    ("work-report", r"网站.{0,4}工作.{0,4}报表|网站年度报表"),
    ("disclosure-guide", r"公开指南"),
    ("disclosure-system", r"公开(?:制度|规定)"),
    ("disclosure-directory", r"公开目录|主动公开|法定主动"),
    ("on-request", r"依申请"),
    ("interpretation", r"解读"),
    ("response", r"回应|关切"),
    (
        "policy",
        r"政策(?:文件|法规)?$|规范性文件|法规|规章|[委府局]文件|文件(?:库|中心)?$|政府令|最新文件",
    ),
    ("notices", r"通知|公告|公示|通报"),
    ("news", r"动态|新闻|要闻|快讯|资讯|时政|部门信息|县区|乡镇"),
    ("personnel", r"人事|任免|招考|招聘|录用"),
    ("planning", r"规划|计划"),
    ("budget", r"预算|决算|财政"),
    ("projects", r"重大项目|重点项目|建设项目"),
    ("statistics", r"统计|数据(?:发布|解读)?$"),
    ("open-data", r"数据开放|开放数据"),
    ("leaders", r"领导"),
    ("functions", r"机构|职能|职责|内设"),
    ("services", r"办事|服务指南|事项"),
    ("survey", r"征集|调查|意见征询"),
    ("interview", r"访谈"),
    ("mailbox", r"信箱|留言|投诉|咨询"),
    ("overview", r"概况|走进|简介|基本情况"),
    ("special", r"专题|专栏"),
)
# Items of these types need fields that an old page does not have; they come in as articles.
PLAIN_TYPES: Final = frozenset((
    "leaders", "functions", "services", "mailbox", "survey", "interview", "open-data",
    "annual-report", "work-report", "interpretation", "disclosure-guide",
))  # fmt: skip
# Folders are named by initials of pinyin; these are the ones that nearly every site has.
_INITIALS: Final = {
    "tzgg": "通知公告", "gsgg": "公示公告", "gggs": "公告公示", "zcwj": "政策文件",
    "zcfg": "政策法规", "gfxwj": "规范性文件", "zcjd": "政策解读", "gzdt": "工作动态",
    "bmdt": "部门动态", "zwdt": "政务动态", "xwdt": "新闻动态", "zwyw": "政务要闻",
    "xwzx": "新闻中心", "ywdt": "要闻动态", "rsxx": "人事信息", "rsrm": "人事任免",
    "ghjh": "规划计划", "ghxx": "规划信息", "czxx": "财政信息", "czyjs": "财政预决算",
    "yjsgk": "预决算公开", "tjxx": "统计信息", "tjsj": "统计数据", "zdxm": "重大项目",
    "hygq": "回应关切", "ztzl": "专题专栏", "jgzn": "机构职能", "ldzc": "领导之窗",
    "xxgkzn": "信息公开指南", "xxgknb": "信息公开年报", "xxgkml": "信息公开目录",
    "bszn": "办事指南", "zjdc": "征集调查",
}  # fmt: skip
_SEGMENT: Final = re.compile(r"[^0-9A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Known:
    """A column that the new site has."""

    path: str
    title: str
    type: str


def known_columns(site: Path) -> dict[str, Known]:
    """The columns of a site's tree by their path; an unreadable one counts as a plain list."""
    found: dict[str, Known] = {}
    for settings in sorted(site.rglob("_column.yaml")) if site.is_dir() else ():
        path = settings.parent.relative_to(site).as_posix()
        try:
            data = yaml.load(settings.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            data = {}
        data = data if isinstance(data, dict) else {}
        found[path] = Known(path, str(data.get("title") or ""), str(data.get("type") or "list"))
    return found


def name_of_folder(folder: str) -> str:
    """What the initials of an old folder stand for, or an empty text."""
    return _INITIALS.get(re.split(r"[/:]", folder)[-1].lower(), "")


def guess_type(names: Sequence[str], documents: float = 0.0) -> str:
    """The column type that names (the last weighs most) suggest; `documents` is the share of
    pages with a head table.
    """
    for name in reversed(names):
        for kind, pattern in _TYPES:
            if name and re.search(pattern, name):
                return kind
    return "policy" if documents > 0.6 else "list"


def place_for(
    trail: Sequence[str],
    *,
    folder: str,
    kind: str,
    known: Mapping[str, Known],
    taken: set[str],
) -> str:
    """The path of the column for an old one; `trail` ends with the old one's name.

    That is a column of the same name, else the only one of the type `kind`, else a new one
    named like the old `folder`. `taken` are the paths that are in use.
    """
    title = trail[-1] if trail else ""
    named = [column for column in known.values() if title and column.title == title]
    if len(named) > 1:
        parents = set(trail[:-1])
        named = [
            c for c in named if known.get(c.path.rpartition("/")[0], c).title in parents
        ] or named
    if named:
        return named[0].path
    typed = [
        column
        for column in known.values()
        if column.type == kind and kind not in ("list", "special")
    ]
    if len(typed) == 1:
        return typed[0].path
    return _new_path(folder, kind, taken)


def _new_path(folder: str, kind: str, taken: set[str]) -> str:
    parts = [_SEGMENT.sub("-", part).strip("-").lower() for part in re.split(r"[/:]", folder)]
    parts = [part for part in parts if part][-3:]
    wanted = "/".join(parts) if parts else (kind if kind != "list" else "imported")
    if parts and parts[0] in ("art", "info"):
        wanted = f"{kind if kind != 'list' else 'column'}-{parts[-1]}"
    path, number = wanted, 1
    while path in taken:
        number += 1
        path = f"{wanted}-{number}"
    return path
