"""The head table of a policy document (公文要素表): 索引号, 文号, 发文机关, 成文日期, 有效性 …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.importers.html.dates import parse_moment
from sitegen.importers.html.page import Segment, squeeze

_LABELS: Final = {
    "index_no": "索引号 信息索引号 索引编号 信息索引 索取号",
    "number": "发文字号 文号 文件编号 文件号 发文文号 文件字号 信息文号",
    "issuer": (
        "发文机关 发布机构 制发机关 发文单位 发布单位 制定机关 发文机构 信息所属单位 "
        "公开主体 发布机关 公开责任部门 责任部门 发布部门"
    ),
    "signed": "成文日期 生成日期 发文日期 成文时间 制发日期 生成时间 印发日期",
    "effective": "生效日期 施行日期 实施日期 生效时间 实施时间",
    "expires": "失效日期 废止日期 失效时间 废止时间",
    "status": "有效性 效力状态 时效性 文件状态 有效状态 时效 效力 是否有效",
    "topic": "主题分类 主题类别 分类 信息分类 信息类别 所属主题 组配分类",
    "genre": "体裁分类 体裁 文种 公文种类 文件类型 公文体裁",
    "audience": "适用对象 服务对象",
    "published": "发布日期 公开日期 发布时间 公开时间",
    "title": "标题 名称 文件名称 信息名称 文件标题",
    "keywords": "主题词 关键词 关键字",
    "other": (
        "文件下载 公开方式 公开形式 公开范围 公开程序 信息格式 语种 内容概述 著录日期 "
        "页数 有效期 责任编辑 来源 签发人 效力等级"
    ),
}
_MEANING: Final = {label: name for name, labels in _LABELS.items() for label in labels.split()}
_GENRES: Final = frozenset(
    "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 "
    "议案 函 纪要 办法 规定 细则 方案 令".split()
)
# What makes a group of labels a head table and not a line above an article.
_TELLING: Final = frozenset({"index_no", "number", "issuer", "signed", "status", "topic", "genre"})
_JOINED: Final = re.compile(
    rf"^[\[【]?({'|'.join(sorted(_MEANING, key=len, reverse=True))})[\]】]?[:：]\s*(.*)$"
)
_NUMBER: Final = re.compile(
    r"[一-鿿A-Za-z]{1,20}\s*[〔\[［（(﹝【]\s*(?:19|"
    r"20)\d{2}\s*[〕\]］）)﹞】]\s*第?\s*[1-9]\d*\s*号"
)
_BRACKETS: Final = str.maketrans("[［（(﹝【]］）)﹞】", "〔〔〔〔〔〔〕〕〕〕〕〕")
_STATUSES: Final = (
    ("废止", ("废止", "已废止")),
    ("失效", ("失效", "已失效", "无效")),
    ("尚未生效", ("尚未生效", "未生效", "尚未施行")),
    ("修改", ("修改", "已修改", "修订", "已修订")),
    ("有效", ("有效", "现行有效", "是", "继续有效", "生效")),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a head table says. `document` holds the fields of `sitegen.model` as text; `title`,
    `published` and `keywords` are kept apart. `span` is the table's place in document order.
    """

    document: dict[str, str]
    title: str = ""
    published: str = ""
    keywords: str = ""
    span: tuple[float, float] = (0.0, 0.0)

    def __bool__(self) -> bool:
        return bool(self.document)


NO_HEAD: Final = Head({})


def read_head(segments: Sequence[Segment]) -> Head:
    """Find the head table among the segments of a page; NO_HEAD if there is none."""
    found: dict[str, tuple[str, float]] = {}
    places: list[float] = []
    index = 0
    while index < len(segments):
        name, value, used = _pair(segments, index)
        if name and (not places or segments[index].at - places[-1] < 60):
            places.extend((segments[index].at, segments[index + used - 1].at))
            if value and name not in found:
                found[name] = (value, segments[index].at)
        elif name and len(_TELLING & found.keys()) < 2:
            found, places = (
                ({name: (value, segments[index].at)} if value else {}),
                [segments[index].at],
            )
        index += used
    if len(_TELLING & found.keys()) < 2:
        return NO_HEAD
    return _head({name: value for name, (value, _) in found.items()}, (min(places), max(places)))


def _pair(segments: Sequence[Segment], index: int) -> tuple[str, str, int]:
    """The label at `index`, its value and how many segments both take."""
    text = segments[index].text
    joined = _JOINED.match(re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿]{1,3}\s*[:：])", "", text))
    if joined and joined[2]:
        return _MEANING[joined[1]], _clean(joined[2]), 1
    name = _MEANING.get(_label(text), "")
    if not name:
        return "", "", 1
    for step in (1, 2):
        if index + step >= len(segments):
            break
        following = segments[index + step].text
        if following.strip(":： ") == "":
            continue
        if _label(following) in _MEANING or _JOINED.match(following):
            break
        return name, _clean(following), step + 1
    return name, "", 1


def _label(text: str) -> str:
    return re.sub(r"[\s:：\[\]【】]", "", text) if len(text) < 20 else ""


def _clean(value: str) -> str:
    value = squeeze(value).strip(" ;；")
    return "" if value in ("无", "暂无", "-", "--", "/", "——") or len(value) > 200 else value


def _head(found: dict[str, str], span: tuple[float, float]) -> Head:
    document: dict[str, str] = {}
    for name in ("index_no", "issuer", "topic", "genre", "audience"):
        if found.get(name):
            document[name] = found[name]
    if found.get("number"):
        document["number"] = tidy_number(found["number"])
    for name in ("signed", "effective", "expires"):
        moment = parse_moment(found.get(name, ""))
        if moment:
            document[name] = moment.day
    if document.get("topic") in _GENRES:
        document.setdefault("genre", document.pop("topic"))  # 分类 may mean either
    status = tidy_status(found.get("status", ""))
    if status:
        document["status"] = status
    if not document:
        return NO_HEAD
    return Head(
        document,
        found.get("title", ""),
        found.get("published", ""),
        found.get("keywords", ""),
        span,
    )


def tidy_number(text: str) -> str:
    """A 发文字号 in its official form, with 〔〕 around the year; other texts as they are."""
    found = _NUMBER.search(text)
    return re.sub(r"\s", "", found[0]).translate(_BRACKETS) if found else squeeze(text)


def tidy_status(text: str) -> str:
    """The status in the model's words, or an empty text if it is none of them."""
    plain = re.sub(r"[\s:：()（）]", "", text)
    for status, words in _STATUSES:
        if plain in words:
            return status
    return ""
