"""A mandatory column that the site does not have (必设栏目缺失)."""

from collections.abc import Iterator

from sitegen.model.kinds import UNCONDITIONAL_TYPES
from sitegen.rules.columns.emptiness import mandatory, type_title
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("gate-column-missing", scope="site")
def missing(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each required type without any column."""
    config = site.model.config
    for name, columns in mandatory(site.model, book.required_types(config)):
        if columns:
            continue
        refused = name in UNCONDITIONAL_TYPES and name in config.profile.waive
        note = "该栏目对任何站点都不得免除。" if refused else ""
        yield Fault(
            f"“{config.name}”缺少必须设置的栏目{type_title(name)}。{note}",
            f"在 content/{config.id}/ 下新建目录和 _column.yaml，写 type: {name}，"
            "并至少发布一篇稿件。",
        )
