"""The sites and the forty columns of a benchmark platform."""

import zlib
from typing import NamedTuple

AS_OF = "2026-06-10 12:00"


class ColumnPlan(NamedTuple):
    """A column: `share` of the site's items, or `fixed` items of a record kind."""

    path: str
    type: str
    title: str
    share: float = 0
    fixed: int = 0


class SitePlan(NamedTuple):
    """A site of the platform; `items` is how many it is to have."""

    id: str
    kind: str
    name: str
    short_name: str
    domain: str
    id_code: str
    items: int

    @property
    def url(self) -> str:
        """The site's address without a slash at its end."""
        return f"https://{self.domain}"

    @property
    def code(self) -> str:
        """What the index numbers of its documents begin with."""
        return f"BM{self.id_code[-5:]}"


GROUPS = (
    ("zwdt", "政务动态"),
    ("zc", "政策"),
    ("xxgk", "政府信息公开"),
    ("jg", "机构"),
    ("fw", "办事服务"),
    ("hd", "互动交流"),
    ("zt", "专题专栏"),
    ("wz", "网站年报"),
)
COLUMNS = (
    ColumnPlan("zwdt/yw", "news", "要闻", 14),
    ColumnPlan("zwdt/bmdt", "news", "部门动态", 14),
    ColumnPlan("zwdt/qxdt", "news", "县区动态", 10),
    ColumnPlan("zwdt/tzgg", "notices", "通知公告", 13),
    ColumnPlan("zwdt/hygq", "response", "回应关切", 2),
    ColumnPlan("zc/gfxwj", "policy", "规范性文件", 6),
    ColumnPlan("zc/zfwj", "policy", "政府文件", 8),
    ColumnPlan("zc/bmwj", "policy", "部门文件", 6),
    ColumnPlan("zc/wzjd", "interpretation", "文字解读", 4),
    ColumnPlan("xxgk/zn", "disclosure-guide", "信息公开指南", fixed=1),
    ColumnPlan("xxgk/zd", "disclosure-system", "信息公开制度", fixed=3),
    ColumnPlan("xxgk/ml", "disclosure-directory", "法定主动公开内容", 2),
    ColumnPlan("xxgk/nb", "annual-report", "信息公开年报", fixed=1),
    ColumnPlan("xxgk/ysqgk", "on-request", "依申请公开", fixed=1),
    ColumnPlan("xxgk/rsxx", "personnel", "人事信息", 3),
    ColumnPlan("xxgk/ghjh", "planning", "规划计划", 1),
    ColumnPlan("xxgk/czyjs", "budget", "财政预决算", 3),
    ColumnPlan("xxgk/zdxm", "projects", "重大项目", 3),
    ColumnPlan("xxgk/sjfb", "statistics", "数据发布", 2),
    ColumnPlan("xxgk/xzcf", "list", "行政处罚", 3),
    ColumnPlan("xxgk/zfcg", "list", "政府采购", 3),
    ColumnPlan("jg/gk", "overview", "概况", fixed=2),
    ColumnPlan("jg/jgzn", "functions", "机构职能", fixed=4),
    ColumnPlan("jg/ldxx", "leaders", "负责人信息", fixed=3),
    ColumnPlan("fw/gr", "services", "个人办事", fixed=4),
    ColumnPlan("fw/fr", "services", "法人办事", fixed=4),
    ColumnPlan("hd/zxts", "mailbox", "咨询投诉", fixed=4),
    ColumnPlan("hd/zjdc", "survey", "征集调查", fixed=6),
    ColumnPlan("hd/zxft", "interview", "在线访谈", fixed=2),
    ColumnPlan("zt/yshj", "special", "优化营商环境", 1),
    ColumnPlan("zt/xczx", "special", "乡村振兴", 2),
    ColumnPlan("wz/gzbb", "work-report", "网站工作年度报表", fixed=1),
)
FED = ("news", "notices", "policy", "interpretation", "response", "statistics")
WHOLE = ("leaders", "functions")
TOPICAL = ("policy", "services", "interpretation")
HOME = ("zwdt/yw", "zwdt/tzgg", "zc/zfwj", "zc/wzjd", "xxgk/czyjs", "xxgk/zdxm")
SITE_FEED = ("news", "notices", "policy", "interpretation")
PAGE_SIZE = 20


def site_plans(items: int, sites: int) -> list[SitePlan]:
    """Return the sites of a platform: a portal, and counties and departments below it."""
    plans = []
    for number in range(sites):
        kind = "portal" if number == 0 else "county" if number % 5 == 0 else "department"
        name = {
            "portal": "云岭市人民政府",
            "county": f"云岭市第{number}县人民政府",
            "department": f"云岭市第{number}局",
        }[kind]
        site = "city" if number == 0 else f"{'county' if kind == 'county' else 'dept'}-{number}"
        code = f"99{zlib.crc32(site.encode()) % 100:02d}{number:06d}"
        domain = "www.yunling.gov.cn" if number == 0 else f"{site}.yunling.gov.cn"
        short = name.removesuffix("人民政府")
        share = items // sites + (1 if number < items % sites else 0)
        plans.append(SitePlan(site, kind, name, short, domain, code, share))
    return plans


def counts(plan: SitePlan) -> list[tuple[ColumnPlan, int]]:
    """Share a site's items out among its columns, at least one each, exactly as many as planned."""
    fixed = sum(column.fixed for column in COLUMNS)
    weights = sum(column.share for column in COLUMNS)
    free = plan.items - fixed
    found = [
        (column, column.fixed or max(1, int(free * column.share / weights))) for column in COLUMNS
    ]
    # What rounding left over goes to the first column, news.
    rest = plan.items - sum(count for _, count in found)
    first, count = found[0]
    return [(first, count + rest), *found[1:]]
