"""Before a build: looking at all that it reads, while what it takes is loaded."""

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.pipeline.standing import Inputs, Standing

_LOADED = (
    "typing_extensions",
    "pydantic_core",
    "pydantic.types",
    "pydantic.main",
    "sitegen.model.fields",
    "sitegen.model.platform",
    "yaml",
    "sitegen.pipeline.clock",
    "sitegen.sources.validation",
    "sitegen.rules",
    "sitegen.pipeline.platform_build",
    "sitegen.cli.terminal",
    "sitegen.model.item",
    "sitegen.sources.item_file",
    "sitegen.release.lock",
    "sitegen.pipeline.views",
    "sitegen.sources.site_model",
    "sitegen.sources.link_faults",
    "sitegen.reports.dashboard",
    "sitegen.images",
    "jinja2",
    "sitegen.pipeline.site_publish",
)
"""What every build takes that finds something to do, in pieces of some hundredths of a second."""


_SHORT = 0.05
"""A look of less than so many seconds of processor time is over before another process begins."""


def look(root: Path, standing: "Standing | None", *, search: bool) -> "Inputs":
    """Look at all that a build of all sites reads, before anything of it is read.

    What is saved while the build reads differs from what was seen here, so the next one builds.
    `standing` is what the last build left. If that took long, and there is a processor for it,
    another process looks, and this one loads what building takes, piece by piece: most builds of
    most days find nothing to do, and should not wait for what they do not need.
    """
    from sitegen.pipeline.standing import inputs_of
    from sitegen.pipeline.workers import aside, default_jobs

    known = standing.inputs if standing else ""
    long = standing is None or standing.looked > _SHORT
    work = partial(inputs_of, root, f"search={search}", known)
    with aside(work, fork=long and default_jobs() > 1) as looked:
        for name in _needed():
            if looked.ready():
                break
            import_module(name)
        return looked()


def _needed() -> Iterator[str]:
    """Yield the modules that a build takes, in the order in which it needs them."""
    yield from _LOADED
    from sitegen.rules.registry import names

    yield from names()
