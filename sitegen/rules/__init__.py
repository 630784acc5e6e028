"""The rulebook (规则库) and the checks that keep to it.

Importing this package loads no check: they are found at first use.

A rule is three things: its entry in `book/<family>.yaml` (title, level, thresholds, sources, a
wrong and a right example), its check in `<family>/<rule_id>.py` marked with `@check`, and its
fixture file `tests/rules/<family>/<rule_id>.yaml` with what triggers it and what comes near. What a
check of a whole site needs of each item is noted when the item is read (`noting.py`). After
changing the book run `python -m sitegen.rules`, which renews the parsed book and `docs/rules.md`.
"""

from sitegen.rules.loading import load_rulebook
from sitegen.rules.noting import take_notes
from sitegen.rules.rulebook import Rule, Rulebook, Source
from sitegen.rules.running import (
    as_draft,
    as_scheduled,
    check_item,
    check_platform,
    check_site,
    source_finding,
    worst_first,
)
from sitegen.rules.views import PlatformView, SiteView
from sitegen.rules.waivers import Waiver, apply_waivers, load_waivers
from sitegen.rules.workdays import Workdays

__all__ = [
    "PlatformView",
    "Rule",
    "Rulebook",
    "SiteView",
    "Source",
    "Waiver",
    "Workdays",
    "apply_waivers",
    "as_draft",
    "as_scheduled",
    "check_item",
    "check_platform",
    "check_site",
    "load_rulebook",
    "load_waivers",
    "source_finding",
    "take_notes",
    "worst_first",
]
