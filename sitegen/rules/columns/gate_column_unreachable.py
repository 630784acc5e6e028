"""A mandatory column to which no way leads from the home page (必设栏目不可达)."""

import posixpath
from collections.abc import Iterator

from sitegen.model.entry import SiteModel
from sitegen.model.site import DisclosureBlock, LinksBlock
from sitegen.rules.columns.emptiness import column_file, mandatory, type_title
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView

DISCLOSURE = ("disclosure-guide", "disclosure-system", "disclosure-directory", "annual-report")


@check("gate-column-unreachable", scope="site")
def unreachable(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each required type of which no column can be reached.

    Reached are first-level columns in the navigation, columns that the home page lists or links,
    and below a reached column every sub-column in the navigation.
    """
    model = site.model
    reached = _reached(model)
    for name, columns in mandatory(model, book.required_types(model.config)):
        if not columns or any(column.path in reached for column in columns):
            continue
        if all(column.hidden for column in columns):
            continue  # empty and hidden: gate-column-empty speaks
        column = columns[0]
        yield Fault(
            f"从首页无法到达必设栏目{type_title(name)}“{column.config.title}”。",
            "把该栏目及其各级上级栏目的 nav 改为 true，"
            "或者在 _site.yaml 的首页板块或快速入口中加上它。",
            file=column_file(column),
            column=column.path,
        )


def _reached(model: SiteModel) -> frozenset[str]:
    waiting = [column.path for column in model.top() if column.config.nav]
    waiting += [path for path in _linked(model) if path in model.columns]
    reached: set[str] = set()
    while waiting:
        path = waiting.pop()
        column = model.columns[path]
        if path in reached or column.hidden:
            continue
        reached.add(path)
        waiting += [child for child in column.children if model.columns[child].config.nav]
    return frozenset(reached)


def _linked(model: SiteModel) -> Iterator[str]:
    for block in model.file.home:
        if isinstance(block, DisclosureBlock):
            yield from (column.path for column in model.of_type(*DISCLOSURE))
        for path in getattr(block, "columns", ()):
            yield path.strip("/")
        if isinstance(block, LinksBlock):
            for link in block.links:
                yield posixpath.normpath(link.link).strip("/").removesuffix("/index.html")
    yield from (path.strip("/") for path in model.file.channels)
