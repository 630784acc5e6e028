"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from sitegen.model.platform import Platform

F = TypeVar("F", bound=Callable[..., Any])


def site_option(function: F) -> F:
    """`--site ID`, repeatable."""
    option = click.option(
        "--site", "sites", multiple=True, metavar="ID", help="只处理该站点，可重复"
    )
    return option(function)


def as_of_option(function: F) -> F:
    """`--as-of T`."""
    return click.option("--as-of", metavar="时间", help="按这一时刻计算，如 '2026-03-01 09:30'")(
        function
    )


def jobs_option(function: F) -> F:
    """`--jobs N`."""
    return click.option("--jobs", type=click.IntRange(min=1), help="并行进程数，默认为处理器个数")(
        function
    )


def open_platform(folder: Path) -> "Platform":
    """Find and load the platform at or above a folder; raises ConfigError."""
    from sitegen.sources.platform import find_platform, load_platform

    return load_platform(find_platform(folder))
