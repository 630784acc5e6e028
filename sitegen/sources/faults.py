"""What is wrong with a file, before it is known how much that weighs."""

from typing import NamedTuple


class Fault(NamedTuple):
    """Something wrong in a file; `line` counts from 1, 0 means the whole file.

    `rule` is a rule's id in the rulebook, which adds the level and the legal source. `file` is
    relative to the platform's root; it is empty while the reader of one file does not know it.
    """

    rule: str
    message: str
    fix: str
    line: int = 0
    file: str = ""
    column: str = ""
