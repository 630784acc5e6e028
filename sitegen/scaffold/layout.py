"""Where the columns of a new site stand: one proven order for every kind of site."""

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.model.kinds import COLUMN_TYPES
from sitegen.model.platform import SiteConfig


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to be made: its path below the site's folder, and what `_column.yaml` says."""

    path: str
    type: str
    title: str
    about: str


_GROUPS = (
    NewColumn("zwdt", "list", "政务动态", "工作动态和通知公告"),
    NewColumn("zwgk", "list", "政务公开", "机构职能、负责人、政策文件及解读、规划和财政信息"),
    NewColumn("zfxxgk", "list", "政府信息公开", "信息公开指南、制度、目录、年报和依申请公开"),
    NewColumn("hdjl", "list", "互动交流", "咨询投诉、征集调查等互动渠道"),
    NewColumn("sj", "list", "政务数据", "统计数据和开放数据"),
)

_PLACES = (
    NewColumn("gk", "overview", "概况信息", "地理、区划和经济社会发展概况"),
    NewColumn("zwdt", "list", "", ""),
    NewColumn("zwdt/yw", "news", "工作动态", "重要政务活动和工作动态"),
    NewColumn("zwdt/tzgg", "notices", "通知公告", "通知、公告和公示"),
    NewColumn("zwgk", "list", "", ""),
    NewColumn("zwgk/jgzn", "functions", "机构职能", "机构职责、内设机构和联系方式"),
    NewColumn("zwgk/ldxx", "leaders", "负责人信息", "负责人的职务和工作分工"),
    NewColumn("zwgk/zcwj", "policy", "政策文件", "印发的规范性文件和其他政策文件"),
    NewColumn("zwgk/zcjd", "interpretation", "政策解读", "政策文件的解读材料"),
    NewColumn("zwgk/ghjh", "planning", "规划计划", "发展规划、专项规划和年度计划"),
    NewColumn("zwgk/rsxx", "personnel", "人事信息", "人事任免和招考录用信息"),
    NewColumn("zwgk/czyjs", "budget", "财政预决算", "财政预算、决算和“三公”经费"),
    NewColumn("zwgk/zdxm", "projects", "重大项目", "重大建设项目的批准和实施情况"),
    NewColumn("zwgk/gzbb", "work-report", "网站工作年度报表", "政府网站工作年度报表"),
    NewColumn("zfxxgk", "list", "", ""),
    NewColumn("zfxxgk/zn", "disclosure-guide", "信息公开指南", "公开范围、方式和工作机构"),
    NewColumn("zfxxgk/zd", "disclosure-system", "信息公开制度", "信息公开的法规和工作制度"),
    NewColumn("zfxxgk/ml", "disclosure-directory", "法定主动公开内容", "依法主动公开的政府信息"),
    NewColumn("zfxxgk/nb", "annual-report", "信息公开年报", "历年政府信息公开工作年度报告"),
    NewColumn("zfxxgk/ysqgk", "on-request", "依申请公开", "申请方式、办理流程和答复时限"),
    NewColumn("bsfw", "services", "办事服务", "政务服务事项的办事指南"),
    NewColumn("hdjl", "list", "", ""),
    NewColumn("hdjl/zxts", "mailbox", "咨询投诉", "群众留言和答复"),
    NewColumn("hdjl/zjdc", "survey", "征集调查", "意见征集、问卷调查及其结果"),
    NewColumn("hdjl/zxft", "interview", "在线访谈", "在线访谈预告和文字实录"),
    NewColumn("hdjl/hygq", "response", "回应关切", "对群众关切和热点问题的回应"),
    NewColumn("sj", "list", "", ""),
    NewColumn("sj/sjfb", "statistics", "数据发布", "统计数据和图表"),
    NewColumn("sj/sjkf", "open-data", "数据开放", "可以下载使用的数据集"),
    NewColumn("ztzl", "special", "专题专栏", "重点工作专题"),
    NewColumn("qt", "list", "其他信息", "其他需要公布的信息"),
)


def site_columns(types: Iterable[str]) -> tuple[NewColumn, ...]:
    """Return the columns that a site with these column types needs, parents before children.

    Group columns come with the first of their sub-columns; `list` alone gives one column of its
    own.
    """
    wanted = set(types)
    own = [place for place in _PLACES if place.title and place.type in wanted]
    tops = {place.path.partition("/")[0] for place in own if "/" in place.path}
    groups = {group.path: group for group in _GROUPS}
    found = (groups.get(place.path, place) for place in _PLACES)
    return tuple(place for place in found if place in own or place.path in tops)


def column_text(column: NewColumn, label: str, order: int) -> str:
    """Return the text of `_column.yaml`; `label` is the site's short name."""
    official = COLUMN_TYPES[column.type]
    lines = [
        f"title: {column.title}",
        f"type: {column.type}" + (f"  # {official.title}" if column.type != "list" else ""),
        f"description: {label}{column.about}",
        f"keywords: [{label}, {column.title}]",
        f"order: {order}",
    ]
    return "\n".join(lines) + "\n"


def site_text(site: SiteConfig, columns: tuple[NewColumn, ...]) -> str:
    """Return the text of `_site.yaml`: main channels and home page blocks for these columns."""
    at = {column.type: column.path for column in columns if column.type != "list"}
    tops = [column.path for column in columns if "/" not in column.path]
    lines = [
        f"description: {site.name}网站，发布政务信息，公开政府信息，提供办事指南，受理咨询投诉。",
        f"keywords: [{site.label}, 政务公开, 政府信息公开]",
        f"channels: [{', '.join(tops)}]",
        "home:",
    ]
    for title, types in (
        ("政务动态", ("news", "notices")),
        ("政策与解读", ("policy", "interpretation")),
    ):
        lines += _block("columns", title, [at[name] for name in types if name in at])
    if "disclosure-directory" in at:
        lines += ["  - block: disclosure", "    title: 政府信息公开"]
    lines += _block("services", "办事服务", [at[name] for name in ("services",) if name in at])
    talk = [at[name] for name in ("mailbox", "survey", "interview", "response") if name in at]
    lines += _block("interaction", "互动交流", talk)
    lines += _block("columns", "政务数据", [at[n] for n in ("statistics", "open-data") if n in at])
    return "\n".join(lines) + "\n"


def _block(block: str, title: str, columns: list[str]) -> list[str]:
    if not columns:
        return []
    return [f"  - block: {block}", f"    title: {title}", f"    columns: [{', '.join(columns)}]"]
