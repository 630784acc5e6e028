"""Visible labels such as 发布日期：, 来源：, 作者： and the values that stand behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.importers.html.page import Segment, squeeze


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value behind a label; `weight` is how surely that label means `field`."""

    field: str
    value: str
    weight: float
    label: str
    at: float


# Longer labels first: 信息来源 must not be read as 来源 with 信息 before it.
_LABELS: Final[tuple[tuple[str, float, str], ...]] = (
    (
        "date",
        0.92,
        "发布时间 发布日期 发表时间 发表日期 公开日期 公开时间 公布日期 发稿时间 刊发时间 上网时间",
    ),
    (
        "date",
        0.88,
        "添加时间 添加日期 录入时间 录入日期 上传时间 信息时间 信息日期 创建时间 发文时间 加入时间",
    ),
    ("date", 0.75, "更新时间 更新日期 最后更新 撰写时间 日期 时间"),
    (
        "source",
        0.9,
        "信息来源 文章来源 稿件来源 新闻来源 内容来源 资料来源 来源单位 来源 稿源 出处",
    ),
    ("source", 0.72, "发布机构 发布单位 发布部门 供稿单位 供稿部门 信息提供 供稿 发布者 发布人"),
    ("author", 0.85, "文章作者 作者 撰稿人 撰稿 记者 通讯员 文字"),
    ("editor", 0.9, "责任编辑 编辑人员 责编 编辑 录入者 录入人 录入 审核人 审核 校对"),
    (
        "none",
        0.0,
        "浏览次数 浏览量 浏览 阅读次数 阅读量 阅读 点击次数 点击数 点击率 点击量 点击 访问次数",
    ),
    (
        "none",
        0.0,
        "访问量 人气 字体大小 字体 字号 字体选择 视力保护色 保护色 背景色 分享到 分享 "
        "打印 关闭 收藏",
    ),
    (
        "none",
        0.0,
        "文号 索引号 栏目 类别 分类 标签 关键字 关键词 主题词 地址 电话 截止日期 成文日期 生成日期",
    ),
    (
        "none",
        0.0,
        "摄影 图片 审核单位 语音播报 朗读 下载次数 评论 上一篇 下一篇 当前位置 "
        "当前时间 开始时间 结束时间",
    ),
)
_FIELDS: Final = {
    word: (field, weight) for field, weight, words in _LABELS for word in words.split()
}


def _words() -> str:
    words = sorted(_FIELDS, key=len, reverse=True)
    return "|".join(r"\s{0,2}".join(word) for word in words)


# A label begins a statement; 工作时间： and 举报来源： are no labels of ours.
_LABEL: Final = re.compile(rf"(?:^|(?<=[\s\[【（(|｜丨，,；;\]】）)>/\d]))({_words()})\s*[:：]\s*")
_STOP: Final = re.compile(r"\s{2,}|[|｜丨\]】]|\s(?=\[|【|（?点击|（?浏览)")
_TRIM: Final = " 　:：[]【】()（）,，;；|｜丨>》、"
_BARE: Final = re.compile(rf"^[\[【（(]?({_words()})\s*[:：]?$")
_NO_COLON: Final = re.compile(
    r"^(来源|信息来源|文章来源|发布时间|发布日期)\s+(\S{2,20}(?:\s[\d:]+)?)$"
)
_MAX_VALUE: Final = 60
# 来源：云泽日报 2020-01-02: what begins with a year is no part of a name before it.
_DATE_AFTER: Final = re.compile(r"(?<=[^\d\s:：])\s+(?=(?:19|20)\d{2}\s*[-/.年])")


def read_labels(segments: Sequence[Segment]) -> Iterator[Labelled]:
    """Yield the labelled values in a sequence of segments of visible text."""
    for index, segment in enumerate(segments):
        bare = _NO_COLON.match(segment.text)
        if bare:
            field, weight = _FIELDS[bare[1]]
            yield Labelled(field, _cut(bare[2]), weight * 0.8, bare[1], segment.at)
            continue
        hits = list(_LABEL.finditer(segment.text))
        for number, hit in enumerate(hits):
            end = hits[number + 1].start() if number + 1 < len(hits) else len(segment.text)
            raw = segment.text[hit.end() : end]
            value = _cut(raw)
            if not value and number + 1 == len(hits):
                value = _following(segments, index)
            field, weight = _FIELDS[hit[1].replace(" ", "")]
            if value and field != "none":
                yield Labelled(field, value, weight, hit[1].replace(" ", ""), segment.at)


def _following(segments: Sequence[Segment], index: int) -> str:
    """The value in the next element: `<td>来源：</td><td>…</td>`, unless that is a label too."""
    if index + 1 >= len(segments):
        return ""
    text = segments[index + 1].text
    if _LABEL.match(text) or _BARE.match(text):
        return ""
    return _cut(text)


def _cut(raw: str) -> str:
    value = _STOP.split(raw.strip(" 　\t"), maxsplit=1)[0]
    value = _DATE_AFTER.split(value, maxsplit=1)[0]
    value = squeeze(value).strip(_TRIM) if not value.startswith("《") else squeeze(value)
    return value if len(value) <= _MAX_VALUE else ""


def is_meta_line(text: str) -> bool:
    """Whether a line of text is a line of labels (发布时间：… 来源：… 字体：…) and nothing else.

    Labels that notices use in their own text (时间, 地址, 电话, 作者 …) only count beside others.
    """
    if len(text) > 160:
        return False
    hits = list(_LABEL.finditer(text))
    if not hits or hits[0].start() > 4:
        return False
    names = [hit[1].replace(" ", "") for hit in hits]
    telling = sum(name not in _COMMON for name in names)
    if (telling and len(hits) >= 2) or len(_LONG_LABEL.findall(text)) >= 2:
        return True
    rest = text[hits[0].end() :].strip(_TRIM)
    counter = _FIELDS[names[0]][0] == "none" and _COUNT.fullmatch(rest) is not None
    return bool(telling) and (counter or (len(text) <= 40 and names[0] in _ALONE))


_COMMON: Final = frozenset((
    "日期", "时间", "作者", "记者", "文字", "摄影", "图片", "审核", "校对", "编辑", "出处",
    "文号", "索引号", "栏目", "类别", "分类", "标签", "关键字", "关键词", "主题词", "地址",
    "电话", "截止日期", "成文日期", "生成日期", "开始时间", "结束时间", "供稿", "发布单位",
    "发布机构", "发布部门", "公布日期",
))  # fmt: skip
_COUNT: Final = re.compile(r"[\d,]*\s*次?")
# Spans that follow each other without a blank: only the long labels are safe without one.
_LONG_LABEL: Final = re.compile(
    "(?:发布时间|发布日期|信息来源|文章来源|稿件来源|责任编辑|浏览次数|阅读次数|"
    "点击次数|来源单位|发布单位)[:：]"
)
_ALONE: Final = frozenset((
    "发布时间", "发布日期", "发表时间", "来源", "信息来源", "文章来源", "稿件来源", "浏览次数",
    "浏览量", "阅读次数", "点击数", "点击次数", "字体", "字号", "责任编辑", "添加时间",
    "字体大小", "访问量", "责编", "分享到",
))  # fmt: skip
