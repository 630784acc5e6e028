"""`sitegen rollback`: back to an earlier release, here or on the hosts."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from sitegen.cli.release_options import (
    chosen_sites,
    opened,
    targets_option,
    usable_hosts,
    wait_option,
)
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from sitegen.release.hosts import Host
    from sitegen.release.store import ReleaseStore


@click.command("rollback", help="退回较早的发布版本；带 --target 时在主机上退回。")
@click.option("--site", "sites", multiple=True, required=True, metavar="ID", help="站点。")
@click.option("--to", metavar="版本", help="版本号、序号或开头几位；不写为当前版本的前一个。")
@targets_option("在这个部署目标上退回，而不是在本机。")
@wait_option()
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sites: tuple[str, ...],
    to: str | None,
    targets: tuple[str, ...],
    wait_seconds: float,
) -> None:
    """Switch, and say to what; exit 1 when a place could not be switched."""
    from sitegen.release.lock import platform_lock

    platform, store = opened(ctx)
    ids = chosen_sites(platform, sites)
    hosts, unusable = usable_hosts(platform, targets) if targets else (None, {})
    lock = platform_lock(
        platform.build,
        "rollback",
        wait_seconds=wait_seconds,
        on_wait=lambda text: click.echo(text, err=True),
    )
    with lock:
        switched = [_switched(place, switch) for place, switch in _places(store, hosts, ids, to)]
    if any(switched):
        click.echo("提示：下一次构建或部署会再次发布最新内容，请先改正内容。", err=True)
    if unusable or not all(switched):
        ctx.exit(1)


def _places(
    store: "ReleaseStore", hosts: Sequence["Host"] | None, sites: Sequence[str], to: str | None
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every place that is to be switched, and how; the switch returns the release's name.

    Without `hosts` that is the build folder.
    """
    from sitegen.release.deploy import rollback

    for site in sites:
        for host in hosts or ():
            yield f"{host.target.name}:{site}", partial(rollback, host, site, to)
        if hosts is None:
            yield site, partial(_here, store, site, to)


def _here(store: "ReleaseStore", site: str, to: str | None) -> str:
    return store.rollback(site, to).id


def _switched(place: str, switch: Callable[[], str]) -> bool:
    """Switch one place; wrong content must go from all that can be reached, whatever fails."""
    try:
        click.echo(f"{place} 已退回 {switch()}")
    except SitegenError as error:
        click.echo(f"{place} 没有退回：{error}", err=True)
        return False
    return True
