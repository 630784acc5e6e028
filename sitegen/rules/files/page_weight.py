"""Pages that load too much (页面过重)."""

from collections import defaultdict
from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("page-weight", scope="site")
def heavy(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each item whose pictures, or other files, weigh more than the limit.

    Pictures are loaded with the page; what is only linked is weighed by a limit of its own. Files
    of other sites are left out. Originals are weighed: browsers that take WebP load less.
    """
    limits = book.param("page-weight", "megabytes")
    sizes = dict(site.attached)
    pictures = _files(site, "picture")
    for path, files in sorted(_files(site, "file").items()):
        shown = pictures.get(path, set())
        for name, group, limit in (
            ("图片", shown, limits["pictures"]),
            ("附件", files - shown, limits["files"]),
        ):
            weight = sum(sizes.get(file, 0) for file in group)
            if weight > limit * 1_000_000:
                stub = site.published[path]
                yield Fault(
                    f"页面上的{name}（{len(group)} 个）共 {weight / 1e6:.1f} MB，超过 {limit} MB。",
                    "缩小或者减少图片。" if name == "图片" else "压缩或者分成几篇稿件发布。",
                    file=path,
                    column=stub.column,
                )


def _files(site: RememberedRecords, name: str) -> dict[str, set[str]]:
    """Path of each published item → files of the site that it names, below the site's folder."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    here = f"{site.model.config.id}/"
    for stub, fact in site.noted(name):
        if fact.value.startswith(here):
            found[stub.path].add(fact.value.removeprefix(here))
    return found
