"""What people see of a run on the terminal: progress, the closing table, findings."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sitegen.cli.unchanged import tell_unchanged
from sitegen.model.finding import Finding, Level, count_levels
from sitegen.pipeline.options import Progress
from sitegen.pipeline.results import BLOCKED, PUBLISHED, UNCHANGED, BuildResult

_STATUS = {PUBLISHED: "已发布", BLOCKED: "已拦截", "unchanged": "无变化"}
_LEVELS = {Level.GATE: "否决", Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}
_STEP_SECONDS = 5.0
MOST_SHOWN = 200


@contextmanager
def progress() -> Iterator[Progress]:
    """Show progress on standard error: a bar on a terminal, else a line every few seconds."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        bars = Bars(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        with bars:
            task = bars.add_task("准备", total=None)

            def show(what: str, done: int, total: int) -> None:
                bars.update(task, description=what, completed=done, total=total)

            yield show
        return
    last = time.monotonic()

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > _STEP_SECONDS:
            last = time.monotonic()
            print(f"{what} {done}/{total}", file=sys.stderr)

    yield tell


def show_build(result: BuildResult) -> None:
    """Print findings that block, notes, and the closing table, all on standard error.

    Where nothing changed a line says so.
    """
    if not result.notes and not result.findings and _all_unchanged(result):
        tell_unchanged(result.as_dict())
        return
    if result.well and not sys.stderr.isatty():
        _tell_plainly(result)
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True)
    for note in result.notes:
        console.print(f"[yellow]注意：[/]{note}", highlight=False)
    show_findings(result.findings)
    table = Table(title=f"构建结果（时刻 {result.as_of}，用时 {result.seconds:.1f} 秒）")
    for name in ("站点", "名称", "结果", "网页", "渲染", "删除", "否决", "错误", "警告", "秒"):
        table.add_column(name, justify="left" if name in ("站点", "名称", "结果") else "right")
    for site in result.sites:
        blocking = [finding for finding in site.findings if finding.level.blocks]
        show_findings([finding for finding in blocking if not finding.waived])
        if site.error:
            console.print(f"[red]{site.site}：[/]{site.error}", highlight=False)
        counts = count_levels(site.findings)
        style = {PUBLISHED: "green", BLOCKED: "red"}.get(site.status, "")
        status = f"[{style}]{_STATUS[site.status]}[/]" if style else _STATUS[site.status]
        numbers = (site.pages.total, site.pages.rendered, site.pages.removed)
        levels = (counts["gate"], counts["error"], counts["warning"])
        table.add_row(
            site.site, site.name, status, *map(str, (*numbers, *levels)), f"{site.seconds:.1f}"
        )
    console.print(table)
    blocked = [site.name for site in result.sites if site.status == BLOCKED]
    if blocked:
        names = "、".join(blocked)
        console.print(
            f"[red]{names}没有发布，仍保持上一次发布的版本。请按上面的说明修改后再构建。[/]"
        )


def _tell_plainly(result: BuildResult) -> None:
    """Print a line a site for a log: what draws tables takes as long to load as an edit to read."""
    for site in result.sites:
        levels = count_levels(site.findings)
        found = "、".join(f"{title} {levels[level.value]}" for level, title in _LEVELS.items())
        print(
            f"{site.site} {site.name}：{_STATUS[site.status]}，网页 {site.pages.total}"
            f"（渲染 {site.pages.rendered}，删除 {site.pages.removed}），{found}，"
            f"{site.seconds:.1f} 秒",
            file=sys.stderr,
        )
    print(f"构建完成（时刻 {result.as_of}，用时 {result.seconds:.1f} 秒）", file=sys.stderr)


def _all_unchanged(result: BuildResult) -> bool:
    return all(site.status == UNCHANGED and not site.error for site in result.sites)


def show_findings(findings: Iterable[Finding]) -> None:
    """Print findings on standard error, as many as anybody reads."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True, soft_wrap=True)
    found = list(findings)
    for finding in found[:MOST_SHOWN]:
        where = f"{finding.file}:{finding.line}" if finding.line else finding.file or finding.site
        level = _LEVELS[finding.level]
        colour = "red" if finding.level.blocks else "yellow"
        console.print(
            f"[{colour}]{level}[/] [bold]{escape(where)}[/] {escape(finding.message)}"
            f" [dim]({finding.rule})[/]",
            highlight=False,
        )
        if finding.fix:
            console.print(f"     怎样改：{escape(finding.fix)}", highlight=False)
    if len(found) > MOST_SHOWN:
        console.print(f"…… 还有 {len(found) - MOST_SHOWN} 处，完整清单请用 sitegen check 查看")
