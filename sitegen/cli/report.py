"""`sitegen report`."""

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.options import as_of_option, jobs_option, open_platform, site_option

if TYPE_CHECKING:
    from sitegen.reports.gathering import Gathering
    from sitegen.reports.sheets import Report

FORMS = "写入文件：.xlsx、.html 或 .json；不写则显示在终端"


@click.group("report", short_help="生成检查评分、普查表、预警等报表")
def command() -> None:
    """由站点内容生成检查评分表、普查表、更新预警、工作年度报表、信息报送和月度自查表。

    写 -o 文件名 时按扩展名写成 Excel（.xlsx）、网页（.html）或数据（.json），否则显示在终端。
    """


def _shared(function: Callable[..., None]) -> Callable[..., None]:
    """Options that all reports have; the function gets the gathering and the target."""

    @site_option
    @as_of_option
    @jobs_option
    @click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=FORMS)
    @wraps(function)
    def run(
        *,
        sites: tuple[str, ...],
        as_of: str | None,
        jobs: int | None,
        output: Path | None,
        **more: Any,
    ) -> None:
        from sitegen.cli.terminal import progress
        from sitegen.pipeline.clock import moment
        from sitegen.pipeline.workers import default_jobs
        from sitegen.reports.gathering import gather

        platform = open_platform(click.get_current_context().obj)
        with progress() as show:
            gathering = gather(
                platform, moment(platform, as_of), sites, jobs or default_jobs(), show
            )
        function(gathering, output, **more)

    return run


def _give(report: "Report", output: Path | None) -> None:
    """Write the report to the file, or show it."""
    if output is None:
        from sitegen.reports.writers.terminal import print_report

        print_report(report)
        return
    from sitegen.reports.writers import write

    write(report, output)
    click.echo(f"已写入 {output}", err=True)


@command.command("scorecard", short_help="检查评分表（2019 年指标和 2015 年普查表）")
@_shared
def scorecard(gathering: "Gathering", output: Path | None) -> None:
    """按检查指标逐项计算各站点的否决项、扣分、加分，并给出全市排名。

    内容看不出的指标取自 sites.yaml 的 entered，没有填报的既不算得分也不算失分。
    """
    from sitegen.reports.scorecard import load_scorebook, score
    from sitegen.reports.scorecard.forms import report

    book = load_scorebook(gathering.platform.root)
    cards = gathering.each(partial(score, book=book))
    _give(report(cards, book, gathering.as_of), output)


@command.command("forecast", short_help="更新预警：今后若干天内将违反哪些规则")
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="天数")
@_shared
def forecast(gathering: "Gathering", output: Path | None, days: int) -> None:
    """列出不再发布稿件时，各栏目、稿件、网站在哪一天违反哪条规则。

    -o 文件名.ics 写成日历，可导入 Outlook、手机日历等；事项的日期有变化的，
    再次导入会更新原有日程。
    """
    from sitegen.reports.forecast import foresee
    from sitegen.reports.forecast.forms import report

    found = gathering.each(partial(foresee, days=days))
    _give(report(found, gathering.builder.judge.book, gathering.as_of, days), output)
