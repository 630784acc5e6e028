"""Texts that point to an attachment which is not there (见附件)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook

SAID = "见附件"
# What is attached is often written out below: under a heading, or as a table or picture.
WRITTEN_OUT = re.compile(r"^(?:#+ *附件|[ *]*附件 ?[0-9一二三四五六七八九十]*[ *]*$|\|)", re.M)


@check("file-promised", scope="item")
def promised(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault where the body says 见附件 and the item has no file, link or picture."""
    if SAID not in item.body:
        return
    if item.record.get("attachments") or item.links or WRITTEN_OUT.search(item.body):
        return
    line = item.body_line + item.body.count("\n", 0, item.body.index(SAID))
    yield Fault(
        "正文说“见附件”，但稿件没有附件，正文也没有链接。",
        "把文件列在 attachments 中；附件内容就写在正文里的，请为它加标题“附件”。",
        line,
    )
