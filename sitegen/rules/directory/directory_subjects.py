"""The fifteen subjects of 条例第二十条 in the disclosure directory."""

import re
from collections.abc import Iterator

from sitegen.rules.columns.emptiness import subtree
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("directory-subjects", scope="site")
def subjects(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names the subjects of which nothing on the site speaks.

    Titles of all columns count, and those of the items that stand in the directory itself.
    """
    params = book.rule("directory-subjects").params
    columns = site.model.of_type("disclosure-directory")
    if not columns or site.model.config.kind not in params["kinds"]:
        return
    parts = [part for column in columns for part in subtree(site.model, column)]
    titles = [column.config.title for column in site.model.columns.values()]
    titles += [item.stub.title for part in parts for item in part.items]
    text = "\n".join(titles)
    absent = [name for name, words in params["subjects"].items() if not re.search(words, text)]
    if absent:
        yield Fault(
            f"法定主动公开内容没有涉及 {len(absent)} 类事项：{'；'.join(absent)}。",
            "在目录下设置相应的子栏目或条目；另有栏目发布的，在目录中加上链接条目。",
            column=columns[0].path,
        )
