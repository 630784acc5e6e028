"""Counting what the reader leaves out, and saying it once a kind in the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from sitegen.importers.remark import Level, Remark

_TEXTS: Final[dict[str, tuple[Level, str, str]]] = {
    "hidden": ("info", "有 {n} 处隐藏文字，未发布。", ""),
    "white": (
        "warning",
        "有 {n} 处白色文字（页面上看不见），未发布。",
        "如确需发布，请在原文件中改为黑色。",
    ),
    "comment": ("info", "有 {n} 条批注，未发布。", ""),
    "toc": ("info", "文内目录已略去，网页按标题另行生成。", ""),
    "active-field": (
        "warning",
        "有 {n} 处会引入外部内容的域（DDE、INCLUDETEXT 等），未执行，只保留已有文字。",
        "请核对这些位置的文字。",
    ),
    "ole": ("warning", "有 {n} 个嵌入对象（OLE），未导入。", "请把其中内容改为正文、表格或附件。"),
    "activex": ("warning", "有 {n} 个 ActiveX 或表单控件，未导入。", "请核对是否遗漏填写说明。"),
    "chart": ("warning", "有 {n} 个图表或 SmartArt，未导入。", "请在 Word 中另存为图片后插入。"),
    "math": ("warning", "有 {n} 处公式已转为纯文字。", "请逐一核对公式。"),
    "symbol": ("warning", "有 {n} 个专用字体符号无法识别，已略去。", "请改用普通字符。"),
    "external-image": (
        "warning",
        "有 {n} 张图片存放在文件之外，未读取。",
        "请把图片嵌入文档后重新导入。",
    ),
    "bad-link": (
        "warning",
        "有 {n} 个链接不是网址（本地文件、脚本等），已去掉链接、保留文字。",
        "",
    ),
    "alt-chunk": (
        "warning",
        "有 {n} 处嵌入的其他文档（altChunk、子文档），未导入。",
        "请把内容并入正文。",
    ),
    "deep-table": ("warning", "有 {n} 个表格嵌套过深，只保留其中文字。", "请简化表格。"),
    "many-blocks": ("error", "文档过长，超过 {n} 段的部分未导入。", "请拆分后导入。"),
    "macro": ("warning", "文件带有宏，未执行，也未带入。", ""),
    "template": ("warning", "文件引用了外部模板，未读取。", ""),
    "external": ("warning", "文件引用了 {n} 处外部内容，均未读取。", ""),
    "placeholder": (
        "warning",
        "有 {n} 处未填写的内容控件（“单击此处输入文字”），已略去。",
        "请核对是否漏填。",
    ),
    "lost-image": ("warning", "有 {n} 张图片在文件中找不到，未导入。", "请在原文件中重新插入。"),
    "ruby": ("info", "有 {n} 处注音，注音放在括号内。", ""),
    "note-lost": ("warning", "有 {n} 个脚注编号找不到注文，已略去。", ""),
}


@dataclass
class Tally:
    """Counts by kind while one document is read."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, amount: int = 1) -> None:
        """Count `amount` more of `kind`, one of the kinds in this module's table."""
        if kind not in _TEXTS:
            raise KeyError(kind)
        self.counts[kind] += amount

    def remarks(self) -> list[Remark]:
        """One remark a kind, in the table's order."""
        rows = []
        for kind, (level, text, fix) in _TEXTS.items():
            if self.counts[kind]:
                rows.append(Remark(level, text.format(n=self.counts[kind]), fix=fix))
        return rows
