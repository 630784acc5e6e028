"""Files that no item uses, and that are therefore not published (未使用的文件)."""

from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import strings
from sitegen.rules.views import RememberedRecords

FACTS = ("file", "link")


@check("file-unreferenced", scope="site")
def unreferenced(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each file whose name no item mentions.

    Names are compared without folders: this is a hint for tidying up, and must not cry wolf.
    """
    ignored = book.param("file-unreferenced", "ignored")
    candidates = [
        path
        for path, _ in site.attached
        if path.rpartition(".")[2].lower() not in ignored
        and not path.rpartition("/")[2].startswith(".")
    ]
    if not candidates:
        return
    used = _used(site)
    for path in candidates:
        if path.rpartition("/")[2] not in used:
            yield Fault(
                f"文件 {path} 没有被任何稿件使用，不会发布。",
                "在稿件的 attachments 或正文中链接，或者删去。",
                file=path,
            )


def _used(site: RememberedRecords) -> set[str]:
    model = site.model
    names = [fact.value for name in FACTS for fact in site.facts(name)]
    names += [model.config.theme.logo]
    names += [text for _, text in strings(model.file.model_dump(mode="json"))]
    for column in model.columns.values():
        names += [stub.image for stub in column.pending if stub.image]
        names += [one.stub.image for one in column.items if one.stub.image]
    return {unquote(name).partition("#")[0].rpartition("/")[2] for name in names}
