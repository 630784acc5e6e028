"""A column past its update period (栏目超期未更新)."""

from collections.abc import Iterator

from sitegen.rules.columns.emptiness import column_file
from sitegen.rules.fault import Fault
from sitegen.rules.freshness.overdue import idle_columns
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("freshness-column", scope="site")
def overdue(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each column whose newest item is older than its period."""
    for idle in idle_columns(site.model, book):
        if idle.overdue:
            yield Fault(
                f"栏目“{idle.column.config.title}”已有 {idle.days} 天没有更新，"
                f"期限为 {idle.limit} 天（最新一篇：{idle.newest[:10]}）。",
                "发布新的稿件；没有新内容可发的，研究合并或者撤销该栏目。",
                file=column_file(idle.column),
                column=idle.column.path,
            )
