"""Before a build: looking at all that it reads, while what it takes is loaded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.pipeline.standing import Inputs
    from sitegen.pipeline.workers import Beside

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
)
"""What every build takes that finds something to do, in pieces of some hundredths of a second."""


@contextmanager
def looking(folder: Path, *, search: bool) -> "Iterator[Beside[Inputs]]":
    """Look at all that a build of all sites reads, before anything of it is read.

    What is saved while the build reads differs from what was seen here, so the next one builds.
    Another process looks, if there is a processor for it.
    """
    from sitegen.pipeline.standing import inputs_of, recall
    from sitegen.pipeline.workers import aside, default_jobs
    from sitegen.sources.root import find_platform

    root = find_platform(folder)
    standing = recall(root / "build")
    look = partial(inputs_of, root, f"search={search}", standing.inputs if standing else "")
    with aside(look, fork=default_jobs() > 1) as looked:
        yield looked


def load_meanwhile(ready: Callable[[], bool]) -> None:
    """Load what building takes, piece by piece, until `ready` says that it is known what changed.

    Most builds of most days find nothing to do, and should not wait for what they do not need.
    """
    for name in _LOADED:
        if ready():
            return
        import_module(name)
