"""Column types and record kinds: the vocabulary of 47号 and 19号 in one table."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What fields an item has (稿件类型)."""

    ARTICLE = "article"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    LEADER = "leader"
    ORGAN = "organ"
    SERVICE = "service"
    LETTER = "letter"
    SURVEY = "survey"
    INTERVIEW = "interview"
    DATASET = "dataset"
    OFFICE = "office"
    ANNUAL_REPORT = "annual-report"
    WORK_REPORT = "work-report"


@dataclass(frozen=True, slots=True)
class ColumnType:
    """One type of column.

    `tag` is the official value of the page tag ColumnType (47号 annex); `kind` the record kind of
    its items where they do not say otherwise; `group` the heading under which the search shows
    its pages.
    """

    id: str
    title: str
    tag: str
    kind: Kind = Kind.ARTICLE
    group: str = "其他信息"


def _table(*types: ColumnType) -> dict[str, ColumnType]:
    return {item.id: item for item in types}


COLUMN_TYPES = _table(
    ColumnType("overview", "概况信息", "概况信息", group="机构概况"),
    ColumnType("functions", "机构职能", "机构职能", Kind.ORGAN, "机构概况"),
    ColumnType("leaders", "负责人信息", "负责人信息", Kind.LEADER, "机构概况"),
    ColumnType("news", "工作动态", "工作动态", group="新闻动态"),
    ColumnType("notices", "通知公告", "通知公告", group="通知公告"),
    ColumnType("policy", "政策文件", "政策文件", Kind.POLICY, "政策文件"),
    ColumnType("interpretation", "政策解读", "政策解读", Kind.INTERPRETATION, "政策解读"),
    ColumnType("disclosure-guide", "信息公开指南", "信息公开指南", Kind.OFFICE, "信息公开"),
    ColumnType("disclosure-system", "信息公开制度", "信息公开制度", group="信息公开"),
    ColumnType("disclosure-directory", "信息公开目录", "信息公开目录", group="信息公开"),
    ColumnType("annual-report", "信息公开年报", "信息公开年报", Kind.ANNUAL_REPORT, "信息公开"),
    ColumnType("on-request", "依申请公开", "依申请公开", group="信息公开"),
    ColumnType("personnel", "人事信息", "人事信息", group="信息公开"),
    ColumnType("planning", "规划计划", "规划计划", group="信息公开"),
    ColumnType("budget", "财政预决算", "财政预决算", group="信息公开"),
    ColumnType("projects", "重大项目", "重大项目", group="信息公开"),
    ColumnType("statistics", "数据发布", "数据发布", group="数据"),
    ColumnType("open-data", "数据开放", "数据开放", Kind.DATASET, "数据"),
    ColumnType("response", "回应关切", "回应关切", group="互动交流"),
    ColumnType("services", "办事服务", "办事服务", Kind.SERVICE, "办事指南"),
    ColumnType("mailbox", "咨询投诉", "咨询投诉", Kind.LETTER, "互动交流"),
    ColumnType("survey", "征集调查", "征集调查", Kind.SURVEY, "互动交流"),
    ColumnType("interview", "在线访谈", "在线访谈", Kind.INTERVIEW, "互动交流"),
    ColumnType("work-report", "网站工作年度报表", "网站工作年度报表", Kind.WORK_REPORT, "信息公开"),
    ColumnType("special", "专题专栏", "专题专栏", group="专题专栏"),
    ColumnType("list", "其他栏目", "其他"),
)

UNCONDITIONAL_TYPES = ("disclosure-directory", "interpretation", "annual-report")
"""Mandatory for every kind of site; no profile and no waiver lifts them."""
