"""A county's site in memory on which nothing is to be deducted, and variations of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sitegen.model.finding import Verdict
from sitegen.pipeline.item_rows import item_view
from sitegen.reports.case import SiteCase
from sitegen.rules import Rulebook, check_item, check_site, load_rulebook
from sitegen.rules.views import RememberedRecords
from tests.rules.small import small_site

AS_OF = "2026-03-20 09:00"
FRESH = "2026-03-18 09:00"
ENTERED = {
    "站点访问": "正常",
    "事项公开": "3",
    "在线申请": "5 分",
    "信息提交": "7/7",
    "统一登录": "已接入省统一身份认证",
    "留言统计": "每月公布",
    "找错答复": "3",
    "一号登录": "支持",
    "兼容性": "2",
    "IPv6": "支持",
}
_TITLES = {
    "a1": ("overview", "县情概况"), "a2": ("functions", "机构职能"), "a3": ("leaders", "县领导"),
    "b1": ("news", "要闻"), "b2": ("notices", "通知公告"), "b3": ("policy", "政策文件"),
    "b4": ("interpretation", "政策解读"), "c1": ("disclosure-guide", "指南"),
    "c2": ("disclosure-system", "制度"), "c3": ("disclosure-directory", "法定主动公开内容"),
    "c4": ("annual-report", "年报"), "c5": ("on-request", "依申请公开"),
    "d1": ("services", "办事服务"), "e1": ("mailbox", "县长信箱"), "e2": ("survey", "征集调查"),
    "e3": ("interview", "在线访谈"), "e4": ("response", "回应关切"),
    "f1": ("statistics", "数据发布"), "f2": ("planning", "规划计划"),
    "f3": ("personnel", "人事信息"), "f4": ("budget", "财政预决算"),
    "f5": ("projects", "重大项目"), "f6": ("work-report", "工作年度报表"),
}  # fmt: skip
GUIDE = {
    "item": "居住证申领",
    "basis": ["《居住证暂行条例》第二条：公民离开常住户口所在地可以申领居住证。"],
    "conditions": ["居住半年以上"],
    "materials": [{"name": "居民身份证", "form": "原件", "medium": "纸质", "copies": 1}],
    "place": "县政务服务中心一楼",
    "organ": "县公安局",
    "fee": "不收费",
    "hours": "工作日9:00至17:00",
    "phone": "0590-6722345",
    "steps": [{"title": "受理"}, {"title": "发证"}],
}
LETTER = {
    "from_name": "王先生",
    "received": "2026-03-10 10:00",
    "question": "路灯何时修好",
    "replied": "2026-03-11 10:00",
    "replier": "县城管局",
    "reply": "路灯已经修好",
}
_ROW, _NIL = [3, 1, 0, 0, 0, 0, 4], [0] * 7
_RECORDS: dict[str, dict[str, Any]] = {
    "a2": {"organ": {"name": "县政府办公室", "phone": "0590-6722345"}},
    "a3": {"leader": {"name": "沈砚秋", "post": "县长"}},
    "b3": {
        "document": {
            "index_no": "WX001/2026-00001",
            "number": "望政发〔2026〕1号",
            "issuer": "望溪县人民政府",
            "signed": "2026-03-16",
            "topic": "综合政务",
            "genre": "办法",
        }
    },
    "b4": {"interprets": ["../b3/1.md"]},
    "c1": {
        "office": {
            "organ": "县政府办公室", "address": "望溪路8号", "hours": "工作日",
            "phone": "0590-6722345", "fax": "0590-6722346", "internet": "bgs@wangxi.gov.cn",
        }
    },
    "c3": {"document": {"index_no": "WX001/2026-00002"}, "description": "目录条目"},
    "c4": {
        "title": "2025年政府信息公开工作年度报告",
        "annual_report": {
            "year": 2025, "organ": "望溪县人民政府", "overview": "收到申请4件。",
            "proactive": {}, "problems": "改进更新。", "other": "没有其他事项。", "disputes": {},
            "requests": {
                "received": _ROW, "carried_in": _NIL, "granted": _ROW, "total": _ROW,
                "carried_out": _NIL,
            },
        },
    },
    "d1": {"service": GUIDE},
    "e1": {"letter": LETTER},
    "e2": {"survey": {"starts": "2026-03-01", "ends": "2026-04-01"}},
    "e3": {
        "interview": {
            "held": "2026-03-01 10:00",
            "guests": [{"name": "严立诚"}],
            "transcript": [{"speaker": "主持人", "text": "欢迎收看"}],
        }
    },
    "f6": {
        "title": "2025年网站工作年度报表",
        "work_report": {"year": 2025, "organ": "望溪县人民政府办公室"},
    },
}  # fmt: skip
_SITE = {
    "id": "county-x",
    "kind": "county",
    "name": "望溪县人民政府",
    "domain": "www.wangxi.gov.cn",
    "id_code": "9901210001",
    "icp": "宁ICP备20260002号",
    "police": "宁公网安备 99012102000001号",
    "sponsor": "望溪县人民政府办公室",
    "contact": {"phone": "0590-6722345"},
    "entered": ENTERED,
}


def spec(change: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What `small_site` takes; `change` overlays `site`, `columns`, `items` (None takes away)."""
    columns: dict[str, Any] = {
        path: {"type": kind, "title": title, "description": title, "keywords": [title]}
        for path, (kind, title) in _TITLES.items()
    }
    items: dict[str, Any] = {
        f"{path}/1.md": {"title": f"{title}第一篇", "date": FRESH, **_RECORDS.get(path, {})}
        for path, (_, title) in _TITLES.items()
    }
    items["d1/tj.md"] = {"title": "2月办件统计", "date": "2026-03-05 09:00", "kind": "article"}
    given: dict[str, Any] = {
        "as_of": AS_OF,
        "site": dict(_SITE),
        "columns": columns,
        "items": items,
    }
    for part, values in (change or {}).items():
        if isinstance(values, Mapping) and isinstance(given.get(part), dict):
            merged = {**given[part], **values}
            given[part] = {key: value for key, value in merged.items() if value is not None}
        else:
            given[part] = values
    copied: dict[str, Any] = json.loads(json.dumps(given))  # nothing shared: no YAML aliases
    return copied


def make_case(
    change: Mapping[str, Any] | None = None,
    *,
    book: Rulebook | None = None,
    searchable: bool | None = True,
    waive: tuple[str, ...] = (),
) -> SiteCase:
    """The county, changed and judged; findings of the rules in `waive` count as waived."""
    rules = book or load_rulebook(None)
    site = small_site(spec(change))
    findings = [
        finding
        for item in site.items
        if item.stub and item.stub.published(AS_OF)
        for finding in check_item(item_view(item), rules)
    ] + check_site(site, rules)
    judged = [replace(one, waived=one.rule in waive) for one in findings]
    verdict = Verdict(site.model.config.id, tuple(judged))
    return SiteCase(RememberedRecords(site), verdict, rules, searchable)
