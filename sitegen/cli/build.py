"""`sitegen build`."""

import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.options import as_of_option, jobs_option, open_platform, site_option
from sitegen.cli.profiling import profiled
from sitegen.cli.unchanged import tell_unchanged
from sitegen.sources.root import find_platform

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sitegen.model.platform import Platform
    from sitegen.pipeline.options import BuildOptions
    from sitegen.pipeline.results import BuildResult
    from sitegen.pipeline.standing import Inputs, Standing

_EXACT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


@click.command("build", short_help="构建并发布站点")
@site_option
@as_of_option
@jobs_option
@click.option("--no-search", is_flag=True, help="不生成站内搜索索引")
@click.option("--explain", is_flag=True, help="说明每个网页为什么重新渲染")
@click.option("--profile", is_flag=True, help="显示时间花在哪里")
@click.option("--json", "as_json", is_flag=True, help="把结果以 JSON 输出到标准输出")
@click.option("--allow-shrink", is_flag=True, help="允许一次发布减少大量网页")
@click.option("--deploy", is_flag=True, help="构建后部署到 sites.yaml 中 deploy: 所列的目标")
@click.option("--wait", type=int, default=0, metavar="秒", help="另一个构建在进行时最多等多久")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sites: tuple[str, ...],
    as_of: str | None,
    jobs: int | None,
    no_search: bool,
    explain: bool,
    profile: bool,
    as_json: bool,
    allow_shrink: bool,
    deploy: bool,
    wait: int,
) -> None:
    """构建全部站点（或用 --site 指定的站点），通过检查的立即发布。

    没有通过检查的站点保持上一次发布的版本，其他站点不受影响。
    """
    started = time.perf_counter()
    search = not no_search
    inputs: Inputs | None = None
    if not sites:
        from sitegen.cli.looking import look
        from sitegen.pipeline.standing import recall

        root = find_platform(ctx.obj)
        standing = recall(root / "build")
        inputs = look(root, standing, search=search)
        simple = not (explain or profile or deploy)
        if simple and standing and _stands(root, standing, inputs, as_of):
            seconds = time.perf_counter() - started
            report = {**standing.report, "as_of": standing.moment(as_of), "seconds": seconds}
            tell_unchanged(report)
            if as_json:
                click.echo(json.dumps(report, ensure_ascii=False))
            return
    from sitegen.cli.terminal import show_build
    from sitegen.pipeline.options import BuildOptions
    from sitegen.pipeline.workers import default_jobs

    options = BuildOptions(
        jobs=jobs or default_jobs(),
        search=search,
        explain=explain,
        allow_shrink=allow_shrink,
    )
    platform = open_platform(ctx.obj)
    if deploy:
        from sitegen.release.targets import chosen_targets

        chosen_targets(platform.config.deploy, ())  # that there are none is told at once
    with _locked(platform, wait, inputs):
        with profiled(profile):
            result = _built(platform, options, as_of, sites, inputs)
        if explain:
            for site in result.sites:
                for path, reason in site.explained:
                    click.echo(f"{site.site}  {path}：{reason}", err=True)
        show_build(result)
        deployed = _deploy(platform, result) if deploy else []
    if as_json:
        told = {**result.as_dict(), **({"deploy": deployed} if deploy else {})}
        click.echo(json.dumps(told, ensure_ascii=False))
    failed = any(one["status"] == "failed" for one in deployed)
    ctx.exit(result.exit_status or int(failed))


def _locked(
    platform: "Platform", wait: int, inputs: "Inputs | None"
) -> "AbstractContextManager[None]":
    """Return the lock on the platform, to be entered."""
    from sitegen.release.lock import platform_lock

    def waiting(text: str) -> None:
        click.echo(text, err=True)
        if inputs:
            inputs.trees.clear()  # whoever holds the lock may take long

    return platform_lock(platform.build, "build", wait_seconds=wait, on_wait=waiting)


def _built(
    platform: "Platform",
    options: "BuildOptions",
    as_of: str | None,
    sites: tuple[str, ...],
    inputs: "Inputs | None",
) -> "BuildResult":
    """Build, and leave what came of it for the next build."""
    from sitegen.cli.terminal import progress
    from sitegen.pipeline.clock import moment
    from sitegen.pipeline.platform_build import PlatformBuild

    seen = inputs.trees if inputs else {}
    with progress() as show:
        build = PlatformBuild(platform, moment(platform, as_of), options, show, seen=seen)
        result = build.build(sites)
    _leave(platform, result, inputs)
    return result


def _stands(root: Path, standing: "Standing", inputs: "Inputs", as_of: str | None) -> bool:
    """Whether nothing has changed since the last build."""
    from sitegen.pipeline.standing import outputs_of

    if as_of and not _EXACT.fullmatch(as_of):
        return False
    outputs = outputs_of(root / "build")
    return standing.stands(inputs, outputs, standing.moment(as_of)) and standing.same_words(root)


def _leave(platform: "Platform", result: "BuildResult", inputs: "Inputs | None") -> None:
    """Leave the result for the next build, where it may stand for it."""
    from sitegen.pipeline.standing import Standing, leave, outputs_of

    settings = platform.config.platform
    standing = None
    if inputs and inputs.settled and result.well:
        standing = Standing(
            inputs.digest,
            outputs_of(platform.build),
            result.as_of,
            result.until,
            settings.as_of or "",
            settings.timezone,
            result.words,
            inputs.seconds,
            result.unchanged().as_dict(),
        )
    leave(platform.build, standing)


def _deploy(platform: "Platform", result: "BuildResult") -> list[dict[str, Any]]:
    """Bring what was built to every target; returns what became of each site there."""
    from sitegen.cli.deploy import deploy_built
    from sitegen.release.store import ReleaseStore

    return deploy_built(
        platform, ReleaseStore(platform.build), [site.site for site in result.sites]
    )
