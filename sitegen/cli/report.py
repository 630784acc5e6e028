"""`sitegen report`."""

from collections.abc import Callable
from dataclasses import replace
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
    made = report(found, gathering.builder.judge.book, gathering.as_of, days)
    zone = gathering.platform.config.platform.timezone
    _give(replace(made, timezone=zone), output)


@command.command("sites", short_help="政府网站基本信息表")
@_shared
def sites(gathering: "Gathering", output: Path | None) -> None:
    """普查表之一：各网站的标识码、名称、网址、主办承办单位、负责人、联系人和备案号。"""
    from sitegen.reports.census import sites_report

    _give(sites_report(gathering.chosen, gathering.as_of), output)


@command.command("columns", short_help="政府网站栏目（系统）基本信息表")
@_shared
def columns(gathering: "Gathering", output: Path | None) -> None:
    """普查表之二：各栏目的类别、网址、更新周期、最新更新时间、未更新天数和条数。"""
    from sitegen.reports.census import columns_report, site_columns

    _give(columns_report(gathering.each(site_columns), gathering.as_of), output)


@command.command("work-report", short_help="政府网站工作年度报表")
@click.option("--year", type=click.IntRange(2017, 2100), help="年度，默认为上一年")
@_shared
def work_report(gathering: "Gathering", output: Path | None, year: int | None) -> None:
    """由内容统计年度报表，并入 content/站点/_work-report-年度.yaml 中手工填报的数据。

    -o 文件名.md 或 .yaml 写成可以发布的稿件（须用 --site 指定一个站点）。
    """
    from sitegen.errors import UsageError
    from sitegen.reports.workreport import fill
    from sitegen.reports.workreport.filling import read_entered
    from sitegen.reports.workreport.forms import report
    from sitegen.reports.workreport.item import item_text
    from sitegen.reports.writers import save

    asked = year or int(gathering.as_of[:4]) - 1
    content = gathering.platform.content
    filled = gathering.each(
        lambda case: fill(case, asked, read_entered(content, case.config.id, asked))
    )
    if output is None or output.suffix not in (".md", ".yaml", ".yml"):
        _give(report(filled, gathering.as_of, asked), output)
        return
    if len(filled) != 1:
        raise UsageError("写成稿件时请用 --site 指定一个站点。")
    save(output, item_text(filled[0], gathering.as_of, output))
    click.echo(f"已写入 {output}，请补填未填报的项目，核对后发布。", err=True)


@command.command("submissions", short_help="信息报送：各站点报送门户的稿件、采用数和排名")
@click.option("--month", metavar="年-月", help="月份，如 2026-03；默认为上一个月")
@click.option("--year", type=click.IntRange(2000, 2100), help="全年")
@_shared
def submissions(
    gathering: "Gathering", output: Path | None, month: str | None, year: int | None
) -> None:
    """统计各站点向门户报送（推送或者被采集）的稿件、门户采用的稿件，对照任务数排名。"""
    from sitegen.errors import UsageError
    from sitegen.reports.months import month_of
    from sitegen.reports.submissions import contributions, offer, report, used

    if month and year:
        raise UsageError("--month 和 --year 只能写一个。")
    period = str(year) if year else month_of(month, gathering.as_of)
    offers = gathering.each(partial(offer, period=period))
    known = {one.portal for one in offers}
    portals = [site for site in gathering.platform.config.sites if site.id in known]
    shown = dict(zip((site.id for site in portals), gathering.each(used, portals), strict=True))
    found = contributions(offers, shown, period, gathering.as_of)
    _give(report(found, period, gathering.as_of), output)


@command.command("monthly", short_help="月度自查表")
@click.option("--month", metavar="年-月", help="月份，如 2026-03；默认为上一个月")
@_shared
def monthly(gathering: "Gathering", output: Path | None, month: str | None) -> None:
    """各站点的月度自查：发布、更新、解读、互动、内容质量、报送，附汇总表。"""
    from sitegen.reports.monthly import report, self_report
    from sitegen.reports.months import month_of

    asked = month_of(month, gathering.as_of)
    found = gathering.each(partial(self_report, month=asked))
    _give(report(found, asked, gathering.as_of), output)
