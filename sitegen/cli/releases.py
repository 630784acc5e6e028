"""`sitegen releases`: which releases are kept, here and on the hosts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import site_option
from sitegen.cli.release_options import (
    chosen_hosts,
    chosen_sites,
    echo_json,
    json_option,
    opened,
    targets_option,
)
from sitegen.errors import ReleaseError

if TYPE_CHECKING:
    from sitegen.release.hosts import Host
    from sitegen.release.store import ReleaseStore


@dataclass(frozen=True, slots=True)
class _Row:
    """One release; `place` is "" for the build folder, `created` an ISO time (UTC) or ""."""

    site: str
    place: str
    release: str
    live: bool
    created: str = ""
    files: int = 0
    damaged: bool = False


@click.command("releases", help="列出各站点保留的发布版本；带 --target 时列出主机上的版本。")
@site_option
@targets_option("列出这个部署目标上的版本，而不是本机的。")
@json_option()
@click.pass_context
def command(
    ctx: click.Context, *, sites: tuple[str, ...], targets: tuple[str, ...], as_json: bool
) -> None:
    """Print a table, or JSON."""
    platform, store = opened(ctx)
    ids = chosen_sites(platform, sites)
    hosts = chosen_hosts(platform, targets) if targets else []
    if hosts:
        rows = [row for host in hosts for site in ids for row in _there(host, site)]
    else:
        rows = [row for site in ids for row in _here(store, site)]
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        mark = "*" if row.live else " "
        place = f"{row.place}:" if row.place else ""
        count = f"{row.files} 个文件" if row.files else ""
        note = "清单已损坏" if row.damaged else count
        click.echo(f"{mark} {place}{row.site}  {row.release}  {row.created}  {note}".rstrip())
    if not rows:
        click.echo("还没有发布过版本。", err=True)


def _here(store: "ReleaseStore", site: str) -> list[_Row]:
    current = store.current(site)
    rows = []
    for release in store.releases(site):
        live = release == current
        try:
            created = release.created.isoformat(timespec="seconds")
            rows.append(_Row(site, "", release.id, live, created, len(release.manifest.files)))
        except ReleaseError:
            rows.append(_Row(site, "", release.id, live, damaged=True))
    return rows


def _there(host: "Host", site: str) -> list[_Row]:
    state = host.state(site)
    return [
        _Row(site, host.target.name, name, name == state.current, damaged=not manifest)
        for name, manifest in state.releases.items()
    ]
