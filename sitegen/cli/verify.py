"""`sitegen verify`: whether what is public is what was built."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import site_option
from sitegen.cli.release_options import (
    chosen_sites,
    echo_json,
    echo_paths,
    json_option,
    opened,
    targets_option,
    usable_hosts,
)
from sitegen.errors import SitegenError, UnreachableError

if TYPE_CHECKING:
    from sitegen.release.hosts import Host
    from sitegen.release.store import ReleaseStore
    from sitegen.release.verify import Verification


@click.command("verify", help="按发布清单逐个核对本机和主机上的文件，发现篡改、缺失和多余的文件。")
@site_option
@targets_option("只核对这个部署目标；不写则核对本机和全部目标。")
@click.option("--local", is_flag=True, help="只核对本机 build/ 中的版本。")
@json_option()
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sites: tuple[str, ...],
    targets: tuple[str, ...],
    local: bool,
    as_json: bool,
) -> None:
    """Compare; exit 1 when anything differs or cannot be compared."""
    platform, store = opened(ctx)
    ids = chosen_sites(platform, sites)
    remote = not local and bool(targets or platform.config.deploy)
    hosts, unusable = usable_hosts(platform, targets) if remote else ([], {})
    done: list[Verification] = []
    failed = bool(unusable)
    for result in _results(store, ids, hosts, here=not targets, named=bool(sites)):
        if isinstance(result, SitegenError):
            failed = True
            click.echo(str(result), err=True)
            continue
        done.append(result)
        if not as_json:
            _echo(result)
    if as_json:
        echo_json(done)
    if not (done or failed):
        failed = True  # whoever watches the exit status must not take this for well
        click.echo("没有可核对的站点：都还没有发布过版本。请先运行 sitegen build。", err=True)
    if failed or not all(result.intact for result in done):
        ctx.exit(1)


def _results(
    store: "ReleaseStore", ids: list[str], hosts: list["Host"], *, here: bool, named: bool
) -> Iterator["Verification | SitegenError"]:
    """What came of every site; one that was never published is left out unless it was named."""
    from sitegen.release.deploy import taken_sites
    from sitegen.release.verify import expected_here, expected_there, verify_host, verify_local

    expected = {site for site in ids if named or expected_here(store, site)}
    for site in ids if here else ():
        if site not in expected:
            continue
        try:
            yield verify_local(store, site)
        except SitegenError as error:
            yield error
    for host in hosts:
        for site in taken_sites(host, ids):
            try:
                if site in expected or expected_there(host, site):
                    yield verify_host(host, store, site)
            except UnreachableError as error:
                yield UnreachableError(f"{error}这台主机上的其余站点没有核对。")
                break
            except SitegenError as error:
                yield error


def _echo(result: "Verification") -> None:
    place = f"{result.place or '本机'}:{result.site} {result.release}"
    if result.intact:
        click.echo(f"{place} 一致（{result.files} 个文件）")
    else:
        click.echo(
            f"{place} 不一致：改动 {len(result.changed)}，缺失 {len(result.missing)}，"
            f"多余 {len(result.extra)}"
        )
        echo_paths("改动", result.changed)
        echo_paths("缺失", result.missing)
        echo_paths("多余", result.extra)
    if result.note:
        click.echo(f"  {result.note}。", err=True)
