"""What is said of a build that had nothing to do; loaded without anything else."""

import sys
from collections.abc import Mapping
from typing import Any


def tell_unchanged(report: Mapping[str, Any]) -> None:
    """Print a line on standard error; `report` is what `build --json` prints."""
    sites = report["sites"].values()
    pages = sum(site["pages"]["total"] for site in sites)
    print(
        f"{len(sites)} 个站点、{pages} 个网页都没有变化"
        f"（时刻 {report['as_of']}，用时 {report['seconds']:.1f} 秒）",
        file=sys.stderr,
    )
