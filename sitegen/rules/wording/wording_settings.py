"""Typos and words to avoid in the settings of columns (栏目设置中的文字差错)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView
from sitegen.rules.wording.settings_words import settings_words


@check("wording-settings", scope="site")
def words(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each of them in `_site.yaml`, `_column.yaml` and `sites.yaml`."""
    return settings_words(site, book, ("typos", "forbidden", "placeholders"))
