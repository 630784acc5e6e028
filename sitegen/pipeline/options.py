"""What the operator asked for, and how a run tells of its progress."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of `sitegen build` that decide what is built and how."""

    jobs: int = 1
    search: bool = True
    explain: bool = False
    allow_shrink: bool = False
