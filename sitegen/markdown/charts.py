"""Charts drawn at build time as accessible SVG: bars, lines, pies.

The drawing is for the eye; `title` and `desc` say in words what it shows, and the table of the
same figures stands beside it in the page. Series differ by colour *and* by place, dash or label,
never by colour alone; the colours are classes that the theme's style sheet fills in. The same
input gives the same bytes.
"""

import hashlib
import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

Series = Sequence[tuple[str, Sequence[float]]]

WIDTH = 720
HEIGHT = 400
_TOP, _RIGHT, _BOTTOM, _LEFT = 84, 20, 40, 68
_COLOURS = 8
_CHARACTER = 14.0


class ChartWords(NamedTuple):
    """What a chart says beside its figures, in one language."""

    chart: str
    region: str
    unit: str
    share: str
    series: str
    between: str
    whole: str


CHINESE = ChartWords(
    chart="图表",
    region="图表：{}",
    unit="单位：{}",
    share="（{:.1f}%）",
    series="{name}：最高为{high}的{high_value}{unit}，最低为{low}的{low_value}{unit}",
    between="；",
    whole="{title}，共{count}项。{parts}。详细数据见数据表。",
)
ENGLISH = ChartWords(
    chart="Chart",
    region="Chart: {}",
    unit="Unit: {}",
    share=" ({:.1f}%)",
    series="{name}: highest {high_value} {unit} ({high}), lowest {low_value} {unit} ({low})",
    between="; ",
    whole="{title}, {count} items. {parts}. The figures stand in the table.",
)


def draw(
    kind: str,
    title: str,
    labels: list[str],
    series: Series,
    unit: str,
    *,
    words: ChartWords = CHINESE,
) -> str:
    """Return a chart as an `<svg role="img">` inside a region that scrolls on narrow screens.

    `kind` is `bar`, `line` or `pie`; `labels` name the places on the horizontal axis (or the
    slices); every series is a name and one number for each label; `unit` (亿元) stands at the
    axis. A pie shows the first series only, and bars instead where a number is negative or all
    are zero. Nothing to draw gives an empty text.
    """
    values = [(name, [float(number) for number in numbers]) for name, numbers in series if numbers]
    if not labels or not values:
        return ""
    axis = words.unit.format(unit) if unit else ""
    if kind == "pie" and _is_pie(values[0][1]):
        body, height = _pie(labels, values[0][1], unit, words)
    elif kind == "line":
        body, height = _line(labels, values, axis)
    elif _wants_rows(labels, values):
        body, height = _rows(labels, values[0][1], unit)
    else:
        body, height = _bars(labels, values, axis)
    description = _describe(title or words.chart, labels, values, unit, words)
    return _frame(kind, title, description, body, height, words=words)


def _frame(
    kind: str, title: str, description: str, body: list[str], height: float, *, words: ChartWords
) -> str:
    seed = f"{kind}\0{title}\0{description}".encode()
    name = "c" + hashlib.blake2b(seed, digest_size=5).hexdigest()
    head = _text(WIDTH / 2, 24, title, "title", "middle") if title else ""
    return (
        f'<div class="chart-scroll" role="region" tabindex="0" '
        f'aria-label="{words.region.format(escape(title or words.chart))}">\n'
        f'<svg class="chart-svg" role="img" viewBox="0 0 {WIDTH} {_n(height)}" '
        f'aria-labelledby="{name}t {name}d">\n'
        f'<title id="{name}t">{escape(title or words.chart)}</title>\n'
        f'<desc id="{name}d">{escape(description)}</desc>\n{head}'
        + "\n".join(part for part in body if part)
        + "\n</svg>\n</div>\n"
    )


def _describe(
    title: str, labels: Sequence[str], series: Series, unit: str, words: ChartWords
) -> str:
    """Say in one or two sentences what the chart shows."""
    parts: list[str] = []
    for name, numbers in series:
        pairs = list(zip(labels, numbers, strict=False))
        high = max(pairs, key=lambda pair: pair[1])
        low = min(pairs, key=lambda pair: pair[1])
        parts.append(
            words.series.format(
                name=name,
                high=high[0],
                high_value=_figure(high[1]),
                low=low[0],
                low_value=_figure(low[1]),
                unit=unit,
            )
        )
    return words.whole.format(title=title, count=len(labels), parts=words.between.join(parts))


# --- parts of every chart -----------------------------------------------------------------------


def _n(value: float) -> str:
    """A coordinate: at most one decimal, no needless zero."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _figure(value: float) -> str:
    """A figure as people read it: groups of three digits, at most two decimals."""
    if value.is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _text(x: float, y: float, content: str, look: str, anchor: str = "start") -> str:
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text class="{look}" x="{_n(x)}" y="{_n(y)}"{place}>{escape(content)}</text>\n'


def text_width(content: str, size: float = _CHARACTER) -> float:
    """About how wide a text is drawn: full-width characters as one `size`, others as 0.58."""
    return sum(size if ord(character) > 0x2E7F else size * 0.58 for character in content)


def shortened(content: str, room: float, size: float = _CHARACTER) -> str:
    """The text, cut with an ellipsis where it would be wider than `room`."""
    if text_width(content, size) <= room:
        return content
    kept = content
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"


def ticks(low: float, high: float) -> list[float]:
    """Round numbers that span `low` to `high`, zero included: four to seven of them."""
    low, high = min(low, 0.0), max(high, 0.0)
    high = high if high > low else 1.0
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, max(last, first + 1) + 1)]


class _Scale:
    """The vertical axis: numbers to heights, with its lines and figures."""

    def __init__(self, series: Series) -> None:
        numbers = [number for _, values in series for number in values]
        self.ticks = ticks(min(numbers), max(numbers))
        self.low, self.high = self.ticks[0], self.ticks[-1]

    def y(self, value: float) -> float:
        room = HEIGHT - _TOP - _BOTTOM
        return HEIGHT - _BOTTOM - (value - self.low) / (self.high - self.low) * room

    def drawn(self, axis: str) -> list[str]:
        parts = [_text(_LEFT - 10, _TOP - 14, axis, "unit", "start")] if axis else []
        for tick in self.ticks:
            y = self.y(tick)
            look = "base" if tick == 0 else "grid"
            parts.append(
                f'<line class="{look}" x1="{_LEFT}" y1="{_n(y)}" '
                f'x2="{WIDTH - _RIGHT}" y2="{_n(y)}"/>\n'
            )
            parts.append(_text(_LEFT - 8, y + 4.5, _figure(tick), "axis", "end"))
        return parts


def _legend(names: Sequence[str]) -> list[str]:
    """What colour (and dash) means which series, in one centred line; nothing for a single one."""
    if len(names) < 2:
        return []
    room = (WIDTH - 40) / len(names) - 40
    shown = [shortened(name, room) for name in names]
    widths = [text_width(name) + 42 for name in shown]
    x = (WIDTH - sum(widths)) / 2
    parts: list[str] = []
    for index, (name, width) in enumerate(zip(shown, widths, strict=True)):
        parts.append(
            f'<rect class="s{index % _COLOURS + 1}" x="{_n(x)}" y="40" width="14" height="14"/>\n'
        )
        parts.append(_text(x + 20, 52, name, "legend"))
        x += width
    return parts


def _axis_labels(labels: Sequence[str], centre: float, step: float) -> list[str]:
    """The labels below the axis; where they do not all fit, every second or third one."""
    widest = max(text_width(label, 13) for label in labels)
    every = max(1, math.ceil(min(widest + 8, step * 4) / step)) if widest + 8 > step else 1
    return [
        _text(
            centre + index * step,
            HEIGHT - _BOTTOM + 22,
            shortened(label, step * every - 6, 13),
            "axis",
            "middle",
        )
        for index, label in enumerate(labels)
        if index % every == 0
    ]


# --- bars ---------------------------------------------------------------------------------------


def _bars(labels: Sequence[str], series: Series, axis: str) -> tuple[list[str], float]:
    scale = _Scale(series)
    step = (WIDTH - _LEFT - _RIGHT) / len(labels)
    width = min(52.0, step * 0.72 / len(series))
    parts = scale.drawn(axis) + _legend([name for name, _ in series])
    figures = width >= 26
    for at, (_, numbers) in enumerate(series):
        for index, number in enumerate(numbers[: len(labels)]):
            x = _LEFT + step * (index + 0.5) + (at - len(series) / 2) * width
            top, bottom = sorted((scale.y(number), scale.y(0)))
            parts.append(
                f'<rect class="s{at % _COLOURS + 1}" x="{_n(x + 1)}" y="{_n(top)}" '
                f'width="{_n(width - 2)}" height="{_n(max(bottom - top, 0.5))}"/>\n'
            )
            if figures:
                y = top - 6 if number >= 0 else bottom + 16
                parts.append(_text(x + width / 2, y, _figure(number), "value", "middle"))
    return parts + _axis_labels(labels, _LEFT + step / 2, step), HEIGHT


def _wants_rows(labels: Sequence[str], series: Series) -> bool:
    """Whether labels are too long to stand below upright bars: then bars lie, one a row."""
    if len(series) != 1 or min(series[0][1]) < 0:
        return False
    step = (WIDTH - _LEFT - _RIGHT) / len(labels)
    return max(text_width(label, 13) for label in labels) > step * 1.2


def _rows(labels: Sequence[str], numbers: Sequence[float], unit: str) -> tuple[list[str], float]:
    left, top, step = 250, 52, 36
    most = max([*numbers, 0]) or 1.0
    room = WIDTH - left - 90
    parts: list[str] = []
    for index, (label, number) in enumerate(zip(labels, numbers, strict=False)):
        y = top + index * step
        parts.append(_text(left - 12, y + 18, shortened(label, left - 24), "axis", "end"))
        parts.append(
            f'<rect class="s1" x="{left}" y="{y + 2}" '
            f'width="{_n(max(number / most * room, 1))}" height="{step - 12}"/>\n'
        )
        parts.append(
            _text(left + number / most * room + 8, y + 18, _figure(number) + unit, "value")
        )
    return parts, top + len(labels) * step + 12


# --- lines --------------------------------------------------------------------------------------


def _line(labels: Sequence[str], series: Series, axis: str) -> tuple[list[str], float]:
    scale = _Scale(series)
    step = (WIDTH - _LEFT - _RIGHT) / max(len(labels), 1)
    start = _LEFT + step / 2
    parts = scale.drawn(axis) + _legend([name for name, _ in series])
    figures = len(series) * len(labels) <= 12
    for at, (_, numbers) in enumerate(series):
        look = f"s{at % _COLOURS + 1}"
        points = [(start + index * step, scale.y(n)) for index, n in enumerate(numbers)]
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        parts.append(f'<polyline class="line {look}" points="{path}"/>\n')
        for (x, y), number in zip(points, numbers, strict=True):
            parts.append(f'<circle class="{look}" cx="{_n(x)}" cy="{_n(y)}" r="4"/>\n')
            if figures:
                parts.append(_text(x, y - 10, _figure(number), "value", "middle"))
    return parts + _axis_labels(labels, start, step), HEIGHT


# --- pies ---------------------------------------------------------------------------------------


def _is_pie(numbers: Sequence[float]) -> bool:
    return min(numbers) >= 0 and sum(numbers) > 0


def _pie(
    labels: Sequence[str], numbers: Sequence[float], unit: str, words: ChartWords
) -> tuple[list[str], float]:
    """Slices clockwise from the top; names, figures and shares stand in a list beside them."""
    total = sum(numbers)
    height = max(320.0, 60 + 34.0 * len(labels))
    cx, cy, radius = 190.0, height / 2 + 16, 124.0
    parts: list[str] = []
    angle = -math.pi / 2
    for index, (label, number) in enumerate(zip(labels, numbers, strict=False)):
        look = f"slice s{index % _COLOURS + 1}"
        turn = number / total * math.tau
        if turn >= math.tau - 1e-9:
            circle = f'<circle class="{look}" cx="{_n(cx)}" cy="{_n(cy)}" r="{_n(radius)}"/>\n'
            parts.append(circle)
        elif turn > 0:
            parts.append(_slice(look, (cx, cy), radius, angle, turn))
        angle += turn
        y = cy - len(labels) * 17 + index * 34 + 6
        figure = f"{_figure(number)}{unit}{words.share.format(100 * number / total)}"
        parts.append(
            f'<rect class="s{index % _COLOURS + 1}" x="372" y="{_n(y)}" width="16" height="16"/>\n'
        )
        name = shortened(label, 300 - text_width(figure))
        parts.append(_text(398, y + 13, f"{name}  {figure}", "legend"))
    return parts, height


def _slice(look: str, centre: tuple[float, float], radius: float, angle: float, turn: float) -> str:
    cx, cy = centre
    x1, y1 = cx + radius * math.cos(angle), cy + radius * math.sin(angle)
    x2, y2 = cx + radius * math.cos(angle + turn), cy + radius * math.sin(angle + turn)
    large = 1 if turn > math.pi else 0
    return (
        f'<path class="{look}" d="M{_n(cx)} {_n(cy)}L{_n(x1)} {_n(y1)}'
        f'A{_n(radius)} {_n(radius)} 0 {large} 1 {_n(x2)} {_n(y2)}Z"/>\n'
    )
