"""A mandatory column in which nothing is published (必设栏目空白)."""

from collections.abc import Iterator

from sitegen.rules.columns.emptiness import column_file, filled, mandatory, type_title
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("gate-column-empty", scope="site")
def empty(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each required type whose columns are all empty."""
    model = site.model
    for name, columns in mandatory(model, book.required_types(model.config)):
        if not columns or any(filled(model, column) for column in columns):
            continue
        column = columns[0]
        waiting = sum(len(each.pending) for each in columns)
        note = (
            f"（另有 {waiting} 篇草稿、定时、下线或没有实质内容的稿件，均不算数）"
            if waiting
            else ""
        )
        hide = (
            "必设栏目不能用 when_empty: hide 隐藏。" if column.config.when_empty == "hide" else ""
        )
        yield Fault(
            f"必设栏目{type_title(name)}“{column.config.title}”没有已发布的稿件{note}。{hide}",
            "发布至少一篇有实质内容的稿件；“建设中”“暂无内容”之类不算内容。",
            file=column_file(column),
            column=column.path,
        )
