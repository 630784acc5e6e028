"""Front matter of the record kinds: the fields that one item of each column type needs."""

from collections.abc import Callable

from benchmarks.layout import SitePlan

_ROW = "[3, 1, 0, 0, 0, 0, 4]"
_NIL = "[0, 0, 0, 0, 0, 0, 0]"
_LEADERS = ("闻思远", "沈砚秋", "严立诚", "苗清和")


def leader(number: int) -> str:
    return (
        f"leader: {{name: {_LEADERS[number % 4]}, post: {'副' if number else ''}市长, "
        f"portfolio: 主持全面工作, order: {number}}}\n"
    )


def organ(number: int) -> str:
    return (
        f"organ: {{name: 第{number + 1}科室, duties: [负责第{number + 1}科室日常工作], "
        f"phone: 0590-6612345, order: {number}}}\n"
    )


def office(plan: SitePlan) -> str:
    return (
        f"office: {{organ: {plan.short_name}办公室, address: 澄湖大道1号, "
        f"hours: 工作日9:00至17:00, phone: 0590-6612345, "
        "fax: 0590-6612346, internet: bgs@yunling.gov.cn}\n"
    )


def annual_report(plan: SitePlan) -> str:
    return f"""annual_report:
  year: 2025
  organ: {plan.name}
  overview: 全年新收政府信息公开申请4件。
  proactive: {{licences: 12}}
  requests:
    received: {_ROW}
    carried_in: {_NIL}
    granted: {_ROW}
    total: {_ROW}
    carried_out: {_NIL}
  disputes: {{}}
  problems: 个别栏目更新不够及时，已经逐项改进。
  other: 没有收取信息处理费。
"""


def service(number: int) -> str:
    return f"""service:
  item: 居住证申领第{number + 1}类
  topic: {("户籍", "社保", "就业", "医疗")[number % 4]}
  basis: [《居住证暂行条例》]
  conditions: [离开常住户口所在地半年以上]
  materials:
    - {{name: 居民身份证, form: 原件, medium: 纸质, copies: 1}}
  place: 市政务服务中心一楼
  organ: 市公安局
  fee: 不收费
  hours: 工作日9:00至17:00
  phone: 0590-6612345
  steps:
    - {{title: 受理}}
    - {{title: 发证}}
"""


def letter(number: int) -> str:
    return (
        f"letter: {{from_name: 王先生, received: 2026-05-{10 + number} 10:00, "
        f"question: 第{number + 1}路路灯何时修好, replied: 2026-05-{11 + number} 10:00, "
        f"replier: 市城市管理局, reply: 路灯已经修好}}\n"
    )


def survey(number: int) -> str:
    return (
        f"survey: {{starts: 2026-05-{10 + number}, ends: 2026-06-{12 + number}, "
        f"channel: 电子邮箱}}\n"
    )


def interview() -> str:
    return (
        "interview: {held: 2026-06-01 10:00, guests: [{name: 严立诚, post: 市发展改革委主任}], "
        "transcript: [{speaker: 主持人, text: 欢迎收看本期访谈}]}\n"
    )


def work_report(plan: SitePlan) -> str:
    return f"work_report: {{year: 2025, organ: {plan.short_name}办公室, visits: {{views: 10}}}}\n"


def block(column_type: str, plan: SitePlan, number: int) -> str:
    """Return the front matter that an item of that column type needs beyond the common fields."""
    makers: dict[str, Callable[[], str]] = {
        "leaders": lambda: leader(number),
        "functions": lambda: organ(number),
        "disclosure-guide": lambda: office(plan),
        "annual-report": lambda: annual_report(plan),
        "services": lambda: service(number),
        "mailbox": lambda: letter(number),
        "survey": lambda: survey(number),
        "interview": interview,
        "work-report": lambda: work_report(plan),
    }
    return makers[column_type]() if column_type in makers else ""


def topic(column_type: str, number: int) -> str:
    """Return the topic that a service of that number has; others have none."""
    return ("户籍", "社保", "就业", "医疗")[number % 4] if column_type == "services" else ""
