"""Filters of the theme's templates: pure functions from plain data to text or ready markup.

`FILTERS` maps the names that templates use to the functions. What returns `Markup` has escaped
everything that came from content.
"""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from sitegen.pages.body import Body
from sitegen.render.colours import tokens
from sitegen.render.environment import escaped
from sitegen.render.splicing import mark

if TYPE_CHECKING:
    from sitegen.markdown.charts import ChartWords

_BODY = mark("body")
_PLACE_START = "市县区省"
_PLACE_END = "市县区镇乡省"


def day(value: str) -> str:
    """`2026-11-20 09:30` → `2026-11-20`."""
    return value[:10]


def short_day(value: str) -> str:
    """`2026-11-20 09:30` → `11-20`, for lists of which the year is plain."""
    return value[5:10]


def cnday(value: str) -> str:
    """`2026-11-02 09:30` → `2026年11月2日`; what is no date stays as it is."""
    parts = value[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return value
    return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日"


def markup(value: str | Body) -> Markup:
    """Mark HTML that the build has rendered and checked itself as ready; nothing else.

    For a body it returns a mark, for which the renderer puts in the body's bytes.
    """
    return _BODY if isinstance(value, Body) else Markup(value)


def paras(value: str) -> Markup:
    """Plain text to paragraphs: every line that says something becomes a `<p>`, escaped."""
    lines = (line.strip() for line in value.splitlines())
    return Markup("\n").join(Markup("<p>%s</p>") % line for line in lines if line)


def filesize(value: int) -> str:
    """Bytes to a size that people read: `2.3 MB`, `860 KB`, `12 B`."""
    size = float(value)
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 100 else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"


def number(value: Any) -> str:
    """A count with groups of three digits: `1,234,567`; a missing one as a dash."""
    if value is None or value == "":
        return "—"
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{int(value):,}"


def seal(name: str) -> str:
    """The two characters that stand in the typographic mark of a site without a logo.

    `云泽市` → `云泽`, `市民政局` → `民政`, `柳泉镇` → `柳泉`.
    """
    core = name.strip()
    if len(core) > 2 and core[0] in _PLACE_START:
        core = core[1:]
    if len(core) > 2 and core[-1] in _PLACE_END:
        core = core[:-1]
    return core[:2]


def host(url: str) -> str:
    """The host of an address, without a port; empty for an address on the same site."""
    return urlsplit(url).hostname or ""


def qr(url: str, alternative: str = "本页网址的二维码") -> Markup:
    """The QR code of an address as an image of black and white modules (about 0.5 kB).

    The picture stands in the page itself as a `data:` address, so that no second file is needed.
    """
    from sitegen.render.qrcode import png

    data, modules = png(url)
    source = base64.b64encode(data).decode("ascii")
    width = modules * 4
    return Markup(
        f'<img class="qr" src="data:image/png;base64,{source}" width="{width}" height="{width}" '
        f'alt="{escape(alternative)}">'
    )


def chart(dataset: Mapping[str, Any], words: "ChartWords | None" = None) -> Markup:
    """The chart of a dataset's record as SVG; nothing if the record asks for none."""
    wanted = dataset.get("chart")
    rows: Sequence[Sequence[str]] = dataset.get("rows") or ()
    names = [field["name"] for field in dataset.get("fields") or ()]
    if not wanted or not rows or wanted["x"] not in names:
        return Markup("")
    units = {field["name"]: field.get("unit") or "" for field in dataset["fields"]}
    shown = [name for name in wanted["y"] if name in names]
    if not shown:
        return Markup("")
    at = names.index(wanted["x"])
    series = [(name, [as_number(row[names.index(name)]) for row in rows]) for name in shown]
    common = {units[name] for name in shown}
    return plot(
        wanted.get("type") or "bar",
        wanted.get("title") or "",
        [row[at] for row in rows],
        series,
        common.pop() if len(common) == 1 else "",
        words=words,
    )


def plot(
    kind: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    unit: str = "",
    *,
    words: "ChartWords | None" = None,
) -> Markup:
    """Draw a chart as SVG; see `sitegen.markdown.charts.draw`."""
    from sitegen.markdown.charts import CHINESE, draw

    figures = [(name, list(values)) for name, values in series]
    return Markup(draw(kind, title, list(labels), figures, unit, words=words or CHINESE))


def as_number(cell: str) -> float:
    """The number that a cell of a table holds (`1,234.5`, `12%`); what is none counts as 0."""
    text = str(cell).strip().replace(",", "").replace("，", "").rstrip("%％")
    try:
        return float(text)
    except ValueError:
        return 0.0


def share(votes: int | None, total: int) -> str:
    """Votes as a percentage of a total, with one decimal: `37.5`."""
    return f"{100 * (votes or 0) / total:.1f}" if total else "0.0"


def group_by(entries: Iterable[Any], key: str) -> list[tuple[str, list[Any]]]:
    """Entries in groups of equal `card[key]`, groups in the order of their first entry."""
    groups: dict[str, list[Any]] = {}
    for entry in entries:
        groups.setdefault(str(entry.card.get(key) or ""), []).append(entry)
    return list(groups.items())


def lines(value: str | Sequence[str]) -> list[str]:
    """A text's lines, or a list as it is; empty ones left out."""
    parts = value.splitlines() if isinstance(value, str) else value
    return [part.strip() for part in parts if part.strip()]


def zh(text: str | None) -> str:
    """A text that is Chinese by law (发文字号); on a site in English it is marked as that."""
    return text or ""


def metas(tags: Iterable[tuple[str, str]]) -> Markup:
    """The official page tags, one `<meta>` a line.

    Most tags of a page are those of its site and column, so each is written once and remembered:
    every page has about ten.
    """
    return Markup("\n".join([_meta(name, content) for name, content in tags]))


@lru_cache(maxsize=4096)
def _meta(name: str, content: str) -> str:
    return f'<meta name="{escaped(name)}" content="{escaped(content)}">'


def break_url(url: str) -> Markup:
    """An address with places where a narrow screen may break it."""
    return Markup("/<wbr>").join(escape(part) for part in url.split("/"))


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "short_day": short_day,
    "cnday": cnday,
    "markup": markup,
    "paras": paras,
    "filesize": filesize,
    "number": number,
    "seal": seal,
    "host": host,
    "qr": qr,
    "chart": chart,
    "plot": plot,
    "share": share,
    "group_by": group_by,
    "lines": lines,
    "break_url": break_url,
    "metas": metas,
    "zh": zh,
    "tokens": tokens,
}
