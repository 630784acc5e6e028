"""Makes a benchmark corpus: a whole sitegen platform, and the items that the Hugo twin writes too.

    python -m benchmarks.corpus DIR --items 20000 --sites 1

Same seed, same bytes. Lengths are those of a real platform (see `prose.length_of`); a twentieth of
the items has a table, a fiftieth an attachment; dates reach over six years.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks import records
from benchmarks.layout import (
    AS_OF,
    COLUMNS,
    GROUPS,
    HOME,
    PAGE_SIZE,
    ColumnPlan,
    SitePlan,
    counts,
    site_plans,
)
from benchmarks.prose import Stock, length_of

_PATTERNS = {
    "policy": "关于{v}{o}的通知",
    "interpretation": "《关于{v}{o}的通知》政策解读",
    "news": "{p}{v}{o}取得新进展",
    "notices": "关于{v}{o}有关事项的公告",
}
TOPICS = (
    "综合政务", "农业、林业、水利", "城乡建设、环境保护", "科技、教育", "财政、金融、审计",
    "市场监管、安全生产监管", "民政、扶贫、救灾", "工业、交通",
)  # fmt: skip
_WORDS = "惠民政策 基础设施 公共服务 营商环境 乡村建设 项目建设 财政资金 安全管理 生态保护".split()
_YEARS = 6


class Item(NamedTuple):
    """One item; `path` is that of its file in the site's folder, without the suffix."""

    column: ColumnPlan
    path: str
    title: str
    date: str
    source: str
    description: str
    keywords: tuple[str, ...]
    body: str
    document: tuple[tuple[str, str], ...] = ()
    interprets: str = ""
    attachment: str = ""
    record: str = ""
    topic: str = ""

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"/{self.path}.html"

    def common(self) -> str:
        """The front matter that both generators read."""
        lines = [
            f"title: {self.title}",
            f"source: {self.source}",
            f"description: {self.description}",
            f"keywords: [{', '.join(self.keywords)}]",
            "editor: 编辑部",
        ]
        if self.document:
            inner = "\n".join(f"  {name}: {value}" for name, value in self.document)
            lines.append(f"document:\n{inner}")
        return "\n".join(lines) + "\n"


def site_items(plan: SitePlan, stock: Stock, seed: int = 4) -> Iterator[Item]:
    """Yield the items of a site, column by column, oldest first."""
    maker = _Maker(plan, stock)
    for column, count in counts(plan):
        draw = random.Random(f"{seed} {plan.id} {column.path}")
        moments = sorted(_moment(draw) for _ in range(count))
        if count:
            # Every column is up to date, whatever its update period.
            moments[-1] = datetime(2026, 6, 8, 9, 30)
        for number, moment in enumerate(moments):
            yield maker.item(column, number, moment, draw)


def _moment(draw: random.Random) -> datetime:
    last = datetime(2026, 6, 8, 9)
    return last - timedelta(minutes=int(draw.random() * _YEARS * 365 * 24 * 60))


class _Maker:
    """Makes the items of one site; interpretations choose among the documents made before."""

    def __init__(self, plan: SitePlan, stock: Stock) -> None:
        self.plan = plan
        self.stock = stock
        self.policies: list[str] = []

    def item(self, column: ColumnPlan, number: int, moment: datetime, draw: random.Random) -> Item:
        kind, plan, stock = column.type, self.plan, self.stock
        length = 200 if column.fixed else length_of(draw, kind == "policy")
        body = stock.body(draw, length, not column.fixed and draw.random() < 0.05)
        attached = not column.fixed and draw.random() < 0.02
        keywords = tuple(draw.sample(_WORDS, 3))
        title = stock.title(draw, _PATTERNS.get(kind, "{o}{v}情况"))
        more = f"{stock.title(draw, '{p}{v}{o}')}，{stock.title(draw, '{v}{o}')}"
        item = Item(
            column=column,
            path=f"{column.path}/{moment:%Y}/{number + 1}",
            title=f"{title}（第{number + 1}号）",
            date=f"{moment:%Y-%m-%d %H:%M}",
            source=f"{plan.short_name}办公室",
            description=f"{title}：{more}。",
            keywords=keywords,
            body=body,
            attachment=f"{number + 1}.csv" if attached else "",
            record=records.block(kind, plan, number),
            topic=records.topic(kind, number),
        )
        return self._linked(item, number, moment, draw)

    def _linked(self, item: Item, number: int, moment: datetime, draw: random.Random) -> Item:
        """Add what documents, directory entries and interpretations have beyond the rest."""
        kind = item.column.type
        if kind == "policy":
            topic = draw.choice(TOPICS)
            self.policies.append(item.path)
            document = _document(self.plan, item.column, number, moment, topic)
            return item._replace(topic=topic, document=document)
        if kind == "disclosure-directory":
            index_no = f"{self.plan.code}9/{moment:%Y}-{number + 1:05d}"
            return item._replace(document=(("index_no", index_no),))
        if kind == "interpretation":
            # Where there is no document, sitegen takes the first keyword for the topic.
            interprets = draw.choice(self.policies)
            return item._replace(topic=item.keywords[0], interprets=interprets)
        return item


def _document(
    plan: SitePlan, column: ColumnPlan, number: int, moment: datetime, topic: str
) -> tuple[tuple[str, str], ...]:
    order = [one.path for one in COLUMNS if one.type == "policy"].index(column.path) + 1
    mark = _mark(plan)
    return (
        ("index_no", f"{plan.code}{order}/{moment:%Y}-{number % 100_000:05d}"),
        ("number", f"{mark}{'规办发'[order - 1]}〔{moment:%Y}〕{number + 1}号"),
        ("issuer", plan.name),
        ("signed", f"{moment - timedelta(days=2):%Y-%m-%d}"),
        ("status", "有效"),
        ("topic", topic),
        ("genre", "通知"),
    )


def _mark(plan: SitePlan) -> str:
    """The sign of a site's documents (发文机关代字): no two sites share one."""
    kind, _, number = plan.id.partition("-")
    tens, ones = divmod(int(number or 0), 10)
    place = f"{'东西南北中春夏秋冬金'[tens % 10]}{'甲乙丙丁戊己庚辛壬癸'[ones]}" if number else ""
    return f"云{place}{'局' if kind == 'dept' else '政'}"


def attachment_of(item: Item) -> bytes:
    """Return the file that goes with an item: a table of some kilobytes."""
    rows = [f"{item.title},{row},{row * 37 % 1009}\n" for row in range(60)]
    return ("名称,序号,数量\n" + "".join(rows)).encode("utf-8-sig")


def markdown(item: Item) -> str:
    """Return the file that sitegen reads."""
    front = item.common() + f"date: {item.date}\n" + item.record
    depth = "../" * (item.path.count("/"))
    if item.interprets:
        front += f"interprets: [{depth}{item.interprets}.md]\n"
    if item.attachment:
        front += f"attachments: [{item.attachment}]\n"
    return f"---\n{front}---\n\n{item.body}\n"


def write_platform(root: Path, plans: list[SitePlan], stock: Stock, theme: Path) -> None:
    """Write sites.yaml, the theme and the content of all sites below `root`."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "sites.yaml").write_text(_sites_yaml(plans), encoding="utf-8")
    target = root / "themes" / "bench"
    for source in sorted(theme.rglob("*")):
        if source.is_file():
            path = target / source.relative_to(theme)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes())
    for plan in plans:
        _write_site(root / "content" / plan.id, plan, stock)


def _write_site(folder: Path, plan: SitePlan, stock: Stock) -> None:
    write(folder / "_site.yaml", _site_yaml())
    for order, (path, title) in enumerate(GROUPS):
        write(folder / path / "_column.yaml", f"title: {title}\norder: {order}\n")
    for order, column in enumerate(COLUMNS):
        write(
            folder / column.path / "_column.yaml",
            f"title: {column.title}\ntype: {column.type}\norder: {order}\n"
            f"description: {plan.name}{column.title}栏目\npage_size: {PAGE_SIZE}\n",
        )
    made: set[Path] = set()
    for item in site_items(plan, stock):
        file = folder / f"{item.path}.md"
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_text(markdown(item), encoding="utf-8")
        if item.attachment:
            (file.parent / item.attachment).write_bytes(attachment_of(item))


def write(path: Path, text: str) -> None:
    """Write a text file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _site_yaml() -> str:
    columns = ", ".join(HOME)
    return f"home:\n  - {{block: columns, title: 最新信息, columns: [{columns}], limit: 6}}\n"


def _sites_yaml(plans: list[SitePlan]) -> str:
    # Compressed copies are switched off: Hugo makes none.
    lines = [
        "platform:",
        "  name: 云岭市政府网站集约化平台",
        "  theme: bench",
        f"  as_of: {AS_OF}",
        "  keep_releases: 2",
        "  precompress: []",
        "sites:",
    ]
    for plan in plans:
        lines += [
            f"  - id: {plan.id}",
            f"    kind: {plan.kind}",
            *(["    parent: city"] if plan.id != "city" else []),
            f"    name: {plan.name}",
            f"    short_name: {plan.short_name}",
            f"    domain: {plan.domain}",
            f'    id_code: "{plan.id_code}"',
            "    icp: 宁ICP备20260001号",
            "    police: 宁公网安备 99010002000001号",
            f"    sponsor: {plan.short_name}办公室",
            "    contact: {phone: 0590-6612345, address: 澄湖大道1号}",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--sites", type=int, default=1)
    options = parser.parse_args()
    theme = Path(__file__).resolve().parent / "theme"
    write_platform(options.folder, site_plans(options.items, options.sites), Stock(), theme)


if __name__ == "__main__":
    main()
