"""The report of the move as one HTML file, with old and new side by side for a sample.

The old pages are untrusted: scripts, frames and event handlers are taken out, nothing is loaded
from anywhere, and what is left is shown in a frame without any right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from sitegen.importers.html.notes import CODES
from sitegen.importers.html.report import MoveReport, PageRow
from sitegen.importers.html.report_table import FIELD_NAMES, KINDS, OUTCOMES, lists_said
from sitegen.importers.remark import LEVELS

_MAX_NOTES: Final = 2_000
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_FRAME_HEAD: Final = (
    f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    "<style>body{font:14px/1.6 sans-serif}table{border-collapse:collapse}"
    "td,th{border:1px solid #aaa}pre{white-space:pre-wrap;background:#f3f5f8}</style>"
)
_PLACES: Final = {
    "label": "标注",
    "meta": "网页标签",
    "title": "浏览器标题",
    "text like <title>": "与浏览器标题相同的文字",
    "line near the title": "标题附近的文字",
    "line at the foot": "文末的文字",
    "head table": "公文要素表",
    "site name": "网站名称",
    "system mark": "系统标记",
    "script": "脚本中的值",
    "address": "网址",
}
_CSS: Final = """
body{font:16px/1.6 sans-serif;margin:1.5rem auto;max-width:1500px;padding:0 1rem;color:#222}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;overflow-wrap:anywhere}
th{background:#f3f5f8}.error{color:#a40000}.warning{color:#8a5a00}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:1rem 0}
iframe{width:100%;height:32rem;border:1px solid #999;background:#fff}
"""


def write_html(report: MoveReport, root: Path, target: Path) -> None:
    """Write the report to `target`; `root` is the platform, from which new items are read."""
    parts = [_head(report), _counts(report), _fields(report), _columns(report), _notes(report)]
    parts.extend(_samples(report, root))
    target.write_text("\n".join([*parts, "</body></html>\n"]), encoding="utf-8", errors="replace")


def _head(report: MoveReport) -> str:
    title = escape(f"旧站迁移报告：{report.source} → {report.site}")
    trial = "（试运行）" if report.dry_run else ""
    policy = f"{_POLICY}; frame-src 'self' about:"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title>'
        f"<style>{_CSS}</style></head><body><h1>{title}{trial}</h1>"
    )


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [
        "<table><thead><tr>",
        *(f'<th scope="col">{escape(name)}</th>' for name in head),
        "</tr></thead><tbody>",
    ]
    for row in rows:
        lines.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
    return "".join([*lines, "</tbody></table>"])


def _counts(report: MoveReport) -> str:
    rows = [("网页", KINDS.get(name, name), str(count)) for name, count in report.kinds.items()]
    rows += [
        ("结果", OUTCOMES.get(name, name), str(count)) for name, count in report.outcomes.items()
    ]
    rows += [
        ("未导入", CODES.get(n, KINDS.get(n, n)), str(count)) for n, count in report.skipped.items()
    ]
    rows += [("系统", name, str(count)) for name, count in report.systems.items()]
    rows += [("编码", name, str(count)) for name, count in report.encodings.items()]
    return "<h2>概况</h2>" + _table(("项目", "内容", "数量"), rows)


def _fields(report: MoveReport) -> str:
    rows = [
        (
            FIELD_NAMES[t.name],
            str(t.tag),
            str(t.mark),
            str(t.guess),
            str(t.missing),
            str(t.low),
            f"{t.confidence:.0%}",
        )
        for t in report.fields
    ]
    return "<h2>字段识别</h2>" + _table(
        ("字段", "标签", "标记", "推测", "缺失", "把握不足", "平均把握"), rows
    )


def _columns(report: MoveReport) -> str:
    rows = [
        (r.source, r.to or "没有去处，不导入", r.type, str(r.pages), "新建" if r.new else "")
        for r in report.columns
    ]
    table = _table(("旧栏目", "新栏目", "类型", "稿件", ""), rows)
    lists = f"<p>{escape(lists_said(report))}</p>" if report.lists else ""
    return f"<h2>栏目对照</h2>{table}{lists}"


def _notes(report: MoveReport) -> str:
    rows = [
        (LEVELS[n.level], CODES.get(n.code, n.code), n.where, n.message, n.fix)
        for n in report.notes[:_MAX_NOTES]
    ]
    more = len(report.notes) - len(rows)
    tail = f"<p>另有 {more} 条，见 report.json。</p>" if more > 0 else ""
    return "<h2>发现的问题</h2>" + _table(("级别", "问题", "位置", "说明", "处理"), rows) + tail


def _samples(report: MoveReport, root: Path) -> Iterator[str]:
    yield (
        "<h2>新旧对照（抽样）</h2><p>左为旧页面（已去掉脚本和外部资源），右为导入后的稿"
        "件。先列把握最小的。</p>"
    )
    rows = {row.address: row for row in report.pages}
    for address, old in report.samples.items():
        row = rows[address]
        title = escape(row.fields.get("title", {}).get("value", address))
        yield f"<h3>{title}</h3><p>{escape(address)} → {escape(row.item)}</p>{_evidence(row)}"
        new = _new(root / "content" / report.site / row.item)
        frames = _frame("旧页面", _document(old)) + _frame("导入后的稿件", new)
        yield f'<div class="pair">{frames}</div>'


def _evidence(row: PageRow) -> str:
    hows = {"tag": "标签", "mark": "标记", "guess": "推测"}
    rows = [
        (
            FIELD_NAMES.get(name, name),
            str(f["value"]),
            hows.get(f["how"], ""),
            f"{f['confidence']:.0%}",
            _place(str(f["where"])),
        )
        for name, f in row.fields.items()
    ]
    return _table(("字段", "内容", "依据", "把握", "出处"), rows)


def _place(where: str) -> str:
    """Where a value was found, in the reader's language; CSS selectors stay as they are."""
    kind, _, name = where.partition(" ")
    if kind in _PLACES and name:
        return f"{_PLACES[kind]}“{name}”"
    return _PLACES.get(where, where)


def _frame(title: str, document: str) -> str:
    return f'<iframe sandbox title="{title}" srcdoc="{escape(document, quote=True)}"></iframe>'


def _new(path: Path) -> str:
    if not path.is_file():
        return "<p>试运行，稿件尚未写入。</p>"
    from sitegen.markdown import convert

    front, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    return _document(f"<pre>{escape(front)}</pre>{convert(body).html}")


def _document(body: str) -> str:
    return f"{_FRAME_HEAD}{body}"
