"""Listed words in the settings of columns and of the site."""

from collections.abc import Iterator
from typing import Any

from sitegen.rules.fault import Fault
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.settings_files import settings_files, shown_settings
from sitegen.rules.views import SiteView, around, line_at
from sitegen.rules.wording.lexicon import hits

PROBE = "settings-words-1"


def settings_words(site: SiteView, book: Rulebook, lists: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault for each word of the lists in `_site.yaml`, `_column.yaml` and `sites.yaml`."""

    def scan(content: bytes) -> Any:
        text = content.decode("utf-8", "replace")
        return [
            (hit.list, hit.wrong, hit.right, line_at(text, hit.start),
             around(text, hit.start, len(hit.wrong)))
            for hit in hits(text, book)
        ]  # fmt: skip

    for path in settings_files(site):
        for name, wrong, right, line, excerpt in site.remember(
            path, f"{PROBE}:{book.digest}", scan
        ):
            if name in lists:
                problem = f"栏目或站点设置中的“{wrong}”有误或者不宜使用。"
                yield Fault(problem, _mend(name, right), line, path, excerpt=excerpt)
    for key, text in shown_settings(site):
        for hit in hits(text, book):
            if hit.list in lists:
                problem = f"sites.yaml 中本站的 {key} 写有“{hit.wrong}”，有误或者不宜使用。"
                yield Fault(problem, _mend(hit.list, hit.right))


def _mend(name: str, right: str) -> str:
    return f"改为“{right}”。" if name != "placeholders" else f"{right}，再发布。"
