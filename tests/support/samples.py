"""The smallest content of each column type that says something: one item each."""

from __future__ import annotations

AS_OF = "2026-06-10 12:00"

_FRONT = "title: {title}\ndate: 2026-06-0{day} 09:00\nsource: 澄湖市人民政府办公室\n"
_PROSE = "澄湖市人民政府办公室把便民举措落到实处，{title}的有关安排已经逐项明确到责任单位。\n"

_ROW = "[3, 1, 0, 0, 0, 0, 4]"
_NIL = "[0, 0, 0, 0, 0, 0, 0]"
_ANNUAL = f"""annual_report:
  year: 2025
  organ: 澄湖市人民政府
  overview: 全年新收政府信息公开申请4件。
  proactive:
    licences: 12
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
_SERVICE = """service:
  item: 居住证申领
  basis: [《居住证暂行条例》]
  conditions: [离开常住户口所在地半年以上]
  materials:
    - {name: 居民身份证, form: 原件, medium: 纸质, copies: 1}
  place: 市政务服务中心一楼
  organ: 市公安局
  fee: 不收费
  hours: 工作日9:00至17:00
  phone: 0590-6612345
  steps:
    - {title: 受理}
    - {title: 发证}
"""
_BLOCKS = {
    "leaders": "leader: {name: 沈砚秋, post: 市长, portfolio: 主持市政府全面工作}\n",
    "functions": "organ: {name: 市政府办公室, duties: [负责市政府日常工作], phone: 0590-6612345}\n",
    "policy": (
        "document: {index_no: {code}/2026-00001, number: {mark}〔2026〕1号, issuer: 市政府, "
        "signed: 2026-06-01, status: 有效, topic: 综合政务, genre: 通知, "
        "interpretation: [../zcjd/1.md]}\n"
    ),
    "interpretation": "interprets: [../zcwj/1.md]\n",
    "disclosure-guide": (
        "office: {organ: 市政府办公室, address: 澄湖大道1号, hours: 工作日9:00至17:00, "
        "phone: 0590-6612345, fax: 0590-6612346, internet: bgs@chenghu.gov.cn}\n"
    ),
    "disclosure-directory": "document: {index_no: {code}/2026-00002}\ndescription: 目录条目\n",
    "annual-report": _ANNUAL,
    "services": _SERVICE,
    "mailbox": (
        "letter: {from_name: 王先生, received: 2026-06-01 10:00, question: 路灯何时修好, "
        "replied: 2026-06-02 10:00, replier: 市城管局, reply: 路灯已经修好}\n"
    ),
    "survey": "survey: {starts: 2026-05-20, ends: 2026-06-20, channel: 电子邮箱}\n",
    "interview": (
        "interview: {held: 2026-06-01 10:00, guests: [{name: 严立诚, post: 市发改委主任}], "
        "transcript: [{speaker: 主持人, text: 欢迎收看}]}\n"
    ),
    "open-data": "dataset: {fields: [{name: 年份}, {name: 人口}], rows: [[2025, 10]]}\n",
    "work-report": "work_report: {year: 2025, organ: 市政府办公室, visits: {views: 10}}\n",
}

# type, path below the site, title
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("overview", "gk", "城市概况"),
    ("news", "yw", "要闻"),
    ("notices", "tzgg", "通知公告"),
    ("functions", "jgzn", "机构职能"),
    ("leaders", "ldxx", "负责人信息"),
    ("policy", "zcwj", "政策文件"),
    ("interpretation", "zcjd", "政策解读"),
    ("planning", "ghjh", "规划计划"),
    ("personnel", "rsxx", "人事信息"),
    ("budget", "czyjs", "财政预决算"),
    ("projects", "zdxm", "重大项目"),
    ("work-report", "gzbb", "网站工作年度报表"),
    ("disclosure-guide", "xxgk/zn", "信息公开指南"),
    ("disclosure-system", "xxgk/zd", "信息公开制度"),
    ("disclosure-directory", "xxgk/ml", "法定主动公开内容"),
    ("annual-report", "xxgk/nb", "信息公开年报"),
    ("on-request", "xxgk/ysqgk", "依申请公开"),
    ("services", "bsfw", "办事服务"),
    ("mailbox", "zxts", "咨询投诉"),
    ("survey", "zjdc", "征集调查"),
    ("interview", "zxft", "在线访谈"),
    ("response", "hygq", "回应关切"),
    ("statistics", "sjfb", "数据发布"),
)
_NUMBERED = {"dept": "澄财发", "county": "望政发", "city": "澄政发", "town": "柳政发"}


def item(column_type: str, title: str, site: str = "city", day: int = 5) -> str:
    """Return an item that a column of that type takes."""
    code = f"99{abs(hash_of(site)) % 10_000_000:07d}"
    mark = _NUMBERED.get(site.partition("-")[0], "澄市发")
    block = _BLOCKS.get(column_type, "").replace("{code}", code).replace("{mark}", mark)
    front = _FRONT.format(title=title, day=day) + block
    return f"---\n{front}---\n\n{_PROSE.format(title=title)}"


def hash_of(text: str) -> int:
    """Return the same number for the same text in every process."""
    import zlib

    return zlib.crc32(text.encode())


def site_files(site: str) -> dict[str, str]:
    """Return the files of a whole site: every column type of a portal, one item each."""
    files = {"xxgk/_column.yaml": "title: 政府信息公开\norder: 5\n"}
    for order, (column_type, path, title) in enumerate(COLUMNS):
        files[f"{path}/_column.yaml"] = (
            f"title: {title}\ntype: {column_type}\norder: {order}\ndescription: {title}栏目\n"
        )
        files[f"{path}/1.md"] = item(column_type, f"{site}{title}第一篇", site)
    return files


def site_entry(site: str, kind: str, parent: str | None = None) -> dict[str, object]:
    """Return a site's part of `sites.yaml`."""
    number = hash_of(site) % 10_000_000
    entry: dict[str, object] = {
        "id": site,
        "kind": kind,
        "name": f"澄湖市{site}人民政府",
        "short_name": site,
        "domain": f"{'www' if kind != 'department' else site}.{site}.gov.cn",
        "id_code": f"990{number:07d}",
        "icp": "宁ICP备20260001号",
        "police": "宁公网安备 99010002000001号",
        "sponsor": f"澄湖市{site}人民政府办公室",
        "contact": {"phone": "0590-6612345", "address": "澄湖大道1号"},
    }
    if parent:
        entry["parent"] = parent
    return entry
