"""The rulebook (规则库) and the checks that keep to it.

Importing this package loads no check: they are found at first use.
"""

from sitegen.rules.loading import load_rulebook
from sitegen.rules.rulebook import Rule, Rulebook, Source
from sitegen.rules.running import (
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
    "check_item",
    "check_platform",
    "check_site",
    "load_rulebook",
    "load_waivers",
    "source_finding",
    "worst_first",
]
