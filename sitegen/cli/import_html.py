"""`sitegen import html`: a saved old site becomes a tree of columns and items."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click


@click.command(
    "html",
    help="把保存下来的旧站导入站点。SOURCE 可以是文件夹（wget 镜像或“网页另存为”）、"
    "WARC、WACZ、MHTML 文件或单个网页。首次运行会生成对照表，请先加 --dry-run 核对。",
)
@click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE")
@click.option("--site", required=True, metavar="ID", help="目标站点的 id。")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="对照表，默认 imports/<站点>/import.yaml；导入状态和报告存放在它旁边。",
)
@click.option("--base-url", default="", metavar="URL", help="旧站网址，来源中看不出时填写。")
@click.option("--dry-run", is_flag=True, help="只生成对照表和报告，不写稿件。")
@click.option("--force", is_flag=True, help="覆盖导入后经人工修改的稿件。")
@click.option("--jobs", type=click.IntRange(1, 64), help="并行进程数，默认按处理器数。")
@click.option("--as-of", "today", default="", metavar="DATE", help="以此日判断发布时间是否在将来。")
@click.option(
    "--report", type=click.Path(path_type=Path, file_okay=False), help="报告存放的文件夹。"
)
@click.option("--json", "as_json", is_flag=True, help="在标准输出打印 JSON 报告。")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    source: Path,
    site: str,
    map_file: Path | None,
    base_url: str,
    dry_run: bool,
    force: bool,
    jobs: int | None,
    today: str,
    report: Path | None,
    as_json: bool,
) -> None:
    """Import a saved site; exit status 1 if a page that should have been imported was not."""
    from sitegen.importers.destination import site_names
    from sitegen.importers.html.move import move
    from sitegen.importers.html.order import Order
    from sitegen.importers.html.report_html import write_html
    from sitegen.importers.html.report_table import print_table
    from sitegen.sources.platform import find_platform

    root = find_platform(ctx.obj if isinstance(ctx.obj, Path) else Path())
    order = Order(
        source=source,
        root=root,
        site=_site_id(site),
        map_file=map_file or root / "imports" / site / "import.yaml",
        base_url=_address(base_url),
        dry_run=dry_run,
        force=force,
        jobs=jobs or os.cpu_count() or 1,
        today=_day(today),
        default_source=next((name for name in site_names(root, site) if name), ""),
    )
    found = move(order, _progress)
    folder = report or order.map_file.parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(found.as_json(), encoding="utf-8")
    write_html(found, root, folder / "report.html")
    if as_json:
        click.echo(found.as_json(), nl=False)
    else:
        print_table(found, order.map_file, folder / "report.html")
    ctx.exit(1 if found.failed else 0)


def _site_id(site: str) -> str:
    import re

    from sitegen.errors import UsageError

    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z_-]*", site):
        raise UsageError(f"--site 应为站点的 id，现为“{site}”")
    return site


def _address(text: str) -> str:
    from sitegen.errors import UsageError

    if text and not text.startswith(("http://", "https://")):
        raise UsageError(f"--base-url 应以 http:// 或 https:// 开头，现为“{text}”")
    return text


def _day(text: str) -> str:
    """The day that counts as today: as told, else the clock's."""
    from sitegen.errors import UsageError

    if not text:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise UsageError(f"--as-of 应写成 YYYY-MM-DD，现为“{text}”") from None


def _progress(what: str, done: int, total: int) -> None:
    if total >= 100:
        click.echo(f"{what} {done}/{total}", err=True)
