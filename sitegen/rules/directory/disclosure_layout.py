"""Guide, system, directory and annual report side by side (61号)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView

TYPES = ("disclosure-guide", "disclosure-system", "disclosure-directory", "annual-report")


@check("disclosure-layout", scope="site")
def layout(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the four do not share a parent, or it bears another name.

    The name is asked for where a site speaks the language in which it is written.
    """
    model, name = site.model, book.param("disclosure-layout", "name")
    found = [columns for columns in map(model.of_type, TYPES) if columns]
    if len(found) < len(TYPES):
        return
    shared = set.intersection(*({column.parent for column in columns} for columns in found))
    if not shared:
        yield Fault(
            f"信息公开指南、制度、法定主动公开内容、年报不在同一个“{name}”栏目之下。",
            f"把四个栏目移到同一个“{name}”栏目之下。",
        )
        return
    titles = [model.columns[path].config.title for path in shared if path in model.columns]
    if model.config.lang == "zh-CN" and not any(name in title for title in titles):
        yield Fault(
            f"信息公开指南等四个栏目的上级栏目没有使用“{name}”这一名称。",
            f"把上级栏目的 title 改为“{name}”，或者在其上加设该栏目。",
            column=min(shared),
        )
