"""Columns without description or keywords for their page tags (47号 annex)."""

from collections.abc import Iterator

from sitegen.rules.columns.emptiness import column_file, under_hidden
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("column-tags-missing", scope="site")
def missing(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each visible column that lacks one of the two."""
    for column in site.model.columns.values():
        if not column.path or under_hidden(site.model, column):
            continue
        config = column.config
        names = [
            name
            for name, given in (
                ("description（栏目描述）", config.description),
                ("keywords（栏目关键词）", config.keywords),
            )
            if not given
        ]
        if names:
            yield Fault(
                f"栏目“{config.title}”没有写{'、'.join(names)}，网页标签不全。",
                "在 _column.yaml 中补写。",
                file=column_file(column),
                column=column.path,
            )
