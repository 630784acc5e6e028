"""The report of the move as a table for the terminal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from sitegen.importers.html.notes import CODES
from sitegen.importers.html.report import MoveReport
from sitegen.importers.remark import LEVELS

KINDS: Final = {
    "home": "首页",
    "list": "列表页",
    "article": "稿件",
    "error": "错误页",
    "chrome": "框架、空页",
    "unreadable": "无法读取",
}
OUTCOMES: Final = {
    "added": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "kept": "保留人工修改",
    "failed": "失败",
    "planned": "待导入",
}
FIELD_NAMES: Final = {
    "title": "标题",
    "date": "发布时间",
    "source": "来源",
    "author": "作者",
    "editor": "责任编辑",
    "body": "正文",
}
_SHOWN: Final = 20


def print_table(
    report: MoveReport, map_file: Path, html: Path, console: Console | None = None
) -> None:
    """Print the report; `console` is standard error by default."""
    out = console or Console(stderr=True, highlight=False)
    pages = "，".join(f"{KINDS.get(kind, kind)} {count}" for kind, count in report.kinds.items())
    done = "，".join(
        f"{OUTCOMES.get(name, name)} {count}" for name, count in report.outcomes.items()
    )
    out.print(f"旧站网页：{pages or '无'}", markup=False)
    out.print(f"{'试运行' if report.dry_run else '导入'}结果：{done or '无'}", markup=False)
    out.print(_fields(report))
    out.print(_columns(report))
    if report.notes:
        out.print(_notes(report))
    if report.lists:
        out.print(lists_said(report), markup=False)
    out.print(f"对照表：{map_file}\n报告：{html}", markup=False)
    if report.dry_run:
        out.print("下一步：核对对照表和报告，去掉 --dry-run 再运行，即写入稿件。", markup=False)
    else:
        out.print(f"下一步：看报告，再运行 sitegen check --site {report.site}。", markup=False)


def lists_said(report: MoveReport) -> str:
    """How many old list pages lead to which columns."""
    homes = Counter(report.lists.values())
    said = "，".join(f"{column} {count}" for column, count in sorted(homes.items()))
    return f"旧列表页转到新栏目：{said}"


def _fields(report: MoveReport) -> Table:
    table = Table(title="字段识别", title_justify="left")
    for name in ("字段", "标签", "标记", "推测", "缺失", "把握不足", "平均把握"):
        table.add_column(name, justify="left" if name == "字段" else "right")
    for tally in report.fields:
        counts = (tally.tag, tally.mark, tally.guess, tally.missing, tally.low)
        row = [
            FIELD_NAMES[tally.name],
            *(str(count) for count in counts),
            f"{tally.confidence:.0%}",
        ]
        table.add_row(*row)
    return table


def _columns(report: MoveReport) -> Table:
    table = Table(title="栏目对照", title_justify="left")
    for name in ("旧栏目", "新栏目", "类型", "稿件"):
        table.add_column(name, overflow="fold")
    for row in report.columns:
        home = row.to or "（没有去处，不导入）"
        table.add_row(row.source, home + ("（新建）" if row.new else ""), row.type, str(row.pages))
    return table


def _notes(report: MoveReport) -> Table:
    counts = Counter((note.level, note.code) for note in report.notes)
    table = Table(title="发现的问题", title_justify="left")
    for name in ("级别", "问题", "数量", "例子"):
        table.add_column(name, overflow="fold")
    for (level, code), count in list(counts.items())[:_SHOWN]:
        first = next(note for note in report.notes if (note.level, note.code) == (level, code))
        example = f"{first.where}：{first.message}".replace("[", "\\[")
        table.add_row(LEVELS[level], CODES.get(code, code), str(count), example)
    return table
