"""A column beyond the mandatory ones in which nothing is published (空白栏目)."""

from collections.abc import Iterator

from sitegen.model.entry import Column, SiteModel
from sitegen.rules.columns.emptiness import column_file, filled, under_hidden
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("column-empty", scope="site")
def empty(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each empty column, unless it hides when empty.

    Of a column with visible sub-columns only these are named; a required type whose columns are
    all empty is left to `gate-column-empty`.
    """
    model = site.model
    required = set(book.required_types(model.config))
    for column in model.columns.values():
        if not column.path or not _blank(model, column) or under_hidden(model, column):
            continue
        kind = column.config.type
        if kind in required and not any(filled(model, each) for each in model.of_type(kind)):
            continue
        yield Fault(
            f"栏目“{column.config.title}”没有已发布的稿件。",
            "发布至少一篇稿件；暂时没有内容的，在 _column.yaml 中写 when_empty: hide，"
            "或者删去该栏目。",
            file=column_file(column),
            column=column.path,
        )


def _blank(model: SiteModel, column: Column) -> bool:
    if column.items or column.config.when_empty == "hide":
        return False
    return all(model.columns[child].hidden for child in column.children)
