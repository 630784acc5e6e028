"""Reports as one self-contained HTML page that prints well on A4."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from sitegen.reports.sheets import Figure, Report, Sheet, placed

_STYLE = Path(__file__).with_name("report.css")


def page(report: Report) -> str:
    """Return the page; it takes nothing from any other address."""
    body = "".join(_sheet(sheet, index, report) for index, sheet in enumerate(report.sheets))
    return document(report.title, f"数据截至 {report.as_of}", _contents(report.sheets) + body)


def document(title: str, note: str, body: str) -> str:
    """A whole page around a body: head, style, masthead and foot."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n"
        f'<header class="mast"><h1>{escape(title)}</h1><p>{escape(note)}</p></header>\n'
        f"<main>\n{body}</main>\n"
        '<footer class="end">由 sitegen 根据站点内容生成，供内部工作使用。</footer>\n'
        "</body>\n</html>\n"
    )


def tiles(facts: Iterable[tuple[str, str, str]]) -> str:
    """Figures that stand out: (label, value, role)."""
    parts = [
        f'<div class="tile {escape(role)}"><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>'
        for label, value, role in facts
    ]
    return f'<dl class="tiles">{"".join(parts)}</dl>\n' if parts else ""


def chart(figure: Figure) -> str:
    """A chart as inline SVG, "" where there is nothing to draw."""
    from sitegen.markdown.charts import draw

    series = [(name, list(values)) for name, values in figure.series]
    drawn = draw(figure.kind, figure.title, list(figure.labels), series, figure.unit)
    return f"<figure>{drawn}</figure>\n" if drawn else ""


def table(sheet: Sheet) -> str:
    """The grid of a sheet as an HTML table with real column heads."""
    total = sum(sheet.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in sheet.widths)
    lines: list[list[str]] = [[] for _ in sheet.rows]
    for row, _, cell in placed(sheet.rows):
        name = "th" if cell.role in ("head", "section", "label") else "td"
        spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
        spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
        if name == "th":
            spans += ' scope="col"' if cell.role == "head" else ' scope="row"'
        content = escape(str(cell.value)).replace("\n", "<br>")
        lines[row].append(f'<{name} class="{cell.role}"{spans}>{content}</{name}>')
    head = "".join(f"<tr>{''.join(line)}</tr>\n" for line in lines[: sheet.head])
    body = "".join(f"<tr>{''.join(line)}</tr>\n" for line in lines[sheet.head :])
    top = f"<thead>\n{head}</thead>\n" if head else ""
    return (
        f'<div class="scroll"><table class="form"><colgroup>{columns}</colgroup>\n{top}'
        f"<tbody>\n{body}</tbody></table></div>\n"
    )


def _contents(sheets: tuple[Sheet, ...]) -> str:
    if len(sheets) < 2:
        return ""
    links = "".join(
        f'<li><a href="#s{index}">{escape(sheet.name)}</a></li>'
        for index, sheet in enumerate(sheets)
    )
    return f'<nav aria-label="目录"><ul>{links}</ul></nav>\n'


def _sheet(sheet: Sheet, index: int, report: Report) -> str:
    foot = "".join(f"<p>{escape(line)}</p>" for line in sheet.foot)
    subtitle = f'<p class="sub">{escape(sheet.subtitle)}</p>\n' if sheet.subtitle else ""
    title = (
        "" if len(report.sheets) == 1 and sheet.title == report.title
        else f"<h2>{escape(sheet.title)}</h2>\n"
    )  # fmt: skip
    charts = "".join(map(chart, sheet.figures))
    return (
        f'<section id="s{index}">\n{title}{subtitle}'
        + tiles(sheet.facts)
        + (f'<div class="figures">{charts}</div>\n' if charts else "")
        + table(sheet)
        + (f'<div class="foot">{foot}</div>\n' if foot else "")
        + "</section>\n"
    )
