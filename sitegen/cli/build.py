"""`sitegen build`."""

import json
from pathlib import Path

import click

from sitegen.cli.options import as_of_option, jobs_option, open_platform, site_option
from sitegen.model.platform import Platform


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
    from sitegen.cli.profiling import profiled
    from sitegen.cli.terminal import progress, show_build
    from sitegen.pipeline.clock import moment
    from sitegen.pipeline.options import BuildOptions
    from sitegen.pipeline.platform_build import PlatformBuild
    from sitegen.pipeline.workers import default_jobs
    from sitegen.release.lock import platform_lock

    folder: Path = ctx.obj
    platform = open_platform(folder)
    options = BuildOptions(
        jobs=jobs or default_jobs(),
        search=not no_search,
        explain=explain,
        allow_shrink=allow_shrink,
    )
    lock = platform_lock(
        platform.build, "build", wait_seconds=wait, on_wait=lambda text: click.echo(text, err=True)
    )
    deployed = True
    with lock:
        with profiled(profile), progress() as show:
            result = PlatformBuild(platform, moment(platform, as_of), options, show).build(sites)
        if deploy:
            deployed = _deploy(platform, [site.site for site in result.sites])
    if explain:
        for site in result.sites:
            for path, reason in site.explained:
                click.echo(f"{site.site}  {path}：{reason}", err=True)
    show_build(result)
    if as_json:
        click.echo(json.dumps(result.as_dict(), ensure_ascii=False))
    ctx.exit(result.exit_status or int(not deployed))


def _deploy(platform: Platform, sites: list[str]) -> bool:
    """Bring what was built to every target; returns whether all went well."""
    from sitegen.cli.deploy import deploy_built
    from sitegen.cli.release_options import chosen_hosts
    from sitegen.release.store import ReleaseStore

    return deploy_built(chosen_hosts(platform, ()), ReleaseStore(platform.build), sites)
