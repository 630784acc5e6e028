"""What the move has to tell: one note a fact, with a stable code."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from sitegen.importers.remark import Level


@dataclass(frozen=True, slots=True)
class Note:
    """One thing an editor should know about the move.

    `code` never changes its meaning; `where` is an old address or a place in the source; `fix`
    says what to do. error: something was not imported; warning: look at it; info: left out on
    purpose.
    """

    code: str
    level: Level
    message: str
    where: str = ""
    fix: str = ""

    def as_dict(self) -> dict[str, str]:
        """The note as plain data."""
        return asdict(self)


CODES: Final[dict[str, str]] = {
    "unsafe-name": "名称指向目录之外或不合规",
    "limit": "超过安全上限",
    "unreadable": "文件损坏或无法读取",
    "active-content": "含宏、脚本等活动内容",
    "broken-image": "图片缺失",
    "remote-image": "图片在其他网站，未下载",
    "broken-attachment": "附件缺失",
    "broken-link": "站内链接没有对应的稿件",
    "no-title": "没有找到标题",
    "no-date": "没有找到发布时间",
    "odd-date": "发布时间可疑",
    "no-body": "没有找到正文",
    "low-confidence": "识别把握不大",
    "mixed-encoding": "网页编码混乱",
    "lost-characters": "有无法识别的字符",
    "duplicate": "内容重复",
    "no-column": "没有对应的栏目",
    "dropped": "按对照表不迁移",
    "not-article": "不是稿件",
    "edited": "稿件已经人工修改，未覆盖",
    "query-address": "旧网址带参数，无法跳转",
    "list-address": "旧列表页网址不跳转",
    "privacy": "可能含有个人信息",
    "wording": "用字用词可疑",
    "invalid-item": "稿件不符合平台格式",
    "blocking": "不改正则站点不能发布",
    "crashed": "处理时出错",
}
