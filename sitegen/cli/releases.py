"""`sitegen releases`: which releases are kept, here and on the hosts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import site_option
from sitegen.cli.release_options import (
    chosen_sites,
    echo_json,
    json_option,
    opened,
    targets_option,
    usable_hosts,
)
from sitegen.errors import ReleaseError, SitegenError

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
    """Print a table, or JSON; exit 1 when a host could not be asked."""
    platform, store = opened(ctx)
    ids = chosen_sites(platform, sites)
    well = True
    if targets:
        hosts, unusable = usable_hosts(platform, targets)
        asked = [_asked(host, ids) for host in hosts]
        well = not unusable and all(rows is not None for rows in asked)
        rows = [row for found in asked for row in found or ()]
    else:
        rows = [row for site in ids for row in _here(store, site)]
    if as_json:
        echo_json(rows)
    else:
        _echo(rows, well=well)
    if not well:
        ctx.exit(1)


def _echo(rows: Sequence[_Row], *, well: bool) -> None:
    for row in rows:
        mark = "*" if row.live else " "
        place = f"{row.place}:" if row.place else ""
        count = f"{row.files} 个文件" if row.files else ""
        note = "清单已损坏" if row.damaged else count
        click.echo(f"{mark} {place}{row.site}  {row.release}  {row.created}  {note}".rstrip())
    if well and not rows:
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


def _asked(host: "Host", sites: Sequence[str]) -> list[_Row] | None:
    """The releases on a host; None, and told, when it cannot be asked."""
    try:
        return [row for site in sites for row in _there(host, site)]
    except SitegenError as error:
        click.echo(str(error), err=True)
        return None


def _there(host: "Host", site: str) -> list[_Row]:
    state = host.state(site)
    return [
        _Row(site, host.target.name, name, name == state.current, damaged=not manifest)
        for name, manifest in state.releases.items()
    ]
