"""Listed words in the settings of columns and of the site."""

from collections.abc import Iterator
from typing import Any

from sitegen.rules.fault import Fault
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.settings_files import settings_files
from sitegen.rules.views import SiteView, around, line_at
from sitegen.rules.wording.lexicon import hits

PROBE = "settings-words-1"


def settings_words(site: SiteView, book: Rulebook, lists: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault for each word of the lists in `_site.yaml` and every `_column.yaml`."""

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
                yield Fault(
                    f"栏目或站点设置中的“{wrong}”有误或者不宜使用。",
                    f"改为“{right}”。" if name != "placeholders" else f"{right}，再发布。",
                    line,
                    path,
                    excerpt=excerpt,
                )
