"""What a check reports, before the registry makes a finding of it."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong: what, and how to mend it (both Chinese).

    `line` counts from 1 in `file`, 0 means the whole file. Checks of items leave `file`, `column`
    and `site` empty: the item is known. `file` is relative to the site's folder. `excerpt` is a
    short piece of the text, already masked where it must not be repeated.
    """

    message: str
    fix: str
    line: int = 0
    file: str = ""
    column: str = ""
    site: str = ""
    excerpt: str = ""
