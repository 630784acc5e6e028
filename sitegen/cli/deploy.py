"""`sitegen deploy`: the live releases go to the hosts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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
    wait_option,
)

if TYPE_CHECKING:
    from sitegen.model.platform import Platform
    from sitegen.release.deploy import Outcome
    from sitegen.release.store import ReleaseStore

_STATUS = {"published": "已发布", "unchanged": "没有变化", "planned": "试运行", "failed": "失败"}


@click.command("deploy", help="把已构建的站点部署到 sites.yaml 中 deploy: 所列的目标。")
@site_option
@targets_option()
@click.option("--dry-run", is_flag=True, help="只列出将要传输和删除的文件，不做改动。")
@click.option("--checksum", is_flag=True, help="逐个核对主机上文件的内容，用于修复被篡改的站点。")
@wait_option()
@json_option()
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sites: tuple[str, ...],
    targets: tuple[str, ...],
    dry_run: bool,
    checksum: bool,
    wait_seconds: float,
    as_json: bool,
) -> None:
    """Deploy every site to every target; exit 1 when one failed."""
    from sitegen.release.deploy import deploy_sites
    from sitegen.release.lock import platform_lock

    platform, store = opened(ctx)
    ids = chosen_sites(platform, sites)
    hosts, unusable = usable_hosts(platform, targets)
    if not sites:
        ids = [site for site in ids if store.current(site)]
    lock = platform_lock(
        platform.build,
        "deploy",
        wait_seconds=wait_seconds,
        on_wait=lambda text: click.echo(text, err=True),
    )
    with lock:
        outcomes = deploy_sites(
            hosts,
            store,
            ids,
            dry_run=dry_run,
            checksum=checksum,
            on_outcome=lambda outcome: None if as_json else _echo(outcome),
        )
    if as_json:
        echo_json(outcomes)
    elif hosts and not outcomes:
        click.echo("没有可部署的站点；请先运行 sitegen build。", err=True)
    if unusable or any(outcome.status == "failed" for outcome in outcomes):
        ctx.exit(1)


def deploy_built(
    platform: "Platform", store: "ReleaseStore", ids: Sequence[str]
) -> list[dict[str, Any]]:
    """What `sitegen build --deploy` does last, under the build's lock.

    Tells on standard error, and returns for each site and target what became of it as JSON data. A
    blocked site's host keeps or gets the release it had. A target that cannot be used, as its key
    is not there, holds no other back and has one entry without a site.
    """
    from sitegen.release.deploy import deploy_sites

    built = [site for site in ids if store.current(site)]
    hosts, unusable = usable_hosts(platform, ())
    outcomes = deploy_sites(hosts, store, built, on_outcome=lambda one: _echo(one, err=True))
    failed = [
        {"target": name, "site": "", "status": "failed", "error": error}
        for name, error in unusable.items()
    ]
    return [*failed, *map(_as_data, outcomes)]


def _as_data(outcome: "Outcome") -> dict[str, Any]:
    """What became of one site on one target, without the names of its files."""
    return {
        "target": outcome.target,
        "site": outcome.site,
        "status": outcome.status,
        "release": outcome.plan.after if outcome.plan else "",
        "files": outcome.traffic.files,
        "bytes": outcome.traffic.bytes,
        **({"error": outcome.error} if outcome.error else {}),
        **({"warning": outcome.warning} if outcome.warning else {}),
    }


def _echo(outcome: "Outcome", *, err: bool = False) -> None:
    place = f"{outcome.target}:{outcome.site}"
    if outcome.plan is None:
        click.echo(f"{place} {_STATUS[outcome.status]}：{outcome.error}", err=True)
        return
    plan = outcome.plan
    click.echo(f"{place} {_STATUS[outcome.status]} {plan.after}", err=err)
    if outcome.status == "planned":
        click.echo(
            f"  将传输 {len(plan.send)} 个文件（{plan.bytes} 字节），删除 {len(plan.remove)} 个"
        )
        echo_paths("+", plan.send)
        echo_paths("-", plan.remove)
    elif outcome.status == "published":
        traffic = outcome.traffic
        click.echo(f"  传输了 {traffic.files} 个文件，{traffic.bytes} 字节", err=err)
    if outcome.warning:
        click.echo(f"  {outcome.warning}", err=True)
