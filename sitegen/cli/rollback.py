"""`sitegen rollback`: back to an earlier release, here or on the hosts."""

import click

from sitegen.cli.release_options import (
    chosen_hosts,
    chosen_sites,
    opened,
    targets_option,
    wait_option,
)


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
    """Switch, and say to what."""
    from sitegen.release.deploy import rollback
    from sitegen.release.lock import platform_lock

    platform, store = opened(ctx)
    ids = chosen_sites(platform, sites)
    hosts = chosen_hosts(platform, targets) if targets else []
    lock = platform_lock(
        platform.build,
        "rollback",
        wait_seconds=wait_seconds,
        on_wait=lambda text: click.echo(text, err=True),
    )
    with lock:
        for site in ids:
            for host in hosts:
                name = rollback(host, site, to)
                click.echo(f"{host.target.name}:{site} 已退回 {name}")
            if not hosts:
                click.echo(f"{site} 已退回 {store.rollback(site, to).id}")
    click.echo("提示：下一次构建或部署会再次发布最新内容，请先改正内容。", err=True)
