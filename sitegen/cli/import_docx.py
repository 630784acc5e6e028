"""`sitegen import docx`: Word documents become items of a column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

if TYPE_CHECKING:
    from sitegen.importers.docx.batch import FileReport

_STATUS: Final = {
    "added": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "kept": "未覆盖",
    "failed": "失败",
    "refused": "未导入",
}
_FIELDS: Final = {
    "title": "标题",
    "date": "发布时间",
    "source": "来源",
    "signer": "签发人",
    "addressee": "主送机关",
    "printed": "印发日期",
    "annexes": "附件",
    "document.number": "发文字号",
    "document.issuer": "发文机关",
    "document.signed": "成文日期",
    "document.effective": "施行日期",
    "document.expires": "失效日期",
    "document.genre": "体裁分类",
}


@click.command(
    "docx", help="把 Word 公文（.docx、.docm；旧版 .doc、.wps 等借助 LibreOffice）导入栏目。"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--column", required=True, metavar="SITE/COLUMN", help="目标栏目，如 city/zwgk/zcwj。"
)
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="修订标记：accept 全部接受，reject 全部拒绝。不写时接受并提示。",
)
@click.option(
    "--date",
    "published",
    default="",
    metavar="T",
    help="发布时间 YYYY-MM-DD HH:MM，默认为导入时刻。",
)
@click.option("--source", default="", help="来源，默认取发文机关，再取站点主办单位。")
@click.option("--name", default="", help="稿件文件名（英文、数字、连字符），只导入一个文件时可用。")
@click.option("--draft", is_flag=True, help="存为草稿。")
@click.option("--reviewed", is_flag=True, help="已办理保密审查：标有“此件不公开”等字样的也导入。")
@click.option("--force", is_flag=True, help="覆盖导入后被人工修改过的稿件。")
@click.option("--dry-run", is_flag=True, help="只显示将要写入的内容，不写文件。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果。")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    column: str,
    changes: Literal["accept", "reject"] | None,
    published: str,
    source: str,
    name: str,
    draft: bool,
    reviewed: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import FILES into a column; exit status 1 if any of them did not get in."""
    from sitegen.errors import UsageError
    from sitegen.importers.destination import find_destination, slugify
    from sitegen.importers.docx import Options, Wishes
    from sitegen.importers.docx.batch import LEDGER_NAME, Batch, expand
    from sitegen.importers.ledger import load_ledger

    root = ctx.obj if isinstance(ctx.obj, Path) else Path()
    destination = find_destination(root, column)
    paths = list(expand(files))
    if name and len(paths) != 1:
        raise UsageError("--name 只能在导入一个文件时使用。")
    options = Options(
        now=destination.now(),
        kind=destination.kind,
        organ=destination.organ,
        changes=changes,
        wishes=Wishes(checked_time(published), source, draft),
        stem=slugify(name),
    )
    batch = Batch(destination, load_ledger(root / LEDGER_NAME), options, reviewed, force, dry_run)
    reports = []
    for report in batch.run(paths):
        reports.append(report)
        if not as_json:
            _show(report, dry_run)
    if as_json:
        click.echo(
            json.dumps({"files": [r.as_dict() for r in reports]}, ensure_ascii=False, indent=1)
        )
    elif not reports:
        click.echo("没有可导入的 Word 文件。", err=True)
    if not reports or any(report.failed for report in reports):
        ctx.exit(1)


def checked_time(text: str) -> str:
    """The time that a user typed, as `YYYY-MM-DD HH:MM`; empty stays empty."""
    from pydantic_core import PydanticCustomError

    from sitegen.errors import UsageError
    from sitegen.model.fields import parse_time

    try:
        return parse_time(text) if text else ""
    except PydanticCustomError as error:
        raise UsageError(f"--date 应写成 YYYY-MM-DD HH:MM，现为“{text}”。") from error


def _show(report: FileReport, dry_run: bool) -> None:
    from sitegen.importers.remark import LEVELS

    head = f"{_STATUS[report.status]}　{report.source}"
    trial = "（试运行，未写文件）" if dry_run else ""
    click.echo(head + (f" → {report.item}" if report.item else "") + trial, err=True)
    for evidence in report.evidence if report.status != "unchanged" else ():
        label = _FIELDS.get(evidence.field, evidence.field)
        sure = f"{evidence.confidence:.0%}"
        click.echo(f"  {label}：{evidence.value}（{evidence.how}，把握 {sure}）", err=True)
    for remark in report.remarks:
        fix = f" {remark.fix}" if remark.fix else ""
        click.echo(f"  [{LEVELS[remark.level]}] {remark.message}{fix}", err=True)
    if dry_run and report.preview:
        click.echo(report.preview)
