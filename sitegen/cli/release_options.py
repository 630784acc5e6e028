"""What the commands about releases have in common."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.options import open_platform
from sitegen.errors import ConfigError, UsageError
from sitegen.model.platform import Platform

if TYPE_CHECKING:
    from sitegen.release.hosts import Host
    from sitegen.release.store import ReleaseStore

_SHOWN = 20

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def targets_option(text: str = "部署目标；不写为全部。") -> Decorator:
    """`--target`, as often as wanted."""
    return click.option("--target", "targets", multiple=True, metavar="名称", help=text)


def wait_option() -> Decorator:
    """`--wait`: how long to wait for the lock."""
    return click.option(
        "--wait", "wait_seconds", type=click.FloatRange(0), default=0, metavar="秒数",
        help="有别的 sitegen 正在运行时，最多等候多少秒。",
    )  # fmt: skip


def json_option() -> Decorator:
    """`--json`: the result for machines."""
    return click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果。")


def opened(ctx: click.Context) -> tuple[Platform, "ReleaseStore"]:
    """The platform that the command runs in, and its releases."""
    from sitegen.release.store import ReleaseStore

    folder: Path = ctx.obj
    platform = open_platform(folder)
    return platform, ReleaseStore(platform.build, platform.config.platform.keep_releases)


def chosen_sites(platform: Platform, ids: Sequence[str]) -> list[str]:
    """The ids asked for, or all; raises `UsageError` for one that does not exist."""
    known = [site.id for site in platform.config.sites]
    unknown = [site for site in ids if site not in known]
    if unknown:
        raise UsageError(f"没有站点“{unknown[0]}”；现有：{'、'.join(known)}。")
    return list(dict.fromkeys(ids)) if ids else known


def usable_hosts(platform: Platform, names: Sequence[str]) -> tuple[list["Host"], dict[str, str]]:
    """Those of the targets asked for, or of all, that can be used; what is wrong with the others.

    These, as one without its key, are told on standard error and returned by name. Raises
    `ConfigError` for a name that no target has.
    """
    from sitegen.release.targets import chosen_targets, open_host

    hosts: list[Host] = []
    unusable: dict[str, str] = {}
    for target in chosen_targets(platform.config.deploy, names):
        try:
            hosts.append(open_host(target, platform.root))
        except ConfigError as error:
            click.echo(f"{target.name} 失败：{error}", err=True)
            unusable[target.name] = str(error)
    return hosts, unusable


def echo_json(results: Iterable[Any]) -> None:
    """Print dataclasses as one JSON document on standard output."""
    click.echo(json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=2))


def echo_paths(mark: str, paths: Sequence[str]) -> None:
    """Print the first of these paths, each after `mark`, and how many more there are."""
    for path in paths[:_SHOWN]:
        click.echo(f"  {mark} {path}")
    if len(paths) > _SHOWN:
        click.echo(f"  {mark} ……另有 {len(paths) - _SHOWN} 个")
