"""The `:::` boxes that government pages need: notice, attachments, video, chart.

::: notice 标题            a notice box
::: signature              who signed a document, and when (落款)
::: attachments 附件下载   a list of links shown as downloads
::: video 文件.mp4 标题    a video; the text inside describes it
::: chart bar 标题         a chart drawn from the table inside; the table stays beside it
"""

import re
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sitegen.markdown.wording import BodyWords, words_of

NAMES = ("notice", "signature", "attachments", "video", "chart")
CHARTS = ("bar", "line", "pie")

_OPENERS = {
    "notice": '<div class="notice" role="note">\n',
    "signature": '<div class="signature">\n',
    "attachments": '<div class="attachments">\n',
    "chart": '<figure class="chart">\n',
}


def render(_self: Any, tokens: list[Token], idx: int, _options: Any, env: Any) -> str:
    """Write the tags that open and close a box."""
    token = tokens[idx]
    name = token.type.removeprefix("container_").rsplit("_", 1)[0]
    if token.nesting < 0:
        return "</figure>\n" if name in ("chart", "video") else "</div>\n"
    words = token.info.strip().split(None, 2)[1:]
    if name == "video":
        title = escapeHtml(words[1] if len(words) > 1 else words_of(env["source"]).video)
        source = escapeHtml(str(token.attrGet("src") or ""))
        return (
            f'<figure class="video">\n<video controls preload="metadata" src="{source}" '
            f'title="{title}"></video>\n<figcaption>{title}</figcaption>\n'
        )
    title = escapeHtml(" ".join(words)) if name != "chart" else ""
    heading = f'<p class="box-title">{title}</p>\n' if title else ""
    return _OPENERS[name] + heading + str(token.meta.get("svg", ""))


def chart_fault(info: str) -> str:
    """Say what is wrong with the words after `::: chart`, or return an empty text."""
    words = info.split()
    if len(words) < 2 or words[1] not in CHARTS:
        return f"图表的图形应为 {'、'.join(CHARTS)} 之一"
    return ""


_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


def draw_charts(state: StateCore) -> None:
    """Draw the charts of a document from the tables inside their boxes."""
    for index, token in enumerate(state.tokens):
        if token.type == "container_chart_open" and not chart_fault(token.info):
            table = _table(state.tokens, index)
            if len(table) > 1 and len(table[0]) > 1:
                # The drawing itself is put in after sanitising, which knows no SVG.
                charts: list[str] = state.env.setdefault("charts", [])
                token.meta["svg"] = f"\ue000{len(charts)}\ue001"
                charts.append(_draw(token.info.strip().split(None, 2), table, words_of(state.src)))


def _table(tokens: list[Token], start: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens[start + 1 :]:
        if token.type == "container_chart_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content.strip())
    return rows


def _draw(words: list[str], table: list[list[str]], labels_in: BodyWords) -> str:
    from sitegen.markdown.charts import CHINESE, ENGLISH, draw

    head, *rows = table
    labels = [row[0] for row in rows]
    series = [
        (name, [_number(row[column] if column < len(row) else "") for row in rows])
        for column, name in enumerate(head[1:], start=1)
    ]
    title = words[2] if len(words) > 2 else ""
    said = ENGLISH if labels_in.english else CHINESE
    return draw(words[1], title, labels, series, "", words=said)


def _number(cell: str) -> float:
    found = _NUMBER.search(cell)
    return float(found[0].replace(",", "")) if found else 0.0
