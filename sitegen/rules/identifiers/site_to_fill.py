"""Marks to fill in that a new site's entry in `sites.yaml` still holds (站点信息待填)."""

from collections.abc import Iterator
from typing import Any

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView
from sitegen.sources.prose import is_unfinished


@check("site-to-fill", scope="site")
def to_fill(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names every key whose value is still a mark."""
    config = site.model.config
    waiting = list(_waiting(config.model_dump(), ""))
    if waiting:
        yield Fault(
            f"sites.yaml 中站点 {config.id} 还没有填写：{'、'.join(waiting)}。",
            "把这些项目改成真实的内容；确实没有的整行删去（domain、id_code 不能删）。",
        )


def _waiting(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _waiting(part, f"{key}.{name}" if key else str(name))
    elif isinstance(value, str) and is_unfinished(value):
        yield key
