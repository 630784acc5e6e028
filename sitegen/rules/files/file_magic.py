"""Files whose content is not what their extension says (文件头与扩展名)."""

from collections.abc import Iterator
from functools import partial

from sitegen.rules.fault import Fault
from sitegen.rules.files.signatures import HEAD, INNER, SIGNATURES, agrees, named
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("file-magic", scope="site")
def magic(site: RememberedRecords, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each file that does not begin as its kind does."""
    for path, size in site.attached:
        extension = path.rpartition(".")[2].lower()
        if not size or (extension not in SIGNATURES and extension not in INNER):
            continue
        probe = partial(_look, extension=extension)
        good, real = site.remember(path, f"magic:{extension}", probe)
        if not good:
            hint = f"内容是 {real} 格式" if real else "内容不是这种格式"
            yield Fault(
                f"文件 {path} 的扩展名是 .{extension}，{hint}，读者可能打不开。",
                "用相应软件另存为该格式，或者改正扩展名。",
                file=path,
            )


def _look(content: bytes, *, extension: str) -> list[object]:
    head = content[:HEAD]
    return [agrees(extension, head), named(head)]
