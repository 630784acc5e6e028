"""`sitegen check`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import as_of_option, jobs_option, open_platform, site_option
from sitegen.rules.formats import FORMATS

if TYPE_CHECKING:
    from sitegen.model.finding import Verdict
    from sitegen.model.platform import SiteConfig
    from sitegen.pipeline.site_build import SiteBuilder


@click.command("check", short_help="只检查，不构建")
@site_option
@as_of_option
@jobs_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="输出格式，默认 text"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件，不输出到终端")
@click.option("--changed", is_flag=True, help="只列出 git 中尚未提交的文件的问题")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sites: tuple[str, ...],
    as_of: str | None,
    jobs: int | None,
    form: str,
    output: Path | None,
    changed: bool,
    paths: tuple[Path, ...],
) -> None:
    """检查全部站点（或用 --site 指定的站点），不构建、不发布。

    给出 PATH 或 --changed 时只列出这些文件和目录中的问题，适合提交前检查。

    所列问题中有没有豁免的否决、错误时，退出状态为 1。
    """
    from sitegen.cli.terminal import progress
    from sitegen.pipeline.clock import moment
    from sitegen.pipeline.options import BuildOptions
    from sitegen.pipeline.platform_build import PlatformBuild, choose_sites
    from sitegen.pipeline.workers import default_jobs, run
    from sitegen.rules.formats import render
    from sitegen.rules.formats.report import CheckReport

    platform = open_platform(ctx.obj)
    time = moment(platform, as_of)
    options = BuildOptions(jobs=jobs or default_jobs())
    chosen = choose_sites(platform, sites)
    with progress() as show:
        builder, _, loose = PlatformBuild(platform, time, options, show).prepare()
        judged = dict(run(partial(_judge, builder), chosen, options.jobs))
    found = [judged[index] for index in range(len(chosen))]
    report = CheckReport(
        as_of=time,
        verdicts=[verdict for verdict, _ in found],
        book=builder.judge.book,
        loose=loose,
        names={site.id: site.name for site in platform.config.sites},
        not_applicable={verdict.site: rules for verdict, rules in found},
        only=_asked(platform.root, paths, changed),
        line_of=partial(_line, platform.root),
    )
    text = render(report, form)
    if output:
        output.write_text(text + "\n", encoding="utf-8", newline="\n")
    elif text:
        click.echo(text)
    ctx.exit(report.exit_status)


def _judge(builder: "SiteBuilder", site: "SiteConfig") -> "tuple[Verdict, frozenset[str]]":
    with builder.opened() as around:
        return builder.judged(site, around)


def _asked(root: Path, paths: tuple[Path, ...], changed: bool) -> tuple[str, ...] | None:
    """The files and folders to report on; None for everything."""
    if not paths and not changed:
        return None
    found = [_below(path, root) for path in paths]
    if changed:
        from sitegen.errors import UsageError
        from sitegen.sources.git_history import uncommitted_files

        files = uncommitted_files(root)
        if files is None:
            raise UsageError(f"{root} 不在 git 仓库中，不能使用 --changed。")
        found += files
    return tuple(found)


def _below(path: Path, root: Path) -> str:
    """A path as findings name it: relative to the platform's root, folders with a slash."""
    from sitegen.errors import UsageError

    absolute = path.resolve()
    if not absolute.is_relative_to(root.resolve()):
        raise UsageError(f"{path} 不在平台目录 {root} 之内。")
    name = absolute.relative_to(root.resolve()).as_posix()
    return f"{name}/" if absolute.is_dir() else name


def _line(root: Path, file: str, line: int) -> str:
    """One line of a file for the excerpt; "" where it cannot be had."""
    if not file or line < 1:
        return ""
    try:
        with (root / file).open(encoding="utf-8", errors="replace") as lines:
            return next((text for number, text in enumerate(lines, 1) if number == line), "")
    except OSError:
        return ""
