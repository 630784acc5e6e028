"""`sitegen import xlsx`: lists in spreadsheets become items of a column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from sitegen.importers.destination import Destination
    from sitegen.importers.xlsx import RunReport

_STATUS: Final = {
    "added": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "kept": "未覆盖",
    "failed": "未导入",
}
_SHOWN: Final = 200


@click.command(
    "xlsx", help="把表格清单（.xlsx、.csv；旧版 .xls、.et 借助 LibreOffice）按表头导入栏目。"
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--column", required=True, metavar="SITE/COLUMN", help="目标栏目，如 city/bsfw。")
@click.option(
    "--map",
    "map_path",
    type=click.Path(path_type=Path),
    metavar="MAP.YAML",
    help="映射表，默认为表格旁的“同名.map.yaml”。首次用 --dry-run 生成。",
)
@click.option("--source", default="", help="表中没有来源时的来源，默认为站点主办单位。")
@click.option(
    "--date",
    "published",
    default="",
    metavar="T",
    help="表中没有日期时的发布时间，默认为导入时刻。",
)
@click.option("--force", is_flag=True, help="覆盖导入后被人工修改过的稿件。")
@click.option("--dry-run", is_flag=True, help="不写稿件；没有映射表时按表头提出一份。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果。")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    file: Path,
    column: str,
    map_path: Path | None,
    source: str,
    published: str,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import FILE into a column by a map; exit status 1 if a record did not get in."""
    from sitegen.cli.import_docx import checked_time
    from sitegen.errors import UsageError
    from sitegen.importers.destination import find_destination
    from sitegen.importers.ledger import load_ledger
    from sitegen.importers.xlsx import Given, Run, load_map, read_sheets

    root = ctx.obj if isinstance(ctx.obj, Path) else Path()
    destination = find_destination(root, column)
    where = map_path or file.with_name(f"{file.stem}.map.yaml")
    sheets, remarks = read_sheets(file)
    if not where.exists():
        if not dry_run:
            raise UsageError(f"没有映射表 {where}。请先加 --dry-run 运行，按表头生成并核对。")
        _propose(file, where, destination, as_json)
    now = checked_time(published) or destination.now()
    run = Run(
        destination,
        load_ledger(where.with_suffix(".state.json")),
        load_map(where),
        Given(destination.kind, now, source or destination.organ),
        force,
        dry_run,
    )
    report = run.file(str(file), sheets, remarks)
    if as_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    else:
        _show(report, dry_run)
    if report.failed:
        ctx.exit(1)


def _propose(file: Path, where: Path, destination: Destination, as_json: bool) -> None:
    """Write the map proposed by the file's headers and say what it left open."""
    from sitegen.importers.ledger import write_atomically
    from sitegen.importers.xlsx import propose_map, read_sheets, tables_of

    sheets, _ = read_sheets(file)
    proposal = propose_map(list(tables_of(sheets)), destination.kind)
    where.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(where, proposal.text().encode())
    click.echo(f"已按表头提出映射表 {where}，请核对后去掉 --dry-run 再运行。", err=True)
    for sheet, header in proposal.unknown:
        click.echo(f"  [注意] 工作表“{sheet}”的列“{header}”不认识，暂不导入。", err=True)
    if not as_json:
        click.echo(proposal.text())


def _show(report: RunReport, dry_run: bool) -> None:
    from sitegen.importers.remark import LEVELS

    plan = "（试运行，未写文件）" if dry_run else ""
    counts = "，".join(f"{_STATUS[key]} {n}" for key, n in report.counts.items())
    click.echo(f"{report.source}：{counts or '没有可导入的记录'}{plan}", err=True)
    for status, place, item in report.items[:_SHOWN]:
        if status != "unchanged":
            click.echo(f"  {_STATUS[status]}　{place} → {item}", err=True)
    for remark in report.remarks[:_SHOWN]:
        fix = f" {remark.fix}" if remark.fix else ""
        click.echo(f"  [{LEVELS[remark.level]}] {remark.message}{fix}", err=True)
    more = len(report.remarks) - _SHOWN
    if more > 0:
        click.echo(f"  另有 {more} 条提示，见 --json。", err=True)
